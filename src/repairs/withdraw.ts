import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { moved, repairFor } from './begin-move.ts';
import { keepColumns, withdrawLines } from './line-changes.ts';
import type { Withdraw } from './move-forms.ts';
import { endHold, makeMove } from './state-changes.ts';

/** The report was a mistake: nothing was broken, or it was told twice. @throws NotFound, Conflict parts are in it */
export async function withdrawRepair(ctx: Ctx, ref: string, form: Withdraw): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'withdraw');
  return commit(
    ctx,
    { number: repair.number },
    must('no part is in it: return the parts first', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repair_parts WHERE repair = ? AND returned_at IS NULL)',
      parameters: [repair.id],
    }),
    makeMove(repair.id, 'withdraw', { outcome: 'withdrawn', closed_at: ctx.now, to_confirm: 0 }),
    endHold(repair.id, ctx.now),
    withdrawLines(repair.id, repair.device, ctx.now),
    keepColumns(repair.id),
    moved(repair, 'withdrawn', { state: repair.state }, form.reason),
  );
}
