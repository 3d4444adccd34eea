import type { Ctx } from '../context.ts';
import { depotOffers } from '../counts/vehicle-queries.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { addMonths } from '../months.ts';
import { transferParts } from '../stock/ledger-changes.ts';
import { partsByCode } from '../stock/queries.ts';
import type { Tick } from './forms.ts';
import { untick, writeTick } from './load-changes.ts';
import {
  handOutNeeds,
  heldIn,
  needsAt,
  readyDevices,
  type TickRow,
  ticksOf,
  trendOf,
  usedAt,
  vehicleOf,
} from './load-queries.ts';
import { type Load, type Pick, planLoad, trendsFrom, wantedFor } from './load-rules.ts';
import { type Visit, visitsOf } from './queries.ts';
import { addDays } from './rules.ts';
import { personOf } from './who.ts';

export interface LoadList extends Load {
  day: string;
  visits: Visit[];
  /** the visits of the day and the days after it that may be chosen */
  choices: Visit[];
  vehicle: { bin: string; code: string; location: string; top: string } | null;
  picks: (Pick & { ticked: number })[];
  posted: TickRow[];
  handOuts: { site: string; name: string; bring: number; out: number; there: number }[];
  /** spares and loaners in the vehicle, and in each depot */
  ready: { location: string; name: string; kind: string; n: number }[];
}

/** Half of the season around a day, in days: the same weeks of last year, and those just past. */
const SEASON_DAYS = 28;

/** So many days after the first one may be loaded for at once. */
const AHEAD_DAYS = 6;

/**
 * What to put into a vehicle for a day's visits, less what it holds, and where to pick it.
 * @param chosen visits of this day and the days after it; none: all of the day
 */
export async function readLoad(
  ctx: Ctx,
  person: string,
  day: string,
  chosen: readonly string[] = [],
): Promise<LoadList> {
  const [vehicles, visits] = await ctx.db.read(
    vehicleOf(person),
    visitsOf(person, day, addDays(day, AHEAD_DAYS), ctx.now),
  );
  const choices = visits.filter((visit) => visit.state !== 'called_off' && visit.state !== 'left');
  const picked = choices.filter((visit) => chosen.includes(visit.id));
  const ahead = picked.length > 0 ? picked : choices.filter((visit) => visit.day === day);
  const sites = [...new Set(ahead.map((visit) => visit.site))];
  const vehicle = vehicles[0] ?? null;
  const lastYear = addDays(day, -364);
  const spans = [
    [addDays(lastYear, -SEASON_DAYS), addDays(lastYear, SEASON_DAYS)],
    [addDays(day, -2 * SEASON_DAYS), addDays(day, 1)],
  ] as const;
  const [needs, walkUps, held, ticks, handOuts, ready] = await ctx.db.read(
    needsAt(sites),
    usedAt(sites, spans),
    heldIn(vehicle?.bin ?? ''),
    ticksOf(person, day),
    handOutNeeds(sites),
    readyDevices(vehicle?.top ?? null),
  );
  const holds = new Map(held.map(({ item, n }) => [item, n]));
  const items = [...new Set([...needs.map(({ item }) => item), ...walkUps.map(({ item }) => item)])];
  const month = day.slice(0, 7);
  // The months that what is usual was counted in, as far as whole months can say it.
  const compared = [addMonths(month, -12), addMonths(month, -2), addMonths(month, -1)];
  const [offers, trend] =
    items.length > 0 ? await ctx.db.read(depotOffers(items), trendOf(items, month, compared)) : [[], []];
  const stocked = new Set(offers.map(({ item }) => item));
  const load = planLoad(
    wantedFor(
      needs,
      walkUps,
      (item) => (holds.get(item) ?? 0) > 0 || stocked.has(item),
      trendsFrom(trend, compared.length),
    ),
    holds,
    offers,
  );
  const open = ticks.filter((tick) => tick.postedAt === null);
  return {
    ...load,
    day,
    visits: ahead,
    choices,
    vehicle,
    picks: load.picks.map((pick) => ({
      ...pick,
      ticked: open.find((tick) => tick.part === pick.part && tick.bin === pick.bin)?.quantity ?? 0,
    })),
    posted: ticks.filter((tick) => tick.postedAt !== null),
    handOuts: handOuts
      .map((row) => ({ ...row, bring: Math.max(0, row.out - row.there) }))
      .filter((row) => row.bring > 0),
    ready,
  };
}

