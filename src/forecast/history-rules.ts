import { type Experts, fitExperts, predicted, type Rows } from './expert-rules.ts';
import { featuresOf, WIDTH as OWN_WIDTH } from './feature-rules.ts';
import { ses, sizeOf, spreadOf, tsb } from './local-rules.ts';
import { condensed, type Mixture, mixed } from './mixture-rules.ts';
import { trainedUntil, validated } from './pool-rules.ts';
import { fitPrior, ofPosterior, type PriorMixture } from './prior-mixture-rules.ts';
import { seasonOf, seasonSum } from './season-rules.ts';

/**
 * Demand from its own history, where no devices are known: a linear pool of three distributions,
 *   a mixture of NB regressions pooled over all series (expert-rules.ts on feature-rules.ts), trained on
 *   sums of h months as sums, and on single months apart,
 *   TSB with an NB of the series' own variance and SES with one of its squared errors (local-rules.ts),
 *   the empirical-Bayes mixture (prior-mixture-rules.ts),
 * each times the panel's month factors (season-rules.ts). Weights: POOL, until rolling origins of the past
 * say otherwise (pool-rules.ts); the regression counts less while there are few rows to train on.
 */
export interface HistoryModel {
  /** of single months, and of sums; null where there is too little to train on */
  experts: { month: Experts[]; sums: Experts[] } | null;
  weights: Weights;
  prior: PriorMixture;
  /** factors by t mod 12 */
  season: Float64Array;
  /** months that are known */
  past: number;
  states: State[];
  longest: number;
}

/** What is known of one series at the end of its history. */
export interface State {
  known: boolean;
  features: Float64Array;
  posterior: Float64Array;
  local: Mixture;
}

/** Weights of single months, and of sums. */
export interface Weights {
  month: Pool;
  sums: Pool;
}

export interface Pool {
  experts: number;
  local: number;
  prior: number;
}

/** The product takes none of these: they make its members comparable, and follow a series between fits. */
export interface HistoryOptions {
  /** fixed weights: nothing is validated */
  pool?: Pool;
  experts?: readonly number[];
  /** trained earlier: only what is known of each series is brought up to date */
  from?: HistoryModel;
}

export const POOL: Pool = { experts: 4, local: 1, prior: 1 };
/** Two regressions, equally weighed: a plain one, and a mixture of three. */
const EXPERTS = [1, 3];
const DISCOUNT = 0.95;
const HORIZONS = [3, 2, 3, 6, 3, 12];
/** How far ahead single months are trained: from then on their demand is taken as the same. */
const LEADS = 6;
const MOST_ROWS = 50_000;
/** Share of them on which the pool is trained to weigh its members. */
const EARLY = 0.5;
/** Rows at which the regression has half of its full weight. */
const HALF_ROWS = 5_000;
const LEAST_ROWS = 300;
/** Several experts need that many rows. */
const MANY_ROWS = 10_000;
/** First on a part of the rows, then from there on all of them. */
const TRAINING = { ridge: 3, steps: 50 };
const ROUGHLY = { ridge: 1, steps: 110 };
const PART = 4;
const FIRST = 5;
const WIDTH = OWN_WIDTH + 1;
const PRIME = 1_000_003;
/** Units of a month of a series that has never been seen. */
const UNSEEN = { weight: 1, mean: 0.05, size: 0.64 };

/** Trains the pool on series of units per month (NaN = not known), all of the same months. */
export function* fitHistory(
  series: readonly Float64Array[],
  options: HistoryOptions = {},
): Generator<void, HistoryModel> {
  const past = series[0]?.length ?? 0;
  const { from, pool = POOL } = options;
  if (from) return { ...from, past, states: yield* statesOf(series, from.prior) };
  const model = yield* trainedOn(series, pool, options.experts, 1);
  const states = yield* statesOf(series, model.prior);
  const until = options.pool || !model.experts ? null : trainedUntil(past);
  if (until === null) return { ...model, states };
  const before = series.map((units) => units.slice(0, until));
  const early = yield* trainedOn(before, pool, options.experts, EARLY);
  if (!early.experts) return { ...model, states };
  return { ...model, states, weights: yield* validated(series, early, statesOf, membersOf) };
}

/** The pool with the weights it starts from, and no series' state. @param share of the rows that are taken */
function* trainedOn(
  series: readonly Float64Array[],
  pool: Pool,
  counts: readonly number[] | undefined,
  share: number,
): Generator<void, HistoryModel> {
  const past = series[0]?.length ?? 0;
  const season = seasonOf(series);
  const { prior } = yield* fitPrior(series, DISCOUNT);
  const longest = Math.max(1, Math.min(12, Math.floor(past / 3)));
  const { month, sums } = yield* gather(series, season, pool.experts > 0 ? longest : 0, share);
  const rows = month.y.length;
  const some = counts ?? (rows < MANY_ROWS * share ? [1] : EXPERTS);
  const experts =
    rows >= LEAST_ROWS ? { month: yield* trained(month, some), sums: yield* trained(sums, some) } : null;
  const start = { ...pool, experts: experts ? (pool.experts * rows) / (rows + HALF_ROWS * share) : 0 };
  return { experts, weights: { month: start, sums: start }, prior, season, past, states: [], longest };
}

