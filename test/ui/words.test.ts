import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallClock } from '../../src/web/zone.ts';
import { amountText, moneyText } from '../../views/ui/money.tsx';
import { ageText, dateText, whenText } from '../../views/ui/when.tsx';

const frame = { zone: 'America/New_York', now: '2026-03-25T18:00:00Z' };

test.each([
  ['2026-03-25T13:05:00Z', '9:05 AM'],
  ['2026-03-25T04:00:00Z', '12:00 AM'],
  ['2026-03-25T03:59:00Z', 'Mar 24'],
  ['2026-01-01T05:00:00Z', 'Jan 1'],
  ['2026-01-01T04:59:00Z', 'Dec 31, 2025'],
  ['not a time', 'not a time'],
])('%s is %s in the district', (at, text) => {
  expect(whenText(at, frame)).toBe(text);
});

test.each([
  ['2026-03-25T17:30:00Z', '30 min'],
  ['2026-03-25T18:30:00Z', '0 min'],
  ['2026-03-24T18:00:00Z', '24 h'],
  ['2026-03-23T18:00:00Z', '2 d'],
  ['2025-03-25T18:00:00Z', '365 d'],
])('%s is %s old', (at, text) => {
  expect(ageText(at, frame.now)).toBe(text);
});

test.each([
  [4150, undefined, '41.50'],
  [9999, undefined, '99.99'],
  [10000, undefined, '100'],
  [184012, undefined, '1,840'],
  [-1250, 'USD', '-$12.50'],
  [0, undefined, '0.00'],
])('%i cents are %s %s', (cents, currency, text) => {
  expect(moneyText(cents, currency)).toBe(text);
});

test('a date belongs to no zone', () => {
  expect(dateText('2026-03-01', '2026-03-25')).toBe('Mar 1');
  expect(dateText('2029-06-30', '2026-03-25')).toBe('Jun 30, 2029');
  expect(dateText('soon')).toBe('soon');
});

test('the wall clock agrees with the platform at every moment, on days of change too', () => {
  const zones = [
    'America/New_York',
    'America/Phoenix',
    'Pacific/Honolulu',
    'Europe/Berlin',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ];
  const asShown = (time: number, zone: string) =>
    new Date(time).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const changes = [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6), Date.UTC(2026, 2, 29, 1)];
  const times = fc.oneof(
    fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -7_200_000, max: 7_200_000 }))
      .map(([at, by]) => at + by),
  );
  fc.assert(
    fc.property(times, fc.constantFrom(...zones), (time, zone) => {
      expect(wallClock(time, zone).toISOString().slice(0, 19).replace('T', ' ')).toBe(asShown(time, zone));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [0, '0.00'],
  [10_000, '100.00'],
  [184_012, '1,840.12'],
  [-1_250, '-12.50'],
  [123_456_789_01, '123,456,789.01'],
])('%i cents are %s where they are added up', (cents, text) => {
  expect(amountText(cents)).toBe(text);
});
