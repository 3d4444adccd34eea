/**
 * A predictive distribution of whole units that can be stored: a mixture of negative binomials.
 *
 * NB(mean m, size r): variance m + m^2/r; P(0) = (r/(r+m))^r, P(k+1) = P(k) (k+r)/(k+1) m/(r+m)
 * (Johnson, Kemp, Kotz, Univariate Discrete Distributions, ch. 5). size Infinity is Poisson, mean 0 is
 * "surely none". Beyond LARGE units a component is taken as the Gamma with the same mean and variance
 * (Wilson and Hilferty's cube root for its cdf): lattice steps no longer show there.
 */
export type Mixture = readonly Component[];

export interface Component {
  weight: number;
  /** units */
  mean: number;
  /** NB size; Infinity = Poisson */
  size: number;
}

/** From this mean on a component is continuous. */
const LARGE = 5_000;
/** Walking a component's pmf stops here: mean, so many deviations, and some more for a heavy tail. */
const DEVIATIONS = 40;
const SMALLEST = 1e-14;

export function mean(m: Mixture): number {
  let sum = 0;
  for (const c of m) sum += c.weight * c.mean;
  return sum;
}

/** Units squared: of the components, and between them. */
export function variance(m: Mixture, centre = mean(m)): number {
  let sum = 0;
  for (const c of m) sum += c.weight * (c.mean + (c.mean * c.mean) / c.size + (c.mean - centre) ** 2);
  return sum;
}

/** P(0 .. max), max + 1 numbers. */
export function pmf(m: Mixture, max: number): Float64Array {
  const out = new Float64Array(max + 1);
  for (const c of m) addComponent(out, c);
  return out;
}

/** P(D <= k); k below 0 gives 0. */
export function cdf(m: Mixture, k: number): number {
  if (!(k >= 0)) return 0;
  const last = Math.floor(k);
  let sum = 0;
  for (const c of m) sum += c.weight * (c.mean > LARGE ? gammaCdf(c, last + 0.5) : below(c, last).mass);
  return Math.min(1, sum);
}

/** The least whole k with P(D <= k) >= p; p in [0, 1). */
export function quantile(m: Mixture, p: number): number {
  if (m.some((c) => c.mean > LARGE)) return searched(m, p);
  const most = reach(m);
  const walkers = m.map((c) => walker(c));
  let sum = 0;
  for (let k = 0; k < most; k++) {
    for (const w of walkers) sum += w.weight * step(w, k);
    if (sum >= p - SMALLEST) return k;
  }
  return most;
}

/** E[(D - stock)+]: units that will be short on average. */
export function shortage(m: Mixture, stock: number): number {
  let sum = 0;
  for (const c of m) sum += c.weight * shortageOf(c, stock);
  return Math.max(0, sum);
}

/** The distributions as one, weighed: a linear pool. Weights need not sum to 1; components of weight 0 go. */
export function mixed(parts: readonly { weight: number; of: Mixture }[]): Mixture {
  let total = 0;
  for (const { weight } of parts) total += weight;
  const out: Component[] = [];
  for (const { weight, of } of parts)
    if (weight > 0)
      for (const c of of) out.push({ weight: (c.weight * weight) / total, mean: c.mean, size: c.size });
  return out;
}

/** Where a condensed mixture is cut: shares of the weight, finer towards the tail that orders stand on. */
const CUTS = [0.15, 0.3, 0.45, 0.6, 0.72, 0.82, 0.89, 0.94, 0.975, 1.01];

/** Fewer components with the same mean and variance: neighbours by mean are merged. */
export function condensed(m: Mixture): Mixture {
  if (m.length <= CUTS.length) return m;
  const sorted = [...m].sort((a, b) => a.mean - b.mean);
  const out: Component[] = [];
  let group: Component[] = [];
  let sum = 0;
  for (const c of sorted) {
    group.push(c);
    sum += c.weight;
    if (sum < (CUTS[out.length] as number)) continue;
    out.push(matched(group));
    group = [];
  }
  if (group.length > 0) out.push(matched(group));
  return out;
}

/** One negative binomial (or Poisson) with the weight, mean and variance of several. */
export function matched(group: Mixture): Component {
  const weight = group.reduce((sum, c) => sum + c.weight, 0);
  const unit = group.map((c) => ({ ...c, weight: c.weight / weight }));
  const centre = mean(unit);
  const excess = variance(unit) - centre;
  return { weight, mean: centre, size: excess > 1e-9 * centre ? (centre * centre) / excess : Infinity };
}

