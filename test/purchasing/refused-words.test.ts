import { afterAll, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { buyingStage, orderRows } from '../support/purchasing.ts';

/* What cannot be taken is said at its field, and nothing is stored: one world serves all. */

const { engine, app, w, s, b } = await buyingStage();
const [draft, sent, line] = [newId(), newId(), newId()];
await engine.batch([
  ...orderRows({ id: draft, number: 'PO-1', supplier: b.north, state: 'draft', by: w.sid, lines: [] }),
  ...orderRows({
    id: sent,
    number: 'PO-2',
    supplier: b.north,
    budget: b.budget,
    state: 'sent',
    by: w.sid,
    lines: [{ id: line, part: s.panel, quantity: 10, cents: 1840 }],
  }),
]);
const rowsOf = () =>
  app.rows(
    `SELECT (SELECT count(*) FROM suppliers) AS a, (SELECT count(*) FROM supplier_parts) AS b,
       (SELECT count(*) FROM order_lines) AS c, (SELECT count(*) FROM invoices) AS d,
       (SELECT count(*) FROM supplier_returns) AS e, (SELECT count(*) FROM price_imports) AS f,
       (SELECT count(*) FROM records) AS g, (SELECT sum(on_hand) FROM stock) AS h`,
  );
const before = await rowsOf();

afterAll(async () => {
  expect(await rowsOf()).toEqual(before);
});

const FORMS = {
  supplier: ['/purchasing/suppliers/new', { name: 'Westway Screens', kind: 'maker' }],
  price: [`/purchasing/suppliers/${b.north}/prices/new`, { part: 'NT116WHM-N21', price: '5' }],
  line: [`/purchasing/orders/${draft}/add`, { part: 'LCD-116-30', quantity: '1' }],
  invoice: [
    `/purchasing/orders/${sent}/invoices/new`,
    { number: 'R-1', invoicedOn: '2027-03-01', [`quantity.${line}`]: '6' },
  ],
  return: [
    '/purchasing/returns/new',
    { part: 'LCD-116-30', supplier: b.north, bin: s.shelf, quantity: '2', reason: 'dead', order: 'PO-2' },
  ],
  budget: [
    '/purchasing/budgets/new',
    {
      name: 'B',
      fund: '1',
      accountCode: '2',
      fiscalYearFrom: '2027-07-01',
      fiscalYearTo: '2028-06-30',
      amount: '5',
    },
  ],
} as const satisfies Record<string, readonly [string, Record<string, string>]>;

test.each([
  ['supplier', { leadDays: '0' }, 'At least 1'],
  ['supplier', { leadDays: '900' }, 'At most 365'],
  ['supplier', { minimum: '-5' }, 'An amount, as 41.50'],
  ['supplier', { email: 'nobody' }, 'An e-mail address'],
  ['supplier', { kind: 'baker' }, 'Choose one of these'],
  ['supplier', { name: 'Northside Parts' }, 'Another supplier has this name'],
  ['price', { price: '0' }, 'Above zero'],
  ['price', { price: '-3' }, 'An amount'],
  ['price', { price: '1,23' }, 'An amount'],
  ['price', { price: '200000' }, 'Too large'],
  ['price', { part: 'NOBODY-1' }, 'No part has this'],
  ['price', { fromOn: '2026-12-01' }, 'A price from 2027-01-04 on is known already'],
  ['price', { pack: '0' }, 'At least 1'],
  ['line', { part: 'BAT-3100', quantity: '7' }, 'Sold in packs of 5: 5 or 10'],
  ['line', { part: 'LCD-116-T' }, 'No price of LCD-116-T is known there'],
  ['line', { quantity: '0' }, 'At least 1'],
  ['line', { quantity: '-4' }, 'At least 1'],
  ['line', { quantity: '1000000' }, 'At most 100000'],
  ['line', { part: 'NOBODY' }, 'No part has this'],
  ['line', { price: '-5' }, 'An amount'],
  ['invoice', { invoicedOn: '2027-04-01' }, 'Not after today'],
  ['invoice', { invoicedOn: '2027-02-30' }, 'A date that exists'],
  ['invoice', { number: '' }, 'Fill this in'],
  ['invoice', { shipping: '-1' }, 'An amount'],
  ['invoice', { [`quantity.${line}`]: '' }, 'Say how many of at least one line'],
  ['return', { quantity: '0' }, 'At least 1'],
  ['return', { part: 'NOBODY' }, 'No part has this'],
  ['return', { order: 'PO-9' }, 'No order of this supplier'],
  ['return', { supplier: '' }, 'Choose one'],
  ['return', { part: 'LCD-116-T' }, 'By the books this bin holds none of it'],
  ['budget', { fiscalYearTo: '2027-01-01' }, 'After its first day'],
  ['budget', { amount: 'much' }, 'An amount'],
] as const)('%s with %j: %s', async (form, fields, words) => {
  const [path, right] = FORMS[form];
  const answer = await app.post(path, { ...right, ...fields }, w.mara);
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
});

test.each([
  ['', 'Choose a file'],
  ['a;b\n', 'no row below its head'],
  ['a,b\n"x,1\n', 'quotation mark'],
  ['\0\0', 'This is not a text file'],
])('a price list that is %j: %s', async (text, words) => {
  const file = new File([text], 'prices.csv');
  const answer = await app.post(`/purchasing/suppliers/${b.north}/price-lists/new`, { file }, w.mara);
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
});

test('more than a bin holds does not go back', async () => {
  const [path, right] = FORMS.return;
  const answer = await app.post(path, { ...right, quantity: '11' }, w.mara);
  expect([answer.status, answer.text.includes('the bin holds that many')]).toEqual([409, true]);
});
