import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdviceInput, advise, type Verdict } from '../../src/models/advice-rules.ts';

/** A Dell 3100 of 225 dollars, half way to its AUE of June 2029, with a 34 dollar job on the bench. */
const device: AdviceInput = {
  costSoFarCents: 4150,
  repairsSoFar: 3,
  minutesNow: 15,
  partsNowCents: 2650,
  benchRateCentsPerHour: 3000,
  priceCents: 22500,
  purchasedOn: '2024-06-01',
  today: '2026-12-01',
  aueOn: '2029-06-01',
  sameFaultBefore: 0,
  warrantyUntil: '2025-06-01',
  coverage: null,
};

const pool = { name: 'Accident pool', until: '2027-06-30', incidentsLeft: 2 };

describe('advice', () => {
  test.each<[string, Partial<AdviceInput>, Verdict, string]>([
    ['a screen half way through its life', {}, 'repair', 'within-limit'],
    ['a mainboard at the same time', { partsNowCents: 12_000, minutesNow: 45 }, 'retire', 'above-limit'],
    ['close to the limit', { partsNowCents: 4700 }, 'look', 'near-limit'],
    [
      'a keycap on a device that has cost its price',
      { costSoFarCents: 30_000, partsNowCents: 40 },
      'repair',
      'small-job',
    ],
    [
      'a screen on a device that has cost its price',
      { costSoFarCents: 17_000 },
      'retire',
      'above-price-share',
    ],
    ['past its AUE', { aueOn: '2026-06-01', partsNowCents: 0, minutesNow: 1 }, 'retire', 'updates-ended'],
    ['past its AUE and covered', { aueOn: '2026-06-01', coverage: pool }, 'retire', 'updates-ended'],
    ['two months before its AUE', { aueOn: '2027-01-31' }, 'retire', 'updates-end-soon'],
    ['the third time', { sameFaultBefore: 2 }, 'look', 'same-fault'],
    ['a plan with incidents left', { coverage: pool, partsNowCents: 90_000 }, 'claim', 'covered'],
    ['a plan that is used up', { coverage: { ...pool, incidentsLeft: 0 } }, 'repair', 'within-limit'],
    ['a plan that has ended', { coverage: { ...pool, until: '2026-11-30' } }, 'repair', 'within-limit'],
    ['a plan without a count', { coverage: { ...pool, incidentsLeft: null } }, 'claim', 'covered'],
    ['the last day of the warranty', { warrantyUntil: '2026-12-01' }, 'claim', 'covered'],
    [
      'an accident within the warranty',
      { warrantyUntil: '2027-01-01', cause: 'accident' },
      'repair',
      'within-limit',
    ],
    ['without a price', { priceCents: null }, 'look', 'not-known'],
    ['without a purchase date or AUE', { purchasedOn: null, aueOn: null }, 'look', 'not-known'],
    ['a staff laptop older than six years', { aueOn: null, purchasedOn: '2020-01-01' }, 'retire', 'worn-out'],
  ])('%s', (_name, change, verdict, reason) => {
    const advice = advise({ ...device, ...change });
    expect([advice.verdict, advice.reasons[0]?.code]).toEqual([verdict, reason]);
  });

  test('the figures are those of the formula', () => {
    // Purchase to AUE 60 months, 30 left: half the price of 225 dollars; half of that is the limit.
    const { figures, reasons } = advise(device);
    expect(figures).toMatchObject({
      spendNow: 3400,
      spendSoFar: 4150,
      price: 22_500,
      ageMonths: 30,
      monthsToAue: 30,
    });
    expect(figures.valueLeft).toBeCloseTo(11_250, -2);
    expect(figures.limit).toBeCloseTo(5625, -2);
    expect(reasons).toEqual([
      {
        code: 'within-limit',
        text: `34.00 now is within the limit of ${((figures.limit ?? 0) / 100).toFixed(2)}.`,
      },
    ]);
  });

  test('life ends at the earlier of AUE and the months of life', () => {
    const late = advise({ ...device, aueOn: '2035-06-01' }).figures;
    expect(late.valueLeft).toBeCloseTo((22_500 * 42) / 72, -2);
    expect(advise({ ...device, purchasedOn: null }).figures.valueLeft).toBeCloseTo((22_500 * 30) / 72, -2);
  });

  test('money is written as asked', () => {
    const { reasons } = advise(device, undefined, (cents) => `$${Math.round(cents / 100)}`);
    expect(reasons[0]?.text).toContain('$34 now');
  });
});

const cents = fc.integer({ min: 0, max: 60_000 });
const dates = fc
  .integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2034, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 10));
const inputs = fc.record({
  costSoFarCents: cents,
  repairsSoFar: fc.nat(20),
  minutesNow: fc.nat(300),
  partsNowCents: cents,
  benchRateCentsPerHour: fc.integer({ min: 0, max: 12_000 }),
  priceCents: fc.option(fc.integer({ min: 0, max: 150_000 })),
  purchasedOn: fc.option(dates),
  today: dates,
  aueOn: fc.option(dates),
  sameFaultBefore: fc.nat(4),
  warrantyUntil: fc.option(dates),
  coverage: fc.option(
    fc.record({ name: fc.constant('Plan'), until: dates, incidentsLeft: fc.option(fc.nat(3)) }),
  ),
});
const rank: Record<Verdict, number> = { claim: 0, repair: 1, look: 2, retire: 3 };

describe('for any device', () => {
  test('a dearer repair, more spent before or more of the same fault is never better advice', () => {
    fc.assert(
      fc.property(inputs, cents, cents, fc.nat(100), fc.nat(3), (input, parts, before, minutes, same) => {
        const worse = {
          ...input,
          partsNowCents: input.partsNowCents + parts,
          costSoFarCents: input.costSoFarCents + before,
          minutesNow: input.minutesNow + minutes,
          sameFaultBefore: input.sameFaultBefore + same,
        };
        expect(rank[advise(worse).verdict]).toBeGreaterThanOrEqual(rank[advise(input).verdict]);
      }),
      { numRuns: 1000 },
    );
  });

  test('an earlier AUE or an earlier purchase never turns retire into repair', () => {
    fc.assert(
      fc.property(inputs, dates, dates, (input, aue, bought) => {
        const older = {
          ...input,
          aueOn: input.aueOn === null || aue < input.aueOn ? aue : input.aueOn,
          purchasedOn: input.purchasedOn !== null && bought < input.purchasedOn ? bought : input.purchasedOn,
        };
        const known = input.purchasedOn !== null || input.aueOn !== null;
        if (known && advise(input).verdict === 'retire') expect(advise(older).verdict).toBe('retire');
      }),
      { numRuns: 1000 },
    );
  });

  test('there is always a reason, and the figures are whole cents within the price', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { reasons, figures } = advise(input);
        expect(reasons.length).toBeGreaterThan(0);
        for (const value of [figures.spendNow, figures.valueLeft ?? 0, figures.limit ?? 0]) {
          expect(Number.isInteger(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
        }
        expect(figures.valueLeft ?? 0).toBeLessThanOrEqual(figures.price ?? 0);
      }),
    );
  });
});
