import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { Invalid } from '../errors.ts';
import { moved, repairFor } from './begin-move.ts';
import { technicians } from './list-queries.ts';
import type { HandOver } from './move-forms.ts';
import type { Repair } from './queries.ts';
import { makeMove } from './state-changes.ts';

/** "I take over": the repair is mine from now on. @throws NotFound, Conflict */
export async function takeOver(ctx: Ctx, ref: string): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'take_over');
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'take_over', technicianColumns(ctx, repair, ctx.actor.person)),
    moved(repair, 'taken over', { from: repair.technician, to: ctx.actor.person }),
  );
}

/** The repair is another one's from now on. @throws NotFound, Invalid, Conflict */
export async function handOver(ctx: Ctx, ref: string, form: HandOver): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'hand_over');
  const people = await ctx.db.all(technicians());
  if (!people.some((person) => person.value === form.technician))
    throw new Invalid({ technician: 'Choose somebody who does repairs' });
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'hand_over', technicianColumns(ctx, repair, form.technician)),
    moved(repair, 'handed over', { from: repair.technician, to: form.technician }, form.note),
  );
}

/** Whoever is given a reported repair has accepted it thereby. */
function technicianColumns(ctx: Ctx, repair: Repair, technician: string | null) {
  if (repair.state !== 'reported') return { technician };
  return { technician, state: 'accepted', accepted_at: ctx.now };
}
