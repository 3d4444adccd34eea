import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboveLimit, classify, differenceOf, fateOf, unitCost } from '../../src/counts/rules.ts';

const shares = { a: 80, b: 95 };

describe('classes by value of use', () => {
  test('A is what most of the money goes into, whatever the order', () => {
    const uses = [
      { part: 'small', cents: 4 },
      { part: 'big', cents: 80 },
      { part: 'middle', cents: 14 },
      { part: 'tiny', cents: 2 },
      { part: 'none', cents: 0 },
    ];
    expect(Object.fromEntries(classify(uses, shares))).toEqual({
      big: 'A',
      middle: 'B',
      small: 'B',
      tiny: 'C',
      none: 'C',
    });
  });

  test('no use at all is C; every part has one class; A never costs less than C', () => {
    expect([...classify([{ part: 'x', cents: 0 }], shares)]).toEqual([['x', 'C']]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 40 }), (cents) => {
        const uses = cents.map((value, i) => ({ part: String(i), cents: value }));
        const classes = classify(uses, shares);
        expect(classes.size).toBe(uses.length);
        const of = (abc: string) =>
          uses.filter(({ part }) => classes.get(part) === abc).map((use) => use.cents);
        expect(Math.min(...of('A'))).toBeGreaterThanOrEqual(Math.max(0, ...of('C')));
      }),
    );
  });
});

describe('the difference, while others work', () => {
  test.each([
    ['nothing moved', { counted: 5, books: 3, late: 0, shortSince: 0 }, 2],
    ['one used before the count was recorded after it', { counted: 5, books: 6, late: -1, shortSince: 0 }, 0],
    ['one used since, beyond the books', { counted: 2, books: 0, late: 0, shortSince: 1 }, 1],
  ])('%s', (_, seen, difference) => {
    expect(differenceOf(seen)).toBe(difference);
  });
});

describe('who may put right what', () => {
  const limit = { units: 5, cents: 100_00 };
  const line = { difference: 3, unitCents: 20_00, second: false, disputed: false };
  const own = { adjusts: false, adjustsWithin: true };
  const adjuster = { adjusts: true, adjustsWithin: false };
  const counter = { adjusts: false, adjustsWithin: false };

  test.each([
    [5, 20_00, false],
    [-5, 20_00, false],
    [6, 1, true],
    [-2, 60_00, true],
  ])('%i of %i cents is above the limit: %s', (difference, unit, above) => {
    expect(aboveLimit(difference, unit, limit)).toBe(above);
  });

  test.each([
    ['an adjuster within the limit', line, adjuster, false, 'posted'],
    ['level I in the own vehicle within the limit', line, own, false, 'posted'],
    ['who counts only', line, counter, false, 'waiting'],
    ['who counts only and finds the books right', { ...line, difference: 0 }, counter, false, 'posted'],
    ['above the limit', { ...line, difference: 9 }, adjuster, false, 'waiting'],
    ['small, in a count of many such', { ...line, overTotal: true }, adjuster, false, 'waiting'],
    ['right, in such a count', { ...line, difference: 0, overTotal: true }, adjuster, false, 'posted'],
    [
      'above, and a second count says so',
      { ...line, difference: 9, second: true },
      adjuster,
      false,
      'posted',
    ],
    ['above, a second count, level I', { ...line, difference: 9, second: true }, own, false, 'waiting'],
    ['two counted differently', { ...line, disputed: true }, adjuster, false, 'waiting'],
    ['the first count finds much', { ...line, difference: 99 }, own, true, 'posted'],
    ['the first count misses much', { ...line, difference: -99 }, own, true, 'waiting'],
    ['the first count by who counts only', line, counter, true, 'waiting'],
  ])('%s', (_, of, by, opening, fate) => {
    expect(fateOf(of, by, limit, opening)).toBe(fate);
  });

  test('one costs the average of what is there, else the price', () => {
    expect(unitCost({ onHand: 4, cents: 1000 }, 999)).toBe(250);
    expect(unitCost({ onHand: 0, cents: 0 }, 999)).toBe(999);
    expect(unitCost(null, 999)).toBe(999);
  });
});
