import { type Base, baseFrom, keyOf, type Totals, totalsOf } from './base-rules.ts';
import { type Correction, correctedSum, correctionOf, cumulated } from './correction-rules.ts';
import { ageFactor } from './factor-rules.ts';
import { type HazardPrior, hazardOf } from './hazard-rules.ts';
import { fitHistory, type HistoryModel, historySum } from './history-rules.ts';
import { knownModels, type Learnt, learnFleet, learnHistory, looseUnits } from './learn-rules.ts';
import { type Mixture, mixed, summed } from './mixture-rules.ts';
import { panelOf, type Series } from './panel-rules.ts';

/** What is known when a forecast is made: the fleet's past and plan, and what was used. */
export interface FleetInput {
  /** months of history, oldest first, 'YYYY-MM' */
  months: readonly string[];
  /** how many months to look ahead */
  ahead: number;
  /** in service and mean age (months) of each model: per month of history, then per month ahead */
  models: readonly FleetModel[];
  groups: readonly FleetGroup[];
  /** school days in session per month, history then ahead; absent: by month of the year alone */
  schoolDays?: readonly number[];
}

export interface FleetModel {
  id: string;
  devices: readonly number[];
  ageMonths: readonly number[];
}

export interface FleetGroup {
  id: string;
  /** the part kind that the prior is pooled over; a group may fit several models */
  kind: string;
  demand: readonly Demand[];
}

export interface Demand {
  /** null: no device known */
  model: string | null;
  /** per month of history */
  units: ArrayLike<number>;
  /** true where the shelf was empty: at least so many were wanted */
  censored?: readonly boolean[];
}

export interface GroupForecast {
  group: string;
  how: 'starter' | 'installed base' | 'base and history' | 'history';
  /** each month ahead */
  months: Mixture[];
  /** sums[h-1]: the next h months together */
  sums: Mixture[];
  factors: Factor[];
}

/** Why the forecast of one model is what it is. */
export interface Factor {
  model: string | null;
  devices: number;
  /** units per device-month at age factor 1 and month factor 1 */
  hazard: number;
  /** of the hazard, over the models of this kind */
  average: number;
  age: number;
  /** of the calendar year, January first */
  month: number[];
}

/** Share of the corrected base in its pool with the base alone. */
const CORRECTED = 0.6;
const SLICE = 8;
/** Groups that are laid out at once. */
const PART = 250;

/**
 * Forecasts every group: the installed base alone under a year of history, corrected by history from
 * then on (correction-rules.ts); units without a known device by their own history (history-rules.ts).
 * Yields between slices of a few milliseconds.
 */
export function* forecastFleet(
  input: FleetInput,
  options: { /** false: the installed base alone, however much history there is */ history?: boolean } = {},
): Generator<void, GroupForecast[]> {
  const learnt = yield* learnFleet(input, options.history);
  return yield* forecastBy(input, { learnt, history: yield* learnHistory(input) });
}

/** What is learnt of all groups together. */
export interface LearntOfAll {
  learnt: Learnt;
  /** of those without devices; null where there are none */
  history: HistoryModel | null;
}

/** Forecasts every group by what was learnt of all. */
export function* forecastBy(
  input: FleetInput,
  { learnt, history }: LearntOfAll,
): Generator<void, GroupForecast[]> {
  const out: GroupForecast[] = [];
  for (let from = 0; from < input.groups.length; from += PART)
    for (const one of yield* forecastGroups(input, learnt, history, from, from + PART)) out.push(one);
  return out;
}

/**
 * Groups `from` to `to` of the input, by what was learnt of all of them: no other group's past is looked at.
 * @param history learnt of those without devices; null where there are none
 */
