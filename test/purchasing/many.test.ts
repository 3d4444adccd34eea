import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';
import { row } from '../support/world-row.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let b: BuyingStage['b'];
let order: string;
let line: string;

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s, b } = stage);
  [order, line] = [newId(), newId()];
  await stage.engine.batch(
    orderRows({
      id: order,
      number: 'PO-00007',
      supplier: b.north,
      budget: b.budget,
      state: 'sent',
      by: w.sid,
      approvedBy: w.mara,
      lines: [{ id: line, part: s.panel, quantity: 10, cents: 1840, received: 6 }],
    }),
  );
});

const enter = (fields: Record<string, string>) =>
  app.post(
    `/purchasing/orders/${order}/invoices/new`,
    { invoicedOn: '2027-03-01', [`price.${line}`]: '18.40', ...fields },
    w.mara,
  );

const at = (id: string, rest = '') => `/purchasing/receipts/${id}${rest}`;
const begin = async (by = w.sid) =>
  (await app.post(`/purchasing/orders/${order}/receive`, {}, by)).location?.split('/')[3] ?? '';
const scan = (id: string, q: string, by = w.sid) => app.post(at(id), { q }, by);
const lastScan = async (id: string) =>
  (
    await app.rows<{ id: string }>(
      'SELECT id FROM receipt_scans WHERE receipt = ? ORDER BY n DESC LIMIT 1',
      id,
    )
  )[0]?.id;
const book = async (id: string, by = w.sid) => {
  const [receipt] = await app.rows<{ version: number }>('SELECT version FROM receipts WHERE id = ?', id);
  return app.post(at(id, '/book'), { version: String(receipt?.version), into: s.shelf }, by);
};

describe('an invoice', () => {
  test('of forty lines is entered whole', async () => {
    const lines = Array.from({ length: 40 }, () => newId());
    const [long, part] = [newId(), (i: number) => `long-${i}`];
    await stage.engine.batch([
      ...lines.map((_, i) =>
        row('parts', {
          id: part(i),
          sku: `LONG-${i}`,
          name: `Long ${i}`,
          part_kind: 'other',
          created_at: 'x',
        }),
      ),
      ...orderRows({
        id: long,
        number: 'PO-00040',
        supplier: b.north,
        state: 'sent',
        by: w.sid,
        lines: lines.map((id, i) => ({ id, part: part(i), quantity: 1, cents: 100 })),
      }),
    ]);
    const quantities = Object.fromEntries(lines.map((id) => [`quantity.${id}`, '1']));
    const made = await app.post(
      `/purchasing/orders/${long}/invoices/new`,
      { number: 'R-40', invoicedOn: '2027-03-01', ...quantities },
      w.mara,
    );
    expect(made.status).toBe(303);
    expect(await app.rows('SELECT 1 FROM invoice_lines')).toHaveLength(40);
  });

  test('two that bill the same pieces at once: the later one differs', async () => {
    const bill = (number: string) => enter({ number, [`quantity.${line}`]: '10' });
    await Promise.all([bill('R-1'), bill('R-2')]);
    expect(await app.rows('SELECT differs FROM invoices ORDER BY differs')).toEqual([
      { differs: 0 },
      { differs: 1 },
    ]);
  });

  test('the shipping of two invoices of one order together is more than was agreed: it differs', async () => {
    await stage.engine.batch([{ sql: 'UPDATE orders SET shipping_cents = 900', parameters: [] }]);
    await enter({ number: 'R-1', [`quantity.${line}`]: '5', shipping: '9.00' });
    await enter({ number: 'R-2', [`quantity.${line}`]: '5', shipping: '9.00' });
    expect(await app.rows('SELECT number, differs FROM invoices ORDER BY n')).toEqual([
      { number: 'R-1', differs: 0 },
      { number: 'R-2', differs: 1 },
    ]);
  });
});

describe('an arrival', () => {
  test('ten kinds of wrong things at once become ten returns', async () => {
    const id = await begin();
    for (let i = 0; i < 10; i++) {
      await scan(id, `NOBODY-${i}`);
      await app.post(at(id, `/scans/${await lastScan(id)}/wrong`), {}, w.sid);
    }
    expect((await book(id)).status).toBe(303);
    expect(await app.rows('SELECT 1 FROM supplier_returns')).toHaveLength(10);
  });
});
