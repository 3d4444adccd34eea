import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { parseScan } from '../devices/identifier-rules.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { LotMove, LotScan, MoveLot, NewLot, TickDevices, TickScan } from './forms.ts';
import { addDevice, insertLot, removeDevice, setLotState, tickDevices } from './lot-changes.ts';
import { addersOf, deviceForLot, findLot, type Lot, type LotScanned, scannedForLot } from './lot-queries.ts';
import { lotAfter } from './rules.ts';

/** A pallet to which retired devices are scanned. @throws Invalid at 'place' */
export async function createLot(ctx: Ctx, form: NewLot): Promise<{ id: string }> {
  const place = await ctx.db.first(
    q
      .selectFrom('locations')
      .select(['id', 'top'])
      .where('id', '=', form.place)
      .where('retired_at', 'is', null),
  );
  if (!place) throw new Invalid({ place: 'Choose where the pallet stands' });
  const id = newId();
  return commit(
    ctx,
    { id },
    insertLot({ id, name: form.name, place: place.id, by: ctx.actor.person }, ctx.now),
    record({
      thing: id,
      kind: 'lot',
      verb: 'created',
      site: place.top,
      data: { name: form.name, place: place.id },
      first: true,
    }),
  );
}

export interface Scanned {
  lot: string;
  device: string;
  /** as it stands on it */
  label: string;
}

/**
 * A retired device goes onto the pallet.
 * @throws Invalid at 'q', in words for whoever holds it: unknown, not retired, in a lot already
 */
export async function addToLot(ctx: Ctx, id: string, form: LotScan): Promise<Scanned> {
  const lot = await findLot(ctx.db, id);
  if (lot.state !== 'draft') throw new Invalid({ q: 'Nothing is added any more: the lot is proposed' });
  const device = await scanned(ctx, form.q);
  const label = labelOf(device);
  refuseForLot(device, lot);
  return commit(
    ctx,
    { lot: id, device: device.id, label },
    addDevice({ id: newId(), lot: id, device: device.id, by: ctx.actor.person }, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'put into a lot',
      device: device.id,
      site: device.home,
      data: { lot: id, number: lot.n },
    }),
  );
}

function refuseForLot(device: LotScanned, lot: Lot): void {
  const label = labelOf(device);
  if (device.lot === lot.id) throw new Invalid({ q: `${label} is in this lot already` });
  if (device.lot !== null)
    throw new Invalid({ q: `${label} is in lot ${device.lotN}: take it out there first` });
  if (device.state === 'disposed') throw new Invalid({ q: `${label} was disposed of before` });
  if (device.state !== 'retired')
    throw new Invalid({ q: `${label} is ${STATES[device.state] ?? device.state}: retire it first` });
}

const STATES: Readonly<Record<string, string>> = {
  in_service: 'in service',
  lost: 'reported lost',
  stolen: 'reported stolen',
};

/** Off the pallet again. @throws NotFound, Conflict it has left */
export async function takeOut(ctx: Ctx, id: string, device: string): Promise<{ id: string }> {
  const { lot, found } = await inLot(ctx, id, device);
  return commit(
    ctx,
    { id },
    removeDevice(id, found.row ?? '', ctx.now),
    record({
      thing: device,
      kind: 'device',
      verb: 'taken out of a lot',
      device,
      site: found.home,
      data: { lot: id, number: lot.n },
    }),
  );
}

/** Deprovisioned, wiped: who ticks it, and when, is kept with the device. */
export async function tick(ctx: Ctx, id: string, form: TickDevices): Promise<{ id: string; ticked: number }> {
  const lot = await findLot(ctx.db, id);
  const rows = [...new Set(form.ids)];
  return commit(
    ctx,
    { id, ticked: rows.length },
    tickDevices(id, rows, form.what, ctx.actor.person, ctx.now),
    record({
      thing: id,
      kind: 'lot',
      verb: form.what === 'none' ? 'ticks taken off' : 'ticked',
      site: lot.site,
      data: { what: form.what, devices: await devicesOf(ctx, rows) },
    }),
  );
}

