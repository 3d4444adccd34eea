import { type Base, fitBase, keyOf } from './base-rules.ts';
import { type Correction, correctedSum, cumulated, fitCorrection } from './correction-rules.ts';
import { ageFactor } from './factor-rules.ts';
import { type HazardPrior, hazardOf } from './hazard-rules.ts';
import { fitHistory, type HistoryModel, historySum } from './history-rules.ts';
import { type Mixture, mixed, summed } from './mixture-rules.ts';
import { panelOf, type Series, soundUnits } from './panel-rules.ts';

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
  units: readonly number[];
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

/** Months of history from which it corrects the base. */
const ENOUGH = 12;
/** Share of the corrected base in its pool with the base alone. */
const CORRECTED = 0.6;
const SLICE = 8;

/**
 * Forecasts every group: the installed base alone under ENOUGH months of history, corrected by history from
 * then on (correction-rules.ts); units without a known device by their own history (history-rules.ts).
 * Yields between slices of a few milliseconds.
 */
export function* forecastFleet(
  input: FleetInput,
  options: { /** false: the installed base alone, however much history there is */ history?: boolean } = {},
): Generator<void, GroupForecast[]> {
  const panel = yield* panelOf(input);
  const base = yield* fitBase(panel);
  const sums = cumulated(base);
  const correction =
    panel.past >= ENOUGH && options.history !== false ? yield* fitCorrection(base, sums) : null;
  const seriesOf = new Map<number, number[]>();
  panel.series.forEach(({ group }, s) => {
    seriesOf.set(group, [...(seriesOf.get(group) ?? []), s]);
  });
  const looseOf = new Map<number, number>();
  const loose: Float64Array[] = [];
  const known = new Set(input.models.map(({ id }) => id));
  for (const [index, group] of input.groups.entries()) {
    if (index % 500 === 0) yield;
    const units = looseUnits(group, panel.past, known);
    if (!units && seriesOf.has(index)) continue;
    looseOf.set(index, loose.length);
    loose.push(units ?? new Float64Array(panel.past).fill(Number.NaN));
  }
  const history = loose.length > 0 ? yield* fitHistory(loose) : null;
  const totals = yield* seriesTotals(base);
  const seen = new Set(panel.series.filter((_, s) => (totals[s]?.units ?? 0) > 0).map(({ kind }) => kind));
  const out: GroupForecast[] = [];
  for (const [index, group] of input.groups.entries()) {
    if (index % SLICE === 0) yield;
    const members = seriesOf.get(index) ?? [];
    const own = looseOf.get(index);
    const law = (from: number, h: number): Mixture => {
      const parts: Mixture[] = members.map((s) => seriesLaw(base, sums, correction, totals, s, from, h));
      if (history && own !== undefined) parts.push(historySum(history, own, from, h));
      return summed(parts);
    };
    const steps = Array.from({ length: input.ahead }, (_, i) => i);
    out.push({
      group: group.id,
      how: howOf(members, correction, seen.has(panel.kinds.indexOf(group.kind)), history, own),
      months: steps.map((i) => law(i, 1)),
      sums: steps.map((i) => law(0, i + 1)),
      factors: members.map((s) => factorOf(base, panel.series[s] as Series, totals[s] as Total)),
    });
  }
  return out;
}

interface Total {
  units: number;
  exposure: number;
}

/** Units and weighed exposure of every series over its known months, over the dispersion. */
function* seriesTotals(base: Base): Generator<void, Total[]> {
  const { panel } = base;
  const out: Total[] = [];
  for (const [s, series] of panel.series.entries()) {
    if (s % 1_000 === 0) yield;
    const weighed = base.weighed.get(keyOf(panel, series));
    const total = { units: 0, exposure: 0 };
    base.units[s]?.forEach((value, t) => {
      if (Number.isNaN(value)) return;
      total.units += value / base.dispersion;
      total.exposure += (weighed?.[t] ?? 0) / base.dispersion;
    });
    out.push(total);
  }
  return out;
}

/** Units of one series over `h` months from the `from`th ahead. */
function seriesLaw(
  base: Base,
  sums: Map<number, Float64Array>,
  correction: Correction | null,
  totals: readonly Total[],
  s: number,
  from: number,
  h: number,
): Mixture {
  const { panel } = base;
  const series = panel.series[s] as Series;
  const sum = sums.get(keyOf(panel, series)) as Float64Array;
  const exposure = (sum[panel.past + from + h] as number) - (sum[panel.past + from] as number);
  const prior = base.priors[series.kind] as HazardPrior;
  const total = totals[s] as Total;
  const mean = exposure * hazardOf(prior, total.units, total.exposure);
  // What is not known of the hazard, and months that are rougher than Poisson.
  const spread = 1 / (prior.shape + total.units) + (base.dispersion - 1 + ROUGH) / Math.max(1, mean);
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

/** Units of a group that no known device took; null where there are none. */
function looseUnits(group: FleetGroup, past: number, models: ReadonlySet<string>): Float64Array | null {
  let out: Float64Array | null = null;
  for (const demand of group.demand) {
    if (demand.model !== null && models.has(demand.model)) continue;
    const units = soundUnits(demand.units, past).map((value, t) =>
      // A month in which the shelf was empty says nothing of what was wanted: left out here.
      demand.censored?.[t] ? Number.NaN : value,
    );
    const before: Float64Array | null = out;
    out = before ? units.map((value, t) => value + (before[t] as number)) : units;
  }
  return out;
}

function factorOf(base: Base, series: Series, total: Total): Factor {
  const { panel } = base;
  const prior = base.priors[series.kind] as HazardPrior;
  const model = panel.models[series.model];
  const ages = base.ages[series.kind] as Float64Array;
  const now = Math.min(panel.past, (model?.age.length ?? 1) - 1);
  return {
    model: model?.id ?? null,
    devices: model?.devices[now] ?? 0,
    hazard: hazardOf(prior, total.units, total.exposure),
    average: prior.mean,
    age: ageFactor(ages, model?.age[now] ?? 0),
    month: Array.from(base.months[series.kind] ?? []),
  };
}
