import type { Demand, FleetInput } from './fleet-rules.ts';
import { type Mixture, mean, quantile } from './mixture-rules.ts';

/** Months that one forecast of the backtest covers: a review and a usual lead time. */
export const SPAN = 2;
export const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

/** One forecast of one group as it would have been made at the beginning of a month. */
export interface BacktestLine {
  /** expected units of SPAN months, then the quantiles */
  ours: readonly number[];
  /** the same of a moving average of 12 months with a normal distribution: what stock systems do */
  average: readonly number[];
  /** what the plan would have kept on the shelf and on order together */
  level: number;
}

/**
 * The input as it was known at the beginning of a month: nothing of that month or of a later one is in it.
 * @param at how many months of history lie before it @param future the fleet's plan as it was then
 */
export function inputAt(
  fleet: FleetInput,
  at: number,
  future: readonly { id: string; devices: readonly number[]; ageMonths: readonly number[] }[],
  ahead: number,
): FleetInput {
  const planned = new Map(future.map((model) => [model.id, model]));
  const none = Array.from({ length: ahead }, () => 0);
  const input: FleetInput = {
    months: fleet.months.slice(0, at),
    ahead,
    models: fleet.models.map(({ id, devices, ageMonths }) => ({
      id,
      devices: [...devices.slice(0, at), ...(planned.get(id)?.devices.slice(0, ahead) ?? none)],
      ageMonths: [...ageMonths.slice(0, at), ...(planned.get(id)?.ageMonths.slice(0, ahead) ?? none)],
    })),
    groups: fleet.groups.map(({ id, kind, demand }) => ({ id, kind, demand: demandAt(demand, at) })),
  };
  // The school year is known ahead.
  return fleet.schoolDays ? { ...input, schoolDays: fleet.schoolDays.slice(0, at + ahead) } : input;
}

function demandAt(demand: readonly Demand[], at: number): Demand[] {
  // The models of a group have one shelf.
  const shelf = demand[0]?.censored;
  const before = shelf?.slice(0, at);
  return demand.map(({ model, units, censored }) => ({
    model,
    units: units instanceof Float32Array ? units.subarray(0, at) : Array.from(units).slice(0, at),
    ...(censored && before ? { censored: censored === shelf ? before : censored.slice(0, at) } : {}),
  }));
}

/** Units of a group per month, all models together. */
export function totalsOf(group: FleetInput['groups'][number], months: number): number[] {
  return Array.from({ length: months }, (_, t) =>
    group.demand.reduce((sum, { units }) => sum + (units[t] ?? 0), 0),
  );
}

export function quantilesOf(m: Mixture): number[] {
  return [round(mean(m)), ...QUANTILES.map((p) => quantile(m, p))];
}

/** z of the normal distribution at QUANTILES. */
const Z = [-1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449, 2.3263];

/** The moving average over the last 12 months with its standard deviation, for SPAN months. */
export function movingAverage(totals: readonly number[]): number[] {
  const last = totals.slice(-12);
  const n = Math.max(1, last.length);
  const average = last.reduce((sum, units) => sum + units, 0) / n;
  const squares = last.reduce((sum, units) => sum + (units - average) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, n - 1));
  const at = (z: number) => Math.max(0, Math.ceil(average * SPAN + z * deviation * Math.sqrt(SPAN) - 1e-9));
  return [round(average * SPAN), ...Z.map(at)];
}

const round = (value: number) => Number(value.toPrecision(6));

/** One month of one group: what was said, and what was wanted then. */
export interface Scored extends BacktestLine {
  /** price of one, cents */
  cents: number;
  /** units wanted in each month from that one on, as far as they are over */
  wanted: readonly number[];
}

export interface Score {
  forecasts: number;
  /** units wanted in all of them */
  units: number;
  /** share of forecasts whose quantile was not exceeded, in the order of QUANTILES */
  coverage: number[];
  /** pinball loss per unit wanted at QUANTILES */
  pinball: number[];
  /** dollars that the 95 % level lay above or below what was wanted, cents */
  overCents: number;
  shortCents: number;
}

