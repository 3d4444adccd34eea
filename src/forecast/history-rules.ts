import { type Experts, fitExperts, predicted } from './expert-rules.ts';
import { featuresOf, WIDTH as OWN_WIDTH } from './feature-rules.ts';
import { ses, sizeOf } from './local-rules.ts';
import { condensed, type Mixture, mixed } from './mixture-rules.ts';
import { fitPrior, ofPosterior, type PriorMixture } from './prior-mixture-rules.ts';

/**
 * Demand from its own history, where no devices are known: a linear pool of three distributions,
 *   a mixture of NB regressions pooled over all series (expert-rules.ts on feature-rules.ts), trained on
 *   sums of h months as sums,
 *   simple exponential smoothing with an NB of its squared errors (each series alone),
 *   the empirical-Bayes mixture (prior-mixture-rules.ts).
 * The regression counts POOL.experts to one of the others; less while there are few rows to train on.
 */
export interface HistoryModel {
  experts: Experts | null;
  weights: { experts: number; ses: number; prior: number };
  prior: PriorMixture;
  /** per series, as known at the end of history */
  series: { features: Float64Array; posterior: Float64Array; level: number; size: number }[];
  longest: number;
}

export const POOL = { experts: 4, ses: 1, prior: 1 };
const EXPERTS = 3;
const DISCOUNT = 0.95;
const HORIZONS = [1, 1, 3, 1, 1, 3, 1, 6, 1, 1, 3, 12];
/** How far ahead single months are trained: their demand is taken as the same from then on. */
const LEADS = 6;
/** The product takes none of these: they make its members comparable, and follow a series between fits. */
export interface HistoryOptions {
  pool?: { experts: number; ses: number; prior: number };
  experts?: number;
  /** trained earlier: only what is known of each series is brought up to date */
  from?: HistoryModel;
}
const MOST_ROWS = 45_000;
const FEW_ROWS = 1_500;
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
  const last = series.map(() => new Float64Array(WIDTH));
  const pairs = series.length * Math.max(1, past - FIRST - 1);
  const stride = Math.max(1, Math.ceil(pairs / MOST_ROWS));
  const longest = Math.max(1, Math.min(12, Math.floor(past / 3)));
  const horizons = HORIZONS.filter((h) => h <= longest);
  const x: number[] = [];
  const y: number[] = [];
  const months: number[] = [];
  for (const [s, units] of series.entries()) {
    if (s % 50 === 0) yield;
    featuresOf(units, (t, features) => {
      if (t === past - 1) last[s]?.set(features);
      const draw = (s * 7919 + t * 104_729) % 1_000_003;
      if (from || pool.experts === 0 || t < FIRST || t >= past - 1 || draw % stride !== 0) return;
      const pick = Math.floor(draw / stride);
      const h = Math.min(horizons[pick % horizons.length] as number, past - 1 - t);
      const lead = h === 1 ? Math.min(Math.floor(pick / 16) % LEADS, past - 2 - t) : 0;
      let sum = 0;
      for (let i = t + lead + 1; i <= t + lead + h; i++) sum += units[i] as number;
      if (Number.isNaN(sum)) return;
      for (const value of features) x.push(value);
      x.push(Math.log(h));
      y.push(sum);
      months.push(h);
    });
  }
  const rows = {
    x: Float64Array.from(x),
    width: WIDTH,
    y: Float64Array.from(y),
    offset: Float64Array.from(months),
  };
  const enough = y.length > FEW_ROWS / 5;
  const fit = enough ? yield* fitExperts(rows, options.experts ?? EXPERTS, { ridge: 3, steps: 60 }) : null;
  const experts = from?.experts ?? fit;
  return {
    experts,
    weights: from?.weights ?? {
      ...pool,
      experts: (enough ? pool.experts * y.length : 0) / (y.length + FEW_ROWS),
    },
    prior,
    longest: from?.longest ?? longest,
    series: series.map((units, s) => {
      const { level, squared } = ses(Array.from(units));
      return {
        features: last[s] as Float64Array,
        posterior: posteriors[s] as Float64Array,
        level,
        size: sizeOf(level, squared),
      };
    }),
  };
}

/** The distribution of the next `h` months together; with h = 1, of any one of the months ahead. */
export function historySum(model: HistoryModel, s: number, h: number): Mixture {
  const own = model.series[s];
  if (own?.features[0] !== 1) return [{ ...UNSEEN, mean: UNSEEN.mean * h }];
  const parts = [
    { weight: model.weights.ses, of: [{ weight: 1, mean: own.level * h, size: own.size * h }] },
    { weight: model.weights.prior, of: ofPosterior(model.prior, own.posterior, h) },
  ];
  if (model.experts) {
    const row = own.features.slice();
    row[WIDTH - 1] = Math.log(Math.min(h, model.longest));
    parts.push({ weight: model.weights.experts, of: predicted(model.experts, row, 0, h) });
  }
  return condensed(mixed(parts));
}
