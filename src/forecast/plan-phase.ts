import { commit } from '../db/commit.ts';
import type { Readable } from '../db/query.ts';
import { addDays, daysBetween, monthOf } from '../months.ts';
import { elapsedOf } from './calendar-rules.ts';
import { cutPieces, type Planned } from './cut-rules.ts';
import { expectedWithin, type LeadDay } from './horizon-rules.ts';
import { fitsOf } from './input.ts';
import { GROUP_OF, ON_HAND } from './input-queries.ts';
import { unpackSums } from './kept-json-rules.ts';
import { AWAITED } from './kept-queries.ts';
import {
  COUNTED,
  HARVESTED,
  IN_TRANSIT,
  leadDays,
  type OfferRow,
  ORDERED,
  type OrderedRow,
  offers,
  RETIRED,
  SUPPLIERS,
  type SupplierRow,
} from './plan-queries.ts';
import { type Need, PLAN_DEFAULTS, type PlanLine, planLine, type Step } from './plan-rules.ts';
import { keepLines, keepSummary } from './run-changes.ts';
import { groupPiece, inputsOf, type Run } from './run-queries.ts';
import type { RunInputs, Summary } from './run-rules.ts';
import { arrivalsOf, harvestToCome, leadTimes, offersOf } from './supply-rules.ts';
import { Pace, paced, Reads, type Worker } from './worker.ts';
import { Pieces } from './write-pieces.ts';

const AT_ONCE = 100;
const NOTHING = [{ weight: 1, mean: 0, size: Number.POSITIVE_INFINITY }];
/** A price that was replaced within so many days is the one before. */
const PRICE_DAYS = 120;
const GOAL = 0.95;

/** Everything besides the forecast that a plan is made from, by group. */
interface Supplies {
  suppliers: readonly SupplierRow[];
  leads: Map<string, LeadDay[]>;
  onHand: Map<string, number>;
  waiting: Map<string, number>;
  ordered: Map<string, OrderedRow[]>;
  offers: Map<string, OfferRow[]>;
  counted: Set<string>;
  /** what will come out of retired devices */
  harvest: Map<string, number>;
  /** devices that it fits, now and in each month ahead */
  devices: Map<string, number[]>;
}

/** Works out a line with its steps for every group that is counted. */
export async function planPhase(worker: Worker, run: Pick<Run, 'id' | 'today' | 'month'>): Promise<void> {
  const supplies = await readSupplies(worker, run);
  const reads = new Reads(worker);
  const pace = new Pace(worker);
  const pieces = new Pieces(worker, (rows) => keepLines(run.id, rows));
  // A scenario that runs in a later month than its first one begins in that one's middle no more.
  const elapsed = monthOf(run.today) === run.month ? elapsedOf(run.today) : 0;
  const planned: Planned[] = [];
  const ahead = [0, 0, 0];
  let after = '';
  for (;;) {
    const groups = await (await reads.db()).all(groupPiece(run.id, after, AT_ONCE));
    for (const { thing, how, sums: text } of groups) {
      const sums = unpackSums(text);
      [91, 183, 365].forEach((days, i) => {
        ahead[i] = (ahead[i] ?? 0) + expectedWithin({ sums, elapsed }, days);
      });
      if (!supplies.counted.has(thing)) continue;
      // It was never used and fits nothing that is there or will be: no starter estimate is a reason to buy one.
      const idle = how === 'starter' && !supplies.devices.get(thing)?.some((n) => n > 0);
      const laws = idle ? sums.map(() => NOTHING) : sums;
      const { line, steps } = planLine(needOf(thing, laws, elapsed, supplies, run.today), PLAN_DEFAULTS);
      planned.push({ line, steps, since: 0 });
      await pieces.add([thing, kept(line), JSON.stringify(steps.map(packed))]);
      await pace.step();
    }
    after = groups.at(-1)?.thing ?? '';
    if (groups.length < AT_ONCE) break;
  }
  await pieces.flush();
  const summary = await summaryOf(worker, planned, supplies, ahead, await fleetAhead(worker, run.id));
  await commit(await worker.ctx(), null, keepSummary(run.id, JSON.stringify(summary)));
}

/** Pages read all lines at once: what they need of the lead times is in the line itself. */
function kept(line: PlanLine): string {
  const offer = line.offer ? { ...line.offer, lead: [] } : null;
  const short = (_: string, value: unknown) => (typeof value === 'number' ? digits(value) : value);
  return JSON.stringify({ ...line, offer }, short);
}

const packed = ({ units, cents, removed, met }: Step) => [units, cents, digits(removed), digits(met)];
const digits = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(5)));

function needOf(thing: string, sums: Need['sums'], elapsed: number, from: Supplies, today: string): Need {
  const ordered = from.ordered.get(thing) ?? [];
  const drafted = ordered.reduce((sum, row) => (row.drafted ? sum + row.quantity : sum), 0);
  return {
    thing,
    sums,
    elapsed,
    onHand: from.onHand.get(thing) ?? 0,
    arrivals: arrivalsOf(ordered, from.leads, (day) => daysBetween(today, day)),
    drafted,
    waiting: from.waiting.get(thing) ?? 0,
    harvest: from.harvest.get(thing) ?? 0,
    offers: offersOf(from.offers.get(thing) ?? [], from.leads),
    devices: from.devices.get(thing) ?? [],
  };
}

