import type { Ctx } from '../context.ts';
import { countSettingsOf } from '../counts/settings-rules.ts';
import { forgetMinimums, setMinimums } from '../counts/vehicle-changes.ts';
import { itemCosts, useByVehicle, vehicleBins } from '../counts/vehicle-queries.ts';
import { minimumsFor, type VehicleTerms } from '../counts/vehicle-rules.ts';
import { commit } from '../db/commit.ts';
import { breathe, inSlices } from './slices.ts';

const DAYS = 180;
const DAY_MS = 86_400_000;
/** What is used most everywhere is considered for every vehicle, the rest where its technician used it. */
const EVERYWHERE = 60;

/** Vehicles that are read, and planned, before others have their turn. */
const VEHICLES_AT_ONCE = 4;

interface Used {
  /** units by item, of all vehicles and of each */
  fleet: Map<string, number>;
  own: Map<string, Map<string, number>>;
}

/** Every night: what each vehicle should hold, by the use of its technician and of all. In slices of some vehicles. */
export async function planVehicles(ctx: Ctx): Promise<{ minimums: number }> {
  const [vehicles, costs] = await ctx.db.read(vehicleBins(), itemCosts());
  const cents = new Map(costs.map((row) => [row.item, row.cents]));
  const slices = inSlices(
    vehicles.map(({ id }) => id),
    VEHICLES_AT_ONCE,
  );
  const { fleet, own } = await usedBy(ctx, slices);
  const common = [...fleet].sort(([, a], [, b]) => b - a).slice(0, EVERYWHERE);
  const terms = termsOf(ctx, vehicles.length);
  await commit(ctx, null, forgetMinimums());
  let count = 0;
  for (const bins of slices) {
    const minimums = bins.flatMap((bin) => {
      const mine = own.get(bin) ?? new Map<string, number>();
      const items = [...new Set([...mine.keys(), ...common.map(([item]) => item)])];
      const found = minimumsFor(
        items.map((item) => ({
          item,
          used: mine.get(item) ?? 0,
          fleet: fleet.get(item) ?? 0,
          // A part without a price is not for nothing.
          unitCents: Math.max(1_00, cents.get(item) ?? 0),
        })),
        terms,
      );
      return found.map((minimum) => ({ bin, ...minimum }));
    });
    await commit(ctx, null, setMinimums(bins, minimums));
    count += minimums.length;
    await breathe();
  }
  return { minimums: count };
}

async function usedBy(ctx: Ctx, slices: readonly (readonly string[])[]): Promise<Used> {
  const from = new Date(Date.parse(ctx.now) - DAYS * DAY_MS).toISOString();
  const used: Used = { fleet: new Map(), own: new Map() };
  for (const bins of slices) {
    for (const { bin, item, used: units } of await ctx.db.all(useByVehicle(bins, from))) {
      used.fleet.set(item, (used.fleet.get(item) ?? 0) + units);
      const mine = used.own.get(bin) ?? new Map<string, number>();
      mine.set(item, units);
      used.own.set(bin, mine);
    }
    await breathe();
  }
  return used;
}

function termsOf(ctx: Ctx, vehicles: number): VehicleTerms {
  const settings = countSettingsOf(ctx.district.settings);
  return {
    days: DAYS,
    technicians: Math.max(1, vehicles),
    ahead: settings.depotDays,
    budgetCents: settings.vehicleCents,
    shortageCents: settings.shortageCents,
  };
}
