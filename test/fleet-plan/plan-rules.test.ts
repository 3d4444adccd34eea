import { describe, expect, test } from 'vitest';
import {
  followedShare,
  monthsLookedAt,
  PROPOSAL_DEFAULTS,
  proposedRows,
} from '../../src/fleet-plan/proposal-rules.ts';
import {
  collectionIn,
  fleetAhead,
  type PlanModel,
  type StoredRow,
  withStored,
} from '../../src/fleet-plan/rules.ts';

const dell: PlanModel = {
  id: 'dell',
  name: 'Dell 3100',
  aueOn: '2029-06-01',
  cohorts: [
    { bought: '2020-08', devices: 1_000 },
    { bought: '2024-07', devices: 500 },
  ],
};

const stored = (more: Partial<StoredRow>): StoredRow => ({
  ...{ id: 'row', kind: 'devices', model: 'dell', month: null, devices: 0, months: 0 },
  ...{ why: 'other', note: '', replaces: null },
  ...more,
});

const rows = (models: PlanModel[] = [dell], followed = 1) =>
  proposedRows(models, '2026-11', PROPOSAL_DEFAULTS, followed);

describe('what is proposed', () => {
  test('the old leave at the collection after their life, the others before their updates end', () => {
    expect(rows().map(({ month, devices, why }) => [month, devices, why])).toEqual([
      ['2027-06', -1_000, 'age'],
      ['2029-06', -500, 'aue'],
    ]);
  });

  test('updates that ended long ago: they go at the next collection', () => {
    expect(rows([{ ...dell, aueOn: '2024-01-01' }]).map(({ month, why }) => [month, why])).toEqual([
      ['2027-06', 'aue'],
    ]);
  });

  test('updates that end in May: the June before', () => {
    const young = { ...dell, aueOn: '2028-05-31', cohorts: dell.cohorts.slice(1) };
    expect(rows([young])).toMatchObject([{ month: '2027-06', why: 'aue', devices: -500 }]);
  });

  test('nobody knows when they end: age alone; no device, no row', () => {
    expect(rows([{ ...dell, aueOn: null }]).map(({ why }) => why)).toEqual(['age', 'age']);
    expect(rows([{ ...dell, cohorts: [] }])).toEqual([]);
  });

  test('where only half of them went in the past, half go each year', () => {
    const half = rows([{ ...dell, cohorts: [{ bought: '2020-08', devices: 1_000 }] }], 0.5);
    expect(half.map(({ month, devices }) => [month, devices])).toEqual([
      ['2027-06', -500],
      ['2028-06', -250],
      ['2029-06', -125],
      ['2030-06', -63],
    ]);
  });

  test('the share that went is learnt from what was in service before and after', () => {
    const months = monthsLookedAt('2026-11', PROPOSAL_DEFAULTS);
    expect(months).toContain('2026-05');
    const at = (month: string, devices: number) => ({ model: 'dell', bought: '2018-08', month, devices });
    const kept = months.map((month) => at(month, 4_000));
    expect(followedShare([dell], kept, '2026-11', PROPOSAL_DEFAULTS)).toBeLessThan(0.01);
    const gone = [at('2026-05', 4_000)];
    expect(followedShare([dell], gone, '2026-11', PROPOSAL_DEFAULTS)).toBe(1);
    // Nothing was due yet: what is believed of a district.
    expect(followedShare([dell], [], '2026-11', PROPOSAL_DEFAULTS)).toBeCloseTo(0.7);
  });
});

describe('what was put in', () => {
  test('a row in place of a proposed one, one that is not to happen, one more', () => {
    const [first, second] = rows();
    const plan = withStored(rows(), [
      stored({ month: '2027-07', devices: -200, replaces: first?.key ?? '' }),
      stored({ id: 'none', month: '2029-06', devices: 0, replaces: second?.key ?? '' }),
      stored({ id: 'buy', month: '2027-07', devices: 4_000, why: 'purchase' }),
    ]);
    expect(plan.map(({ month, devices, proposed }) => [month, devices, proposed])).toEqual([
      ['2027-07', -200, false],
      ['2027-07', 4_000, false],
    ]);
  });

  test('kept another year: all that leaves is put off, what comes is not', () => {
    const plan = withStored(withStored(rows(), [stored({ id: 'buy', month: '2027-07', devices: 50 })]), [
      stored({ kind: 'keep', months: 12 }),
    ]);
    expect(plan.map(({ month, devices }) => [month, devices])).toEqual([
      ['2027-07', 50],
      ['2028-06', -1_000],
      ['2030-06', -500],
    ]);
  });

  test('the last word on a year’s collection counts', () => {
    const said = [
      stored({ kind: 'collection', month: '2027-06' }),
      stored({ kind: 'collection', month: '2027-05' }),
    ];
    expect([collectionIn(said, '2027'), collectionIn(said, '2028')]).toEqual([5, null]);
  });
});

describe('what is in service then', () => {
  const row = (month: string, devices: number) => ({
    ...{ key: month, model: 'dell', month, devices, why: 'other' as const, note: '', proposed: false },
  });

  test('the oldest leave first, new ones are young', () => {
    const { models, excess } = fleetAhead(
      [dell],
      [row('2026-12', -1_000), row('2027-01', 500)],
      '2026-11',
      4,
    );
    expect(models[0]?.devices).toEqual([1_500, 500, 1_000, 1_000]);
    expect(models[0]?.ageMonths.map(Math.round)).toEqual([59, 29, 15, 16]);
    expect(excess).toEqual([]);
  });

  test('more leave than there are: none are left, and it is said', () => {
    const { models, excess } = fleetAhead([dell], [row('2026-12', -2_000)], '2026-11', 3);
    expect(models[0]?.devices).toEqual([1_500, 0, 0]);
    expect(excess).toEqual([
      { model: 'dell', name: 'Dell 3100', month: '2026-12', asked: 2_000, there: 1_500 },
    ]);
  });

  test('what is proposed takes no more than there are, after what was entered', () => {
    const { models, excess } = fleetAhead([dell], [...rows(), row('2026-12', -800)], '2026-11', 40);
    expect([models[0]?.devices[1], models[0]?.devices[7], models[0]?.devices[39]]).toEqual([700, 0, 0]);
    expect(excess).toEqual([]);
  });

  test('what is over before the first month does nothing', () => {
    expect(fleetAhead([dell], [row('2026-06', -9)], '2026-11', 1).models[0]?.devices).toEqual([1_500]);
  });
});