/** The distribution of `h` months together, from the `from`th month ahead on (0 = the next). */
export function historySum(model: HistoryModel, s: number, from: number, h: number): Mixture {
  const state = model.states[s];
  if (!state?.known) return [{ ...UNSEEN, mean: UNSEEN.mean * h }];
  const members = membersOf(model, state, model.past + from, h);
  const weights = h === 1 ? model.weights.month : model.weights.sums;
  return condensed(
    mixed([
      { weight: weights.experts, of: members.experts },
      { weight: weights.local, of: members.local },
      { weight: weights.prior, of: members.prior },
    ]),
  );
}

export interface Members {
  experts: Mixture;
  local: Mixture;
  prior: Mixture;
}

/** Each member's distribution of `h` months from month `t` on. */
export function membersOf(model: HistoryModel, state: State, t: number, h: number): Members {
  const months = seasonSum(model.season, t, h);
  const times = months / h;
  const row = state.features.slice();
  row[WIDTH - 1] = Math.log(Math.min(h, model.longest));
  const fits = (h === 1 ? model.experts?.month : model.experts?.sums) ?? [];
  return {
    experts: mixed(fits.map((fit) => ({ weight: 1, of: predicted(fit, row, 0, months) }))),
    local: state.local.map((c) => ({ weight: c.weight, mean: c.mean * months, size: c.size * h })),
    prior: ofPosterior(model.prior, state.posterior, h).map((c) => ({ ...c, mean: c.mean * times })),
  };
}

function* statesOf(series: readonly Float64Array[], prior: PriorMixture): Generator<void, State[]> {
  const { posteriors } = yield* fitPrior(series, prior.discount, prior);
  const out: State[] = [];
  for (const [s, units] of series.entries()) {
    if (s % 100 === 0) yield;
    const months = Array.from(units);
    const state = {
      known: months.some((value) => !Number.isNaN(value)),
      features: new Float64Array(WIDTH),
      posterior: posteriors[s] as Float64Array,
      local: localOf(months),
    };
    featuresOf(units, (t, features) => {
      if (t === units.length - 1) state.features.set(features);
    });
    out.push(state);
  }
  return out;
}

/** A month of one series alone: half TSB, half SES. */
function localOf(units: readonly number[]): Mixture {
  const fading = tsb(units);
  const { level, squared } = ses(units);
  return [
    { weight: 0.5, mean: fading, size: sizeOf(fading, spreadOf(units).variance) },
    { weight: 0.5, mean: level, size: sizeOf(level, squared) },
  ];
}

/** Rows of both regressions from every month of the past; none where `longest` is 0. */
function* gather(series: readonly Float64Array[], season: Float64Array, longest: number, part: number) {
  const past = series[0]?.length ?? 0;
  const month = new Gathered(season);
  const sums = new Gathered(season);
  const horizons = HORIZONS.filter((h) => h <= longest);
  const share = (part * MOST_ROWS) / (series.length * Math.max(1, past - FIRST - 1));
  for (const [s, units] of series.entries()) {
    if (longest === 0) break;
    if (s % 50 === 0) yield;
    featuresOf(units, (t, features) => {
      const draw = (s * 7919 + t * 104_729) % PRIME;
      if (t < FIRST || t >= past - 1 || ((draw * 613) % PRIME) / PRIME >= share) return;
      month.take(features, units, t + 1 + Math.min(draw % LEADS, past - 2 - t), 1);
      const h = Math.min(horizons[draw % horizons.length] ?? 1, past - 1 - t);
      sums.take(features, units, t + 1, h);
    });
  }
  return { month, sums };
}

function* trained(gathered: Gathered, counts: readonly number[]): Generator<void, Experts[]> {
  const all = gathered.rows(1);
  const part = gathered.y.length > PART * LEAST_ROWS ? gathered.rows(PART) : null;
  const out: Experts[] = [];
  for (const count of counts) {
    const start = part ? yield* fitExperts(part, count, ROUGHLY) : undefined;
    out.push(yield* fitExperts(all, count, { ...TRAINING, start }));
  }
  return out;
}

/** Rows of a regression as they come in. */
class Gathered {
  private readonly x: number[] = [];
  readonly y: number[] = [];
  private readonly months: number[] = [];
  private readonly season: Float64Array;

  constructor(season: Float64Array) {
    this.season = season;
  }

  take(features: Float64Array, units: Float64Array, from: number, h: number): void {
    let sum = 0;
    for (let t = from; t < from + h; t++) sum += units[t] as number;
    if (Number.isNaN(sum)) return;
    for (const value of features) this.x.push(value);
    this.x.push(Math.log(h));
    this.y.push(sum);
    this.months.push(seasonSum(this.season, from, h));
  }

  /** Every `stride`th row. */
  rows(stride: number): Rows {
    const count = Math.ceil(this.y.length / stride);
    const x = new Float64Array(count * WIDTH);
    const y = new Float64Array(count);
    const offset = new Float64Array(count);
    for (let i = 0, from = 0; i < count; i++, from += stride) {
      y[i] = this.y[from] as number;
      offset[i] = this.months[from] as number;
      for (let j = 0; j < WIDTH; j++) x[i * WIDTH + j] = this.x[from * WIDTH + j] as number;
    }
    return { x, width: WIDTH, y, offset };
  }
}
