import type { Ctx } from '../context.ts';
import { endAssignment, endCustody, giveCustody } from '../custody/changes.ts';
import { commit, must } from '../db/commit.ts';
import { setState } from '../devices/changes.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { LotScan } from './forms.ts';
import { deviceLeaves, deviceReturns } from './lot-changes.ts';
import { findLot, type LotScanned } from './lot-queries.ts';
import { inLot, labelOf, type Scanned, scanned } from './lots.ts';

/**
 * The scan that proves that a device has left: it is disposed of, and nobody has it any more.
 * @throws Invalid at 'q', in words: it is not of this lot, or not deprovisioned and wiped
 */
export async function loadOut(ctx: Ctx, id: string, form: LotScan): Promise<Scanned> {
  const lot = await findLot(ctx.db, id);
  if (lot.state !== 'approved') throw new Invalid({ q: 'The lot is not approved: nothing leaves yet' });
  const device = await scanned(ctx, form.q);
  const label = labelOf(device);
  refuseToLeave(device, id);
  return commit(
    ctx,
    { lot: id, device: device.id, label },
    deviceLeaves(id, device.row ?? '', ctx.actor.person, ctx.now),
    must('no repair is open on the device', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repairs WHERE device = ? AND closed_at IS NULL)',
      parameters: [device.id],
    }),
    setState(device, 'disposed', { by: ctx.actor.person, lot: id }, ctx.now),
    device.openAssignment ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
    endCustody(device.id, ctx.now, device.openCustody),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'disposed of',
      device: device.id,
      site: device.home,
      data: { was: device.state, place: device.place, lot: id, number: lot.n },
    }),
  );
}

function refuseToLeave(device: LotScanned, lot: string): void {
  const label = labelOf(device);
  if (device.lot === null) throw new Invalid({ q: `${label} is in no lot: keep it back` });
  if (device.lot !== lot) throw new Invalid({ q: `${label} is in lot ${device.lotN}: keep it back` });
  if (device.leftAt) throw new Invalid({ q: `${label} was scanned out already` });
  if (device.openRepair !== null)
    throw new Invalid({ q: `A repair is open on ${label}: keep it back and close that first` });
  const open = [device.deprovisionedAt ? null : 'deprovisioned', device.wipedAt ? null : 'wiped'].filter(
    (word) => word !== null,
  );
  if (open.length > 0) throw new Invalid({ q: `${label} is not ${open.join(' and not ')}: keep it back` });
}

/** It did not leave after all: retired again, where the lot stands. */
export async function bringBack(ctx: Ctx, id: string, device: string): Promise<{ id: string }> {
  const { lot, found } = await inLot(ctx, id, device);
  return commit(
    ctx,
    { id },
    deviceReturns(id, found.row ?? ''),
    setState(found, 'retired', { by: ctx.actor.person, reason: 'did not leave', lot: id }, ctx.now),
    giveCustody(
      {
        device,
        location: lot.place,
        top: lot.site,
        why: 'undo',
        by: ctx.actor.person,
        expects: found.openCustody,
      },
      ctx.now,
    ),
    record({
      thing: device,
      kind: 'device',
      verb: 'back from a lot',
      device,
      site: found.home,
      data: { lot: id, number: lot.n },
    }),
  );
}
