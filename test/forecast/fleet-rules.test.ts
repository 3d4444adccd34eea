import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../bench/forecast-district.ts';
import { type FleetInput, forecastFleet, type GroupForecast } from '../../src/forecast/fleet-rules.ts';
import { mean, quantile } from '../../src/forecast/mixture-rules.ts';
import { drain } from '../../src/forecast/numeric-rules.ts';
import { type MadeModel, madeFleet, monthsFrom } from './made.ts';

const MODELS: MadeModel[] = [
  { id: 'a', hazard: 0.002, devices: 2_000 },
  { id: 'b', hazard: 0.004, devices: 2_000 },
  { id: 'c', hazard: 0.008, devices: 1_500 },
  { id: 'd', hazard: 0.003, devices: 1_000, arrives: 20 },
  { id: 'e', hazard: 0.005, devices: 1_200, arrives: 36 },
  { id: 'f', hazard: 0.004, devices: 1_500, leaves: 39 },
];

const school = (calendar: number) => (calendar === 6 ? 0.2 : calendar === 7 ? 1.8 : 1);

function forecast(input: FleetInput, history?: boolean): GroupForecast[] {
  return drain(forecastFleet(input, { history }));
}

function middle(one: GroupForecast | undefined, months: number): number {
  return mean(one?.sums[months - 1] ?? []);
}

describe('a fleet forecast', () => {
  const input = madeFleet(randomFrom(1), MODELS, 36, 6, school);
  const found = forecast(input);

  test('finds the hazards that the units were made with', () => {
    for (const [i, { hazard, id }] of MODELS.entries()) {
      const factor = found[i]?.factors[0];
      if (id === 'e') continue;
      const whole = (factor?.hazard ?? 0) * (factor?.age ?? 0);
      expect(Math.abs(Math.log(whole / hazard))).toBeLessThan(0.25);
    }
  });

  test('finds the school year', () => {
    const month = found[0]?.factors[0]?.month ?? [];
    expect(month[6]).toBeLessThan(0.35);
    expect(month[7]).toBeGreaterThan(1.5);
    expect(mean(found[1]?.months[0] ?? [])).toBeGreaterThan(0);
  });

  test('expects of the months ahead what the hazards give', () => {
    for (const i of [0, 1, 2]) {
      const model = MODELS[i];
      expect(middle(found[i], 6) / ((model?.hazard ?? 0) * (model?.devices ?? 0) * 6)).toBeCloseTo(1, 0);
    }
  });

  test('has demand for a model on the day it arrives, and none once it has left', () => {
    expect(found[4]?.how).toBe('base and history');
    expect(middle(found[4], 6)).toBeGreaterThan(8);
    expect(middle(found[4], 6)).toBeLessThan(80);
    expect(mean(found[5]?.months[0] ?? [])).toBeGreaterThan(2);
    expect(mean(found[5]?.months[3] ?? [])).toBe(0);
    expect(middle(found[5], 6) / middle(found[5], 3)).toBeCloseTo(1, 0);
  });

  test('later sums are never less than earlier ones', () => {
    for (const one of found)
      for (let h = 2; h <= 6; h++) expect(middle(one, h)).toBeGreaterThanOrEqual(middle(one, h - 1) - 1e-9);
  });

  test('knows no future: what comes after an origin changes nothing before it', () => {
    const longer = madeFleet(randomFrom(1), MODELS, 36, 6, school);
    const cut = (factor: number): FleetInput => ({
      ...longer,
      months: longer.months.slice(0, 24),
      groups: longer.groups.map((group) => ({
        ...group,
        demand: group.demand.map((one) => ({
          ...one,
          units: Array.from(one.units, (value, t) => (t < 24 ? value : factor * value)),
        })),
      })),
    });
    expect(forecast(cut(50))).toEqual(forecast(cut(1)));
  });

  test('ten times the devices and the units are about ten times the demand', () => {
    const times = 10;
    const tenfold: FleetInput = {
      ...input,
      models: input.models.map((m) => ({ ...m, devices: m.devices.map((value) => times * value) })),
      groups: input.groups.map((g) => ({
        ...g,
        demand: g.demand.map((one) => ({ ...one, units: Array.from(one.units, (value) => times * value) })),
      })),
    };
    const large = forecast(tenfold);
    for (const i of [0, 1, 2, 3]) expect(middle(large[i], 3) / middle(found[i], 3) / times).toBeCloseTo(1, 0);
  });

  test('is given in slices', () => {
    const work = forecastFleet(input);
    let slices = 0;
    while (!work.next().done) slices++;
    expect(slices).toBeGreaterThan(20);
  });
});

