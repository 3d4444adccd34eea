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

const SLICE = 1_000;
const LOG_SIZE = { least: -4, most: 6 };
const LOG_MEAN = { least: -14, most: 14 };

/** Fits `count` experts. */
export function* fitExperts(rows: Rows, count: number, options: ExpertOptions): Generator<void, Experts> {
  const { width } = rows;
  yield;
  const { centre, spread } = options.start ?? standards(rows);
  yield;
  const scaled = { ...rows, x: standardised(rows, centre, spread) };
  const coefficients = options.start?.coefficients.slice() ?? firstGuess(rows, count);
  yield;
  yield* minimise(coefficients, objectiveOf(scaled, count, options), options.steps);
  return { width, count, centre, spread, coefficients };
}

/** A row of features by its standards, one after the other: a new array for each of a million rows takes longer. */
let standard = new Float64Array(16);

/** The distribution for one row of features (x[from ..]). */
export function predicted(fit: Experts, x: Float64Array, from: number, offset = 1): Component[] {
  const { width, count, centre, spread, coefficients } = fit;
  if (standard.length < width) standard = new Float64Array(width);
  const z = standard;
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
  const d = rows.width;
  const n = rows.y.length;
  const part = partOf(rows, count);
  return function* (theta, gradient) {
    gradient.fill(0);
    let loss = 0;
    for (let from = 0; from < n; from += SLICE) {
      if (from > 0) yield;
      loss += part(theta, gradient, from, Math.min(n, from + SLICE));
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

/**
 * The negative log likelihood of rows `from` to `to`, its gradient added. All of a training's time is spent
 * here: plain loops over arrays that are there already, and nothing worked out twice.
 */
function partOf({ x, width: d, y, offset }: Rows, count: number) {
  const constant = y.map((units) => logGamma(units + 1));
  const shift = offset ? offset.map((times) => Math.log(times)) : new Float64Array(y.length);
  const logs = new Float64Array(count);
  const gates = new Float64Array(count);
  const byMean = new Float64Array(count);
  const bySize = new Float64Array(count);
  return (theta: Float64Array, gradient: Float64Array, from: number, to: number): number => {
    let loss = 0;
    for (let i = from; i < to; i++) {
      const row = i * d;
      const units = y[i] as number;
      const shifted = shift[i] as number;
      let topGate = 0;
      let top = -Infinity;
      for (let k = 0; k < count; k++) {
        const ofMean = k * 3 * d;
        const ofSize = ofMean + d;
        const ofGate = ofSize + d;
        let eta = 0;
        let logSize = 0;
        let gate = 0;
        for (let j = 0; j < d; j++) {
          const value = x[row + j] as number;
          eta += (theta[ofMean + j] as number) * value;
          logSize += (theta[ofSize + j] as number) * value;
          gate += (theta[ofGate + j] as number) * value;
        }
        if (k === 0) gate = 0;
        gates[k] = gate;
        if (gate > topGate) topGate = gate;
        const logMean = shifted + clamp(eta, LOG_MEAN.least, LOG_MEAN.most);
        logSize = clamp(logSize, LOG_SIZE.least, LOG_SIZE.most);
        const mean = Math.exp(logMean);
        const size = Math.exp(logSize);
        const shrink = Math.log1p(mean / size);
        let log = gate - size * shrink;
        let rise = 0;
        if (units > 0) {
          log += logRising(size, units) + units * (logMean - logSize - shrink);
          rise = digammaRise(size, units);
        }
        logs[k] = log;
        if (log > top) top = log;
        byMean[k] = ((units - mean) * size) / (size + mean);
        bySize[k] = size * (rise - shrink + (mean - units) / (size + mean));
      }
      let gateSum = 0;
      let sum = 0;
      for (let k = 0; k < count; k++) {
        const gate = Math.exp((gates[k] as number) - topGate);
        const share = Math.exp((logs[k] as number) - top);
        gates[k] = gate;
        logs[k] = share;
        gateSum += gate;
        sum += share;
      }
      loss -= top + Math.log(sum) - topGate - Math.log(gateSum) - (constant[i] as number);
      for (let k = 0; k < count; k++) {
        const share = (logs[k] as number) / sum;
        const ofMean = k * 3 * d;
        const ofSize = ofMean + d;
        const ofGate = ofSize + d;
        const meanBy = -share * (byMean[k] as number);
        const sizeBy = -share * (bySize[k] as number);
        const gateBy = k > 0 ? (gates[k] as number) / gateSum - share : 0;
        for (let j = 0; j < d; j++) {
          const value = x[row + j] as number;
          gradient[ofMean + j] = (gradient[ofMean + j] as number) + meanBy * value;
          gradient[ofSize + j] = (gradient[ofSize + j] as number) + sizeBy * value;
          gradient[ofGate + j] = (gradient[ofGate + j] as number) + gateBy * value;
        }
      }
    }
    return loss;
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

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value;
}
