import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  driveBetween,
  haversineMiles,
  pairKey,
  planTrip,
  shortestOrder,
  tripLength,
} from '../../src/visits/route-rules.ts';
import { mondayAhead, nextSchoolDay } from '../../src/visits/rules.ts';

const at = (id: string, latitude: number | null, longitude: number | null) => ({ id, latitude, longitude });

describe('distances', () => {
  test('one degree of latitude is 69 miles, and a place is no way from itself', () => {
    expect(haversineMiles({ latitude: 39, longitude: -76 }, { latitude: 40, longitude: -76 })).toBeCloseTo(
      69.09,
      1,
    );
    expect(driveBetween(at('a', 39, -76), at('a', 39, -76), new Map(), 1.3)?.tenths).toBe(0);
  });

  test('what was measured wins over the great circle, either way round', () => {
    const measured = new Map([[pairKey('b', 'a'), 42]]);
    const [a, b] = [at('a', 39, -76), at('b', 39.1, -76)];
    expect(driveBetween(a, b, measured, 1.3)).toEqual({ tenths: 42, how: 'measured' });
    expect(driveBetween(b, a, measured, 1.3)).toEqual({ tenths: 42, how: 'measured' });
    expect(driveBetween(a, b, new Map(), 1.3)).toEqual({ tenths: 90, how: 'computed' });
    expect(driveBetween(a, at('c', null, null), new Map(), 1.3)).toBeNull();
  });
});

function best(
  distance: readonly (readonly number[])[],
  kept: (order: readonly number[]) => boolean = () => true,
): number {
  let least = Number.POSITIVE_INFINITY;
  const walk = (order: number[], left: number[]): void => {
    if (left.length === 0 && kept(order)) least = Math.min(least, tripLength(distance, order));
    for (const one of left)
      walk(
        [...order, one],
        left.filter((other) => other !== one),
      );
  };
  walk([], distance.map((_, i) => i).slice(1));
  return least;
}

const matrix = (most: number) =>
  fc
    .array(fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) }), {
      minLength: 1,
      maxLength: most + 1,
    })
    .map((points) => points.map((a) => points.map((b) => Math.hypot(a.x - b.x, a.y - b.y))));

describe('the order of a day', () => {
  test('is the best there is: brute force up to 7 stops', () => {
    fc.assert(
      fc.property(matrix(7), (distance) => {
        const order = shortestOrder(distance);
        expect([...order].sort((a, b) => a - b)).toEqual(distance.map((_, i) => i).slice(1));
        expect(tripLength(distance, order)).toBeCloseTo(best(distance), 6);
      }),
      { numRuns: 60 },
    );
  });

  test('brute force at 8 and 9 stops, one-way streets too', () => {
    const random = (seed: number) => () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (const stops of [8, 9]) {
      const next = random(stops);
      const distance = Array.from({ length: stops + 1 }, () =>
        Array.from({ length: stops + 1 }, () => 1 + Math.floor(next() * 300)),
      );
      expect(tripLength(distance, shortestOrder(distance))).toBe(best(distance));
    }
  });

  test('12 stops are exact and quick: no turning round of a stretch makes them shorter', () => {
    fc.assert(
      fc.property(matrix(12), (distance) => {
        const order = shortestOrder(distance);
        const length = tripLength(distance, order);
        for (let i = 0; i < order.length; i++)
          for (let k = i + 1; k < order.length; k++) {
            const turned = [...order.slice(0, i), ...order.slice(i, k + 1).reverse(), ...order.slice(k + 1)];
            expect(tripLength(distance, turned)).toBeGreaterThanOrEqual(length - 1e-6);
          }
      }),
      { numRuns: 10 },
    );
    const line = Array.from({ length: 13 }, (_, a) => Array.from({ length: 13 }, (_, b) => Math.abs(a - b)));
    expect(tripLength(line, shortestOrder(line))).toBe(24);
  });

  test('stops with times come in their order, and no order that keeps them is shorter', () => {
    const hours = fc.array(fc.constantFrom('', '', '08:00', '09:30', '11:00', '13:00'), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(matrix(6), hours, (distance, hour) => {
        const times = ['', ...hour].slice(0, distance.length);
        const kept = (order: readonly number[]) => {
          const set = order.map((stop) => times[stop] ?? '').filter(Boolean);
          return set.every((time, i) => i === 0 || (set[i - 1] ?? '') <= time);
        };
        const order = shortestOrder(distance, times);
        expect(kept(order)).toBe(true);
        expect(tripLength(distance, order)).toBeCloseTo(best(distance, kept), 6);
      }),
      { numRuns: 60 },
    );
    // Above the exact ones too: 14 stops on a line, the farthest first.
    const line = Array.from({ length: 15 }, (_, a) => Array.from({ length: 15 }, (_, b) => Math.abs(a - b)));
    const times = line.map((_, i) => (i === 14 ? '08:00' : i === 1 ? '09:00' : ''));
    const order = shortestOrder(line, times);
    expect(order.indexOf(14)).toBeLessThan(order.indexOf(1));
    expect([...order].sort((a, b) => a - b)).toEqual(line.map((_, i) => i).slice(1));
  });

  test('more than 12 are ordered too', () => {
    const ring = Array.from({ length: 20 }, (_, a) =>
      Array.from({ length: 20 }, (_, b) => Math.min(Math.abs(a - b), 20 - Math.abs(a - b))),
    );
    expect(tripLength(ring, shortestOrder(ring))).toBe(20);
  });

  test('an order by hand stands, and the miles follow it', () => {
    const base = at('base', 39, -76);
    const stop = (id: string, latitude: number | null, position: number | null = null) => ({
      ...at(id, latitude, latitude === null ? null : -76),
      visit: `v-${id}`,
      position,
      fromTime: '',
    });
    const free = planTrip(base, [stop('far', 39.2), stop('near', 39.1), stop('none', null)], new Map(), 1);
    expect(free.stops.map(({ id }) => id)).toContain('near');
    expect(free.stops.at(-1)?.id).toBe('none');
    expect(free.byHand).toBe(false);
    const hand = planTrip(base, [stop('a', 39.1, 1), stop('b', 39.3, 0), stop('c', 39.2, 2)], new Map(), 1);
    expect(hand.stops.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    const short = planTrip(base, [stop('a', 39.1), stop('b', 39.3), stop('c', 39.2)], new Map(), 1);
    expect(hand.tenths).toBeGreaterThan(short.tenths);
    expect(hand.legs.reduce((sum, leg) => sum + (leg.drive?.tenths ?? 0), 0)).toBe(hand.tenths);
  });
});

test('a suggestion is planned for the next day on which schools are open', () => {
  expect(nextSchoolDay('2026-11-20', [])).toBe('2026-11-20');
  expect(nextSchoolDay('2026-11-21', [])).toBe('2026-11-23');
  const closed = [{ from: '2026-11-23', to: '2026-11-27' }];
  expect(nextSchoolDay('2026-11-22', closed)).toBe('2026-11-30');
  expect(nextSchoolDay('2026-11-22', [{ from: '2026-01-01', to: '2027-01-01' }])).toBe('2026-11-22');
});

test('without a day asked for, the week is the one of today, and at the weekend the coming one', () => {
  expect(mondayAhead('2026-11-20')).toBe('2026-11-16');
  expect(mondayAhead('2026-11-21')).toBe('2026-11-23');
  expect(mondayAhead('2026-11-22')).toBe('2026-11-23');
  expect(mondayAhead('2026-11-23')).toBe('2026-11-23');
});
