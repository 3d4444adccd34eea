import { type Experts, fitExperts, predicted, type Rows } from './expert-rules.ts';
import { featuresOf, WIDTH as OWN_WIDTH } from './feature-rules.ts';
import { condensed, type Mixture, mixed } from './mixture-rules.ts';
import { fitPrior, ofPosterior, type PriorMixture } from './prior-mixture-rules.ts';
import { fitSmoothing, type Smoothed, smoothedSum } from './smoothing-rules.ts';

/**
 * Demand from its own history, where no devices are known: a linear pool of three distributions,
 *   a mixture of NB regressions pooled over all series (expert-rules.ts on feature-rules.ts), trained on
 *   sums of h months as sums, and on single months apart,
 *   exponential smoothing whose constant and size are empirical Bayes (smoothing-rules.ts),
 *   the empirical-Bayes mixture (prior-mixture-rules.ts).
 * The regression counts POOL.experts to one of the others; less while there are few rows to train on.
 */
export interface HistoryModel {
  /** of single months, and of sums; null where there is too little to train on */
  experts: { month: Experts; sums: Experts } | null;
  weights: Pool;
  prior: PriorMixture;
  /** per series, as known at the end of history */
  series: { known: boolean; features: Float64Array; posterior: Float64Array; smoothed: Smoothed }[];
  smoothing: Float64Array;
  longest: number;
}

export interface Pool {
  experts: number;
  smoothing: number;
  prior: number;
}

export const POOL: Pool = { experts: 4, smoothing: 1, prior: 1 };
const EXPERTS = 3;
const DISCOUNT = 0.95;
const HORIZONS = [3, 2, 3, 6, 3, 12];
/** How far ahead single months are trained: their demand is taken as the same from then on. */
const LEADS = 6;
/** The product takes none of these: they make its members comparable, and follow a series between fits. */
export interface HistoryOptions {
  pool?: Pool;
  experts?: number;
  /** trained earlier: only what is known of each series is brought up to date */
  from?: HistoryModel;
}
const MOST_ROWS = 45_000;
/** Rows at which the regression has half of its full weight. */
const HALF_ROWS = 5_000;
const LEAST_ROWS = 300;
/** Several experts need that many rows. */
const MANY_ROWS = 10_000;
const FIRST = 5;
const WIDTH = OWN_WIDTH + 1;
/** Units of a month of a series that has never been seen. */
const UNSEEN = { weight: 1, mean: 0.05, size: 0.64 };

/** Trains the pool on series of units per month (NaN = not known), all of the same months. */
export function* fitHistory(
  series: readonly Float64Array[],
  options: HistoryOptions = {},
): Generator<void, HistoryModel> {
  const past = series[0]?.length ?? 0;
  const { from, pool = POOL } = options;
  const { prior, posteriors } = yield* fitPrior(series, DISCOUNT, from?.prior);
  const { prior: smoothing, smoothed } = yield* fitSmoothing(series, from?.smoothing);
  const last = series.map(() => new Float64Array(WIDTH));
  const pairs = series.length * Math.max(1, past - FIRST - 1);
  const stride = Math.max(1, Math.ceil(pairs / MOST_ROWS));
  const longest = Math.max(1, Math.min(12, Math.floor(past / 3)));
  const horizons = HORIZONS.filter((h) => h <= longest);
  const month = new Gathered();
  const sums = new Gathered();
  for (const [s, units] of series.entries()) {
    if (s % 50 === 0) yield;
    featuresOf(units, (t, features) => {
      if (t === past - 1) last[s]?.set(features);
      const draw = (s * 7919 + t * 104_729) % 1_000_003;
      if (from || pool.experts === 0 || t < FIRST || t >= past - 1 || draw % stride !== 0) return;
      const pick = Math.floor(draw / stride);
      month.take(features, units, t + 1 + Math.min(pick % LEADS, past - 2 - t), 1);
      const h = Math.min(horizons[pick % horizons.length] ?? 1, past - 1 - t);
      sums.take(features, units, t + 1, h);
    });
  }
  const rows = month.y.length;
  const settings = { ridge: 3, steps: 60 };
  const count = options.experts ?? (rows < MANY_ROWS ? 1 : EXPERTS);
  const fitted =
    rows >= LEAST_ROWS
      ? {
          month: yield* fitExperts(month.rows(), count, settings),
          sums: yield* fitExperts(sums.rows(), count, settings),
        }
      : null;
  return {
    experts: from ? from.experts : fitted,
    weights: from?.weights ?? { ...pool, experts: fitted ? (pool.experts * rows) / (rows + HALF_ROWS) : 0 },
    prior,
    smoothing,
    longest: from?.longest ?? longest,
    series: series.map((units, s) => ({
      known: units.some((value) => !Number.isNaN(value)),
      features: last[s] as Float64Array,
      posterior: posteriors[s] as Float64Array,
      smoothed: smoothed[s] as Smoothed,
    })),
  };
}

/** Rows of a regression as they come in. */
class Gathered {
  private readonly x: number[] = [];
  readonly y: number[] = [];
  private readonly months: number[] = [];

  take(features: Float64Array, units: Float64Array, from: number, h: number): void {
    let sum = 0;
    for (let t = from; t < from + h; t++) sum += units[t] as number;
    if (Number.isNaN(sum)) return;
    for (const value of features) this.x.push(value);
    this.x.push(Math.log(h));
    this.y.push(sum);
    this.months.push(h);
  }

  rows(): Rows {
    return {
      x: Float64Array.from(this.x),
      width: WIDTH,
      y: Float64Array.from(this.y),
      offset: Float64Array.from(this.months),
    };
  }
}

/** The distribution of the next `h` months together; with h = 1, of any one of the months ahead. */
export function historySum(model: HistoryModel, s: number, h: number): Mixture {
  const own = model.series[s];
  if (!own?.known) return [{ ...UNSEEN, mean: UNSEEN.mean * h }];
  const parts = [
    { weight: model.weights.smoothing, of: smoothedSum(own.smoothed, h) },
    { weight: model.weights.prior, of: ofPosterior(model.prior, own.posterior, h) },
  ];
  if (model.experts) {
    const row = own.features.slice();
    row[WIDTH - 1] = Math.log(Math.min(h, model.longest));
    const of = predicted(h === 1 ? model.experts.month : model.experts.sums, row, 0, h);
    parts.push({ weight: model.weights.experts, of });
  }
  return condensed(mixed(parts));
}
