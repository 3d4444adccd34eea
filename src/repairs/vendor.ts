import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { commit } from '../db/commit.ts';
import { findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import type { Location } from '../locations/queries.ts';
import { moved, placeFor, repairFor } from './begin-move.ts';
import { keepColumns } from './line-changes.ts';
import type { ToVendor } from './move-forms.ts';
import { endHold, makeMove, openHold } from './state-changes.ts';

/** The device goes to a vendor, who has it from now on; the clock stands still. @throws NotFound, Invalid, Conflict */
export async function sendToVendor(ctx: Ctx, ref: string, form: ToVendor): Promise<{ number: number }> {
  const repair = await repairFor(ctx, ref, 'vendor');
  const vendor = await vendorFor(ctx, form.vendor);
  const device = await findDevice(ctx.db, repair.device, 'all');
  return commit(
    ctx,
    { number: repair.number },
    makeMove(repair.id, 'vendor', {
      technician: repair.technician ?? ctx.actor.person,
      accepted_at: repair.acceptedAt ?? ctx.now,
      in_use: 0,
      ...(form.expectedOn ? { expected_on: form.expectedOn } : {}),
    }),
    endHold(repair.id, ctx.now),
    openHold(
      {
        repair: repair.id,
        reason: 'vendor',
        group: null,
        quantity: null,
        vendor: vendor.id,
        note: form.note,
        by: ctx.actor.person,
      },
      ctx.now,
    ),
    giveCustody(
      {
        device: device.id,
        location: vendor.id,
        top: vendor.top,
        why: 'vendor',
        by: ctx.actor.person,
        repair: repair.id,
        expects: device.openCustody,
      },
      ctx.now,
    ),
    keepColumns(repair.id),
    moved(repair, 'sent to vendor', { vendor: vendor.id, expected: form.expectedOn }, form.note),
  );
}

/** @throws Invalid it is no vendor in use */
export async function vendorFor(ctx: Ctx, id: string): Promise<Location> {
  const vendor = await placeFor(ctx, id, 'vendor');
  if (vendor.topKind !== 'vendor') throw new Invalid({ vendor: 'Choose a vendor' });
  return vendor;
}
