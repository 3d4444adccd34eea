/**
 * Factors that are shared: age (per part kind) and calendar month (all kinds, then each kind's own),
 * each shrunk to what is above it.
 *
 * Age: log factor at a knot = theta z + d; z = log((age + 6) / 24) is wear as a power of age (Weibull),
 * d a random walk over knots of deviation tau. Poisson likelihood given the rest, Newton steps, tau by
 * Laplace's approximation of the marginal likelihood (Fahrmeir and Lang 2001).
 * Month: Gamma with mean 1 (then with the pooled factor as mean); see shrunkMonths.
 */
export const KNOTS = [1, 4, 8, 12, 18, 24, 30, 36, 42, 48, 54, 60, 72, 84, 102, 132] as const;
const WALKS = [0.02, 0.08, 0.2, 0.4];
const SLOPE = 0.8;
const N = KNOTS.length + 1;

/** Knot nearest to an age in months. */
export function knotOf(age: number): number {
  let best = 0;
  while (best + 1 < KNOTS.length && (KNOTS[best + 1] as number) + (KNOTS[best] as number) < 2 * age) best++;
  return best;
}

/** Log age factor at each knot, from units and expected units (at factor 1) near each. */
export function fitAges(units: Float64Array, expected: Float64Array): Float64Array {
  let best = new Float64Array(KNOTS.length);
  let most = -Infinity;
  for (const tau of WALKS) {
    const { logs, score } = atWalk(units, expected, tau);
    if (score > most) {
      most = score;
      best = logs;
    }
  }
  // The level belongs to the hazards: the mean of the factors is 1 where the fleet is.
  let sum = 0;
  let weight = 0;
  best.forEach((log, k) => {
    sum += (expected[k] as number) * Math.exp(log);
    weight += expected[k] as number;
  });
  const level = sum > 0 && weight > 0 ? Math.log(sum / weight) : 0;
  return best.map((log) => log - level);
}

/** Factor at an age in months, straight between knots in the log. */
export function ageFactor(logs: Float64Array, age: number): number {
  let k = 0;
  while (k + 2 < KNOTS.length && (KNOTS[k + 1] as number) < age) k++;
  const from = KNOTS[k] as number;
  const to = KNOTS[k + 1] as number;
  const share = Math.max(0, Math.min(1, (age - from) / (to - from)));
  return Math.exp((logs[k] as number) * (1 - share) + (logs[k + 1] as number) * share);
}

function atWalk(units: Float64Array, expected: Float64Array, tau: number) {
  const x = new Float64Array(N);
  const z = KNOTS.map((age) => Math.log((age + 6) / 24));
  let hessian = new Float64Array(N * N);
  let score = 0;
  for (let round = 0; round < 7; round++) {
    hessian = new Float64Array(N * N);
    const gradient = new Float64Array(N);
    score = 0;
    const put = (i: number, j: number, value: number) => {
      hessian[i * N + j] = (hessian[i * N + j] as number) + value;
    };
    const push = (i: number, value: number) => {
      gradient[i] = (gradient[i] as number) + value;
    };
    const pull = (i: number, precision: number) => {
      put(i, i, precision);
      push(i, -precision * (x[i] as number));
      score -= (precision * (x[i] as number) ** 2) / 2;
    };
    pull(0, 1 / SLOPE ** 2);
    pull(1, 1);
    for (let k = 1; k < KNOTS.length; k++) {
      const precision = 1 / tau ** 2;
      const step = (x[k + 1] as number) - (x[k] as number);
      put(k, k, precision);
      put(k + 1, k + 1, precision);
      put(k, k + 1, -precision);
      put(k + 1, k, -precision);
      push(k, precision * step);
      push(k + 1, -precision * step);
      score -= (precision * step * step) / 2 + Math.log(tau);
    }
    for (let k = 0; k < KNOTS.length; k++) {
      const wear = z[k] as number;
      const log = Math.max(-8, Math.min(8, (x[0] as number) * wear + (x[k + 1] as number)));
      const fitted = (expected[k] as number) * Math.exp(log);
      const left = (units[k] as number) - fitted;
      score += (units[k] as number) * log - fitted;
      push(0, left * wear);
      push(k + 1, left);
      put(0, 0, fitted * wear * wear);
      put(0, k + 1, fitted * wear);
      put(k + 1, 0, fitted * wear);
      put(k + 1, k + 1, fitted);
    }
    const logDeterminant = solve(hessian, gradient);
    score -= logDeterminant / 2;
    for (let i = 0; i < N; i++) x[i] = (x[i] as number) + Math.max(-1, Math.min(1, gradient[i] as number));
  }
  const logs = Float64Array.from(KNOTS, (_, k) => (x[0] as number) * (z[k] as number) + (x[k + 1] as number));
  return { logs, score };
}

/** Solves A x = b in place (Cholesky); gives log det A. */
function solve(a: Float64Array, b: Float64Array): number {
  const n = b.length;
  const at = (i: number, j: number) => a[i * n + j] as number;
  let log = 0;
  for (let j = 0; j < n; j++) {
    let diagonal = at(j, j);
    for (let k = 0; k < j; k++) diagonal -= at(j, k) ** 2;
    const root = Math.sqrt(Math.max(1e-12, diagonal));
    a[j * n + j] = root;
    log += 2 * Math.log(root);
    for (let i = j + 1; i < n; i++) {
      let value = at(i, j);
      for (let k = 0; k < j; k++) value -= at(i, k) * at(j, k);
      a[i * n + j] = value / root;
    }
  }
  for (let i = 0; i < n; i++) {
    let value = b[i] as number;
    for (let k = 0; k < i; k++) value -= at(i, k) * (b[k] as number);
    b[i] = value / at(i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let value = b[i] as number;
    for (let k = i + 1; k < n; k++) value -= at(k, i) * (b[k] as number);
    b[i] = value / at(i, i);
  }
  return log;
}

/** Month factors (12) from units and expected units: Gamma around `around` worth `shape` units. */
export function shrunkMonths(
  units: ArrayLike<number>,
  expected: ArrayLike<number>,
  around: ArrayLike<number>,
  shape: number,
): Float64Array {
  return Float64Array.from({ length: 12 }, (_, c) => {
    const centre = around[c] as number;
    return (shape + (units[c] as number)) / (shape / centre + (expected[c] as number));
  });
}
