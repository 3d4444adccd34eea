import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { moved, placeFor, repairFor } from './begin-move.ts';
import type { Accept } from './move-forms.ts';
import { makeMove } from './state-changes.ts';

/**
 * "I take it": the repair is mine, and the device goes to my place where one is named. "It stays in
 * use": the repair is mine, the device stays with whoever has it.
 * @throws NotFound, Invalid, Conflict
 */
export async function acceptRepair(ctx: Ctx, ref: string, form: Accept): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'accept');
  const stays = form.how === 'in_use';
  const place = !stays && form.place ? await placeFor(ctx, form.place, 'place') : null;
  const device = place ? await findDevice(ctx.db, repair.device, 'all') : null;
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'accept', {
      technician: ctx.actor.person,
      accepted_at: ctx.now,
      in_use: stays ? 1 : 0,
    }),
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
    moved(repair, 'accepted', { how: form.how, to: place?.id ?? null }),
  );
}
