import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classesOf } from '../../src/forecast/class-rules.ts';
import { type Choice, cutPlan, type Minimums, type Planned } from '../../src/forecast/cut-rules.ts';
import { PLAN_DEFAULTS, planLine, type Step } from '../../src/forecast/plan-rules.ts';

const BARE = planLine(
  {
    thing: '',
    sums: [],
    elapsed: 0,
    onHand: 0,
    arrivals: [],
    drafted: 0,
    waiting: 0,
    harvest: 0,
    offers: [],
    devices: [],
  },
  PLAN_DEFAULTS,
).line;

/** Units by thing, as the rule is told: look at every group's next step, take the best, and begin again. */
function slowly(planned: readonly Planned[], choice: Choice, minimums: Minimums): [string, number][] {
  const classes = choice.by === 'classes' ? classesOf(planned, choice.shares) : null;
  const groups = planned.map(({ line, steps, since }, at) => {
    let [covered, next, left, short] = [0, 0, since, line.short];
    for (const step of steps) {
      covered += step.units;
      if (covered <= since) next++;
      if (left > 0) short -= step.met * Math.min(1, left / step.units);
      left -= step.units;
    }
    let least = Number.POSITIVE_INFINITY;
    const worths = steps.map((step, i) => {
      if (i >= next) least = Math.min(least, (step.removed * line.delay) / Math.max(1, step.cents));
      return least;
    });
    return { at, line, steps, worths, next, short, units: 0, cents: 0, stopped: false, from: next };
  });
  type Group = (typeof groups)[number];
  const sum = (of: readonly Group[], what: (group: Group) => number) =>
    of.reduce((all, group) => all + what(group), 0);
  const spent = (supplier: string) =>
    sum(
      groups.filter(({ line }) => line.offer?.supplier === supplier),
      ({ cents }) => cents,
    );
  const met = (of: readonly Group[], share: number) =>
    sum(of, ({ short }) => short) <= (1 - share) * sum(of, ({ line }) => line.wants);
  const most = choice.by === 'budget' ? choice.cents : Number.POSITIVE_INFINITY;
  const dear = (step: Step) => sum(groups, ({ cents }) => cents) + step.cents > most;
  const enough = (group: Group, step: Step) => {
    if (choice.by === 'budget') return dear(step);
    if (choice.by === 'goal') return met(groups, choice.share);
    const abc = classes?.get(group.line.thing) ?? 'C';
    return met(
      groups.filter(({ line }) => classes?.get(line.thing) === abc),
      choice.goals[abc],
    );
  };
  const best = (of: readonly Group[]) =>
    of
      .filter(({ stopped, next, steps }) => !stopped && next < steps.length)
      .sort((a, b) => (b.worths[b.next] ?? 0) - (a.worths[a.next] ?? 0) || a.at - b.at)[0];
  const take = (group: Group, step: Step) => {
    group.next++;
    group.units += step.units;
    group.cents += step.cents;
    group.short -= step.met;
  };
  for (let group = best(groups); group; group = best(groups)) {
    const step = group.steps[group.next] as Step;
    if (enough(group, step)) group.stopped = true;
    else take(group, step);
  }
  for (const [supplier, { minimumCents }] of minimums) {
    const own = groups.filter(({ line }) => line.offer?.supplier === supplier);
    const total = spent(supplier);
    if (total === 0 || total >= minimumCents) continue;
    for (const group of own) group.stopped = false;
    for (let group = best(own); group && spent(supplier) < minimumCents; group = best(own)) {
      const step = group.steps[group.next] as Step;
      if (dear(step)) group.stopped = true;
      else take(group, step);
    }
    if (spent(supplier) >= minimumCents) continue;
    if (own.some(({ units, line }) => units > 0 && line.marks.includes('out'))) continue;
    for (const group of own) [group.units, group.cents] = [0, 0];
  }
  return groups.flatMap(({ line, units }): [string, number][] => (units > 0 ? [[line.thing, units]] : []));
}

test('a plan that is cut quickly orders what the rule orders, whatever is chosen', () => {
  // Worth and shares in whole numbers: equal ones are common, and no sum depends on its order.
  const step = fc.record({
    units: fc.integer({ min: 1, max: 4 }),
    cents: fc.integer({ min: 0, max: 400 }),
    removed: fc.integer({ min: 0, max: 6 }),
    met: fc.integer({ min: 0, max: 4 }),
  });
  const group = fc.record({
    steps: fc.array(step, { maxLength: 6 }),
    since: fc.constantFrom(0, 0, 0, 1, 3),
    supplier: fc.constantFrom('north', 'east', 'west', null),
    delay: fc.integer({ min: 0, max: 5 }),
    wants: fc.integer({ min: 0, max: 16 }),
    cents: fc.integer({ min: 0, max: 300 }),
    out: fc.integer({ min: 0, max: 9 }),
  });
  const share = fc.integer({ min: 0, max: 8 }).map((n) => n / 8);
  const choice: fc.Arbitrary<Choice> = fc.oneof(
    fc.record({ by: fc.constant('budget' as const), cents: fc.integer({ min: 0, max: 6_000 }) }),
    fc.record({ by: fc.constant('goal' as const), share }),
    fc.record({
      by: fc.constant('classes' as const),
      goals: fc.record({ A: share, B: share, C: share }),
      shares: fc.constant({ a: 60, b: 90 }),
    }),
  );
  const minimum = fc.record({ minimumCents: fc.integer({ min: 0, max: 3_000 }), shippingCents: fc.nat(9) });
  fc.assert(
    fc.property(
      fc.array(group, { maxLength: 24 }),
      choice,
      minimum,
      minimum,
      (groups, asked, north, east) => {
        const planned = groups.map(({ steps, since, supplier, delay, wants, cents, out }, i): Planned => {
          const offer = {
            part: `p${i}`,
            pack: 1,
            inStock: null,
            previousCents: null,
            lastOn: null,
            lead: [],
          };
          return {
            steps,
            // A part of a step that was ordered is a fraction of what it meets: left to whole numbers here.
            since: steps.slice(0, since).reduce((sum, { units }) => sum + units, 0),
            line: {
              ...BARE,
              thing: `t${String(i).padStart(2, '0')}`,
              offer: { ...offer, supplier, unitCents: cents },
              wants,
              short: wants,
              delay,
              sixty: [wants, 0, 0],
              marks: out === 0 ? ['out'] : [],
            },
          };
        });
        const minimums = new Map([
          ['north', north],
          ['east', east],
        ]);
        const cut = cutPlan(planned, asked, minimums);
        const units = [...cut.takes].map(([thing, take]): [string, number] => [thing, take.units]);
        expect(units.sort()).toEqual(slowly(planned, asked, minimums));
        const cents = [...cut.takes.values()].reduce((sum, take) => sum + take.cents, 0);
        expect(cut.cents).toBe(cents);
      },
    ),
    { numRuns: 1_500, seed: 5 },
  );
});