describe('by how much is known', () => {
  const day0: FleetInput = {
    ...madeFleet(randomFrom(2), MODELS.slice(0, 3), 0, 12),
    months: [],
  };

  test('on the first day a wide starter of the part kind', () => {
    const [one] = forecast(day0);
    expect(one?.how).toBe('starter');
    expect(middle(one, 12)).toBeCloseTo(2_000 * 0.06, 0);
    expect(quantile(one?.sums[11] ?? [], 0.9)).toBeGreaterThan(2 * middle(one, 12));
  });

  test('under a year the installed base alone', () => {
    const [one, , third] = forecast(madeFleet(randomFrom(3), MODELS.slice(0, 3), 8, 3));
    expect(one?.how).toBe('installed base');
    expect(middle(one, 3) / 12).toBeCloseTo(1, 0);
    expect(middle(third, 3)).toBeGreaterThan(1.5 * middle(one, 3));
  });

  test('nothing used in years is a low forecast, not none and not a fault', () => {
    const input = madeFleet(randomFrom(4), MODELS.slice(0, 3), 36, 3);
    const none = {
      ...input,
      groups: input.groups.map((g) => ({
        ...g,
        demand: g.demand.map((one) => ({ ...one, units: Array.from(one.units, () => 0) })),
      })),
    };
    for (const one of forecast(none)) {
      expect(one.how).toBe('starter');
      expect(middle(one, 3)).toBeGreaterThan(0);
      expect(middle(one, 3)).toBeLessThan(0.5);
    }
  });

  test('without devices the history alone, and without history a starter', () => {
    const units = Array.from({ length: 30 }, (_, t) => (t % 3 === 0 ? 2 : 0));
    const [some, none] = forecast({
      months: monthsFrom(0, 30),
      ahead: 3,
      models: [],
      groups: [
        { id: 'adhesive', kind: 'adhesive', demand: [{ model: null, units }] },
        { id: 'tape', kind: 'tape', demand: [] },
      ],
    });
    expect(some?.how).toBe('history');
    expect(middle(some, 3)).toBeGreaterThan(1);
    expect(middle(some, 3)).toBeLessThan(3);
    expect(none?.how).toBe('starter');
    expect(middle(none, 3)).toBeGreaterThan(0);
  });
});

describe('what is not known', () => {
  const made = madeFleet(randomFrom(6), MODELS.slice(0, 3), 36, 3);
  const changed = (units: (value: number, t: number) => number, censored?: (t: number) => boolean) => ({
    ...made,
    groups: made.groups.map((g) => ({
      ...g,
      demand: g.demand.map((one) => ({
        ...one,
        units: Array.from(one.units, units),
        ...(censored ? { censored: Array.from(one.units, (_, t) => censored(t)) } : {}),
      })),
    })),
  });

  test('months that are missing are left out, not taken as zero', () => {
    const gaps = forecast(changed((value, t) => (t % 3 === 0 ? Number.NaN : value)));
    const zeros = forecast(changed((value, t) => (t % 3 === 0 ? 0 : value)));
    const whole = forecast(made);
    expect(middle(gaps[2], 3) / middle(whole[2], 3)).toBeCloseTo(1, 0);
    expect(middle(zeros[2], 3)).toBeLessThan(0.85 * middle(gaps[2], 3));
  });

  test('an empty shelf is a lower bound of what was wanted', () => {
    const cut = (t: number) => t % 3 === 0;
    const taken = forecast(changed((value, t) => (cut(t) ? Math.floor(value / 4) : value)));
    const marked = forecast(changed((value, t) => (cut(t) ? Math.floor(value / 4) : value), cut));
    const whole = forecast(made);
    expect(middle(taken[2], 3)).toBeLessThan(0.9 * middle(whole[2], 3));
    expect(Math.abs(Math.log(middle(marked[2], 3) / middle(whole[2], 3)))).toBeLessThan(0.1);
  });

  test('negative, absurd and short rows are not counted', () => {
    const wild = changed((value, t) => (t === 5 ? -4 : t === 9 ? 1e15 : value));
    const [one] = forecast({
      ...wild,
      models: wild.models.map((m) => ({ ...m, devices: m.devices.slice(0, 37), ageMonths: [Number.NaN] })),
    });
    expect(middle(one, 3)).toBeGreaterThan(6);
    expect(middle(one, 3)).toBeLessThan(20);
  });

  test('no models, no groups, no months', () => {
    expect(forecast({ months: [], ahead: 3, models: [], groups: [] })).toEqual([]);
  });
});

test('school days stand for the calendar', () => {
  const random = randomFrom(8);
  const days = Array.from(
    { length: 42 },
    (_, t) => [19, 18, 21, 20, 21, 10, 0, 12, 20, 22, 17, 14][t % 12] ?? 0,
  );
  const input = madeFleet(random, MODELS.slice(0, 3), 36, 6, (c) => 0.1 + (0.9 * (days[c] ?? 0)) / 16);
  const [, , one] = forecast({
    ...input,
    schoolDays: days.map((value, t) => (t >= 36 && t < 38 ? 0 : value)),
  });
  // A winter break that takes two whole months takes their demand.
  expect(mean(one?.months[0] ?? [])).toBeLessThan(0.3 * mean(one?.months[3] ?? []));
});