/** The sum of independent demands as one distribution: mean and variance add. */
export function summed(parts: readonly Mixture[]): Mixture {
  let [some, centre, excess] = [0, 0, 0];
  let one: Mixture | undefined;
  for (const part of parts) {
    const own = mean(part);
    if (!(own > 0)) continue;
    some++;
    one = part;
    centre += own;
    excess = excess + variance(part, own) - own;
  }
  if (some === 1 && one) return one;
  return [{ weight: 1, mean: centre, size: excess > 1e-9 * centre ? (centre * centre) / excess : Infinity }];
}

interface Walker {
  weight: number;
  mean: number;
  size: number;
  /** log P at k, until P itself is large enough to hold */
  log: number;
  now: number;
  held: boolean;
}

function walker(c: Component): Walker {
  const log = logZero(c);
  return {
    weight: c.weight,
    mean: c.mean,
    size: c.size,
    log,
    now: log > -700 ? Math.exp(log) : 0,
    held: log > -700,
  };
}

/** P(k) of a walker that has been asked for every number below k. */
function step(w: Walker, k: number): number {
  if (k === 0) return w.now;
  if (w.mean <= 0) return 0;
  const factor = ratio(w, k);
  if (w.held) w.now *= factor;
  else {
    w.log += Math.log(factor);
    w.held = w.log > -700;
    if (w.held) w.now = Math.exp(w.log);
  }
  return w.now;
}

/** P(k) / P(k-1) */
function ratio(c: { mean: number; size: number }, k: number): number {
  if (c.size === Infinity) return c.mean / k;
  return ((k - 1 + c.size) / k) * (c.mean / (c.size + c.mean));
}

function logZero(c: { mean: number; size: number }): number {
  if (c.mean <= 0) return 0;
  return c.size === Infinity ? -c.mean : -c.size * Math.log1p(c.mean / c.size);
}

function addComponent(out: Float64Array, c: Component): void {
  if (c.mean > LARGE) {
    let last = 0;
    for (let k = 0; k < out.length; k++) {
      const next = gammaCdf(c, k + 0.5);
      out[k] = (out[k] as number) + c.weight * (next - last);
      last = next;
    }
    return;
  }
  const w = walker(c);
  const most = Math.min(out.length, reach([c]) + 1);
  for (let k = 0; k < most; k++) out[k] = (out[k] as number) + c.weight * step(w, k);
}

/** P(D <= last), and the sum over k <= last of P(D <= k). */
function below(c: Component, last: number): { mass: number; sum: number } {
  const w = walker(c);
  const most = Math.min(last, reach([c]));
  let mass = 0;
  let sum = 0;
  for (let k = 0; k <= most; k++) {
    mass += step(w, k);
    sum += mass;
  }
  return last > most ? { mass: 1, sum: sum + (last - most) } : { mass: Math.min(1, mass), sum };
}

function shortageOf(c: Component, stock: number): number {
  if (!(stock > 0)) return c.mean - stock;
  if (c.mean > LARGE) {
    const shape = gammaShape(c);
    return c.mean * (1 - gammaCdf(c, stock, shape + 1)) - stock * (1 - gammaCdf(c, stock, shape));
  }
  const whole = Math.floor(stock);
  const left = below(c, whole - 1);
  // E[(D-s)+] = m - s + sum over k < s of P(D <= k); between whole numbers it is straight.
  const at = c.mean - whole + left.sum;
  if (whole === stock) return Math.max(0, at);
  return Math.max(0, at - (stock - whole) * (1 - below(c, whole).mass));
}

function reach(m: Mixture): number {
  let most = 0;
  for (const c of m) {
    const tail = c.size === Infinity ? 0 : (40 * (c.size + c.mean)) / c.size;
    most = Math.max(most, c.mean + DEVIATIONS * Math.sqrt(c.mean + (c.mean * c.mean) / c.size) + tail + 40);
  }
  return Math.min(4_000_000, Math.ceil(most));
}

function gammaShape(c: Component): number {
  return (c.mean * c.mean) / (c.mean + (c.mean * c.mean) / c.size);
}

/** Wilson and Hilferty: the cube root of Gamma(k, theta) / (k theta) is near normal(1 - 1/9k, 1/9k). */
function gammaCdf(c: Component, x: number, shape = gammaShape(c)): number {
  if (x <= 0) return 0;
  const scale = c.mean / gammaShape(c);
  const spread = 1 / (9 * shape);
  return normalCdf((Math.cbrt(x / (shape * scale)) - 1 + spread) / Math.sqrt(spread));
}

/** Abramowitz and Stegun 26.2.17; error below 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp((-z * z) / 2) * 0.3989422804014327 * series;
  return z >= 0 ? 1 - tail : tail;
}

function searched(m: Mixture, p: number): number {
  let low = -1;
  let high = 1;
  while (cdf(m, high) < p - SMALLEST && high < 1e12) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (cdf(m, middle) >= p - SMALLEST) high = middle;
    else low = middle;
  }
  return high;
}
