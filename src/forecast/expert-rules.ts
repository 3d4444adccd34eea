import type { Objective } from './minimum-rules.ts';
import { minimise } from './minimum-rules.ts';
import type { Component } from './mixture-rules.ts';
import { digammaRise, logGamma, logRising } from './numeric-rules.ts';

/**
 * A mixture of negative binomial regressions pooled over all series (Jacobs, Jordan, Nowlan, Hinton 1991,
 * "Adaptive mixtures of local experts"; with one expert it is the plain pooled NB regression):
 *   P(y | x) = sum over k of pi_k(x) NB(y; mean = offset exp(x b_k), size = exp(x g_k)),
 *   pi(x) = softmax(x a_k), a_0 = 0.
 * Fitted by maximum likelihood with a ridge on everything but intercepts.
 */
export interface Rows {
  /** features of each row, one row after the other; the first feature is the constant 1 */
  x: Float64Array;
  width: number;
  /** units */
  y: Float64Array;
  /** what the mean is multiplied with (exposure, a first guess); absent: 1 */
  offset?: Float64Array;
}

export interface Experts {
  width: number;
  count: number;
  centre: Float64Array;
  spread: Float64Array;
  /** per expert: width of b, width of g, width of a */
  coefficients: Float64Array;
}

export interface ExpertOptions {
  /** what squared coefficients cost, in units of log likelihood */
  ridge: number;
  /** the same for the coefficients of the size; absent: as the others */
  sizeRidge?: number;
  steps: number;
  /** a fit of the same shape to start from */
  start?: Experts;
}

const SLICE = 2_000;
const LOG_SIZE = { least: -4, most: 6 };
const LOG_MEAN = { least: -14, most: 14 };

/** Fits `count` experts. */
export function* fitExperts(rows: Rows, count: number, options: ExpertOptions): Generator<void, Experts> {
  const { width } = rows;
  const { centre, spread } = options.start ?? standards(rows);
  const scaled = { ...rows, x: standardised(rows, centre, spread) };
  const coefficients = options.start?.coefficients.slice() ?? firstGuess(rows, count);
  yield* minimise(coefficients, objectiveOf(scaled, count, options), options.steps);
  return { width, count, centre, spread, coefficients };
}

/** The distribution for one row of features (x[from ..]). */
export function predicted(fit: Experts, x: Float64Array, from: number, offset = 1): Component[] {
  const { width, count, centre, spread, coefficients } = fit;
  const z = new Float64Array(width);
  for (let i = 0; i < width; i++)
    z[i] = ((x[from + i] as number) - (centre[i] as number)) / (spread[i] as number);
  const out: Component[] = [];
  let total = 0;
  for (let k = 0; k < count; k++) {
    const at = k * 3 * width;
    const weight = k === 0 ? 1 : Math.exp(clamp(along(coefficients, at + 2 * width, z, 0, width), -20, 20));
    total += weight;
    out.push({
      weight,
      mean: offset * Math.exp(clamp(along(coefficients, at, z, 0, width), LOG_MEAN.least, LOG_MEAN.most)),
      size: Math.exp(clamp(along(coefficients, at + width, z, 0, width), LOG_SIZE.least, LOG_SIZE.most)),
    });
  }
  for (const c of out) c.weight /= total;
  return out;
}

