import { describe, expect, test } from 'vitest';
import { coverageOn } from '../../src/devices/coverage-rules.ts';
import { readFilter } from '../../src/devices/filter-rules.ts';
import { NO_FILTER } from '../../src/devices/list-rules.ts';
import { canBe, fatesOf, foundBy, readIdentifier } from '../../src/devices/rules.ts';
import { adviceSettingsOf, DEFAULT_BENCH_RATE } from '../../src/models/advice-settings-rules.ts';

describe('coverage', () => {
  const plan = { name: 'Accident cover', incidents: 2, per: 'year', until: '2028-06-30' };

  test('counts incidents in the year of the plan, which ends on the anniversary of its last day', () => {
    const on = (today: string, covered: string[]) =>
      coverageOn(today, null, plan, covered).plan?.incidentsLeft;
    expect(on('2027-03-01', [])).toBe(2);
    expect(on('2027-03-01', ['2026-07-01T10:00:00.000Z'])).toBe(1);
    expect(on('2027-03-01', ['2026-06-30T10:00:00.000Z'])).toBe(2);
    expect(on('2027-07-01', ['2027-06-30T10:00:00.000Z'])).toBe(2);
    expect(on('2027-03-01', ['2026-07-01', '2026-08-01', '2026-09-01'])).toBe(0);
  });

  test('over a term counts all, and without a limit none', () => {
    const covered = ['2020-01-01', '2026-09-01'];
    expect(coverageOn('2027-03-01', null, { ...plan, per: 'term' }, covered).plan?.incidentsLeft).toBe(0);
    expect(
      coverageOn('2027-03-01', null, { ...plan, incidents: null }, covered).plan?.incidentsLeft,
    ).toBeNull();
  });

  test('ends with its last day', () => {
    expect(coverageOn('2028-06-30', '2028-06-30', plan, [])).toMatchObject({
      warrantyUntil: '2028-06-30',
      plan: { until: '2028-06-30' },
    });
    expect(coverageOn('2028-07-01', '2028-06-30', plan, [])).toEqual({
      warrantyUntil: null,
      warrantyEnded: '2028-06-30',
      plan: null,
      planEnded: '2028-06-30',
    });
  });
});

describe('what a URL asks for', () => {
  test('is taken where it is a value of its filter', () => {
    const id = '01890000-0000-7000-8000-000000000001';
    expect(
      readFilter({
        home: 'MAP',
        model: id,
        use: 'loaner',
        tag: ' 4821 ',
        aue: '2027',
        from: '2024-02',
        to: '2024-02',
      }),
    ).toEqual({
      ...NO_FILTER,
      home: 'MAP',
      model: id,
      use: 'loaner',
      tag: '4821',
      aue: '2027-01-01',
      from: '2024-02-01',
      to: '2024-02-29',
    });
  });

  test('is left out where it is none', () => {
    const wrong = {
      model: "x' OR 1",
      use: 'lunch',
      state: '1',
      aue: '2027-02-31',
      from: 'x',
      to: '2024-13',
      due: 'now',
    };
    expect(readFilter({ ...wrong, unidentified: 'yes', value: 'alone', holder: '<b>' })).toEqual(NO_FILTER);
  });
});

describe('identifiers', () => {
  test('are read as they are kept', () => {
    expect(readIdentifier('serial', ' s/n: 5cd 1234 xyz')).toEqual({ value: '5CD1234XYZ' });
    expect(readIdentifier('tag', '00482')).toEqual({ value: '00482' });
    expect(readIdentifier('tag', '')).toEqual({ value: '' });
    expect(readIdentifier('tag', '48213.0')).toHaveProperty('problem');
    expect(readIdentifier('serial', 'S/N:')).toEqual({ problem: 'This is not a serial' });
  });

  test('say how a device was found', () => {
    const device = { id: '01890000-0000-7000-8000-000000000001' };
    const rows = [
      { kind: 'tag', value: '2', toAt: null },
      { kind: 'tag', value: '1', toAt: '2027-01-01' },
      { kind: 'serial', value: 'OLD', toAt: '2027-01-01' },
    ];
    expect(foundBy('2', device, rows)).toBeNull();
    expect(foundBy(device.id, device, rows)).toBeNull();
    expect(foundBy('1', device, rows)).toBe('former tag');
    expect(foundBy('old', device, rows)).toBe('former serial');
    expect(foundBy('01890000-0000-7000-8000-000000000002', device, rows)).toBe('joined record');
  });
});

test('only legal fates are offered', () => {
  expect(fatesOf('in_service')).toEqual(['lose', 'retire']);
  expect(fatesOf('lost')).toEqual(['find', 'retire', 'dispose']);
  expect(fatesOf('disposed')).toEqual(['restore']);
  expect(canBe('dispose', 'in_service')).toBe(false);
});

test('the district sets the numbers of the advice; nonsense is the default', () => {
  expect(adviceSettingsOf({}).benchRateCentsPerHour).toBe(DEFAULT_BENCH_RATE);
  expect(adviceSettingsOf({ advice: '{"benchRateCentsPerHour":4500,"lifeMonths":"x"}' })).toMatchObject({
    benchRateCentsPerHour: 4500,
    lifeMonths: 72,
  });
  expect(adviceSettingsOf({ advice: 'nonsense' }).lifeMonths).toBe(72);
});