/** At the bench: the device that was scanned is done. @throws Invalid at 'q' */
export async function tickScanned(ctx: Ctx, id: string, form: TickScan): Promise<Scanned> {
  const lot = await findLot(ctx.db, id);
  const device = await scanned(ctx, form.q);
  const label = labelOf(device);
  if (device.lot !== id || device.row === null)
    throw new Invalid({
      q: device.lot ? `${label} is in lot ${device.lotN}` : `${label} is not in this lot`,
    });
  if (device.leftAt) throw new Invalid({ q: `${label} has left already` });
  return commit(
    ctx,
    { lot: id, device: device.id, label },
    tickDevices(id, [device.row], form.what, ctx.actor.person, ctx.now),
    record({
      thing: id,
      kind: 'lot',
      verb: 'ticked',
      site: lot.site,
      data: { what: form.what, devices: [device.id] },
    }),
  );
}

async function devicesOf(ctx: Ctx, rows: readonly string[]): Promise<string[]> {
  const found = await ctx.db.all<{ device: string }>({
    sql: 'SELECT device FROM lot_devices WHERE id IN (SELECT value FROM json_each(?))',
    parameters: [JSON.stringify(rows)],
  });
  return found.map(({ device }) => device);
}

const VERBS: Readonly<Record<LotMove, string>> = {
  propose: 'proposed',
  approve: 'approved',
  return: 'sent back',
  withdraw: 'withdrawn',
};

/**
 * Proposes, approves, sends back or withdraws a lot.
 * @throws Forbidden approval takes somebody who may dispose, and who has gathered nothing of it
 */
export async function moveLot(ctx: Ctx, id: string, form: MoveLot): Promise<{ id: string }> {
  const lot = await findLot(ctx.db, id);
  if (form.move === 'approve') await refuseOwn(ctx, lot);
  if (form.move !== 'propose' && form.move !== 'approve') mayEnd(ctx, lot);
  const to = lotAfter(form.move, lot.state);
  if (!to) throw new Conflict('must', 'the lot is as you saw it');
  if (to !== 'withdrawn' && to !== 'draft' && lot.devices === 0)
    throw new Invalid({ '': 'The lot is empty: scan what goes first' });
  return commit(
    ctx,
    { id },
    sameVersion('lots', id, form.version),
    setLotState(id, lot.state, to, ctx.actor.person, ctx.now),
    record({
      thing: id,
      kind: 'lot',
      verb: VERBS[form.move],
      site: lot.site,
      data: { devices: lot.devices },
    }),
  );
}

async function refuseOwn(ctx: Ctx, lot: Lot): Promise<void> {
  if (!can(ctx.actor, 'device.dispose')) throw new Forbidden();
  const adders = await ctx.db.all(addersOf(lot.id));
  const own = [lot.madeBy, lot.proposedBy, ...adders.map(({ person }) => person)];
  if (own.includes(ctx.actor.person))
    throw new Forbidden('Somebody else must approve what you have gathered');
}

function mayEnd(ctx: Ctx, lot: Lot): void {
  const own = lot.madeBy === ctx.actor.person && lot.state !== 'approved';
  if (!own && !can(ctx.actor, 'device.dispose'))
    throw new Forbidden('Who made it, or who may dispose of devices');
}

/** A device of a lot. @throws NotFound */
export async function inLot(ctx: Ctx, id: string, device: string): Promise<{ lot: Lot; found: LotScanned }> {
  const lot = await findLot(ctx.db, id);
  const found = await ctx.db.first(deviceForLot(device));
  if (found?.lot !== id) throw new NotFound();
  return { lot, found };
}

/** @throws Invalid at 'q' */
export async function scanned(ctx: Ctx, text: string): Promise<LotScanned> {
  const candidates = parseScan(text).filter(({ kind }) => kind === 'tag' || kind === 'serial');
  const device = await ctx.db.first(
    scannedForLot(candidates.map(({ kind, value }) => [kind, value] as const)),
  );
  if (!device) throw new Invalid({ q: 'No device has this tag or serial' });
  return device;
}

export function labelOf(device: { tag: string; serial: string }): string {
  return device.tag || device.serial || 'This device';
}
