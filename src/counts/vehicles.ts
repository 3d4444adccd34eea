import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { onceMore } from '../db/once-more.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { endReached } from '../repairs/parts-reached-changes.ts';
import { reachedWith } from '../repairs/parts-reached-queries.ts';
import { transferParts } from '../stock/ledger-changes.ts';
import { findBin } from './count.ts';
import type { PinMinimum, TopUp, VehicleCheck } from './forms.ts';
import type { Settled } from './settle.ts';
import { countSheet } from './sheet.ts';
import { pinMinimum } from './vehicle-changes.ts';
import {
  type DepotOffer,
  depotOffers,
  itemExists,
  type Vehicle,
  type VehicleLine,
  vehicleById,
  vehicleContents,
  vehicleLines,
} from './vehicle-queries.ts';
import { type Take, takeFrom } from './vehicle-rules.ts';

export interface DepotPlan {
  depot: string;
  name: string;
  takes: (Take & { sku: string; binCode: string; name: string })[];
}

export interface VehiclePlan {
  vehicle: Vehicle;
  lines: (VehicleLine & { minimum: number; missing: number })[];
  /** what each depot can give, the one that gives the most first */
  depots: DepotPlan[];
}

/** What a vehicle should hold, what it misses, and which depot has it. @throws NotFound */
export async function vehiclePlan(ctx: Ctx, id: string): Promise<VehiclePlan> {
  const [vehicles, rows] = await ctx.db.read(vehicleById(id), vehicleLines(id));
  const [vehicle] = vehicles;
  if (!vehicle) throw new NotFound();
  const lines = rows.map((row) => {
    const minimum = row.pinned ?? row.proposed;
    return { ...row, minimum, missing: Math.max(0, minimum - row.here - row.coming) };
  });
  const missing = lines.filter((line) => line.missing > 0);
  const offers = missing.length > 0 ? await ctx.db.all(depotOffers(missing.map(({ item }) => item))) : [];
  return { vehicle, lines, depots: depotPlans(missing, offers) };
}

function depotPlans(missing: VehiclePlan['lines'], offers: readonly DepotOffer[]): DepotPlan[] {
  const names = new Map(missing.map(({ item, name }) => [item, name]));
  const depots = [...new Map(offers.map((offer) => [offer.depot, offer.depotName]))];
  const plans = depots.map(([depot, name]) => ({
    depot,
    name,
    takes: takeFrom(depot, missing, offers).map((take) => {
      const offer = offers.find((one) => one.part === take.part && one.bin === take.bin);
      return {
        ...take,
        sku: offer?.sku ?? '',
        binCode: offer?.binCode ?? '',
        name: names.get(take.item) ?? '',
      };
    }),
  }));
  const units = (plan: DepotPlan) => plan.takes.reduce((sum, take) => sum + take.quantity, 0);
  return plans.filter((plan) => plan.takes.length > 0).sort((a, b) => units(b) - units(a));
}

/**
 * One tap at the depot: what is missing moves from its shelves into the vehicle, one transfer for each shelf
 * in one commit.
 * @throws Forbidden another one's vehicle; Invalid nothing is missing, or that depot has none of it
 */
export function topUp(ctx: Ctx, id: string, form: TopUp): Promise<{ id: string; units: number }> {
  return onceMore(() => topUpNow(ctx, id, form));
}

async function topUpNow(ctx: Ctx, id: string, form: TopUp): Promise<{ id: string; units: number }> {
  const { vehicle, depots } = await vehiclePlan(ctx, id);
  if (vehicle.keeper !== ctx.actor.person && !can(ctx.actor, 'catalog.edit'))
    throw new Forbidden('You top up your own vehicle');
  const plan = depots.find(({ depot }) => depot === form.from);
  if (!plan) throw new Invalid({ from: 'This depot has nothing that is missing' });
  const bins = [...new Set(plan.takes.map(({ bin }) => bin))];
  const transfers = bins.map((bin) => ({
    id: newId(),
    from: bin,
    to: id,
    by: ctx.actor.person,
    moves: plan.takes.filter((take) => take.bin === bin).map(({ part, quantity }) => ({ part, quantity })),
  }));
  const units = plan.takes.reduce((sum, { quantity }) => sum + quantity, 0);
  const site = (await findBin(ctx, id)).site;
  return commit(
    ctx,
    { id, units },
    endReached(
      await reachedWith(ctx.db, id, transfers),
      { district: ctx.district, data: { transfers: transfers.map((one) => one.id) } },
      ctx.now,
    ),
    transfers.map((transfer) => [
      transferParts(transfer, ctx.now),
      record({
        thing: transfer.from,
        kind: 'bin',
        verb: 'sent parts',
        site: form.from,
        data: { transfer: transfer.id, from: transfer.from, to: id, moves: transfer.moves },
      }),
    ]),
    record({
      thing: id,
      kind: 'bin',
      verb: 'topped up',
      site,
      data: { from: form.from, transfers: transfers.map((one) => one.id), units },
    }),
  );
}

/** A manager's own minimum for a vehicle; without a number the proposed one stands again. */
export async function pin(ctx: Ctx, id: string, form: PinMinimum): Promise<{ id: string }> {
  const [vehicles, items] = await ctx.db.read(vehicleById(id), itemExists(form.item));
  if (vehicles.length === 0) throw new NotFound();
  if (items.length === 0) throw new Invalid({ item: 'Choose one of these' });
  const { site } = await findBin(ctx, id);
  return commit(
    ctx,
    { id },
    pinMinimum({ bin: id, item: form.item, minimum: form.minimum, by: ctx.actor.person }, ctx.now),
    record({
      thing: id,
      kind: 'bin',
      verb: form.minimum === null ? 'minimum freed' : 'minimum pinned',
      site,
      data: { item: form.item, minimum: form.minimum },
    }),
  );
}

/**
 * The weekly look into a vehicle: a tick says that a part is there as listed, a number corrects it. What is
 * neither ticked nor corrected was not looked at.
 * @throws NotFound; Conflict it moved since the list was shown
 */
export async function checkVehicle(ctx: Ctx, id: string, form: VehicleCheck): Promise<Settled> {
  const [vehicles, contents] = await ctx.db.read(vehicleById(id), vehicleContents(id));
  if (vehicles.length === 0) throw new NotFound();
  const held = new Map(contents.map((line) => [line.part, line.onHand]));
  const counted: Record<string, number | null> = { ...form.counted };
  for (const [part, listed] of Object.entries(form.right)) {
    if (listed === null || (counted[part] ?? null) !== null) continue;
    if (held.get(part) !== listed) throw new Conflict('must', 'the vehicle holds what was listed');
    counted[part] = listed;
  }
  return countSheet(ctx, id, { counted }, true);
}
