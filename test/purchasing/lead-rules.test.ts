import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadTimesOf } from '../../src/purchasing/lead-rules.ts';

test.each([
  [[], { receipts: 0, excluded: 0, median: null, ninetieth: null }],
  [[7], { receipts: 1, excluded: 0, median: 7, ninetieth: 7 }],
  [[5, 9], { receipts: 2, excluded: 0, median: 7, ninetieth: 9 }],
  [[3, 1, 2, 10, 4, 5, 6, 7, 8, 9], { receipts: 10, excluded: 0, median: 5.5, ninetieth: 9 }],
  [[0, 900, 4], { receipts: 1, excluded: 2, median: 4, ninetieth: 4 }],
])('lead times of %j', (days, expected) => {
  expect(leadTimesOf(days)).toEqual(expected);
});

test('nine of ten arrivals do not exceed the ninetieth, and the median halves them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 365 }), { minLength: 1, maxLength: 60 }), (days) => {
      const { median, ninetieth } = leadTimesOf(days);
      const within = (limit: number) => days.filter((n) => n <= limit).length / days.length;
      expect(within(ninetieth ?? 0)).toBeGreaterThanOrEqual(0.9);
      expect(within(median ?? 0)).toBeGreaterThanOrEqual(0.5);
      expect(days).toContain(ninetieth);
    }),
  );
});
