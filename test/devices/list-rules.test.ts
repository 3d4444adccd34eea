import { describe, expect, test } from 'vitest';
import {
  countedByTallies,
  type DeviceFilter,
  driverOf,
  NO_FILTER,
  needsTallies,
  sortingOf,
  type Tallied,
} from '../../src/devices/list-rules.ts';

const filter = (set: Partial<DeviceFilter>): DeviceFilter => ({ ...NO_FILTER, ...set });

describe('the index that a list is read by', () => {
  test.each<[Partial<DeviceFilter>, Tallied, string]>([
    [{}, {}, 'devices_tag'],
    [{ tag: '48' }, {}, 'devices_tag'],
    [{ home: 'MAP' }, {}, 'devices_home'],
    [{ home: 'MAP', state: 'lost', model: 'm' }, {}, 'devices_home_state'],
    [{ home: 'MAP', holder: 'p' }, {}, 'devices_holder'],
    [{ at: 'MAP', model: 'm' }, {}, 'devices_at_site'],
    [{ model: 'm', use: 'testing' }, { model: 9_000, use: 40 }, 'devices_use'],
    [{ model: 'm', use: 'one_to_one' }, { model: 9_000, use: 150_000 }, 'devices_model'],
    [{ model: 'm', state: 'lost' }, { model: 900, state: 1_000 }, 'devices_model_state'],
    [{ model: 'm', state: 'lost' }, { model: 9_000, state: 1_000 }, 'devices_state'],
    [{ kind: 'printer' }, {}, 'devices_kind'],
    [{ kind: 'chromebook', state: 'in_service' }, { kind: 190_000, state: 180_000 }, 'devices_state'],
    [{ serial: '5CD12' }, {}, 'devices_serial'],
    [{ serial: '5', model: 'm' }, {}, 'devices_model'],
    [{ due: 'overdue', use: 'loaner' }, {}, 'devices_due'],
    [{ field: 'f', value: 'v' }, {}, 'custom_values_value'],
    [{ field: 'f' }, {}, 'devices_tag'],
    [{ aue: '2027-07-01' }, {}, 'devices_model'],
    [{ from: '2024-01-01' }, {}, 'devices_purchased'],
    [{ funding: 'Bond 2024' }, {}, 'devices_funding'],
    [{ unidentified: '1', home: 'MAP' }, {}, 'devices_unidentified'],
    [{ room: 'r', home: 'MAP' }, {}, 'devices_assigned_location'],
    [{ place: 'r', home: 'MAP' }, {}, 'devices_place'],
  ])('%j with %j is %s', (set, tallied, index) => {
    expect(driverOf(filter(set), tallied).index).toBe(index);
  });

  test('is weighed by the tallies only where two of them stand against each other', () => {
    expect(needsTallies(filter({ model: 'm', use: 'loaner' }))).toBe(true);
    expect(needsTallies(filter({ model: 'm' }))).toBe(false);
    expect(needsTallies(filter({ model: 'm', use: 'loaner', home: 'MAP' }))).toBe(false);
  });
});

describe('the order of a list', () => {
  const tag = driverOf(filter({ home: 'MAP' }));

  test('is the index own one, either way round', () => {
    expect(sortingOf(tag, '', null)).toEqual({ order: 'tag', descending: false, indexed: true });
    expect(sortingOf(tag, '-tag', null)).toEqual({ order: 'tag', descending: true, indexed: true });
  });

  test('is another one where few rows are left, and only there', () => {
    expect(sortingOf(tag, 'serial', 2_000)).toEqual({ order: 'serial', descending: false, indexed: false });
    expect(sortingOf(tag, 'serial', 2_001).order).toBe('tag');
    expect(sortingOf(tag, 'serial', null).order).toBe('tag');
    expect(sortingOf(tag, 'note; DROP TABLE devices', 1).order).toBe('tag');
  });

  test('by purchase is the index own one inside a range of days', () => {
    expect(sortingOf(driverOf(filter({ from: '2024-01-01' })), '-purchased', null).indexed).toBe(true);
  });
});

test('the tallies count a filter of theirs, and no other', () => {
  expect(countedByTallies(filter({}))).toBe(true);
  expect(countedByTallies(filter({ home: 'MAP', model: 'm', use: 'u', state: 's', kind: 'k' }))).toBe(true);
  expect(countedByTallies(filter({ home: 'MAP', at: 'MAP' }))).toBe(false);
});
