/**
 * Local methods, kept as baselines that users can see. Each gives the level (units per month) that it
 * expects of every month ahead, from one series alone; NaN months are skipped.
 */
export type Level = (units: readonly number[]) => number;

/** Mean of the last `months` months. */
export function movingAverage(units: readonly number[], months = 12): number {
  return average(known(units).slice(-months));
}

/** Croston (1972): smoothed size over smoothed interval. `bias` 1 - alpha/2 is Syntetos and Boylan's SBA. */
export function croston(units: readonly number[], alpha = 0.1, bias = 1): number {
  let size = 0;
  let interval = 0;
  let since = 0;
  for (const y of known(units)) {
    since++;
    if (y <= 0) continue;
    size = size === 0 ? y : size + alpha * (y - size);
    interval = interval === 0 ? since : interval + alpha * (since - interval);
    since = 0;
  }
  return interval > 0 ? (bias * size) / interval : 0;
}

export function sba(units: readonly number[], alpha = 0.1): number {
  return croston(units, alpha, 1 - alpha / 2);
}

/** Teunter, Syntetos, Babai (2011): smoothed chance of a month with use, times smoothed size. */
export function tsb(units: readonly number[], alpha = 0.1, beta = 0.1): number {
  const y = known(units);
  const used = y.filter((value) => value > 0);
  if (used.length === 0) return 0;
  let chance = used.length / y.length;
  let size = average(used);
  for (const value of y) {
    chance += beta * ((value > 0 ? 1 : 0) - chance);
    if (value > 0) size += alpha * (value - size);
  }
  return chance * size;
}

/** Simple exponential smoothing at the alpha of the least squared one-step error. */
export function ses(units: readonly number[]): { level: number; alpha: number; squared: number } {
  const y = known(units);
  let best = { level: average(y), alpha: 0, squared: Infinity };
  for (const alpha of ALPHAS) {
    let level = average(y.slice(0, 6));
    let squares = 0;
    for (const value of y) {
      squares += (value - level) ** 2;
      level += alpha * (value - level);
    }
    if (squares / Math.max(1, y.length) < best.squared)
      best = { level, alpha, squared: squares / Math.max(1, y.length) };
  }
  return best;
}
const ALPHAS = [0.01, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8];

/** Petropoulos and Kourentzes (2015): SES over every aggregation up to the mean interval, averaged. */
export function imapa(units: readonly number[]): number {
  const y = known(units);
  const used = y.filter((value) => value > 0).length;
  if (used === 0) return 0;
  const most = Math.max(1, Math.min(Math.round(y.length / used), Math.floor(y.length / 3)));
  let sum = 0;
  for (let window = 1; window <= most; window++) sum += ses(buckets(y, window)).level / window;
  return sum / most;
}

/**
 * Willemain, Smart, Schwarz (2004): a two-state chain of use and none, sizes drawn again with jitter.
 * Gives `draws` sums of `months` months, sorted; `random` gives numbers in [0, 1).
 */
export function willemain(
  units: readonly number[],
  months: number,
  draws: number,
  random: () => number,
): Float64Array {
  const y = known(units);
  const used = y.filter((value) => value > 0);
  const after = [
    [0.5, 0.5],
    [0.5, 0.5],
  ] as [[number, number], [number, number]];
  for (let t = 1; t < y.length; t++) after[(y[t - 1] ?? 0) > 0 ? 1 : 0][(y[t] ?? 0) > 0 ? 1 : 0]++;
  const chance = after.map(([none, some]) => some / (none + some));
  const out = new Float64Array(draws);
  for (let n = 0; used.length > 0 && n < draws; n++) {
    let state = (y.at(-1) ?? 0) > 0 ? 1 : 0;
    let sum = 0;
    for (let h = 0; h < months; h++) {
      state = random() < (chance[state] ?? 0) ? 1 : 0;
      if (state === 0) continue;
      const size = used[Math.floor(random() * used.length)] ?? 1;
      const jittered = 1 + Math.floor(size + normal(random) * Math.sqrt(size));
      sum += jittered <= 0 ? size : jittered;
    }
    out[n] = sum;
  }
  return out.sort();
}

/** Mean and variance around it, of the months that are known. */
export function spreadOf(units: readonly number[]): { mean: number; variance: number } {
  const y = known(units);
  const mean = average(y);
  const squares = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: y.length > 1 ? squares / (y.length - 1) : mean };
}

/** NB size of a mean and a variance; Infinity where the variance is no more than Poisson's. */
export function sizeOf(mean: number, variance: number): number {
  return variance > mean * 1.0001 && mean > 0 ? (mean * mean) / (variance - mean) : Infinity;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function buckets(y: readonly number[], window: number): number[] {
  const out: number[] = [];
  for (let end = y.length; end - window >= 0; end -= window)
    out.unshift(y.slice(end - window, end).reduce((sum, value) => sum + value, 0));
  return out;
}

function known(units: readonly number[]): readonly number[] {
  return units.some(Number.isNaN) ? units.filter((value) => !Number.isNaN(value)) : units;
}

function average(y: readonly number[]): number {
  return y.length === 0 ? 0 : y.reduce((sum, value) => sum + value, 0) / y.length;
}
