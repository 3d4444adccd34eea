import { describe, expect, test } from 'vitest';
import { barSymbols } from '../../src/labels/bar-rules.ts';
import { squareCode } from '../../src/labels/codes.ts';
import { squareCodes } from '../../src/labels/many-squares.ts';
import { bitsOf, outlinesOf } from '../../src/labels/square-sums-rules.ts';

/** The same numbers each time. */
function made(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const of = (code: { columns: number; outlines: Parameters<typeof bitsOf>[0] }) =>
  bitsOf(code.outlines, code.columns).join();

describe('many square codes', () => {
  test('are what the library makes of each by itself, where it writes bytes as well', async () => {
    const next = made(7);
    // Two sizes of code, and two levels of check words in one size.
    const hosts = [
      'oak.example.org',
      'oak.valley.unified.example.org',
      'oak.valley.unified.example.org/with',
    ];
    const tail = () => Array.from({ length: 3 }, () => String.fromCharCode(97 + next(26))).join('');
    const links = Array.from({ length: 130 }, (_, n) => `https://${hosts[n % 2]}/t/${tail()}`);
    const codes = await squareCodes(links);
    for (const link of links.slice(-8)) {
      const code = codes.get(link);
      const alone = squareCode(link);
      if (!code) throw new Error(link);
      expect(code.columns).toBe(alone.columns);
      expect(of(code)).toBe(of(alone));
    }
  });

  test('are outlines that say the same modules again, corners and holes too', () => {
    const next = made(3);
    for (let n = 0; n < 30; n++) {
      const bits = Uint32Array.from({ length: 14 }, () => next(2 ** 31));
      bits[13] = 0;
      expect(bitsOf(outlinesOf(bits, 20), 20).slice(0, 12)).toEqual(bits.slice(0, 12));
    }
  });
});

test.each([
  ['48213', [105, 48, 21, 100, 19]],
  ['50', [105, 50]],
  ['MAP-12', [104, 45, 33, 48, 13, 17, 18]],
  ['5CD1234XYZ', [104, 21, 35, 36, 17, 18, 19, 20, 56, 57, 58]],
  ['A12345', [104, 33, 17, 99, 23, 45]],
  ['AB123456CD', [104, 33, 34, 99, 12, 34, 56, 100, 35, 36]],
])('%s in symbols of Code 128, and its check', (text, symbols) => {
  const [start = 0, ...data] = symbols;
  const sum = data.reduce((so, symbol, n) => so + symbol * (n + 1), start);
  expect(barSymbols(text)).toEqual([...symbols, sum % 103]);
});
