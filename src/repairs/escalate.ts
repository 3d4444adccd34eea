import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import { moved, repairFor } from './begin-move.ts';
import type { Escalate } from './move-forms.ts';
import { makeMove } from './state-changes.ts';

/** The repair is for somebody of a higher level; nobody has it until one takes it over. @throws NotFound, Invalid, Conflict */
export async function escalateRepair(ctx: Ctx, ref: string, form: Escalate): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'escalate');
  if (form.level <= repair.level) throw new Invalid({ level: `It is at level ${repair.level} already` });
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'escalate', { level: form.level, technician: null }),
    moved(
      repair,
      'escalated',
      { from: repair.level, to: form.level, technician: repair.technician },
      form.reason,
    ),
  );
}
