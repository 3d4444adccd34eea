import type { Ctx } from '../context.ts';
import { countSettingsOf } from '../counts/settings-rules.ts';
import { setMinimums } from '../counts/vehicle-changes.ts';
import { itemCosts, useByVehicle, vehicleBins } from '../counts/vehicle-queries.ts';
import { minimumsFor, type VehicleTerms } from '../counts/vehicle-rules.ts';
import { commit } from '../db/commit.ts';

const DAYS = 180;
const DAY_MS = 86_400_000;
/** What is used most everywhere is considered for every vehicle, the rest where its technician used it. */
const EVERYWHERE = 60;

/** Every night: what each vehicle should hold, by the use of its technician and of all. */
export async function planVehicles(ctx: Ctx): Promise<{ minimums: number }> {
  const from = new Date(Date.parse(ctx.now) - DAYS * DAY_MS).toISOString();
  const [uses, vehicles, costs] = await ctx.db.read(useByVehicle(from), vehicleBins(), itemCosts());
  const cents = new Map(costs.map((row) => [row.item, row.cents]));
  const fleet = new Map<string, number>();
  const own = new Map<string, Map<string, number>>();
  for (const { bin, item, used } of uses) {
    fleet.set(item, (fleet.get(item) ?? 0) + used);
    const mine = own.get(bin) ?? new Map<string, number>();
    mine.set(item, used);
    own.set(bin, mine);
  }
  const common = [...fleet].sort(([, a], [, b]) => b - a).slice(0, EVERYWHERE);
  const settings = countSettingsOf(ctx.district.settings);
  const terms: VehicleTerms = {
    days: DAYS,
    technicians: Math.max(1, vehicles.length),
    ahead: settings.depotDays,
    budgetCents: settings.vehicleCents,
    shortageCents: settings.shortageCents,
  };
  const minimums = vehicles.flatMap(({ id: bin }) => {
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
  return commit(ctx, { minimums: minimums.length }, setMinimums(minimums));
}
