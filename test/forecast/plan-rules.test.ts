import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Choice, cutPlan, type Planned } from '../../src/forecast/cut-rules.ts';
import {
  demandOverLead,
  demandWithin,
  expectedWithin,
  runsOutAfter,
} from '../../src/forecast/horizon-rules.ts';
import { type Mixture, mean, quantile, shortage } from '../../src/forecast/mixture-rules.ts';
import { type Need, type Offer, PLAN_DEFAULTS, planLine } from '../../src/forecast/plan-rules.ts';

const monthly = (perMonth: number, months = 18): Mixture[] =>
  Array.from({ length: months }, (_, i) => [{ weight: 1, mean: perMonth * (i + 1), size: 8 }]);

const offer = (more: Partial<Offer> = {}): Offer => ({
  supplier: 'acme',
  part: 'p1',
  pack: 1,
  unitCents: 2_000,
  inStock: null,
  previousCents: null,
  lastOn: null,
  lead: [
    { days: 10, weight: 0.5 },
    { days: 20, weight: 0.5 },
  ],
  ...more,
});

const need = (more: Partial<Need> = {}): Need => ({
  thing: 'screens',
  sums: monthly(30),
  elapsed: 0.5,
  onHand: 12,
  arrivals: [],
  drafted: 0,
  waiting: 0,
  harvest: 0,
  offers: [offer()],
  devices: Array.from({ length: 19 }, () => 1_840),
  ...more,
});

const plan = (more: Partial<Need> = {}) => planLine(need(more), PLAN_DEFAULTS);
const units = (of: ReturnType<typeof plan>) => of.steps.reduce((sum, step) => sum + step.units, 0);

describe('demand until a day', () => {
  test('half a month from the middle of a month is half a month', () => {
    const ahead = { sums: monthly(30), elapsed: 0.5 };
    expect(expectedWithin(ahead, 30.4375 / 2)).toBeCloseTo(15);
    expect(mean(demandWithin(ahead, 30.4375))).toBeCloseTo(30);
    expect(mean(demandWithin(ahead, 0))).toBe(0);
  });

  test('beyond what was forecast it goes on as the last month did', () => {
    const ahead = { sums: monthly(30, 3), elapsed: 0 };
    expect(expectedWithin(ahead, 6 * 30.4375)).toBeCloseTo(180);
    expect(expectedWithin({ sums: [], elapsed: 0 }, 90)).toBe(0);
  });

  test('a lead time that varies widens it', () => {
    const ahead = { sums: monthly(30), elapsed: 0 };
    const sure = demandOverLead(ahead, 0, [{ days: 60, weight: 1 }]);
    const vague = demandOverLead(ahead, 0, [
      { days: 10, weight: 1 },
      { days: 110, weight: 1 },
    ]);
    expect(mean(vague)).toBeCloseTo(mean(sure), 0);
    expect(quantile(vague, 0.95)).toBeGreaterThan(quantile(sure, 0.95));
  });

  test('a lead time of 900 days is counted with as it stands', () => {
    const ahead = { sums: monthly(1), elapsed: 0 };
    expect(mean(demandOverLead(ahead, 30, [{ days: 900, weight: 1 }]))).toBeCloseTo(930 / 30.4375, 0);
  });
});

describe('when the shelf is empty', () => {
  const ahead = { sums: monthly(30), elapsed: 0 };

  test('twelve last twelve days, an arrival puts it off', () => {
    expect(runsOutAfter(ahead, { now: 12, arrivals: [] }, null, 364)).toBe(13);
    const later = runsOutAfter(ahead, { now: 12, arrivals: [{ days: 10, quantity: 30 }] }, null, 364);
    expect(later).toBeGreaterThan(40);
  });

  test('what others wait for already counts', () => {
    expect(runsOutAfter(ahead, { now: -1, arrivals: [] }, null, 364)).toBe(0);
    expect(runsOutAfter({ sums: monthly(0), elapsed: 0 }, { now: 0, arrivals: [] }, null, 364)).toBeNull();
  });
});

