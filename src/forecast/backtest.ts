import { commit } from '../db/commit.ts';
import {
  followedShare,
  monthsLookedAt,
  proposalSettingsOf,
  proposedRows,
} from '../fleet-plan/proposal-rules.ts';
import { serviceIn } from '../fleet-plan/queries.ts';
import { type Cohort, fleetAhead } from '../fleet-plan/rules.ts';
import { addMonths } from '../months.ts';
import { startOfDay } from '../web/day.ts';
import { backtestedMonths, backtestLines, cohortsAt, endsBefore, PRICES } from './backtest-queries.ts';
import {
  type Backtest,
  type BacktestLine,
  inputAt,
  movingAverage,
  QUANTILES,
  quantilesOf,
  type Replay,
  replay,
  type Score,
  type Scored,
  SPAN,
  scoreOf,
  together,
  totalsOf,
} from './backtest-rules.ts';
import { cutPieces, type Planned } from './cut-rules.ts';
import { type FleetInput, forecastGroups, type LearntOfAll } from './fleet-rules.ts';
import { type Came, forgetInputs, inputsFor, joined } from './forecast-phase.ts';
import type { HistoryModel } from './history-rules.ts';
import { type Learnt, learnFleet, learnHistory, madeFor, packed, unpacked } from './learn-rules.ts';
import { PLAN_DEFAULTS, planLine } from './plan-rules.ts';
import { dropLearnt, keepBacktest, keepLearnt, keepSummary } from './run-changes.ts';
import { type Kept, learntOf, type Run } from './run-queries.ts';
import { PAGES, Pace, paced, Reads, type Worker } from './worker.ts';
import { Pieces } from './write-pieces.ts';

/** Months that are looked back on. */
const BACK = 12;
/** A forecast from less history than this says nothing of what is to be expected now. */
const FEWEST = 6;
const AHEAD = 3;
/** Groups that are forecast at once. */
const AT_ONCE = 250;
/** Changes with the method: then the past is looked at anew. */
export const METHOD = '2';
const GOAL = 0.95;
const AT_95 = QUANTILES.indexOf(0.95);

/**
 * Forecasts the past twelve months as they would have been forecast then, those that are not there yet, and
 * keeps how they did. A month's forecast is made once: what comes later does not change it.
 */
export async function backtestPhase(worker: Worker, run: OfRun): Promise<Came> {
  const wanted = await lookBack(worker, run);
  if (!wanted) return 'rests';
  // A year of lines takes as much room as what they were forecast from.
  forgetInputs(worker);
  const backtest = await scored(worker, wanted);
  await commit(
    await worker.ctx(),
    null,
    dropLearnt(run.id),
    keepSummary(run.id, JSON.stringify({ backtest })),
  );
  return 'done';
}

type OfRun = Pick<Run, 'id' | 'month' | 'scenario'>;

/** What the months that were looked back on are scored by. */
interface WantedThen {
  months: readonly string[];
  /** by thing: units of each of these months */
  units: ReadonlyMap<string, readonly number[]>;
  cents: ReadonlyMap<string, number>;
}

/** @returns null: the next worker goes on with it */
async function lookBack(worker: Worker, run: OfRun): Promise<WantedThen | null> {
  const { fleet } = await inputsFor(worker, run);
  const first = Math.max(FEWEST, fleet.months.length - BACK);
  const months = fleet.months.slice(first);
  const { db } = await worker.ctx();
  const [there, prices] = await db.read(backtestedMonths(months[0] ?? '', METHOD), PRICES);
  const cents = new Map(prices.map((row) => [row.thing, row.cents]));
  const known = new Set(there.map(({ month }) => month));
  for (const [i, month] of months.entries()) {
    if (known.has(month)) continue;
    if (!(await oneMonth(worker, run.id, fleet, first + i, cents))) return null;
    // The next worker goes on with the next month.
    if (worker.tired()) return null;
  }
  const units = new Map<string, number[]>();
  const pace = new Pace(worker);
  for (const group of fleet.groups) {
    units.set(group.id, totalsOf(group, fleet.months.length).slice(first));
    await pace.step();
  }
  return { months, units, cents };
}

/** What would have been said at the beginning of one month. @returns false: the next worker goes on with it */
async function oneMonth(
  worker: Worker,
  run: string,
  fleet: FleetInput,
  at: number,
  cents: ReadonlyMap<string, number>,
): Promise<boolean> {
  const month = fleet.months[at] ?? '';
  const then = await fleetThen(worker, month);
  await worker.breathe();
  const input = inputAt(fleet, at, then, AHEAD);
  await worker.breathe();
  const learnt = await learnMonth(worker, run, month, input);
  if (!learnt) return false;
  const pace = new Pace(worker);
  const planned: Planned[] = [];
  const said: Pick<BacktestLine, 'ours' | 'average'>[] = [];
  // Of what was forecast no more is held than is asked for below.
  for (let from = 0; from < input.groups.length; from += AT_ONCE) {
    const part = forecastGroups(input, learnt.learnt, learnt.history, from, from + AT_ONCE);
    for (const [i, { group: thing, sums }] of (await paced(worker, part)).entries()) {
      planned.push({ ...planLine(needOf(thing, sums, cents.get(thing) ?? 1), PLAN_DEFAULTS), since: 0 });
      const group = input.groups[from + i];
      said.push({
        ours: quantilesOf(sums[SPAN - 1] ?? []),
        average: movingAverage(group ? totalsOf(group, at) : []),
      });
      await pace.step();
    }
  }
  const { takes } = await paced(worker, cutPieces(planned, { by: 'goal', share: GOAL }, new Map()));
  const pieces = new Pieces(worker, (rows) => keepBacktest(month, rows));
  for (const [i, { ours, average }] of said.entries()) {
    const thing = planned[i]?.line.thing ?? '';
    await pieces.add([thing, JSON.stringify([ours, average, takes.get(thing)?.units ?? 0])]);
    await pace.step();
  }
  await pieces.add(['', METHOD]);
  await pieces.flush();
  return true;
}

