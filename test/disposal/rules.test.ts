import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPdf, lotAfter, splitCents, twinSku } from '../../src/disposal/rules.ts';

describe('proceeds', () => {
  test('are split with no cent lost, nobody gets two more than another', () => {
    expect(splitCents(100, 3)).toEqual([34, 33, 33]);
    expect(splitCents(2, 3)).toEqual([1, 1, 0]);
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 700 }), (cents, count) => {
        const shares = splitCents(cents, count);
        expect(shares).toHaveLength(count);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(cents);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('a lot moves only as it may', () => {
  expect(lotAfter('approve', 'draft')).toBe('approved');
  expect(lotAfter('approve', 'approved')).toBeNull();
  expect(lotAfter('propose', 'approved')).toBeNull();
  expect(lotAfter('withdraw', 'closed')).toBeNull();
});

describe('a certificate', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test.each([
    ['a PDF', '%PDF-1.7\n...\n%%EOF\n', true],
    ['cut off', '%PDF-1.7\n...', false],
    ['a page that says so', '<html>%PDF-1.7 %%EOF', false],
    ['nothing', '', false],
  ])('%s', (_, text, is) => {
    expect(isPdf(bytes(text))).toBe(is);
  });
});

test('the harvested part of a part has a number of its own, of at most 40 characters', () => {
  expect(twinSku('LCD-1', new Set())).toBe('LCD-1-H');
  expect(twinSku('LCD-1', new Set(['LCD-1-H', 'LCD-1-H2']))).toBe('LCD-1-H3');
  expect(twinSku('X'.repeat(40), new Set())).toHaveLength(40);
});