/** Scores of several months as one. */
export function together(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => scores.reduce((all, score) => all + of(score), 0);
  const forecasts = sum((score) => score.forecasts);
  const units = sum((score) => score.units);
  return {
    forecasts,
    units,
    coverage: QUANTILES.map(
      (_, i) => sum((s) => (s.coverage[i] ?? 0) * s.forecasts) / Math.max(1, forecasts),
    ),
    pinball: QUANTILES.map((_, i) => sum((s) => (s.pinball[i] ?? 0) * s.units) / Math.max(1, units)),
    overCents: sum((score) => score.overCents),
    shortCents: sum((score) => score.shortCents),
  };
}

/** How the quantiles did, against what was wanted. @param of which of the two forecasts */
export function scoreOf(lines: readonly Scored[], of: 'ours' | 'average'): Score {
  const score: Score = {
    forecasts: 0,
    units: 0,
    coverage: QUANTILES.map(() => 0),
    pinball: QUANTILES.map(() => 0),
    overCents: 0,
    shortCents: 0,
  };
  let units = 0;
  for (const line of lines) {
    if (line.wanted.length < SPAN) continue;
    const wanted = line.wanted.slice(0, SPAN).reduce((sum, n) => sum + n, 0);
    score.forecasts++;
    units += wanted;
    for (const [i, p] of QUANTILES.entries()) {
      const said = line[of][i + 1] ?? 0;
      if (wanted <= said) score.coverage[i] = (score.coverage[i] ?? 0) + 1;
      score.pinball[i] =
        (score.pinball[i] ?? 0) + (wanted >= said ? p * (wanted - said) : (1 - p) * (said - wanted));
    }
    const level = levelOf(line, of);
    if (level > wanted) score.overCents += (level - wanted) * line.cents;
    else score.shortCents += (wanted - level) * line.cents;
  }
  const n = Math.max(1, score.forecasts);
  score.coverage = score.coverage.map((hits) => hits / n);
  score.pinball = score.pinball.map((loss) => loss / Math.max(1, units));
  score.units = units;
  return score;
}

const AT_95 = QUANTILES.indexOf(0.95);

function levelOf(line: BacktestLine, of: 'ours' | 'average'): number {
  return of === 'ours' ? line.level : (line.average[AT_95 + 1] ?? 0);
}

export interface Replay {
  wants: number;
  met: number;
  /** money that lay on the shelf, mean over the months, cents */
  stockCents: number;
}

/**
 * What the shelf would have done: each month it is ordered up to that month's level, what was ordered comes a
 * month later, and what was short is taken from what comes.
 * @param groups of each one entry a month, the oldest first @param span months in all
 */
export function replay(groups: readonly (readonly Scored[])[], of: 'ours' | 'average', span: number): Replay {
  const out: Replay = { wants: 0, met: 0, stockCents: 0 };
  for (const months of groups) {
    const [first] = months;
    if (!first) continue;
    let stock = levelOf(first, of);
    let coming = 0;
    for (const line of months) {
      const wanted = line.wanted[0];
      if (wanted === undefined) break;
      stock += coming;
      coming = Math.max(0, levelOf(line, of) - stock);
      const met = Math.min(Math.max(0, stock), wanted);
      out.wants += wanted;
      out.met += met;
      stock -= wanted;
      out.stockCents += (Math.max(0, stock) * line.cents) / span;
    }
  }
  return out;
}

export interface Backtest {
  /** the months that were forecast, the oldest first */
  months: readonly string[];
  ours: Score & Replay;
  average: Score & Replay;
  /** month by month: pinball at .95 of the two, and coverage of ours at .95 */
  byMonth: readonly { month: string; ours: number; average: number; coverage: number }[];
}
