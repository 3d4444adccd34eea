import type { Component } from './mixture-rules.ts';
import { logNb } from './numeric-rules.ts';

/**
 * Exponential smoothing by empirical Bayes: every series has a smoothing constant and an NB size out of a
 * grid; the prior over the grid is the panel's (EM on the one-step-ahead likelihoods), so that a series of
 * few months does not choose its constant alone. What is predicted is the posterior mixture of the levels.
 * Variance of h months together, local level model (Hyndman et al. 2008, table 6.1, summed):
 *   h v (1 + a (h - 1) + a^2 (h - 1)(2h - 1) / 6).
 */
const ALPHAS = [0, 0.03, 0.07, 0.12, 0.2, 0.3, 0.45, 0.65];
const SIZES = [0.15, 0.5, 1.5, 6, 30];
const POINTS = ALPHAS.length * SIZES.length;
const ROUNDS = 40;
const START = 6;
/** Units per month below which a level is not told apart from none. */
const LEAST = 0.004;
const SLICE = 100;

export interface Smoothed {
  /** posterior weight of every (constant, size) */
  weights: Float64Array;
  /** level of every constant at the end of history, units per month */
  levels: Float64Array;
}

/** Smooths every series (units per month; NaN = left out); `from`: the prior as fitted before. */
export function* fitSmoothing(
  series: readonly ArrayLike<number>[],
  from?: Float64Array,
): Generator<void, { prior: Float64Array; smoothed: Smoothed[] }> {
  const average = panelMean(series);
  const likelihoods: Float64Array[] = [];
  const levels: Float64Array[] = [];
  for (const [s, units] of series.entries()) {
    if (s % SLICE === 0) yield;
    const own = new Float64Array(ALPHAS.length);
    likelihoods.push(likelihoodOf(units, average, own));
    levels.push(own);
  }
  const prior = from?.slice() ?? new Float64Array(POINTS).fill(1 / POINTS);
  for (let round = 0; !from && round < ROUNDS; round++) {
    yield;
    const sums = new Float64Array(POINTS).fill(0.05);
    for (const likelihood of likelihoods) {
      let total = 0;
      for (let j = 0; j < POINTS; j++) total += (prior[j] as number) * (likelihood[j] as number);
      for (let j = 0; j < POINTS; j++)
        sums[j] = (sums[j] as number) + ((prior[j] as number) * (likelihood[j] as number)) / total;
    }
    const all = sums.reduce((sum, value) => sum + value, 0);
    for (let j = 0; j < POINTS; j++) prior[j] = (sums[j] as number) / all;
  }
  const smoothed = likelihoods.map((likelihood, s): Smoothed => {
    const weights = likelihood.map((value, j) => value * (prior[j] as number));
    const total = weights.reduce((sum, value) => sum + value, 0);
    return { weights: weights.map((value) => value / total), levels: levels[s] as Float64Array };
  });
  return { prior, smoothed };
}

/** The next h months together. */
export function smoothedSum({ weights, levels }: Smoothed, h: number): Component[] {
  const out: Component[] = [];
  ALPHAS.forEach((alpha, a) => {
    const level = Math.max(LEAST, levels[a] as number);
    const grow = 1 + alpha * (h - 1) + (alpha * alpha * (h - 1) * (2 * h - 1)) / 6;
    SIZES.forEach((size, r) => {
      const weight = weights[a * SIZES.length + r] as number;
      if (weight < 1e-4) return;
      const mean = level * h;
      const variance = h * (level + (level * level) / size) * grow;
      out.push({ weight, mean, size: (mean * mean) / (variance - mean) });
    });
  });
  const total = out.reduce((sum, c) => sum + c.weight, 0);
  for (const c of out) c.weight /= total;
  return out;
}

/** Likelihood of each point of the grid over the greatest; leaves the last level of each constant. */
function likelihoodOf(units: ArrayLike<number>, average: number, last: Float64Array): Float64Array {
  let sum = average;
  let known = 1;
  for (let t = 0; t < units.length && known <= START; t++) {
    if (Number.isNaN(units[t] as number)) continue;
    sum += units[t] as number;
    known++;
  }
  const logs = new Float64Array(POINTS);
  for (const [a, alpha] of ALPHAS.entries()) {
    let level = sum / known;
    let seen = known;
    for (let t = 0; t < units.length; t++) {
      const y = units[t] as number;
      if (Number.isNaN(y)) continue;
      for (let r = 0; r < SIZES.length; r++) {
        const j = a * SIZES.length + r;
        logs[j] = (logs[j] as number) + logNb(y, Math.max(LEAST, level), SIZES[r] as number);
      }
      // The constant 0 is the mean of all that is known.
      level += (alpha === 0 ? 1 / ++seen : alpha) * (y - level);
    }
    last[a] = level;
  }
  const top = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  return logs.map((value) => Math.exp(value - top));
}

function panelMean(series: readonly ArrayLike<number>[]): number {
  let sum = 0;
  let count = 0;
  for (const units of series)
    for (let t = 0; t < Math.min(units.length, START); t++) {
      const y = units[t] as number;
      if (Number.isNaN(y)) continue;
      sum += y;
      count++;
    }
  return count > 0 ? sum / count : 0;
}
