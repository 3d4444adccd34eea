import type { HistoryModel, Members, Pool, State, Weights } from './history-rules.ts';
import { type Mixture, mixed, pmf, quantile } from './mixture-rules.ts';
import type { PriorMixture } from './prior-mixture-rules.ts';

/**
 * Weights of the history pool by rolling origins of the past alone. Up to a year before the end (but a year
 * after the beginning) every member is trained on what was known then; with these coefficients it forecasts
 * the months after, from there and from every third month on: each alone and, weighed apart, three together.
 * Candidates are scored by pinball at quantiles up to those that orders stand on, each over that of the
 * pool as it starts, and averaged by exp(-score / TEMPER).
 */
const CANDIDATES: readonly (readonly [experts: number, local: number, prior: number])[] = [
  [4, 1, 1],
  [8, 1, 0],
  [4, 1, 0],
  [4, 0, 1],
  [2, 1, 0],
  [2, 1, 1],
  [2, 0, 1],
  [1, 1, 1],
  [1, 0, 2],
  [1, 1, 2],
];
const QUANTILES = [0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const TEMPER = 0.002;
/** What counts for less is left out: it moves the quantiles of parts that are nearly always idle, and no more. */
const LEAST_SHARE = 0.08;
const YEAR = 12;
const STEP = 3;
/** Months ahead that are scored alone. */
const LEADS = [0, 2, 4];
const MOST_SERIES = 600;
/** Up to so many units a distribution is laid out number by number. */
const LAID_OUT = 200;

type StatesOf = (series: readonly Float64Array[], prior: PriorMixture) => Generator<void, State[]>;
type MembersOf = (model: HistoryModel, state: State, t: number, h: number) => Members;

/** Months of the past that the members are trained on to be compared; null where there are too few. */
export function trainedUntil(past: number): number | null {
  const until = Math.max(YEAR, past - YEAR);
  return past - until >= STEP ? until : null;
}

/** @param early the pool as it was trained on the months before `trainedUntil` */
export function* validated(
  series: readonly Float64Array[],
  early: HistoryModel,
  statesOf: StatesOf,
  membersOf: MembersOf,
): Generator<void, Weights> {
  const past = series[0]?.length ?? 0;
  const stride = Math.ceil(series.length / MOST_SERIES);
  const sample = series.filter((_, s) => s % stride === 0);
  const losses = { month: blank(), sums: blank() };
  for (let origin = early.past; origin + STEP <= past; origin += STEP) {
    const states = yield* statesOf(
      sample.map((units) => units.slice(0, origin)),
      early.prior,
    );
    const steps = LEADS.filter((lead) => origin + lead < past).map((lead) => [origin + lead, 1] as const);
    for (const [s, units] of sample.entries()) {
      if (s % 4 === 0) yield;
      const state = states[s];
      const scale = unevenness(units.subarray(0, origin));
      if (!state?.known || !(scale > 0)) continue;
      for (const [from, h] of [...steps, [origin, STEP] as const]) {
        const actual = units.slice(from, from + h).reduce((sum, value) => sum + value, 0);
        if (Number.isNaN(actual)) continue;
        const into = h === 1 ? losses.month : losses.sums;
        take(into, membersOf(early, state, from, h), actual, scale * h);
      }
    }
  }
  return { month: averaged(scoresOf(losses.month)), sums: averaged(scoresOf(losses.sums)) };
}

const blank = () => CANDIDATES.map(() => new Float64Array(QUANTILES.length));

/** Adds what every candidate loses at one actual. */
function take(into: readonly Float64Array[], members: Members, actual: number, scale: number): void {
  const laws = [members.experts, members.local, members.prior];
  const most = Math.max(...laws.map((law) => quantile(law, 0.99)));
  const laid = most <= LAID_OUT ? laws.map((law) => pmf(law, most)) : null;
  CANDIDATES.forEach((weights, c) => {
    const row = into[c] as Float64Array;
    const found = laid ? walked(laid, weights) : searched(laws, weights);
    found.forEach((q, i) => {
      const p = QUANTILES[i] as number;
      const loss = actual >= q ? p * (actual - q) : (1 - p) * (q - actual);
      row[i] = (row[i] as number) + loss / scale;
    });
  });
}

/** The quantiles of a pool of distributions that are laid out number by number. */
function walked(laid: readonly Float64Array[], weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const most = (laid[0]?.length ?? 1) - 1;
  const out: number[] = [];
  let sum = 0;
  let k = -1;
  for (const p of QUANTILES) {
    while (sum < p - 1e-12 && k < most) {
      k++;
      for (let i = 0; i < laid.length; i++)
        sum += ((weights[i] as number) * (laid[i]?.[k] as number)) / total;
    }
    out.push(Math.max(0, k));
  }
  return out;
}

function searched(laws: readonly Mixture[], weights: readonly number[]): number[] {
  const law = mixed(laws.map((of, i) => ({ weight: weights[i] ?? 0, of })));
  return QUANTILES.map((p) => quantile(law, p));
}

/** Mean over quantiles of a candidate's loss over the first one's. */
function scoresOf(losses: readonly Float64Array[]): number[] {
  const first = losses[0] as Float64Array;
  return losses.map((row) => {
    let sum = 0;
    row.forEach((loss, i) => {
      sum += loss / Math.max(1e-9, first[i] as number) / row.length;
    });
    return sum;
  });
}

function averaged(scores: readonly number[]): Pool {
  const least = Math.min(...scores);
  const shares = scores.map((score) => Math.exp((least - score) / TEMPER));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = (member: 0 | 1 | 2) =>
    CANDIDATES.reduce((sum, weights, c) => {
      const own = weights[member] / (weights[0] + weights[1] + weights[2]);
      return sum + (own * (shares[c] ?? 0)) / total;
    }, 0);
  const kept = (share: number) => (share < LEAST_SHARE ? 0 : share);
  return { experts: kept(mean(0)), local: kept(mean(1)), prior: kept(mean(2)) };
}

/** Mean absolute difference of neighbouring months: what makes large and small series comparable. */
function unevenness(units: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let t = 1; t < units.length; t++) {
    const step = Math.abs((units[t] as number) - (units[t - 1] as number));
    if (Number.isNaN(step)) continue;
    sum += step;
    count++;
  }
  return count > 0 ? sum / count : 0;
}