/**
 * What was to be learnt of all groups by that month. Where the worker has to end in between, it is kept, and the next
 * one goes on with it. @returns null where this one has to end
 */
async function learnMonth(
  worker: Worker,
  run: string,
  month: string,
  input: FleetInput,
): Promise<LearntOfAll | null> {
  const { db } = await worker.ctx();
  const [parts] = await db.read(...learntOf(run));
  const of = <T>(what: Kept['what']): { of: T } | null => {
    const text = joined(parts, what);
    const kept = text === null ? null : unpacked<{ month: string; of: T }>(text);
    return kept?.month === month ? kept : null;
  };
  const before = of<Learnt>('fleet');
  const sound = before && madeFor(before.of, input) ? before : null;
  const learnt = sound ?? { of: await paced(worker, learnFleet(input)) };
  const keep = async (what: Kept['what'], text: string) =>
    commit(await worker.ctx(), null, keepLearnt(run, what, text));
  if (!sound && worker.tired()) {
    await keep('fleet', packed({ month, of: learnt.of }));
    return null;
  }
  const pool = sound ? of<HistoryModel | null>('history') : null;
  const history = pool ?? { of: await paced(worker, learnHistory(input)) };
  if (!pool && worker.tired()) {
    if (!sound) await keep('fleet', packed({ month, of: learnt.of }));
    await keep('history', packed({ month, of: history.of }));
    return null;
  }
  return { learnt: learnt.of, history: history.of };
}

/** An empty shelf, a review and a lead time of a month each: its steps make the level. */
function needOf(thing: string, sums: Parameters<typeof planLine>[0]['sums'], unitCents: number) {
  return {
    thing,
    sums,
    elapsed: 0,
    onHand: 0,
    arrivals: [],
    drafted: 0,
    waiting: 0,
    harvest: 0,
    devices: [],
    offers: [
      {
        supplier: null,
        part: thing,
        pack: 1,
        unitCents,
        inStock: null,
        previousCents: null,
        lastOn: null,
        lead: [{ days: 30, weight: 1 }],
      },
    ],
  };
}

/** The fleet's plan as it followed then from update ends and ages: nobody's entries, which came later. */
async function fleetThen(worker: Worker, month: string) {
  const ctx = await worker.ctx();
  const settings = proposalSettingsOf(ctx.district.settings);
  const [cohorts, ends, service] = await ctx.db.read(
    cohortsAt(addMonths(month, -1)),
    endsBefore(startOfDay(ctx.district.zone, `${month}-01`)),
    // All of them lie before that month.
    serviceIn(monthsLookedAt(addMonths(month, -1), settings)),
  );
  const aues = new Map(ends.map(({ model, aueOn }) => [model, aueOn]));
  const byModel = new Map<string, Cohort[]>();
  for (const { model, ...cohort } of cohorts) byModel.set(model, [...(byModel.get(model) ?? []), cohort]);
  const models = [...byModel].map(([id, own]) => ({
    id,
    name: '',
    aueOn: aues.get(id) ?? null,
    cohorts: own,
  }));
  const followed = followedShare(models, service, addMonths(month, -1), settings);
  const rows = proposedRows(models, month, settings, followed);
  return fleetAhead(models, rows, month, AHEAD).models;
}

/** How all months together did. */
async function scored(worker: Worker, { months, units, cents }: WantedThen): Promise<Backtest> {
  const reads = new Reads(worker);
  const pace = new Pace(worker);
  const { lines: most } = worker.portions ?? PAGES;
  const byThing = new Map<string, Scored[]>();
  const byMonth: Scored[][] = [];
  for (const [i, month] of months.entries()) {
    const lines: Scored[] = [];
    let after = '';
    for (;;) {
      const piece = await (await reads.db()).all(backtestLines(month, after, most));
      for (const { thing, line: text } of piece) {
        const wanted = units.get(thing);
        if (!wanted) continue;
        const [ours, average, level] = JSON.parse(text) as [number[], number[], number];
        const line = {
          ours,
          average,
          level,
          cents: cents.get(thing) ?? 0,
          wanted: wanted.slice(i, i + SPAN),
        };
        lines.push(line);
        const known = byThing.get(thing);
        if (known) known.push(line);
        else byThing.set(thing, [line]);
      }
      after = piece.at(-1)?.thing ?? '';
      await pace.step();
      if (piece.length < most) break;
    }
    byMonth.push(lines);
  }
  const both = async (of: 'ours' | 'average') => {
    const scores: Score[] = [];
    for (const lines of byMonth) {
      scores.push(scoreOf(lines, of));
      await pace.step();
    }
    const shelf: Replay = { wants: 0, met: 0, stockCents: 0 };
    for (const months of byThing.values()) {
      const own = replay([months], of, months.length);
      shelf.wants += own.wants;
      shelf.met += own.met;
      shelf.stockCents += own.stockCents;
      await pace.step();
    }
    return { scores, all: { ...together(scores), ...shelf } };
  };
  const [ours, average] = [await both('ours'), await both('average')];
  return {
    months,
    ours: ours.all,
    average: average.all,
    byMonth: months.flatMap((month, i) => {
      const [own, other] = [ours.scores[i], average.scores[i]];
      if (!own || !other || own.forecasts === 0) return [];
      const [a = 0, b = 0, coverage = 0] = [own.pinball[AT_95], other.pinball[AT_95], own.coverage[AT_95]];
      return [{ month, ours: a, average: b, coverage }];
    }),
  };
}
