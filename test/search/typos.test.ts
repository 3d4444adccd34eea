import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TYPO_LENGTH, oneEditVariants } from '../../src/search/typos.ts';

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-'];
const word = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 2, maxLength: MAX_TYPO_LENGTH })
  .map((letters) => letters.join(''));

/** Edits between two texts where two neighbours that changed places count as one (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => {
    return Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0));
  });
  const cell = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, cell(i - 2, j - 2) + 1);
      (rows[i] ?? [])[j] = best;
    }
  }
  return cell(a.length, b.length);
}

describe('oneEditVariants', () => {
  it.each([
    ['a wrong character', '48213', '48273'],
    ['a missing one', '48213', '4813'],
    ['one too many', '48213', '482213'],
    ['two that changed places', '48213', '42813'],
    ['a missing hyphen', 'PF-0ABCD', 'PF0ABCD'],
    ['a missing start', 'PF0ABCD', 'F0ABCD'],
  ])('finds the device behind %s', (_, real, typed) => {
    expect(oneEditVariants(typed)).toContain(real);
  });

  it('puts look-alikes first', () => {
    expect(oneEditVariants('O1-8').slice(0, 4)).toEqual(['01-8', 'OI-8', 'OL-8', 'O1-B']);
    expect(oneEditVariants('5Z').slice(0, 2)).toEqual(['SZ', '52']);
    expect(oneEditVariants('477').slice(0, 1)).toEqual(['747']);
  });

  it('has none for what is no tag', () => {
    expect(oneEditVariants('')).toEqual([]);
    expect(oneEditVariants('7')).toEqual([]);
    expect(oneEditVariants('A'.repeat(MAX_TYPO_LENGTH + 1))).toEqual([]);
  });

  it('stays a short list for the longest serial', () => {
    const variants = oneEditVariants('ABCDEFGHIJKLMNOPQRSTUVWX');
    expect(variants.length).toBe(23 + 24 + 24 * 36 + 25 * 37 - 24);
    expect(variants.length).toBeLessThanOrEqual(1812);
    expect(JSON.stringify(variants).length).toBeLessThan(60_000);
  });

  it('lists each text at one edit once, and no other', () => {
    fc.assert(
      fc.property(word, (real) => {
        const variants = oneEditVariants(real);
        expect(new Set(variants).size).toBe(variants.length);
        expect(variants).not.toContain(real);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(word, fc.nat(), (real, pick) => {
        const variants = oneEditVariants(real);
        expect(distance(real, variants[pick % variants.length] ?? '')).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  it('works both ways: a typed variant leads back to the real tag', () => {
    const inside = word.filter((real) => real.length > 2 && real.length < MAX_TYPO_LENGTH);
    fc.assert(
      fc.property(inside, fc.nat(), (real, pick) => {
        const variants = oneEditVariants(real);
        expect(oneEditVariants(variants[pick % variants.length] ?? '')).toContain(real);
      }),
      { numRuns: 200 },
    );
  });
});
