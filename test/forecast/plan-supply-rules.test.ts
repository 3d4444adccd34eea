import { describe, expect, test } from 'vitest';
import { elapsedOf, historyFrom, schoolDays, schoolYearOf } from '../../src/forecast/calendar-rules.ts';
import { leadQuantile } from '../../src/forecast/horizon-rules.ts';
import { emptyMonths } from '../../src/forecast/input-rules.ts';
import { arrivalsOf, harvestToCome, leadTimes } from '../../src/forecast/supply-rules.ts';

const supplier = (more: object = {}) => ({
  ...{ id: 'a', name: 'A', kind: 'distributor', minimumCents: 0, shippingCents: 0, leadDays: null },
  ...more,
});
const of = (measured: number[], more: object = {}) => {
  const lead = leadTimes([supplier(more)], new Map([['a', measured]])).get('a') ?? [];
  return [leadQuantile(lead, 0.5), leadQuantile(lead, 0.9)];
};

describe('lead times', () => {
  test('nothing is known: two to six weeks', () => {
    expect(of([])).toEqual([21, 42]);
  });

  test('a promise counts until there is something to measure, then less and less', () => {
    expect(of([], { leadDays: 7 })[0]).toBe(7);
    expect(of([30, 31, 29], { leadDays: 7 })[0]).toBeGreaterThan(7);
    expect(
      of(
        Array.from({ length: 40 }, (_, i) => 28 + (i % 5)),
        { leadDays: 7 },
      )[0],
    ).toBe(30);
  });

  test('a lead time of 0 or of 900 days is a mistake of the books', () => {
    expect(of([0, 900, -3, 0, 900], { leadDays: 10 })).toEqual(of([], { leadDays: 10 }));
  });

  test('what others of their kind take, where one has no promise and nothing came yet', () => {
    const leads = leadTimes([supplier(), supplier({ id: 'b' })], new Map([['b', [60, 61, 62, 63, 64]]]));
    expect(leadQuantile(leads.get('a') ?? [], 0.5)).toBe(62);
  });
});

describe('what is on its way', () => {
  const row = (more: object) => ({
    ...{ part: 'p', quantity: 5, drafted: 0 as const, supplier: null, expectedOn: null, sentOn: null },
    ...more,
  });
  const until = (day: string) => Number(day.slice(8)) - 10;

  test('by the day that was said; late ones have days below zero; drafts are not on their way', () => {
    const rows = [row({ expectedOn: '2027-03-20' }), row({ expectedOn: '2027-03-04' }), row({ drafted: 1 })];
    expect(arrivalsOf(rows, new Map(), until)).toEqual([
      { days: 10, quantity: 5 },
      { days: -6, quantity: 5 },
    ]);
  });

  test('where nobody said a day: as long as it usually takes from when it was sent', () => {
    const leads = new Map([['a', [{ days: 14, weight: 1 }]]]);
    const rows = [row({ supplier: 'a', sentOn: '2027-03-05' }), row({ supplier: 'a' })];
    expect(arrivalsOf(rows, leads, until).map(({ days }) => days)).toEqual([9, 14]);
  });
});

describe('harvest', () => {
  test('cautious: none where nobody strips devices, most where everybody does', () => {
    expect(harvestToCome(0, 5, 10)).toBe(0);
    expect(harvestToCome(3, 0, 0)).toBe(0);
    expect(harvestToCome(200, 0, 5_000)).toBe(0);
    expect(harvestToCome(100, 900, 1_000)).toBeGreaterThan(80);
    expect(harvestToCome(100, 900, 1_000)).toBeLessThan(90);
  });
});

describe('the calendar', () => {
  const year = { first: '08-25', last: '06-12', weekdays: [1, 2, 3, 4, 5] };

  test('school days of a month, less holidays, none in July; nothing where nobody said when school is', () => {
    const months = ['2027-05', '2027-06', '2027-07', '2027-08'];
    expect(schoolDays(months, year, new Set(['2027-05-31']), new Map())).toEqual([20, 9, 0, 5]);
    expect(schoolDays(months, null, new Set(), new Map())).toBeUndefined();
    expect(schoolDays(months, year, new Set(), new Map([['2027', 5]]))).toEqual([8, 0, 0, 5]);
    expect(schoolYearOf({ school_year: '{"first":"2027","last":3}' })).toBeNull();
    expect(schoolYearOf({ school_year: 'not json' })).toBeNull();
  });

  test('how much of a month is over, and how much history there is', () => {
    expect(elapsedOf('2027-03-01')).toBe(0);
    expect(elapsedOf('2027-02-15')).toBe(0.5);
    expect(historyFrom(null, '2027-03')).toEqual({ first: '2027-02', months: 1 });
    expect(historyFrom('2027-03', '2027-03')).toEqual({ first: '2027-02', months: 1 });
    expect(historyFrom('2026-10', '2027-03')).toEqual({ first: '2026-10', months: 5 });
    // The month in which recording began is only a part of one.
    expect(historyFrom('2025-09', '2027-03')).toEqual({ first: '2025-10', months: 17 });
  });
});

describe('months in which the shelf was empty', () => {
  const months = ['2027-01', '2027-02', '2027-03', '2027-04'];

  test('all of the month, after there had been some; never stocked is not empty', () => {
    const flows = [
      { month: '2027-01', net: 0, came: 5 },
      { month: '2027-04', net: 3, came: 4 },
    ];
    expect([...emptyMonths(flows, 3, months)]).toEqual(['2027-02', '2027-03']);
    expect([...emptyMonths([], 0, months)]).toEqual([]);
    expect([...emptyMonths([{ month: '2026-11', net: 9, came: 9 }], 9, months)]).toEqual([]);
  });
});
