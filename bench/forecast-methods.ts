import {
  fitHistory,
  type HistoryModel,
  type HistoryOptions,
  historySum,
} from '../src/forecast/history-rules.ts';
import {
  croston,
  imapa,
  movingAverage,
  sba,
  ses,
  sizeOf,
  spreadOf,
  tsb,
  willemain,
} from '../src/forecast/local-rules.ts';
import { type Mixture, mixed, quantile } from '../src/forecast/mixture-rules.ts';
import { drain } from '../src/forecast/numeric-rules.ts';
import { randomFrom } from './forecast-district.ts';

/** A distribution as the scores need it. */
export interface Law {
  quantile(p: number): number;
}

/** What a method says at one origin; `sum`: series s, h months together from the `from`th ahead on. */
export interface Fitted {
  sum(s: number, from: number, h: number): Law;
  /** The same at a later origin, without training again. */
  later(past: readonly Float64Array[]): Fitted;
}

export type Method = (past: readonly Float64Array[]) => Fitted;

export function lawOf(mixture: Mixture): Law {
  return { quantile: (p) => quantile(mixture, p) };
}

/** Every method that knows history alone; `spudger` is what the product takes for groups without devices. */
export const WIDE_METHODS: Readonly<Record<string, Method>> = {
  'MA-12 + normal': local((units) => {
    const level = movingAverage(units);
    const deviation = Math.sqrt(spreadOf(units).variance);
    return (h) => ({
      quantile: (p) => Math.max(0, level * h + normalQuantile(p) * deviation * Math.sqrt(h)),
    });
  }),
  'Croston 0.1 + NB': local((units) => negativeBinomial(croston(units), spreadOf(units).variance)),
  'SBA 0.1 + NB': local((units) => negativeBinomial(sba(units), spreadOf(units).variance)),
  'TSB + NB': local((units) => negativeBinomial(tsb(units), spreadOf(units).variance)),
  'IMAPA + NB': local((units) => negativeBinomial(imapa(units), spreadOf(units).variance)),
  'SES + NB': local((units) => {
    const { level, squared } = ses(units);
    return negativeBinomial(level, squared);
  }),
  'Willemain bootstrap': local((units) => (h) => {
    const draws = willemain(
      units,
      h,
      400,
      randomFrom(units.length * 31 + Math.round(spreadOf(units).mean * 1e6)),
    );
    return { quantile: (p) => draws[Math.min(draws.length - 1, Math.ceil(p * draws.length) - 1)] ?? 0 };
  }),
  'EB NB mixture': pooled({ pool: { experts: 0, local: 0, prior: 1 } }),
  'pool of SES and mixture': sesAndMixture,
  'pooled NB regression': pooled({ pool: { experts: 1, local: 0, prior: 0 }, experts: [1] }),
  spudger: pooled({}),
};

function local(level: (units: number[]) => (h: number) => Law): Method {
  const fit: Method = (past) => {
    const laws = past.map((units) => level(Array.from(units)));
    return { sum: (s, _from, h) => laws[s]?.(h) ?? NOTHING, later: fit };
  };
  return fit;
}

function pooled(options: HistoryOptions): Method {
  const fitted = (model: HistoryModel): Fitted => ({
    sum: (s, from, h) => lawOf(historySum(model, s, from, h)),
    later: (past) => fitted(drain(fitHistory(past, { ...options, from: model }))),
  });
  return (past) => fitted(drain(fitHistory(past, options)));
}

/** The classical pool: half SES, each series alone, half the mixture. */
function sesAndMixture(past: readonly Float64Array[]): Fitted {
  const model = drain(fitHistory(past, { pool: { experts: 0, local: 0, prior: 1 } }));
  const alone = past.map((units) => ses(Array.from(units)));
  return {
    later: sesAndMixture,
    sum: (s, from, h) => {
      const { level = 0, squared = 0 } = alone[s] ?? {};
      const smoothed = [{ weight: 1, mean: level * h, size: sizeOf(level, squared) * h }];
      return lawOf(
        mixed([
          { weight: 1, of: smoothed },
          { weight: 1, of: historySum(model, s, from, h) },
        ]),
      );
    },
  };
}

const NOTHING: Law = { quantile: () => 0 };

function negativeBinomial(level: number, variance: number): (h: number) => Law {
  const size = sizeOf(level, variance);
  return (h) => lawOf([{ weight: 1, mean: level * h, size: size * h }]);
}

/** Acklam's rational approximation of the normal quantile; relative error below 1.2e-9. */
export function normalQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  if (p > 0.97575) return -normalQuantile(1 - p);
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598874) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
