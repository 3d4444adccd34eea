import type { GroupForecast } from './fleet-rules.ts';
import { type Mixture, mean, pmf, quantile } from './mixture-rules.ts';

/** The quantiles of each month that a page draws. */
export const FAN = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Each month ahead: its mean, then the quantiles of FAN. */
export type Fan = readonly (readonly number[])[];

type Packed = [weight: number, mean: number, size: number | null][];

const short = (value: number) => Number(value.toPrecision(6));

/** Distributions as text: a Poisson's size is null. */
export function packSums(sums: readonly Mixture[]): string {
  return JSON.stringify(
    sums.map(
      (m): Packed =>
        m.map((c) => [short(c.weight), short(c.mean), Number.isFinite(c.size) ? short(c.size) : null]),
    ),
  );
}

export function unpackSums(text: string): Mixture[] {
  return (JSON.parse(text) as Packed[]).map((m) =>
    m.map(([weight, center, size]) => ({ weight, mean: center, size: size ?? Number.POSITIVE_INFINITY })),
  );
}

/** The months ahead as they are drawn. */
export function fanOf({ months }: Pick<GroupForecast, 'months'>): Fan {
  return months.map((m) => [short(mean(m)), ...quantilesOf(m)]);
}

/** All quantiles of FAN in one walk. */
function quantilesOf(m: Mixture): number[] {
  const top = quantile(m, FAN.at(-1) ?? 0.95);
  const mass = pmf(m, Math.min(top, 100_000));
  const found: number[] = [];
  let sum = 0;
  let k = -1;
  for (const p of FAN) {
    while (sum < p - 1e-12 && k < top) {
      k++;
      sum += mass[k] ?? 0;
    }
    found.push(Math.max(0, k));
  }
  return found;
}