/**
 * A part is in hand: by the scan of its label, or by a tap. The whole of its line, or as many as are said; 0 takes
 * the tick off.
 * @throws Invalid no such part, or it is not on the list
 */
export async function tickLoad(
  ctx: Ctx,
  day: string,
  form: Tick,
  chosen: readonly string[] = [],
): Promise<{ day: string; sku: string }> {
  const person = personOf(ctx);
  const list = await readLoad(ctx, person, day, chosen);
  const codes = await partsByCode(ctx.db, form.part);
  const upper = codes.length > 0 ? codes : await partsByCode(ctx.db, form.part.toUpperCase());
  const parts = new Set([...upper, form.part]);
  const here = list.picks.filter(
    (pick) => parts.has(pick.part) && (form.bin === null || pick.bin === form.bin),
  );
  const pick = here.find((one) => one.ticked === 0) ?? here[0];
  if (!pick)
    throw new Invalid({
      part: upper.length > 0 ? 'It is not on this list' : 'No part has this SKU, number or barcode',
    });
  const quantity = form.quantity ?? pick.quantity;
  if (quantity > pick.free) throw new Invalid({ quantity: `The shelf holds ${pick.free} by the books` });
  const tick = { id: newId(), person, day, part: pick.part, bin: pick.bin, quantity };
  return commit(
    ctx,
    { day, sku: pick.sku },
    writeTick(tick, ctx.now),
    record({
      thing: person,
      kind: 'day',
      verb: 'load ticked',
      data: { day, part: pick.part, bin: pick.bin, quantity },
    }),
  );
}

/** Not in hand after all. */
export function untickLoad(ctx: Ctx, day: string, form: Tick): Promise<{ day: string }> {
  const person = personOf(ctx);
  return commit(
    ctx,
    { day },
    untick({ person, day, part: form.part, bin: form.bin ?? '' }),
    record({
      thing: person,
      kind: 'day',
      verb: 'load unticked',
      data: { day, part: form.part, bin: form.bin },
    }),
  );
}

/**
 * What is ticked moves from its shelves into the vehicle: one transfer for each shelf, all in one commit.
 * @throws Forbidden no vehicle; Invalid nothing is ticked; Conflict a shelf does not hold that many
 */
export async function postLoad(ctx: Ctx, day: string): Promise<{ day: string; units: number }> {
  const person = personOf(ctx);
  const [vehicles, ticks] = await ctx.db.read(vehicleOf(person), ticksOf(person, day));
  const [vehicle] = vehicles;
  if (!vehicle) throw new Forbidden('You keep no vehicle');
  const open = ticks.filter((tick) => tick.postedAt === null);
  if (open.length === 0) throw new Invalid({ '': 'Tick off what is in your hands first' });
  const bins = [...new Set(open.map(({ bin }) => bin))];
  const transfers = bins.map((bin) => ({
    id: newId(),
    from: bin,
    to: vehicle.bin,
    by: person,
    ticks: open.filter((tick) => tick.bin === bin).map(({ id }) => id),
    moves: open.filter((tick) => tick.bin === bin).map(({ part, quantity }) => ({ part, quantity })),
  }));
  const units = open.reduce((sum, { quantity }) => sum + quantity, 0);
  return commit(
    ctx,
    { day, units },
    transfers.map(({ ticks: ids, ...transfer }) => [
      ids.map((id) =>
        must('what was ticked is not posted yet', {
          sql: 'SELECT 1 FROM load_ticks WHERE id = ? AND posted_at IS NULL',
          parameters: [id],
        }),
      ),
      transferParts(transfer, ctx.now),
      {
        sql: 'UPDATE load_ticks SET transfer = ?, posted_at = ? WHERE id IN (SELECT value FROM json_each(?))',
        parameters: [transfer.id, ctx.now, JSON.stringify(ids)],
      },
      record({
        thing: transfer.from,
        kind: 'bin',
        verb: 'sent parts',
        data: { transfer: transfer.id, from: transfer.from, to: transfer.to, moves: transfer.moves },
      }),
    ]),
    record({
      thing: vehicle.bin,
      kind: 'bin',
      verb: 'loaded for visits',
      site: vehicle.top,
      data: { day, transfers: transfers.map(({ id }) => id), units },
    }),
  );
}