describe('one line', () => {
  test('orders what is short until the next order could be there', () => {
    const { line, steps } = plan();
    expect(line.wants).toBeCloseTo((30 / 30.4375) * 30, 0);
    expect(line.marks).toEqual([]);
    expect(plan({ onHand: 6 }).line.marks).toEqual(['out']);
    expect(units({ line, steps })).toBeGreaterThan(30);
    const late = shortage(demandOverLead(need(), 0, offer().lead), 12);
    expect(line.short).toBeCloseTo(shortage(demandOverLead(need(), 30, offer().lead), 12) - late, 6);
    // All steps together leave next to nothing short.
    expect(line.short - steps.reduce((sum, step) => sum + step.met, 0)).toBeLessThan(0.5);
  });

  test('what is there, on the way, drafted or harvested is not ordered again; what is awaited is', () => {
    const all = units(plan());
    for (const more of [
      { onHand: 22 },
      { arrivals: [{ days: 3, quantity: 10 }] },
      { drafted: 10 },
      { harvest: 10 },
    ]) {
      expect(units(plan(more))).toBe(all - 10);
    }
    expect(units(plan({ waiting: 10 }))).toBe(all + 10);
  });

  test('a further unit never removes more than the one before', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 400, noNaN: true }),
        fc.integer({ min: -20, max: 300 }),
        fc.integer({ min: 1, max: 25 }),
        (rate, onHand, pack) => {
          const { steps, line } = plan({ sums: monthly(rate), onHand, offers: [offer({ pack })] });
          let before = Number.POSITIVE_INFINITY;
          for (const step of steps) {
            expect(step.units % pack).toBe(0);
            expect(step.removed / step.units).toBeLessThanOrEqual(before + 1e-6);
            before = step.removed / step.units;
          }
          const removed = steps.reduce((sum, step) => sum + step.removed, 0);
          const late = shortage(demandOverLead(need({ sums: monthly(rate) }), 0, offer().lead), onHand);
          expect(removed).toBeLessThanOrEqual(line.short + late + 1e-6);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the cheapest with stock at the supplier; the price of the catalogue where nobody sells it', () => {
    const dear = offer({ supplier: 'dear', unitCents: 2_500, part: 'p2' });
    const empty = offer({ supplier: 'empty', unitCents: 1_500, inStock: 0, part: 'p3' });
    const listed = offer({ supplier: null, unitCents: 900, part: 'p4' });
    expect(plan({ offers: [dear, empty, listed] }).line.offer?.supplier).toBe('dear');
    expect(plan({ offers: [empty, listed] }).line.offer?.supplier).toBe('empty');
    expect(plan({ offers: [listed] }).line.marks).toContain('no supplier');
    const none = plan({ offers: [offer({ unitCents: 0 })] });
    expect(none.line.marks).toContain('no price');
    expect(none.steps).toEqual([]);
  });

  test('no order outlives its devices', () => {
    const leaving = [1_840, ...Array.from({ length: 18 }, (_, i) => (i < 2 ? 1_840 : 0))];
    const last = monthly(10).map((m, i): Mixture => (i < 2 ? m : (monthly(10)[1] ?? m)));
    const { line, steps } = plan({ devices: leaving, sums: last, offers: [offer({ pack: 25 })], elapsed: 0 });
    expect(line.marks).toContain('leaving');
    expect(line.stop?.month).toBe(3);
    expect(12 + units({ line, steps })).toBeLessThanOrEqual(line.stop?.most ?? 0);
    expect(units(plan({ devices: leaving, sums: last, onHand: 60 }))).toBe(0);
  });

  test('the last buy takes what will be used in all their life', () => {
    const { line, steps } = plan({ offers: [offer({ lastOn: '2027-03-01' })], elapsed: 0 });
    expect(line.marks).toContain('last');
    expect(12 + units({ line, steps })).toBeGreaterThan(0.9 * (line.stop?.most ?? 0));
    expect(line.stop?.most).toBeGreaterThan(500);
  });

  test('a price that rose, a supplier who is late', () => {
    expect(plan({ offers: [offer({ previousCents: 1_600 })] }).line.marks).toContain('price');
    expect(plan({ offers: [offer({ previousCents: 1_900 })] }).line.marks).not.toContain('price');
    expect(plan({ arrivals: [{ days: -3, quantity: 5 }] }).line.marks).toContain('late');
  });

  test('nothing is known of it: nothing is ordered, and nothing breaks', () => {
    const { line, steps } = plan({ sums: [], offers: [], devices: [], onHand: 0 });
    expect(steps).toEqual([]);
    expect(line).toMatchObject({ wants: 0, short: 0, runsOut: null, marks: ['no price'] });
  });
});

