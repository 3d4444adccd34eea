import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { dayOf, factsOf, momentOf, mustAsk, retryAfter, waitAfter } from '../../src/directory/rules.ts';

describe('what the API gives', () => {
  test.each([
    ['1780272000000', '2026-06-01'],
    [1780272000000, '2026-06-01'],
    ['2029-06-01T00:00:00.000Z', '2029-06-01'],
    ['2029-06-01', '2029-06-01'],
    ['2029-06', '2029-06-01'],
    ['', null],
    ['never', null],
    ['0', null],
    ['99999999999999', null],
    [{}, null],
  ])('an update end of %j is %s', (value, day) => expect(dayOf(value)).toBe(day));

  test('is cut to size, and a newer name of the update end is read', () => {
    expect(
      factsOf({
        deviceId: ' d\0 ',
        serialNumber: ' 5cd1 ',
        annotatedUser: 'x'.repeat(500),
        autoUpdateThrough: '2030-01-01',
        recentUsers: 'nobody',
      }),
    ).toMatchObject({ external: 'd', serial: '5cd1', aueOn: '2030-01-01', lastUser: '', status: 'UNKNOWN' });
    expect(factsOf({ deviceId: 'd', annotatedUser: 'x'.repeat(500) })?.user).toHaveLength(100);
    expect(factsOf(null)).toBeNull();
    expect(momentOf('2027-02-30T00:00:00Z')).toSatisfy((one) => one === null || typeof one === 'string');
  });
});

describe('waiting', () => {
  test('doubles, has a roof, is apart from others and never shorter than asked', () => {
    expect([1, 2, 3].map((tries) => waitAfter(tries, null, 1))).toEqual([2_000, 4_000, 8_000]);
    expect(waitAfter(1, null, 0)).toBe(1_000);
    expect(waitAfter(50, null, 1)).toBe(900_000);
    expect(waitAfter(1, 30_000, 0)).toBe(30_000);
    expect(retryAfter('Tue, 02 Mar 2027 15:01:00 GMT', Date.parse('2027-03-02T15:00:00Z'))).toBe(60_000);
    expect([retryAfter('7', 0), retryAfter('soon', 0), retryAfter(null, 0)]).toEqual([7_000, null, null]);
  });
});

test('a run asks above the share, a handful never, and the first one brings what it brings', () => {
  expect(mustAsk(10, 1, 100, 10)).toBe(false);
  expect(mustAsk(30, 0, 200, 10)).toBe(true);
  expect(mustAsk(0, 21, 200, 10)).toBe(true);
  expect(mustAsk(0, 0, 0, 10)).toBe(false);
});

test('the environment names what is wrong with the key', () => {
  expect(readConfig({}).directory).toBeNull();
  const GOOGLE_DIRECTORY_ADMIN = 'admin@example.org';
  for (const GOOGLE_DIRECTORY_KEY of ['', '{}', '/path/to/key.json'])
    expect(() => readConfig({ GOOGLE_DIRECTORY_KEY, GOOGLE_DIRECTORY_ADMIN })).toThrow(
      'GOOGLE_DIRECTORY_KEY',
    );
});
