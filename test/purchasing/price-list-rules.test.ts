import { describe, expect, test } from 'vitest';
import type { Mapping } from '../../src/purchasing/price-list-forms.ts';
import { guessColumns, guessDecimal, judgeRows, type Known } from '../../src/purchasing/price-list-rules.ts';

describe('the columns', () => {
  test.each([
    [
      ['Item #', 'MPN', 'Description', 'Unit Price', 'Pack', 'In Stock'],
      { theirs: 0, maker: 1, price: 3, pack: 4, inStock: 5, sku: null },
    ],
    [['SKU', 'Manufacturer Part No.', 'Your price (USD)'], { sku: 0, maker: 1, price: 2, theirs: null }],
    [['Article', 'Preis'], { theirs: 0, price: null }],
    [['Part Number', 'List price', 'Net price', 'Qty available'], { maker: 0, price: 2, inStock: 3 }],
  ])('%j are guessed', (head, expected) => {
    expect(guessColumns(head)).toMatchObject(expected);
  });

  test('the decimal mark is the one with which more prices can be read', () => {
    expect(guessDecimal(['12,50', '1.234,00', '7'])).toBe('comma');
    expect(guessDecimal(['12.50', '1,234.00', '7'])).toBe('point');
    expect(guessDecimal([])).toBe('point');
  });
});

const part = (id: string) => ({ id, sku: `SKU-${id}`, name: `Part ${id}` });
const known: Known = {
  sku: new Map([['SKU-A', [part('a')]]]),
  maker: new Map([
    ['M-A', [part('a')]],
    ['M-B', [part('b')]],
    ['M-BOTH', [part('a'), part('b')]],
  ]),
  theirs: new Map([['N-1', [part('a')]]]),
  price: new Map([
    ['a', { part: 'a', number: 'N-1', pack: 1, priceCents: 1840, inStock: 5, fromOn: '2027-01-04' }],
  ]),
};
const mapping: Mapping = {
  sku: 0,
  maker: 1,
  theirs: 2,
  price: 3,
  pack: 4,
  inStock: 5,
  decimal: 'point',
  per: 'piece',
  fromOn: '2027-03-02',
};
const one = (cells: string[], change: Partial<Mapping> = {}) =>
  judgeRows([cells], { ...mapping, ...change }, known, 2)[0];

describe('a row', () => {
  test.each([
    [['', 'm-a', 'N-1', '$18.40', '1', '5'], 'same', ''],
    [['', 'M-A', 'N-1', '19.10', '1', '5'], 'changed', ''],
    [['', 'M-A', 'N-2', '18.40', '', ''], 'changed', 'their number was N-1'],
    [['', '', 'n-1', '19.10', '', ''], 'changed', ''],
    [['', 'M-B', '', '7.5', '10', '1,200'], 'new', ''],
    [['', 'M-B', '', '7.505', '', ''], 'new', 'rounded'],
    [['', 'M-B', '', '7.5', '', 'plenty'], 'new', 'is no number: left out'],
    [['', 'M-A', 'N-1', '184.00', '', ''], 'doubtful', 'More than four times'],
    [['', 'M-A', 'N-1', '1.84', '', ''], 'doubtful', 'less than a quarter'],
    [['', 'M-Z', '', '5', '', ''], 'unmatched', 'No part in use'],
    [['', 'M-BOTH', '', '5', '', ''], 'wrong', '2 parts share M-BOTH'],
    [['SKU-A', 'M-BOTH', 'N-1', '18.40', '', ''], 'same', ''],
    [['', '', '', '5', '', ''], 'wrong', 'does not say which part'],
    [['', 'M-B', '', '-5', '', ''], 'wrong', 'below zero'],
    [['', 'M-B', '', '12,50', '', ''], 'wrong', 'is the decimal mark of this file a comma'],
    [['', 'M-B', '', 'call', '', ''], 'wrong', 'not an amount'],
    [['', 'M-B', '', '5', '-3', ''], 'wrong', 'not a pack'],
    [['', 'M-B', '', '5', '99999', ''], 'wrong', 'not a pack'],
    [['', 'M-B'], 'wrong', 'No price'],
  ])('%j is %s: %s', (cells, kind, words) => {
    expect(one(cells)).toMatchObject({ kind, words: expect.stringContaining(words) });
  });

  test('a price of a pack is divided, and what that rounds is said', () => {
    const cells = ['', 'M-B', '', '12.99', '10', ''];
    expect(one(cells, { per: 'pack' })).toMatchObject({
      kind: 'new',
      now: { priceCents: 130, pack: 10 },
      words: 'for 10; one is rounded to the cent',
    });
    expect(one(['', 'M-B', '', '0.01', '10', ''], { per: 'pack' })).toMatchObject({ kind: 'wrong' });
  });

  test('a part that stands twice is taken once, and the second says where the first is', () => {
    const rows = [
      ['', 'M-B', '', '5', '', ''],
      ['', 'M-B', '', '6', '', ''],
    ];
    expect(judgeRows(rows, mapping, known, 2).map(({ kind, words }) => [kind, words])).toEqual([
      ['new', ''],
      ['wrong', 'Line 2 has the same part already'],
    ]);
  });

  test('a price before one that is known already is not taken', () => {
    expect(one(['', 'M-A', '', '20', '', ''], { fromOn: '2026-12-01' })).toMatchObject({
      kind: 'wrong',
      words: 'A price from 2027-01-04 on is known already',
    });
  });
});
