import { createHash } from 'node:crypto';
import type { Readable } from '../db/query.ts';
import { AHEAD, readPlan } from '../fleet-plan/plan-queries.ts';
import { collectionIn, type Excess } from '../fleet-plan/rules.ts';
import { monthOf, monthsFrom } from '../months.ts';
import { historyFrom, schoolDays, schoolYearOf } from './calendar-rules.ts';
import type { FleetInput } from './fleet-rules.ts';
import {
  FIRST_SEEN,
  fitting,
  GROUP_OF,
  HOLIDAYS,
  KNOWN_MODELS,
  monthsOfModel,
  ON_HAND,
  stockMonths,
  THINGS,
  type Thing,
} from './input-queries.ts';
import { emptyMonths, type Flow, fleetInput } from './input-rules.ts';
import { KEPT_MONTHS } from './keep.ts';
import { keptRows } from './kept-queries.ts';
import { PAGES, Pace, paced, Reads, type Worker } from './worker.ts';

/** Months that a run looks ahead. */
export const MONTHS_AHEAD = 18;

export interface Inputs {
  fleet: FleetInput;
  things: readonly Thing[];
  excess: readonly Excess[];
}

/**
 * Everything that a forecast is made from, out of the kept tables.
 * @param scenario what-if on top of the fleet's plan; null for the plan itself
 */
export async function readInputs(worker: Worker, scenario: string | null): Promise<Inputs> {
  const reads = new Reads(worker);
  const pace = new Pace(worker);
  const { kept } = worker.portions ?? PAGES;
  const ctx = await reads.ctx();
  const now = monthOf(ctx.today);
  const plan = await readPlan(ctx, scenario, Math.max(AHEAD, MONTHS_AHEAD), () => worker.breathe());
  await pace.step();
  // One by one: together they would hold up a page.
  const one = async <T>(query: Readable<T>): Promise<T[]> => {
    const rows = await (await reads.db()).all(query);
    await worker.breathe();
    return rows;
  };
  const things = await one(THINGS);
  const groupOf = await one(GROUP_OF);
  const fits = await fitsOf(worker, reads);
  const [seen] = await one(FIRST_SEEN);
  const models = await one(KNOWN_MODELS);
  const holidays = await one(HOLIDAYS);
  const history = historyFrom(seen?.month ?? null, now);
  const count = Math.min(history.months, KEPT_MONTHS);
  const months = monthsFrom(history.first, history.months).slice(-count);
  const past = new Map();
  for (const { model } of models) {
    past.set(model, await (await reads.db()).all(monthsOfModel(model)));
    await pace.step();
  }
  const groups = new Map(groupOf.map(({ part, thing }) => [part, thing]));
  const ends = new Map<string, number>();
  for (const year of new Set(monthsFrom(now, MONTHS_AHEAD).map((month) => month.slice(0, 4)))) {
    const month = collectionIn([...plan.base, ...plan.own], year);
    if (month !== null) ends.set(year, month);
  }
  const school = schoolDays(
    [...months, ...monthsFrom(now, MONTHS_AHEAD)],
    schoolYearOf(ctx.district.settings),
    new Set(holidays.map(({ day }) => day)),
    ends,
  );
  const work = fleetInput({
    months,
    ahead: MONTHS_AHEAD,
    things,
    fits,
    wanted: await wantedOf(reads, pace, kept, groups, months),
    past,
    future: plan.ahead,
    empty: await emptyOf(reads, pace, kept, groups, months),
    schoolDays: school,
  });
  const fleet = await paced(worker, work);
  return { fleet, things, excess: plan.excess };
}

/** Which models each thing fits. */
export async function fitsOf(worker: Worker, reads: Reads): Promise<Map<string, Set<string>>> {
  const { kept } = worker.portions ?? PAGES;
  const fits = new Map<string, Set<string>>();
  for (let after = 0; ; ) {
    const piece = await (await reads.db()).all(fitting(after, kept));
    for (const { thing, model } of piece) add(fits, thing, model);
    await worker.breathe();
    if (piece.length < kept) return fits;
    after = piece.at(-1)?.n ?? 0;
  }
}

function add(to: Map<string, Set<string>>, key: string, value: string): void {
  const known = to.get(key);
  if (known) known.add(value);
  else to.set(key, new Set([value]));
}

/** Rows of numbers out of few buffers: ten thousands of small ones take twice the room. */
class Rows {
  readonly #length: number;
  #buffer = new Float32Array(0);
  #at = 0;

  constructor(length: number) {
    this.#length = length;
  }

