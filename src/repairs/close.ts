import { worksAsIntern } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { moved, repairFor } from './begin-move.ts';
import type { Close } from './move-forms.ts';
import { planPlacing } from './placing.ts';
import { makeMove } from './state-changes.ts';

/**
 * Ends the repair with an outcome and a place for the device. An intern's stays ready until a
 * specialist has confirmed it; the device is handed back at once all the same.
 * @throws NotFound, Invalid no outcome, or no such place; Conflict another one was quicker
 */
export async function closeRepair(ctx: Ctx, ref: string, form: Close): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'close');
  const outcome = form.outcome ?? repair.outcome;
  if (!outcome) throw new Invalid({ outcome: 'Say how it ended' });
  const device = await findDevice(ctx.db, repair.device, 'all');
  const placing = await planPlacing(ctx, device, form, { id: repair.id, at: ctx.now });
  const toConfirm = worksAsIntern(ctx.actor);
  const end = toConfirm
    ? { state: 'ready', to_confirm: 1 }
    : {
        closed_at: ctx.now,
        to_confirm: 0,
        confirmed_by: repair.toConfirm ? ctx.actor.person : repair.confirmedBy,
      };
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'close', {
      outcome,
      ready_at: repair.readyAt ?? ctx.now,
      technician: repair.technician ?? ctx.actor.person,
      accepted_at: repair.acceptedAt ?? ctx.now,
      started_at: repair.startedAt ?? ctx.now,
      ...end,
    }),
    placing.changes,
    moved(
      repair,
      toConfirm ? 'handed back, to be confirmed' : 'closed',
      { outcome, ...placing.data },
      form.note,
    ),
  );
}
