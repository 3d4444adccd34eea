/** Numbers that the forecast's likelihoods need. Arrays are Float64Array; an index is always inside. */

const HALF_LOG_TWO_PI = 0.9189385332046727;

/** log Gamma(x), x > 0: Stirling's series after shifting x above 8; error below 1e-11. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  if (z < 8) {
    let product = 1;
    while (z < 8) product *= z++;
    shift = Math.log(product);
  }
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + series - shift;
}

/** d/dx log Gamma(x), x > 0. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 8) shift += 1 / z++;
  const inverse = 1 / (z * z);
  const series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse / 240)));
  return Math.log(z) - 0.5 / z - series - shift;
}

/**
 * log P(y) of a negative binomial of that mean (> 0) and size; size Infinity is Poisson.
 * @param constant log y!, where it is known already
 */
export function logNb(y: number, mean: number, size: number, constant = logGamma(y + 1)): number {
  if (size === Infinity) return y * Math.log(mean) - mean - constant;
  return (
    logRising(size, y) -
    constant -
    size * Math.log1p(mean / size) +
    (y > 0 ? y * Math.log(mean / (size + mean)) : 0)
  );
}

/** log Gamma(x + y) - log Gamma(x): a product while y is small and whole. */
export function logRising(x: number, y: number): number {
  if (y === 0) return 0;
  if (y < 12 && Number.isInteger(y)) {
    let product = 1;
    for (let k = 0; k < y; k++) product *= x + k;
    return Math.log(product);
  }
  return logGamma(x + y) - logGamma(x);
}

/** digamma(x + y) - digamma(x) */
export function digammaRise(x: number, y: number): number {
  if (y === 0) return 0;
  if (y < 12 && Number.isInteger(y)) {
    let sum = 0;
    for (let k = 0; k < y; k++) sum += 1 / (x + k);
    return sum;
  }
  return digamma(x + y) - digamma(x);
}

/** log of the sum of exponentials of values[from .. from + count). */
export function logSum(values: Float64Array, from: number, count: number): number {
  let top = -Infinity;
  for (let i = from; i < from + count; i++) top = Math.max(top, values[i] as number);
  if (top === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp((values[i] as number) - top);
  return top + Math.log(sum);
}

/** Runs a generator to its end: for tests, benches and short work. */
export function drain<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
