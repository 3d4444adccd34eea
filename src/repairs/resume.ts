import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { dayIn } from '../web/day.ts';
import { moved, placeFor, repairFor } from './begin-move.ts';
import { calendarOf, dueAfterHold } from './due-rules.ts';
import { keepColumns } from './line-changes.ts';
import { holidayDates } from './list-queries.ts';
import type { Resume } from './move-forms.ts';
import type { Repair } from './queries.ts';
import { endHold, makeMove } from './state-changes.ts';

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
    makeMove(repair.id, 'resume', {
      technician: repair.technician ?? ctx.actor.person,
      started_at: repair.startedAt ?? ctx.now,
      ...(await dueColumns(ctx, repair)),
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

/** The due time after the open hold, and the expected date with it where that was the due day. */
export async function dueColumns(ctx: Ctx, repair: Repair) {
  const { dueAt, holdReason, holdFrom, expectedOn } = repair;
  if (!dueAt || !holdReason || !holdFrom) return {};
  const calendar = calendarOf(ctx.district, await holidayDates(ctx.db));
  const due = dueAfterHold(dueAt, { reason: holdReason, from: holdFrom }, ctx.now, calendar);
  const { zone } = ctx.district;
  const follows = expectedOn === null || expectedOn <= dayIn(zone, dueAt);
  return { due_at: due, ...(follows ? { expected_on: dayIn(zone, due) } : {}) };
}
