import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  demandOf,
  minimumsFor,
  removedBy,
  takeFrom,
  type VehicleTerms,
} from '../../src/counts/vehicle-rules.ts';

const terms: VehicleTerms = {
  days: 180,
  technicians: 10,
  ahead: 7,
  budgetCents: 2_500_00,
  shortageCents: 25_00,
};

describe('demand until the next depot visit', () => {
  test('own use weighs more than that of the fleet, which speaks where there is none', () => {
    const none = demandOf({ item: 'a', used: 0, fleet: 300, unitCents: 1 }, terms);
    const much = demandOf({ item: 'a', used: 90, fleet: 300, unitCents: 1 }, terms);
    // The fleet uses 30 in 180 days each: 10 in the 60 days that it counts for.
    expect(none).toEqual({ size: 10, mean: (10 * 7) / 240 });
    expect(much).toEqual({ size: 100, mean: (100 * 7) / 240 });
  });

  test('the k-th unit removes P(demand >= k): falling, and adding up to the mean', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 8, noNaN: true }),
        fc.double({ min: 0.05, max: 500, noNaN: true }),
        (mean, size) => {
          const removed = removedBy({ mean, size }, 2_000);
          for (let k = 1; k < removed.length; k++)
            expect(removed[k] ?? 0).toBeLessThanOrEqual((removed[k - 1] ?? 0) + 1e-12);
          const sum = removed.slice(1).reduce((a, b) => a + b, 0);
          expect(Math.abs(sum - mean)).toBeLessThan(0.01 * mean + 0.01);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the minimums', () => {
  const use = (item: string, used: number, unitCents: number) => ({
    item,
    used,
    fleet: used * 10,
    unitCents,
  });

  test('what is used more, and costs less, is carried more; what nobody uses is not', () => {
    const found = minimumsFor(
      [use('screen', 60, 40_00), use('cable', 60, 4_00), use('never', 0, 1_00)],
      terms,
    );
    const of = (item: string) => found.find((one) => one.item === item)?.minimum ?? 0;
    expect(of('cable')).toBeGreaterThanOrEqual(of('screen'));
    expect([of('screen') >= 2, of('never')]).toEqual([true, 0]);
    const screen = found.find((one) => one.item === 'screen');
    expect(screen?.short ?? 1).toBeLessThan(0.5);
  });

  test('never beyond the money; no swap of one unit for another would remove more shortage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 1_00, max: 200_00 })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 1_000_00 }),
        (lines, budgetCents) => {
          const uses = lines.map(([used, cents], i) => use(String(i), used, cents));
          const found = minimumsFor(uses, { ...terms, budgetCents });
          const spent = found.reduce(
            (sum, { item, minimum }) => sum + minimum * (uses[Number(item)]?.unitCents ?? 0),
            0,
          );
          expect(spent).toBeLessThanOrEqual(budgetCents);
          for (const { expected, short } of found) expect(short).toBeLessThanOrEqual(expected + 1e-9);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a top-up takes what one depot has, shelf by shelf', () => {
  const offer = (item: string, bin: string, depot: string, free: number) => ({
    item,
    part: `p${bin}`,
    bin,
    depot,
    free,
  });
  const offers = [offer('a', '1', 'north', 2), offer('a', '2', 'north', 9), offer('a', '3', 'south', 9)];
  expect(
    takeFrom(
      'north',
      [
        { item: 'a', missing: 5 },
        { item: 'b', missing: 1 },
      ],
      offers,
    ).map(({ bin, quantity }) => [bin, quantity]),
  ).toEqual([
    ['1', 2],
    ['2', 3],
  ]);
});
