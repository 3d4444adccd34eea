/**
 * A minimum by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5) with a
 * backtracking line search. The objective is a generator, so that long sums can be taken in slices.
 */
export type Objective = (x: Float64Array, gradient: Float64Array) => Generator<void, number>;

const MEMORY = 8;
const ENOUGH = 1e-6;

/** Moves `x` to (near) the minimum; gives the value there. */
export function* minimise(x: Float64Array, objective: Objective, steps: number): Generator<void, number> {
  const n = x.length;
  const gradient = new Float64Array(n);
  let value = yield* objective(x, gradient);
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < steps; step++) {
    const direction = twoLoops(gradient, pairs);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      pairs.length = 0;
      for (let i = 0; i < n; i++) direction[i] = -(gradient[i] as number);
      slope = -dot(gradient, gradient);
    }
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const next = new Float64Array(n);
    const nextGradient = new Float64Array(n);
    let reached = Infinity;
    for (let tries = 0; tries < 20; tries++, length *= 0.4) {
      for (let i = 0; i < n; i++) next[i] = (x[i] as number) + length * (direction[i] as number);
      reached = yield* objective(next, nextGradient);
      if (reached <= value + 1e-4 * length * slope) break;
    }
    if (!(reached < value)) return value;
    const s = new Float64Array(n);
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      s[i] = (next[i] as number) - (x[i] as number);
      y[i] = (nextGradient[i] as number) - (gradient[i] as number);
    }
    const curve = dot(s, y);
    if (curve > 1e-12) pairs.push({ s, y, rho: 1 / curve });
    if (pairs.length > MEMORY) pairs.shift();
    x.set(next);
    gradient.set(nextGradient);
    const gain = value - reached;
    value = reached;
    if (gain < ENOUGH * Math.max(1, Math.abs(value)) && step > 10) return value;
  }
  return value;
}

function twoLoops(
  gradient: Float64Array,
  pairs: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.slice();
  const alphas: number[] = [];
  for (let j = pairs.length - 1; j >= 0; j--) {
    const pair = pairs[j];
    if (!pair) continue;
    const alpha = pair.rho * dot(pair.s, q);
    alphas[j] = alpha;
    addTo(q, pair.y, -alpha);
  }
  const last = pairs.at(-1);
  const scale = last ? 1 / (last.rho * dot(last.y, last.y)) : 1;
  for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  pairs.forEach((pair, j) => {
    addTo(q, pair.s, (alphas[j] ?? 0) - pair.rho * dot(pair.y, q));
  });
  for (let i = 0; i < q.length; i++) q[i] = -(q[i] as number);
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addTo(a: Float64Array, b: Float64Array, times: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + times * (b[i] as number);
}
