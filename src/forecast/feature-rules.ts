/**
 * What a series' past says about its next months, after each month of it: recency, frequency, size,
 * trend. NaN months are unknown and left out: nothing decays on their account.
 */
export const WIDTH = 17;
/** Added inside logarithms, in units per month. */
const SMALL = 0.06;
const DECAYS = [0.5, 0.75, 0.88, 0.95, 0.985] as const;

interface Decayed {
  units: number;
  months: number;
}

/** Gives `take(t, features)` the features known at the end of month t (t counts from 0). */
export function featuresOf(
  units: ArrayLike<number>,
  take: (t: number, features: Float64Array) => void,
): void {
  const levels: Decayed[] = DECAYS.map(() => ({ units: 0, months: 0 }));
  const used = { units: 0, months: 0 };
  const sizes = { logs: 0, units: 0, squares: 0, count: 0 };
  let known = 0;
  let since = 0;
  let first = -1;
  let lastSize = 0;
  const out = new Float64Array(WIDTH);
  for (let t = 0; t < units.length; t++) {
    const y = units[t] as number;
    if (!Number.isNaN(y)) {
      known++;
      since++;
      DECAYS.forEach((decay, i) => {
        const level = levels[i] as Decayed;
        level.units = level.units * decay + y;
        level.months = level.months * decay + 1;
      });
      used.units = used.units * 0.9 + (y > 0 ? 1 : 0);
      used.months = used.months * 0.9 + 1;
      if (y > 0) {
        if (first < 0) first = known;
        since = 0;
        lastSize = y;
        sizes.logs += Math.log(y);
        sizes.units += y;
        sizes.squares += y * y;
        sizes.count++;
      }
    }
    const log = levels.map((level) => Math.log(SMALL + level.units / Math.max(1, level.months)));
    const overall = sizes.units / Math.max(1, known);
    const frequency = (sizes.count + 0.3) / (known + 1);
    const size = sizes.count > 0 ? sizes.units / sizes.count : 1;
    const unevenness = sizes.count > 1 ? sizes.squares / sizes.count / (size * size) - 1 : 0.5;
    out[0] = 1;
    for (let i = 0; i < 5; i++) out[1 + i] = log[i] as number;
    out[6] = Math.log(SMALL + overall);
    out[7] = Math.log1p(since);
    out[8] = Math.log(frequency / (1.02 - Math.min(1, frequency)));
    out[9] = (used.units + 0.1) / (used.months + 0.2);
    out[10] = Math.log(size);
    out[11] = Math.log(0.1 + unevenness);
    out[12] = Math.log1p(lastSize);
    out[13] = first < 0 ? 1 : 0;
    out[14] = Math.log1p(first < 0 ? 0 : known - first);
    // A long silence against the series' own rhythm: the likelihood that it has died.
    out[15] = Math.min(6, since * frequency);
    out[16] = (log[1] as number) * (log[3] as number);
    take(t, out);
  }
}
