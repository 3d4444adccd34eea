import type { Fitted, Law, Method } from './forecast-methods.ts';
import { fillStock } from './forecast-replay.ts';

/** The figures of one method on one file, under the names of the bench's JSON; null: does not apply. */
export interface Figures {
  spl5: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  cov90: number | null;
  cov95: number | null;
  cov99: number | null;
  lead90: number | null;
  lead95: number | null;
  lead99: number | null;
  /** mean units on hand per part at 95 % fill; null where it is not reached */
  fill95stock: number | null;
  ms: number;
}

export const QUANTILES: readonly number[] = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const SCORED = 6;
const LEAD = 3;
/** Of the lead time's origins: months before the end. */
const LEAD_ORIGINS = [12, 9, 6, 3];

/** Pinball loss of a quantile. */
export function pinball(p: number, forecast: number, actual: number): number {
  return actual >= forecast ? p * (actual - forecast) : (1 - p) * (forecast - actual);
}

/** Sums of losses and of what was covered, per quantile. */
export class Score {
  readonly losses = new Float64Array(QUANTILES.length);
  readonly covered = new Float64Array(QUANTILES.length);
  count = 0;
  covers = 0;

  take(quantiles: readonly number[], actual: number, scale: number): void {
    if (Number.isNaN(actual)) return;
    this.covers++;
    QUANTILES.forEach((p, i) => {
      const q = quantiles[i] ?? 0;
      if (actual <= q) this.covered[i] = (this.covered[i] ?? 0) + 1;
      if (scale > 0) this.losses[i] = (this.losses[i] ?? 0) + pinball(p, q, actual) / scale;
    });
    if (scale > 0) this.count++;
  }

  loss(p: number): number {
    return (this.losses[QUANTILES.indexOf(p)] ?? 0) / Math.max(1, this.count);
  }

  coverage(p: number): number {
    return (this.covered[QUANTILES.indexOf(p)] ?? 0) / Math.max(1, this.covers);
  }

  spl5(): number {
    return (this.loss(0.1) + this.loss(0.25) + this.loss(0.5) + this.loss(0.75) + this.loss(0.9)) / 5;
  }
}

/** Mean absolute difference of neighbouring months before `end`: what losses are divided by. */
export function scaleOf(units: Float64Array, end: number): number {
  let sum = 0;
  let count = 0;
  let last = Number.NaN;
  for (let t = 0; t < end; t++) {
    const value = units[t] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(last)) {
      sum += Math.abs(value - last);
      count++;
    }
    last = value;
  }
  return count > 0 ? sum / count : 0;
}

/** SPL5 of forecasting zero for everything: the check of the protocol. */
export function zeroCheck(series: readonly Float64Array[]): number {
  const score = new Score();
  const zeros = QUANTILES.map(() => 0);
  for (const units of series)
    for (let t = units.length - SCORED; t < units.length; t++)
      score.take(zeros, units[t] as number, scaleOf(units, units.length - SCORED));
  return score.spl5();
}

/** One method on a panel: months from a fixed origin, lead times from four, stock for 95 % fill. */
export function scoreWide(series: readonly Float64Array[], method: Method): Figures {
  const length = series[0]?.length ?? 0;
  const started = performance.now();
  const fits = new Map<number, Fitted>();
  const at = (end: number): Fitted => {
    const known = fits.get(end) ?? method(series.map((units) => units.slice(0, end)));
    fits.set(end, known);
    return known;
  };
  const fixed = at(length - SCORED);
  const ms = performance.now() - started;
  const months = new Score();
  series.forEach((units, s) => {
    const scale = scaleOf(units, length - SCORED);
    for (let h = 0; h < SCORED; h++)
      months.take(quantilesOf(fixed.sum(s, h, 1)), units[length - SCORED + h] as number, scale);
  });
  // Where the history is short, only the origins that leave a year to train on.
  const origins = LEAD_ORIGINS.filter((before) => length - before >= 12);
  const lead = new Score();
  for (const before of origins) {
    const fitted = at(length - before);
    series.forEach((units, s) => {
      const scale = LEAD * scaleOf(units, length - Math.max(...origins));
      lead.take(quantilesOf(fitted.sum(s, 0, LEAD)), sumOf(units, length - before, LEAD), scale);
    });
  }
  return {
    ...figuresOf(months),
    lead90: lead.loss(0.9),
    lead95: lead.loss(0.95),
    lead99: lead.loss(0.99),
    fill95stock: fillStock(series, at, origins),
    ms,
  };
}

/** Month by month: trained anew on all that is known before each of the last months. */
export function scoreWalk(series: readonly Float64Array[], method: Method): Score {
  const length = series[0]?.length ?? 0;
  const score = new Score();
  for (let t = length - SCORED; t < length; t++) {
    const fitted = method(series.map((units) => units.slice(0, t)));
    series.forEach((units, s) => {
      score.take(quantilesOf(fitted.sum(s, 0, 1)), units[t] as number, scaleOf(units, length - SCORED));
    });
  }
  return score;
}

export function figuresOf(score: Score) {
  return {
    spl5: score.spl5(),
    p50: score.loss(0.5),
    p90: score.loss(0.9),
    p95: score.loss(0.95),
    p99: score.loss(0.99),
    cov90: score.coverage(0.9),
    cov95: score.coverage(0.95),
    cov99: score.coverage(0.99),
  };
}

export function quantilesOf(law: Law): number[] {
  return QUANTILES.map((p) => law.quantile(p));
}

export function sumOf(units: Float64Array, from: number, months: number): number {
  let sum = 0;
  for (let t = from; t < from + months; t++) sum += units[t] as number;
  return sum;
}