export function* forecastGroups(
  input: FleetInput,
  learnt: Learnt,
  history: HistoryModel | null,
  from: number,
  to: number,
): Generator<void, GroupForecast[]> {
  const groups = input.groups.slice(from, to);
  const panel = yield* panelOf({ ...input, groups }, learnt.kinds);
  const base = yield* baseFrom(panel, learnt.pooled);
  const sums = cumulated(base);
  const correction = learnt.corrections ? yield* correctionOf(base, sums, learnt.corrections) : null;
  const totals = yield* totalsOf(base);
  const seriesOf = groups.map((): number[] => []);
  panel.series.forEach(({ group }, s) => {
    seriesOf[group]?.push(s);
  });
  const known = knownModels(input);
  const looseOf = new Map<number, number>();
  const loose: Float64Array[] = [];
  for (const [index, group] of groups.entries()) {
    const units = looseUnits(group, panel.past, known);
    if (!units) continue;
    looseOf.set(index, loose.length);
    loose.push(units);
  }
  const own = history && loose.length > 0 ? yield* fitHistory(loose, { from: history }) : null;
  const months = base.months.map((factors) => Array.from(factors));
  const steps = Array.from({ length: input.ahead }, (_, i) => i);
  const out: GroupForecast[] = [];
  for (const [index, group] of groups.entries()) {
    if (index % SLICE === 0) yield;
    const members = seriesOf[index] ?? [];
    const at = looseOf.get(index);
    const law = (start: number, h: number): Mixture => {
      const parts: Mixture[] = members.map((s) => seriesLaw(base, sums, correction, totals, s, start, h));
      if (own && at !== undefined) parts.push(historySum(own, at, start, h));
      return summed(parts);
    };
    const seen = learnt.seen[learnt.kinds.indexOf(group.kind)] ?? false;
    const first = law(0, 1);
    out.push({
      group: group.id,
      how: howOf(members, correction, seen, own, at),
      months: steps.map((i) => (i === 0 ? first : law(i, 1))),
      sums: steps.map((i) => (i === 0 ? first : law(0, i + 1))),
      factors: members.map((s) => factorOf(base, panel.series[s] as Series, totals, s, months)),
    });
  }
  return out;
}

/** Units of one series over `h` months from the `from`th ahead. */
function seriesLaw(
  base: Base,
  sums: Map<number, Float64Array>,
  correction: Correction | null,
  totals: Totals,
  s: number,
  from: number,
  h: number,
): Mixture {
  const { panel } = base;
  const series = panel.series[s] as Series;
  const sum = sums.get(keyOf(panel, series)) as Float64Array;
  const exposure = (sum[panel.past + from + h] as number) - (sum[panel.past + from] as number);
  const prior = base.priors[series.kind] as HazardPrior;
  const units = totals.units[s] as number;
  const mean = exposure * hazardOf(prior, units, totals.exposure[s] as number);
  // What is not known of the hazard, and months that are rougher than Poisson.
  const spread = 1 / (prior.shape + units) + (base.dispersion - 1 + ROUGH) / Math.max(1, mean);
  const alone = [{ weight: 1, mean, size: mean > 0 ? 1 / spread : Infinity }];
  if (!correction) return alone;
  const corrected = correctedSum(correction, s, h, exposure);
  return mixed([
    { weight: CORRECTED, of: corrected },
    { weight: 1 - CORRECTED, of: alone },
  ]);
}
/** Dispersion beyond Poisson that is reckoned with before there is enough history to measure it. */
const ROUGH = 0.3;

function howOf(
  members: readonly number[],
  correction: Correction | null,
  seen: boolean,
  history: HistoryModel | null,
  own: number | undefined,
): GroupForecast['how'] {
  if (members.length === 0) {
    return own !== undefined && history?.states[own]?.known ? 'history' : 'starter';
  }
  if (!seen) return 'starter';
  return correction ? 'base and history' : 'installed base';
}

/** @param months of each kind: one array for all factors of it */
function factorOf(base: Base, series: Series, totals: Totals, s: number, months: number[][]): Factor {
  const { panel } = base;
  const prior = base.priors[series.kind] as HazardPrior;
  const model = panel.models[series.model];
  const ages = base.ages[series.kind] as Float64Array;
  const now = Math.min(panel.past, (model?.age.length ?? 1) - 1);
  return {
    model: model?.id ?? null,
    devices: model?.devices[now] ?? 0,
    hazard: hazardOf(prior, totals.units[s] as number, totals.exposure[s] as number),
    average: prior.mean,
    age: ageFactor(ages, model?.age[now] ?? 0),
    month: months[series.kind] ?? [],
  };
}