async function readSupplies(worker: Worker, run: Pick<Run, 'id' | 'today'>): Promise<Supplies> {
  const { db } = await worker.ctx();
  const { today } = run;
  // One by one: together they would hold up a page.
  const one = async <T>(query: Readable<T>): Promise<T[]> => {
    const rows = await db.all(query);
    await worker.breathe();
    return rows;
  };
  const groupOf = await one(GROUP_OF);
  const held = await one(ON_HAND);
  const moving = await one(IN_TRANSIT);
  const awaited = await one(AWAITED);
  const ordered = await one(ORDERED);
  const rows = await one(offers(today, addDays(today, -PRICE_DAYS)));
  const counted = await one(COUNTED);
  const suppliers = await one(SUPPLIERS);
  const measured = await one(leadDays(addDays(today, -1_096)));
  const fits = await fitsOf(worker, new Reads(worker));
  const inputs = await one(inputsOf(run.id));
  const retired = await one(RETIRED);
  const harvested = await one(HARVESTED);
  const groups = new Map(groupOf.map(({ part, thing }) => [part, thing]));
  const thingOf = (part: string) => groups.get(part) ?? part;
  const days = new Map<string, number[]>();
  for (const row of measured) days.set(row.supplier, [...(days.get(row.supplier) ?? []), row.days]);
  const harvest = harvestOf(fits, retired, harvested);
  await worker.breathe();
  const devices = devicesOf(fits, JSON.parse(inputs[0]?.inputs ?? '{}') as Partial<RunInputs>);
  await worker.breathe();
  const supplies: Supplies = {
    suppliers,
    leads: leadTimes(suppliers, days),
    onHand: new Map(),
    waiting: new Map(),
    ordered: new Map(),
    offers: new Map(),
    counted: new Set(counted.map(({ thing }) => thing)),
    harvest,
    devices,
  };
  for (const { part, quantity } of [...held, ...moving]) count(supplies.onHand, thingOf(part), quantity);
  for (const { thing, units } of awaited) count(supplies.waiting, thingOf(thing), units);
  for (const row of ordered) collect(supplies.ordered, thingOf(row.part), row);
  for (const row of rows) collect(supplies.offers, thingOf(row.part), row);
  await worker.breathe();
  return supplies;
}

type Fits = ReadonlyMap<string, ReadonlySet<string>>;

function devicesOf(fits: Fits, { models = [], months = 0 }: Partial<RunInputs>): Map<string, number[]> {
  // From the last month of history on: that is what is there now.
  const ahead = new Map(models.map(({ id, devices }) => [id, devices.slice(Math.max(0, months - 1))]));
  const out = new Map<string, number[]>();
  for (const [thing, models] of fits) {
    const sum: number[] = [];
    for (const model of models)
      ahead.get(model)?.forEach((n, i) => {
        sum[i] = (sum[i] ?? 0) + n;
      });
    out.set(thing, sum);
  }
  return out;
}

function harvestOf(
  fits: Fits,
  retired: readonly { model: string; there: number; ever: number }[],
  harvested: readonly { thing: string; ever: number; there: number }[],
): Map<string, number> {
  const models = new Map(retired.map((row) => [row.model, row]));
  const taken = new Map(harvested.map((row) => [row.thing, row]));
  const donors = new Map<string, { there: number; ever: number }>();
  for (const [thing, own] of fits) {
    const sum = { there: 0, ever: 0 };
    for (const model of own) {
      sum.there += models.get(model)?.there ?? 0;
      sum.ever += models.get(model)?.ever ?? 0;
    }
    donors.set(thing, sum);
  }
  return new Map(
    [...donors].map(([thing, { there, ever }]) => {
      const out = taken.get(thing);
      return [thing, harvestToCome(there - (out?.there ?? 0), out?.ever ?? 0, ever)];
    }),
  );
}

function count(to: Map<string, number>, key: string, more: number): void {
  to.set(key, (to.get(key) ?? 0) + more);
}

function collect<T>(to: Map<string, T[]>, key: string, one: T): void {
  const known = to.get(key);
  if (known) known.push(one);
  else to.set(key, [one]);
}

async function fleetAhead(worker: Worker, run: string): Promise<number[]> {
  const row = await (await worker.ctx()).db.first(inputsOf(run));
  const { models = [], months = 0, ahead = 0 } = JSON.parse(row?.inputs ?? '{}') as Partial<RunInputs>;
  return Array.from({ length: ahead }, (_, i) =>
    models.reduce((sum, model) => sum + (model.devices[months + i] ?? 0), 0),
  );
}

async function summaryOf(
  worker: Worker,
  planned: readonly Planned[],
  { suppliers }: Supplies,
  ahead: readonly number[],
  devices: readonly number[],
): Promise<Summary> {
  const minimums = new Map(suppliers.map((supplier) => [supplier.id, supplier]));
  const cut = await paced(worker, cutPieces(planned, { by: 'goal', share: GOAL }, minimums));
  const marks: Record<string, number> = {};
  for (const { line } of planned) for (const mark of line.marks) marks[mark] = (marks[mark] ?? 0) + 1;
  const sum = (of: (one: Planned) => number) => planned.reduce((all, one) => all + of(one), 0);
  return {
    groups: planned.length,
    wants: Math.round(sum(({ line }) => line.wants)),
    short: Math.round(sum(({ line }) => line.short)),
    goalCents: cut.cents,
    ahead: ahead.map(Math.round),
    devices,
    marks,
  };
}