  next(): Float32Array {
    if (this.#at >= this.#buffer.length) {
      this.#buffer = new Float32Array(this.#length * 1_000);
      this.#at = 0;
    }
    this.#at += this.#length;
    return this.#buffer.subarray(this.#at - this.#length, this.#at);
  }
}

/** What was wanted, by group where the part has one, model and month. */
async function wantedOf(
  reads: Reads,
  pace: Pace,
  most: number,
  groups: ReadonlyMap<string, string>,
  months: readonly string[],
): Promise<Map<string, Map<string, Float32Array>>> {
  const wanted = new Map<string, Map<string, Float32Array>>();
  const index = new Map(months.map((month, t) => [month, t]));
  const rows = new Rows(months.length);
  let after: string[] | null = null;
  do {
    const piece: Record<string, string | number>[] = await (await reads.db()).all(
      keptRows('demand_months', after, most),
    );
    for (const row of piece) {
      const thing = groups.get(String(row.thing)) ?? String(row.thing);
      const byModel = wanted.get(thing) ?? new Map<string, Float32Array>();
      if (byModel.size === 0) wanted.set(thing, byModel);
      const known = byModel.get(String(row.model));
      const units = known ?? rows.next();
      if (!known) byModel.set(String(row.model), units);
      const t = index.get(String(row.month));
      if (t !== undefined) units[t] = (units[t] ?? 0) + Number(row.units);
    }
    const last = piece.length === most ? piece.at(-1) : undefined;
    after = last ? [String(last.thing), String(last.month), String(last.model)] : null;
    await pace.step();
  } while (after);
  return wanted;
}

/** The months in which each thing's shelf was empty. */
async function emptyOf(
  reads: Reads,
  pace: Pace,
  most: number,
  groups: ReadonlyMap<string, string>,
  months: readonly string[],
): Promise<Map<string, Set<string>>> {
  // Net and what came of each month, at the end what came before the first and the net after the last: as plain
  // numbers, since there are hundred thousands of months.
  const flows = new Map<string, Int32Array>();
  const index = new Map(months.map((month, t) => [month, t]));
  const [before, later] = [2 * months.length, 2 * months.length + 1];
  const add = (to: Int32Array, at: number, more: number) => {
    to[at] = (to[at] as number) + more;
  };
  let after: [string, string] | null = null;
  do {
    const piece: { part: string; month: string; net: number; came: number }[] = await (await reads.db()).all(
      stockMonths(after, most),
    );
    for (const { part, month, net, came } of piece) {
      const thing = groups.get(part) ?? part;
      const own = flows.get(thing) ?? new Int32Array(2 * months.length + 2);
      flows.set(thing, own);
      const t = index.get(month);
      if (t !== undefined) {
        add(own, 2 * t, net);
        add(own, 2 * t + 1, came);
      } else if (month < (months[0] ?? '')) add(own, before, came);
      else add(own, later, net);
    }
    const last = piece.length === most ? piece.at(-1) : undefined;
    after = last ? [last.part, last.month] : null;
    await pace.step();
  } while (after);
  const held = new Map<string, number>();
  for (const { part, quantity } of await (await reads.db()).all(ON_HAND)) {
    const thing = groups.get(part) ?? part;
    held.set(thing, (held.get(thing) ?? 0) + quantity);
  }
  const empty = new Map<string, Set<string>>();
  for (const [thing, own] of flows) {
    const list: Flow[] = months.map((month, t) => ({
      month,
      net: own[2 * t] as number,
      came: own[2 * t + 1] as number,
    }));
    list.unshift({ month: '', net: 0, came: own[before] as number });
    list.push({ month: '9999', net: own[later] as number, came: 0 });
    const bare = emptyMonths(list, held.get(thing) ?? 0, months);
    if (bare.size > 0) empty.set(thing, bare);
    await pace.step();
  }
  return empty;
}

/** SHA-256, base64url, over everything that the forecast is made from, in a fixed order. */
export async function fingerprintOf(worker: Worker, fleet: FleetInput): Promise<string> {
  const pace = new Pace(worker);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([fleet.months, fleet.ahead, fleet.models, fleet.schoolDays ?? null]));
  for (const group of fleet.groups) {
    const demand = group.demand.map(({ units: _, ...one }) => one);
    hash.update('\n').update(JSON.stringify({ ...group, demand }));
    // Millions of numbers: as bytes, not as words.
    for (const { units } of group.demand) hash.update(bytesOf(units));
    await pace.step();
  }
  return hash.digest('base64url');
}

function bytesOf(units: ArrayLike<number>): Uint8Array {
  const { buffer, byteOffset, byteLength } = units instanceof Float32Array ? units : Float64Array.from(units);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
