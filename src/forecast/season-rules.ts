/**
 * Month factors of a panel of series without devices: what a calendar month takes against the months around
 * it, over all series, shrunk by how well the years agree.
 *   r(t) = log(panel in t / mean of the 12 or 13 months around t)
 *   between months: S, within a month over the years: E (one-way analysis of variance)
 *   factor = exp(mean r x S / (S + E / years)); S / E starts at 1/2, worth PRIOR months of data.
 */
const PRIOR = 12;
const START = 0.5;

/** Twelve factors with mean 1, by t mod 12 (t = 0 is the first month of the series). */
export function seasonOf(series: readonly Float64Array[]): Float64Array {
  const flat = new Float64Array(12).fill(1);
  const length = series[0]?.length ?? 0;
  if (length < 13) return flat;
  const panel = panelOf(series, length);
  const sums = new Float64Array(12);
  const counts = new Float64Array(12);
  const ratios = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    ratios[t] = Math.log(((panel[t] as number) + 1e-9) / (around(panel, t) + 1e-9));
    // A panel that is all but empty in a month tells of one series, not of the month.
    ratios[t] = Math.max(-1.5, Math.min(1.5, ratios[t] as number));
    sums[t % 12] = (sums[t % 12] as number) + (ratios[t] as number);
    counts[t % 12] = (counts[t % 12] as number) + 1;
  }
  const means = sums.map((sum, c) => sum / Math.max(1, counts[c] as number));
  const noise = samplingNoise(series, length);
  let within = noise * 4;
  let freedom = 4;
  for (let t = 0; t < length; t++) {
    const years = counts[t % 12] as number;
    if (years < 2) continue;
    within += ((ratios[t] as number) - (means[t % 12] as number)) ** 2;
    freedom += (years - 1) / years;
  }
  const error = Math.max(noise, within / freedom);
  let between = 0;
  let expected = 0;
  means.forEach((value, c) => {
    between += value * value;
    expected += error / Math.max(1, counts[c] as number);
  });
  const measured = Math.max(0, between - expected) / 12;
  const repeats = Math.max(0, length - 12);
  const season = (measured * repeats + START * error * PRIOR) / (repeats + PRIOR);
  const logs = means.map(
    (value, c) => (value * season) / (season + error / Math.max(1, counts[c] as number)),
  );
  const factors = logs.map(Math.exp);
  const average = factors.reduce((sum, value) => sum + value, 0) / 12;
  return factors.map((value) => value / average);
}

/** Units of every month over the series' own levels, so that no large series speaks for all. */
function panelOf(series: readonly Float64Array[], length: number): Float64Array {
  const sums = new Float64Array(length);
  const known = new Float64Array(length);
  for (const units of series) {
    const level = levelOf(units);
    for (let t = 0; t < length; t++) {
      const y = units[t] as number;
      if (Number.isNaN(y)) continue;
      sums[t] = (sums[t] as number) + y / (level + 0.5);
      known[t] = (known[t] as number) + 1;
    }
  }
  return sums.map((sum, t) => sum / Math.max(1, known[t] as number));
}

/** Variance of the log of a month's panel that its own counts make, were they Poisson. */
function samplingNoise(series: readonly Float64Array[], length: number): number {
  let units = 0;
  for (const one of series) units += levelOf(one);
  return 2 / Math.max(0.1, units) + 0.5 / (length * Math.max(1, series.length));
}

function levelOf(units: Float64Array): number {
  let sum = 0;
  let known = 0;
  for (const y of units) {
    if (Number.isNaN(y)) continue;
    sum += y;
    known++;
  }
  return known > 0 ? sum / known : 0;
}

/** Mean of the year around a month, half a year to each side; at the ends of what there is. */
function around(panel: Float64Array, t: number): number {
  let sum = 0;
  let weight = 0;
  for (let i = Math.max(0, t - 6); i <= Math.min(panel.length - 1, t + 6); i++) {
    const share = Math.abs(i - t) === 6 ? 0.5 : 1;
    sum += share * (panel[i] as number);
    weight += share;
  }
  return weight > 0 ? sum / weight : 0;
}

/** Sum of the factors of `months` months from month `from` on (t counts from the first month). */
export function seasonSum(season: Float64Array, from: number, months: number): number {
  let sum = 0;
  for (let t = from; t < from + months; t++) sum += season[t % 12] as number;
  return sum;
}
