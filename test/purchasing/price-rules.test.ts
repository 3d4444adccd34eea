import { describe, expect, test } from 'vitest';
import { dayBefore, isAbsurdChange, packProblem, readPrice } from '../../src/purchasing/price-rules.ts';

const MOST = 100_000_00;

describe('a price as a list writes it', () => {
  test.each([
    ['41.50', 'point', 4150],
    ['$1,234.50', 'point', 123450],
    ['USD 12', 'point', 1200],
    ['12.5 €', 'point', 1250],
    ['1.234,50 €', 'comma', 123450],
    ['12,5', 'comma', 1250],
    ['41.5000', 'point', 4150],
    ['1.005', 'point', 101],
    ['0.29', 'point', 29],
    ['\u00a018.40\u00a0', 'point', 1840],
  ] as const)('%s with a decimal %s is %i cents', (text, mark, cents) => {
    expect(readPrice(text, mark, MOST)).toMatchObject({ ok: true, cents });
  });

  test('what is rounded says so', () => {
    expect(readPrice('12.345', 'point', MOST)).toEqual({ ok: true, cents: 1235, rounded: true });
    expect(readPrice('12.340', 'point', MOST)).toEqual({ ok: true, cents: 1234, rounded: false });
  });

  test.each([
    ['', 'point', 'No price'],
    ['-4.00', 'point', 'below zero'],
    ['(4.00)', 'point', 'below zero'],
    ['$-4.00', 'point', 'below zero'],
    ['0', 'point', 'a price of nothing'],
    ['0.001', 'point', 'a price of nothing'],
    ['12,50', 'point', 'is the decimal mark of this file a comma'],
    ['12.50', 'comma', 'is the decimal mark of this file a point'],
    ['1,23,4', 'point', 'not an amount'],
    ['call us', 'point', 'not an amount'],
    ['1e3', 'point', 'not an amount'],
    ['#N/A', 'point', 'not an amount'],
    ['999999', 'point', 'that high'],
    ['12345678901234567890', 'point', 'that high'],
  ] as const)('%j with a decimal %s is refused: %s', (text, mark, words) => {
    expect(readPrice(text, mark, MOST)).toMatchObject({ ok: false, words: expect.stringContaining(words) });
  });
});

test('a jump beyond four times is absurd, either way', () => {
  expect([isAbsurdChange(100, 400), isAbsurdChange(100, 401)]).toEqual([false, true]);
  expect([isAbsurdChange(400, 100), isAbsurdChange(400, 99)]).toEqual([false, true]);
});

test('packs and days', () => {
  expect(packProblem(10, 5)).toBeNull();
  expect(packProblem(12, 5)).toBe('Sold in packs of 5: 10 or 15');
  expect(packProblem(2, 5)).toBe('Sold in packs of 5: 5');
  expect([dayBefore('2027-03-01'), dayBefore('2028-03-01')]).toEqual(['2027-02-28', '2028-02-29']);
});
