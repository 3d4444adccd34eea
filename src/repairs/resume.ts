import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { moved, placeFor, repairFor } from './begin-move.ts';
import { dueColumns } from './due-changes.ts';
import { keepColumns } from './line-changes.ts';
import { holidayDates } from './list-queries.ts';
import type { Resume } from './move-forms.ts';
import { endHold, makeMove } from './state-changes.ts';
import { inNoBatchAway } from './vendor-changes.ts';

/**
 * Work goes on: the hold ends, and where it stopped the clock the repair is due as much later. What
 * comes back from a vendor needs the place where it is now.
 * @throws NotFound, Invalid, Conflict
 */
export async function resumeRepair(ctx: Ctx, ref: string, form: Resume): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'resume');
  if (repair.state === 'at_vendor' && !form.place)
    throw new Invalid({ place: 'Say where the device is now' });
  const place = form.place ? await placeFor(ctx, form.place, 'place') : null;
  const device = place ? await findDevice(ctx.db, repair.device, 'all') : null;
  return commit(
    ctx,
    { number: repair.number },
    repair.state === 'at_vendor' ? inNoBatchAway(repair.id) : null,
    makeMove(repair.id, 'resume', {
      technician: repair.technician ?? ctx.actor.person,
      started_at: repair.startedAt ?? ctx.now,
      ...dueColumns(repair, ctx.now, ctx.district, await holidayDates(ctx.db)),
    }),
    endHold(repair.id, ctx.now),
    place && device && device.place !== place.id
      ? giveCustody(
          {
            device: device.id,
            location: place.id,
            top: place.top,
            why: 'repair',
            by: ctx.actor.person,
            repair: repair.id,
            expects: device.openCustody,
          },
          ctx.now,
        )
      : null,
    keepColumns(repair.id),
    moved(repair, 'resumed', { from: repair.holdReason, to: place?.id ?? null }, form.note),
  );
}