function objectiveOf(rows: Rows, count: number, options: ExpertOptions): Objective {
  const { x, width: d, y, offset } = rows;
  const n = y.length;
  const constant = new Float64Array(n);
  for (let i = 0; i < n; i++) constant[i] = logGamma((y[i] as number) + 1);
  return function* (theta, gradient) {
    const logs = new Float64Array(count);
    const gates = new Float64Array(count);
    const byMean = new Float64Array(count);
    const bySize = new Float64Array(count);
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < n; i++) {
      if (i % SLICE === SLICE - 1) yield;
      const row = i * d;
      const units = y[i] as number;
      let topGate = 0;
      for (let k = 0; k < count; k++) {
        const at = k * 3 * d;
        const gate = k === 0 ? 0 : along(theta, at + 2 * d, x, row, d);
        gates[k] = gate;
        topGate = Math.max(topGate, gate);
        const eta = clamp(along(theta, at, x, row, d), LOG_MEAN.least, LOG_MEAN.most);
        const mean = (offset ? (offset[i] as number) : 1) * Math.exp(eta);
        const size = Math.exp(clamp(along(theta, at + d, x, row, d), LOG_SIZE.least, LOG_SIZE.most));
        const shrink = Math.log1p(mean / size);
        logs[k] =
          logRising(size, units) - size * shrink + (units > 0 ? units * (Math.log(mean / size) - shrink) : 0);
        byMean[k] = ((units - mean) * size) / (size + mean);
        bySize[k] = size * (digammaRise(size, units) - shrink + (mean - units) / (size + mean));
      }
      let gateSum = 0;
      let top = -Infinity;
      for (let k = 0; k < count; k++) {
        gateSum += Math.exp((gates[k] as number) - topGate);
        logs[k] = (logs[k] as number) + (gates[k] as number);
        top = Math.max(top, logs[k] as number);
      }
      let sum = 0;
      for (let k = 0; k < count; k++) sum += Math.exp((logs[k] as number) - top);
      loss -= top + Math.log(sum) - topGate - Math.log(gateSum) - (constant[i] as number);
      for (let k = 0; k < count; k++) {
        const share = Math.exp((logs[k] as number) - top) / sum;
        const at = k * 3 * d;
        add(gradient, at, x, row, d, -share * (byMean[k] as number));
        add(gradient, at + d, x, row, d, -share * (bySize[k] as number));
        if (k > 0) {
          const pi = Math.exp((gates[k] as number) - topGate) / gateSum;
          add(gradient, at + 2 * d, x, row, d, pi - share);
        }
      }
    }
    for (let j = 0; j < theta.length; j++) {
      if (j % d === 0) continue;
      const pull = Math.floor(j / d) % 3 === 1 ? (options.sizeRidge ?? options.ridge) : options.ridge;
      loss += (pull / 2) * (theta[j] as number) ** 2;
      gradient[j] = (gradient[j] as number) + pull * (theta[j] as number);
    }
    for (let j = 0; j < theta.length; j++) gradient[j] = (gradient[j] as number) / n;
    return loss / n;
  };
}

/** Experts that start as the overall mean, spread around it, so that they can part. */
function firstGuess(rows: Rows, count: number): Float64Array {
  const { width } = rows;
  let units = 0;
  let exposure = 0;
  for (let i = 0; i < rows.y.length; i++) {
    units += rows.y[i] as number;
    exposure += rows.offset ? (rows.offset[i] as number) : 1;
  }
  const level = Math.log((units + 0.1) / (exposure + 0.1));
  const out = new Float64Array(count * 3 * width);
  for (let k = 0; k < count; k++) {
    out[k * 3 * width] = level + 1.5 * (k - (count - 1) / 2);
    out[k * 3 * width + width] = count === 1 ? -0.5 : 0.5;
  }
  return out;
}

function standards(rows: Rows): { centre: Float64Array; spread: Float64Array } {
  const { x, width } = rows;
  const n = x.length / width;
  const centre = new Float64Array(width);
  const spread = new Float64Array(width).fill(1);
  for (let j = 1; j < width; j++) {
    let sum = 0;
    let squares = 0;
    for (let i = j; i < x.length; i += width) {
      sum += x[i] as number;
      squares += (x[i] as number) ** 2;
    }
    centre[j] = sum / n;
    const variance = squares / n - (sum / n) ** 2;
    if (variance > 1e-8) spread[j] = Math.sqrt(variance);
  }
  return { centre, spread };
}

function standardised(rows: Rows, centre: Float64Array, spread: Float64Array): Float64Array {
  const { x, width } = rows;
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const j = i % width;
    out[i] = ((x[i] as number) - (centre[j] as number)) / (spread[j] as number);
  }
  return out;
}

function along(theta: Float64Array, at: number, x: Float64Array, row: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += (theta[at + j] as number) * (x[row + j] as number);
  return sum;
}

function add(g: Float64Array, at: number, x: Float64Array, row: number, d: number, times: number): void {
  for (let j = 0; j < d; j++) g[at + j] = (g[at + j] as number) + times * (x[row + j] as number);
}

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}
