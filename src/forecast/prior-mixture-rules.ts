import type { Component } from './mixture-rules.ts';
import { logNb } from './numeric-rules.ts';

/**
 * Empirical-Bayes mixture: every series has a (mean, size) out of a grid; the grid's prior weights are
 * those of the greatest marginal likelihood over all series (Laird 1978; EM), and older months count
 * discounted by DISCOUNT per month. What is predicted is the posterior mixture over the grid.
 */
const SIZES = [0.15, 0.4, 1, 3, 12] as const;
const MEANS = 28;
const ROUNDS = 60;
const TABLED = 64;
const SLICE = 50;

export interface PriorMixture {
  /** the grid, with prior weights that sum to 1 */
  grid: Component[];
  discount: number;
}

/** The grid and the prior of a panel of series (units per month; NaN = left out); `from`: as fitted before. */
export function* fitPrior(
  series: readonly ArrayLike<number>[],
  discount: number,
  from?: PriorMixture,
): Generator<void, { prior: PriorMixture; posteriors: Float64Array[] }> {
  const grid = from?.grid ?? gridFor(series);
  const tables = grid.map((c) => Float64Array.from({ length: TABLED }, (_, y) => logNb(y, c.mean, c.size)));
  const likelihoods: Float64Array[] = [];
  for (const units of series) {
    likelihoods.push(likelihoodOf(units, grid, tables, discount));
    if (likelihoods.length % SLICE === 0) yield;
  }
  const weights = Float64Array.from(grid, (c) => (from ? c.weight : 1 / grid.length));
  for (let round = 0; !from && round < ROUNDS; round++) {
    const sums = new Float64Array(grid.length).fill(0.02);
    for (const [i, likelihood] of likelihoods.entries()) {
      if (i % (SLICE * 20) === 0) yield;
      let total = 0;
      for (let j = 0; j < weights.length; j++) total += (weights[j] as number) * (likelihood[j] as number);
      for (let j = 0; j < weights.length; j++)
        sums[j] = (sums[j] as number) + ((weights[j] as number) * (likelihood[j] as number)) / total;
    }
    const all = sums.reduce((sum, value) => sum + value, 0);
    for (let j = 0; j < weights.length; j++) weights[j] = (sums[j] as number) / all;
  }
  const weighed = grid.map((c, j) => ({ ...c, weight: weights[j] as number }));
  const posteriors = likelihoods.map((likelihood) => {
    const out = likelihood.map((value, j) => value * (weights[j] as number));
    const total = out.reduce((sum, value) => sum + value, 0);
    return out.map((value) => value / total);
  });
  return { prior: { grid: weighed, discount }, posteriors };
}

/** The distribution of the sum of `months` months, given a posterior over the grid. */
export function ofPosterior(prior: PriorMixture, posterior: Float64Array, months: number): Component[] {
  const out: Component[] = [];
  prior.grid.forEach((c, j) => {
    const weight = posterior[j] as number;
    if (weight > 1e-4) out.push({ weight, mean: c.mean * months, size: c.size * months });
  });
  const total = out.reduce((sum, c) => sum + c.weight, 0);
  for (const c of out) c.weight /= total;
  return out;
}

/** Likelihood of a series under every point of the grid, over the greatest of them. */
function likelihoodOf(
  units: ArrayLike<number>,
  grid: readonly Component[],
  tables: readonly Float64Array[],
  discount: number,
): Float64Array {
  const logs = new Float64Array(grid.length);
  const counts = new Float64Array(TABLED);
  let weight = 1;
  for (let t = units.length - 1; t >= 0; t--) {
    const y = units[t] as number;
    if (Number.isNaN(y)) continue;
    if (y < TABLED && Number.isInteger(y)) counts[y] = (counts[y] as number) + weight;
    else
      for (let j = 0; j < grid.length; j++) {
        const c = grid[j] as Component;
        logs[j] = (logs[j] as number) + weight * logNb(y, c.mean, c.size);
      }
    weight *= discount;
  }
  for (let y = 0; y < TABLED; y++) {
    const times = counts[y] as number;
    if (times === 0) continue;
    for (let j = 0; j < grid.length; j++)
      logs[j] = (logs[j] as number) + times * ((tables[j] as Float64Array)[y] as number);
  }
  const top = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  return logs.map((value) => Math.exp(value - top));
}

function gridFor(series: readonly ArrayLike<number>[]): Component[] {
  let most = 1;
  for (const units of series) {
    let sum = 0;
    let months = 0;
    for (let t = Math.max(0, units.length - 12); t < units.length; t++) {
      const y = units[t] as number;
      if (Number.isNaN(y)) continue;
      sum += y;
      months++;
    }
    most = Math.max(most, (1.5 * sum) / Math.max(1, months));
  }
  const least = 0.002;
  const step = Math.log(most / least) / (MEANS - 1);
  const out: Component[] = [];
  for (let i = 0; i < MEANS; i++)
    for (const size of SIZES) out.push({ weight: 0, mean: least * Math.exp(i * step), size });
  return out;
}