describe('the cut', () => {
  const planned = (things: readonly Partial<Need>[]): Planned[] =>
    things.map((more, i) => ({ ...plan({ thing: `t${i}`, ...more }), since: 0 }));
  const some = planned([
    {},
    { sums: monthly(4), offers: [offer({ unitCents: 9_000 })] },
    { sums: monthly(60), offers: [offer({ unitCents: 300, supplier: 'brick', pack: 10 })] },
  ]);
  const none = new Map();
  const by = (dollars: number): Choice => ({ by: 'budget', cents: dollars * 100 });

  test('never above the budget, and more money never leaves more short', () => {
    let before = Number.POSITIVE_INFINITY;
    for (const dollars of [0, 10, 100, 300, 700, 1_500, 5_000, 50_000]) {
      const cut = cutPlan(some, by(dollars), none);
      expect(cut.cents).toBeLessThanOrEqual(dollars * 100);
      expect(cut.short).toBeLessThanOrEqual(before + 1e-6);
      before = cut.short;
      const sum = [...cut.takes.values()].reduce((all, take) => all + take.cents, 0);
      expect(sum).toBe(cut.cents);
    }
  });

  test('the goal is met with the least that the order of steps allows', () => {
    const cut = cutPlan(some, { by: 'goal', share: 0.95 }, none);
    expect(1 - cut.short / cut.wants).toBeGreaterThanOrEqual(0.95);
    const less = cutPlan(some, by(Math.floor(cut.cents / 100) - 1), none);
    expect(1 - less.short / less.wants).toBeLessThan(0.95);
  });

  test('the cheap one that removes most comes first', () => {
    const cut = cutPlan(some, by(120), none);
    expect([...cut.takes.keys()]).toEqual(['t2']);
  });

  test('what was ordered since is not ordered again', () => {
    const first = cutPlan(some, by(5_000), none);
    const again = cutPlan(
      some.map((one) => ({ ...one, since: first.takes.get(one.line.thing)?.units ?? 0 })),
      by(5_000),
      none,
    );
    expect(again.cents).toBeLessThan(first.cents / 10);
  });

  test('an order below the minimum is filled up, or waits where nothing is urgent', () => {
    const minimums = new Map([['acme', { minimumCents: 150_000, shippingCents: 900 }]]);
    const filled = cutPlan(some, by(2_000), minimums);
    expect(filled.below).toEqual([]);
    const calm = planned([{ onHand: 40 }]);
    const waits = cutPlan(calm, by(300), minimums);
    expect(waits.takes.size).toBe(0);
    expect(waits.cents).toBe(0);
    // It runs out before it can arrive: it goes all the same, and the page says that it is small.
    const urgent = cutPlan(planned([{ onHand: 3 }]), by(300), minimums);
    expect(urgent.below).toHaveLength(1);
    expect(urgent.shippingCents).toBe(900);
  });

  test('5,000 groups are cut in little of the processor’s time', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({
      ...plan({ thing: `g${i}`, sums: monthly(1 + (i % 17)), onHand: i % 5 }),
      since: 0,
    }));
    cutPlan(many, by(50_000), none);
    const began = process.threadCpuUsage().user;
    cutPlan(many, by(80_000), none);
    expect((process.threadCpuUsage().user - began) / 1_000).toBeLessThan(1_000);
  });
});
