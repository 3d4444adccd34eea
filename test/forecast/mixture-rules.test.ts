import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cdf,
  condensed,
  type Mixture,
  mean,
  mixed,
  pmf,
  quantile,
  shortage,
  summed,
  variance,
} from '../../src/forecast/mixture-rules.ts';

const component = fc.record({
  weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  mean: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 60, noNaN: true })),
  size: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.double({ min: 0.1, max: 50, noNaN: true })),
});
const mixture = fc
  .array(component, { minLength: 1, maxLength: 12 })
  .map(
    (parts): Mixture => mixed(parts.map((part) => ({ weight: part.weight, of: [{ ...part, weight: 1 }] }))),
  );
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const RUNS = { numRuns: 60 };

describe('a mixture of negative binomials', () => {
  test('its cdf rises from nothing to one, and is the sum of its probabilities', () => {
    fc.assert(
      fc.property(mixture, (m) => {
        const chances = pmf(m, 80);
        let sum = 0;
        for (let k = 0; k <= 80; k++) {
          expect(chances[k]).toBeGreaterThanOrEqual(0);
          sum += chances[k] ?? 0;
          expect(cdf(m, k)).toBeCloseTo(sum, 8);
        }
        expect(cdf(m, -1)).toBe(0);
        expect(cdf(m, 1e6)).toBeCloseTo(1, 6);
      }),
      RUNS,
    );
  });

  test('its quantile is the least number that enough of it does not exceed', () => {
    fc.assert(
      fc.property(mixture, share, (m, p) => {
        const k = quantile(m, p);
        expect(cdf(m, k)).toBeGreaterThanOrEqual(p - 1e-9);
        if (k > 0) expect(cdf(m, k - 1)).toBeLessThan(p + 1e-9);
      }),
      RUNS,
    );
  });

  test('one more on the shelf removes the chance that it is wanted from the shortage', () => {
    fc.assert(
      fc.property(mixture, fc.integer({ min: 0, max: 90 }), (m, stock) => {
        expect(shortage(m, 0)).toBeCloseTo(mean(m), 8);
        expect(shortage(m, stock) - shortage(m, stock + 1)).toBeCloseTo(1 - cdf(m, stock), 7);
        expect(shortage(m, stock + 0.5)).toBeCloseTo((shortage(m, stock) + shortage(m, stock + 1)) / 2, 7);
      }),
      RUNS,
    );
  });

  test('fewer components keep mean and variance', () => {
    fc.assert(
      fc.property(mixture, (m) => {
        const few = condensed(m);
        expect(few.length).toBeLessThanOrEqual(11);
        expect(mean(few)).toBeCloseTo(mean(m), 6);
        expect(Math.abs(variance(few) - variance(m))).toBeLessThan(1e-5 * (1 + variance(m)));
        expect(few.reduce((sum, c) => sum + c.weight, 0)).toBeCloseTo(1, 9);
      }),
      RUNS,
    );
  });

  test('the demands of independent models add in mean and variance', () => {
    fc.assert(
      fc.property(fc.array(mixture, { minLength: 1, maxLength: 4 }), (parts) => {
        const all = summed(parts);
        expect(mean(all)).toBeCloseTo(
          parts.reduce((sum, part) => sum + mean(part), 0),
          6,
        );
        const variances = parts.reduce((sum, part) => sum + variance(part), 0);
        expect(Math.abs(variance(all) - variances)).toBeLessThan(1e-5 * (1 + variances));
      }),
      RUNS,
    );
  });

  test.each([
    [[{ weight: 1, mean: 0, size: Number.POSITIVE_INFINITY }], 0.99, 0],
    [[{ weight: 1, mean: 3, size: Number.POSITIVE_INFINITY }], 0.95, 6],
    [[{ weight: 1, mean: 2, size: 1 }], 0.9, 5],
  ])('%j has its %d quantile at %d', (m, p, k) => {
    expect(quantile(m, p)).toBe(k);
  });

  test('large demands are continuous, and join the small ones without a step', () => {
    const below = [{ weight: 1, mean: 4_990, size: 40 }];
    const above = [{ weight: 1, mean: 5_010, size: 40 }];
    for (const p of [0.05, 0.5, 0.95, 0.99])
      expect(quantile(above, p) / quantile(below, p)).toBeCloseTo(5_010 / 4_990, 2);
    expect(shortage(above, 6_000) / shortage(below, 6_000)).toBeCloseTo(1.03, 1);
    expect(quantile([{ weight: 1, mean: 1e8, size: 5 }], 0.95)).toBeGreaterThan(1.5e8);
    expect(pmf(above, 8_000).reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0.99);
  });
});
