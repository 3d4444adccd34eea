import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';

let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let b: BuyingStage['b'];
let order: string;
let line: string;

beforeEach(async () => {
  const stage = await buyingStage();
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
      lines: [{ id: line, part: s.panel, quantity: 10, cents: 1840, received: 6 }],
    }),
  );
});

const enter = (fields: Record<string, string> = {}) =>
  app.post(
    `/purchasing/orders/${order}/invoices/new`,
    {
      number: 'R-1',
      invoicedOn: '2027-03-01',
      [`quantity.${line}`]: '6',
      [`price.${line}`]: '18.40',
      ...fields,
    },
    w.mara,
  );
const spent = async () =>
  (await app.json('GET', `/api/v1/budgets/${b.budget}`, undefined, w.mara)).json as Record<string, number>;
const idOf = (location: string | null) => location?.split(/[/?]/)[3] ?? '';

describe('an invoice', () => {
  test('as ordered is no difference; its shipping is spent', async () => {
    const made = await enter({ shipping: '0' });
    expect((await app.get(made.location ?? '', w.ivy)).text).not.toContain('Differs');
    expect(await spent()).toMatchObject({ spentCents: 6 * 1840, committedCents: 4 * 1840 });
  });

  test('at another price is marked and listed until somebody settles it', async () => {
    const made = await enter({ [`price.${line}`]: '19.15', shipping: '4.00' });
    const id = idOf(made.location);
    expect((await app.get('/purchasing/invoices?show=differ', w.audrey)).text).toContain('$4.50 above');
    expect(await spent()).toMatchObject({ spentCents: 6 * 1915 + 400, committedCents: 4 * 1840 });
    expect((await app.post(`/purchasing/invoices/${id}/settle`, {}, w.mara)).status).toBe(303);
    expect((await app.post(`/purchasing/invoices/${id}/settle`, {}, w.mara)).status).toBe(409);
    expect((await app.get('/purchasing/invoices?show=differ', w.audrey)).text).not.toContain('R-1');
    const { text } = await app.get(`/purchasing/orders/${order}`, w.mara);
    expect([text.includes(`/purchasing/invoices/${id}`), text.includes('Differs')]).toEqual([true, false]);
  });

  test('for more than was ordered differs; twice is refused; withdrawn it counts no more', async () => {
    const made = await enter({ [`quantity.${line}`]: '11' });
    expect((await app.get(made.location ?? '', w.mara)).text).toContain('Differs');
    const twice = await enter();
    expect([twice.status, twice.text.includes('is entered already')]).toEqual([422, true]);
    await app.post(`/purchasing/invoices/${idOf(made.location)}/withdraw`, {}, w.mara);
    expect(await spent()).toMatchObject({ spentCents: 6 * 1840, committedCents: 4 * 1840 });
    expect((await enter()).status).toBe(303);
  });

  test('with nothing on it is refused', async () => {
    expect((await enter({ [`quantity.${line}`]: '' })).text).toContain('Say how many of at least one line');
  });
});

describe('a return to the supplier', () => {
  const back = (fields: Record<string, string> = {}, by = w.sid) =>
    app.post(
      '/purchasing/returns/new',
      {
        part: 'LCD-116-30',
        supplier: b.north,
        bin: s.shelf,
        quantity: '2',
        reason: 'dead',
        order: 'PO-00007',
        ...fields,
      },
      by,
    );

  test('leaves the bin, expects the price as ordered, and is credited once', async () => {
    const made = await back();
    const id = idOf(made.location);
    expect(await app.rows('SELECT on_hand FROM stock WHERE bin = ? AND part = ?', s.shelf, s.panel)).toEqual([
      { on_hand: 8 },
    ]);
    expect((await app.get('/purchasing/returns', w.ivy)).text).toContain('$36.80 of credits are open');
    expect(
      (await app.post(`/purchasing/returns/${id}/send`, { version: '1', rma: 'RMA-9' }, w.sid)).status,
    ).toBe(303);
    const settle = { version: '2', outcome: 'credited', credited: '36.00', creditNumber: 'C-1' };
    expect((await app.post(`/purchasing/returns/${id}/settle`, settle, w.ian)).status).toBe(403);
    expect(
      (await app.post(`/purchasing/returns/${id}/settle`, { ...settle, credited: '' }, w.sid)).status,
    ).toBe(422);
    expect((await app.post(`/purchasing/returns/${id}/settle`, settle, w.sid)).status).toBe(303);
    expect(
      (await app.post(`/purchasing/returns/${id}/settle`, { ...settle, version: '3' }, w.sid)).status,
    ).toBe(409);
    expect(await spent()).toMatchObject({ spentCents: 6 * 1840 - 3600 });
    expect((await app.get('/purchasing/returns?show=done', w.ivy)).text).toContain('$36.00');
  });

  test('of level I is a proposal, from the page and from a program; another carries it out, once', async () => {
    expect((await back({ note: 'Dead lines' }, w.ian)).location).toBe('/purchasing/returns?done=proposed');
    const asked = { part: 'LCD-116-30', supplier: b.north, quantity: 9, reason: 'wrong', bin: s.shelf };
    const made = await app.json('POST', '/api/v1/returns', asked, w.ian);
    expect([made.status, made.json]).toEqual([201, { id: null, proposed: true }]);
    const stock = () => app.rows('SELECT on_hand FROM stock WHERE bin = ? AND part = ?', s.shelf, s.panel);
    expect([await stock(), await app.rows('SELECT 1 FROM supplier_returns')]).toEqual([
      [{ on_hand: 10 }],
      [],
    ]);
    expect((await app.get('/proposals', w.mara)).text).toContain('Return to the supplier');
    const [first, second] = await app.rows<{ id: string }>('SELECT id FROM proposals ORDER BY rowid');
    expect((await app.post(`/proposals/${first?.id}/agree`, {}, w.ian)).status).toBe(403);
    expect((await app.post(`/proposals/${first?.id}/agree`, {}, w.mara)).status).toBe(303);
    expect((await app.post(`/proposals/${first?.id}/agree`, {}, w.mara)).status).toBe(409);
    expect(
      await app.rows('SELECT quantity, why, expected_cents AS cents, note, person FROM supplier_returns'),
    ).toEqual([{ quantity: 2, why: 'dead', cents: 3680, note: 'Dead lines', person: w.mara }]);
    const late = await app.json('POST', `/api/v1/proposals/${second?.id}/agree`, {}, w.mara);
    expect([late.status, JSON.stringify(late.json)]).toEqual([
      422,
      expect.stringContaining('holds 8 by the books'),
    ]);
    expect(await stock()).toEqual([{ on_hand: 8 }]);
  });
});
