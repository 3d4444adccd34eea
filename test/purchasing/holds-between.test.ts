import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { testApp } from '../support/app.ts';
import { beforeNext } from '../support/between.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';
import { row } from '../support/world-row.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
const orders: string[] = [];

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s } = stage);
  orders.splice(0, 2, newId(), newId());
  await stage.engine.batch(
    orders.flatMap((id, i) =>
      orderRows({
        id,
        number: `PO-0000${i + 1}`,
        supplier: stage.b.north,
        state: 'sent',
        by: w.sid,
        approvedBy: w.mara,
        lines: [{ id: newId(), part: s.panel, quantity: 5, cents: 1840 }],
      }),
    ),
  );
});

async function waits(device: string, number: number, quantity = 1): Promise<string> {
  const id = newId();
  const from = '2027-02-10T12:00:00.000Z';
  await stage.engine.batch([
    row('repairs', {
      id,
      number,
      device,
      site: w.maple,
      state: 'on_hold',
      technician: w.sid,
      hold_reason: 'parts',
      reported_at: from,
      recorded_at: from,
    }),
    row('repair_lines', { id: newId(), repair: id, position: 1 }),
    row('repair_holds', {
      id: newId(),
      repair: id,
      reason: 'parts',
      interchange_group: s.panels,
      quantity,
      from_at: from,
    }),
  ]);
  return id;
}

/** Counts pieces of an order: the receipt and what booking it takes. */
async function counted(order: number, pieces: number, into = s.shelf) {
  const begun = await app.post(`/purchasing/orders/${orders[order]}/receive`, {}, w.sid);
  const id = begun.location?.split('/')[3] ?? '';
  for (let i = 0; i < pieces; i++) await app.post(`/purchasing/receipts/${id}`, { q: 'LCD-116-30' }, w.sid);
  const [receipt] = await app.rows<{ version: number }>('SELECT version FROM receipts WHERE id = ?', id);
  return { path: `/purchasing/receipts/${id}/book`, fields: { version: String(receipt?.version), into } };
}

async function arrive(order: number, pieces: number, into = s.shelf): Promise<void> {
  const { path, fields } = await counted(order, pieces, into);
  expect((await app.post(path, fields, w.sid)).status).toBe(303);
  app.later(60_000);
}

const state = async (repair: string) =>
  (await app.rows<{ state: string }>('SELECT state FROM repairs WHERE id = ?', repair))[0]?.state;
const kept = (repair: string) =>
  app.rows('SELECT quantity, bin FROM reservations WHERE repair = ? AND ended_at IS NULL', repair);
const move = (from: typeof app, part: string, quantity: number, how = '') =>
  from.post(
    '/stock/transfers/new',
    { from: s.shelf, to: s.van, [`quantity.${part}`]: String(quantity), ...(how ? { how } : {}) },
    w.sid,
  );

describe('a hold for parts', () => {
  test('ends when they are booked right into the vehicle of its technician', async () => {
    const one = await waits(w.one, 12);
    await arrive(0, 1, s.van);
    expect([await state(one), await kept(one)]).toEqual(['in_work', [{ quantity: 1, bin: s.van }]]);
  });

  test('goes on when another vehicle gets them', async () => {
    const one = await waits(w.one, 12);
    await arrive(0, 1, s.van2);
    expect(await state(one)).toBe('on_hold');
  });

  test('ends when they are topped up with the rest of the vehicle', async () => {
    const one = await waits(w.one, 12);
    await arrive(0, 1);
    await stage.engine.batch([row('vehicle_minimums', { bin: s.van, item: s.panels, proposed: 4 })]);
    expect((await app.post(`/stock/vehicles/${s.van}/top-up`, { from: w.depot }, w.sid)).status).toBe(303);
    expect([await state(one), await kept(one)]).toEqual(['in_work', []]);
  });

  test('does not end with parts that it does not wait for', async () => {
    const one = await waits(w.one, 12);
    const reserve = (part: string, bin: string) =>
      app.post('/repairs/12/reserve', { part: `${part}:${bin}`, quantity: '1' }, w.sid);
    expect((await reserve(s.battery, s.van)).status).toBe(303);
    expect(await state(one)).toBe('on_hold');
    expect((await reserve(s.panel, s.van)).status).toBe(303);
    expect(await state(one)).toBe('in_work');
  });

  test('ends with a part that somebody keeps for it in the very moment in which it goes', async () => {
    const one = await waits(w.one, 12);
    const slow = testApp(
      beforeNext(stage.engine, 'INSERT INTO movements', () =>
        app.post('/repairs/12/reserve', { part: `${s.panel}:${s.shelf}`, quantity: '1' }, w.sid),
      ),
    );
    expect((await move(slow, s.panel, 2)).status).toBe(303);
    expect([await state(one), await kept(one)]).toEqual(['in_work', []]);
  });

  test('of two transfers under way for it, ends with the last one, whatever else is on its way', async () => {
    const one = await waits(w.one, 12, 2);
    await arrive(0, 1);
    await move(app, s.panel, 1, 'send');
    app.later(60_000);
    await arrive(1, 1);
    await move(app, s.panel, 1, 'send');
    app.later(60_000);
    // More of the same for the vehicle, kept for nobody: the hold does not wait for it.
    await move(app, s.panel, 3, 'send');
    app.later(60_000);
    const lines = await app.rows<{ id: string; transfer: string }>(
      'SELECT id, transfer FROM transfer_lines ORDER BY rowid',
    );
    expect(await kept(one)).toEqual([]);
    const is = async (i: number) => {
      const { id = '', transfer = '' } = lines[i] ?? {};
      const there = { arrived: { [id]: 1 }, short: {} };
      expect(
        (await app.json('POST', `/api/v1/stock/transfers/${transfer}/arrive`, there, w.sid)).status,
      ).toBe(200);
      app.later(60_000);
      return state(one);
    };
    expect(await is(1)).toBe('on_hold');
    expect(await is(0)).toBe('in_work');
  });

  test('waits for a transfer that is under way when the rest is put into the vehicle at once', async () => {
    const one = await waits(w.one, 12, 2);
    await arrive(0, 1);
    await move(app, s.panel, 1, 'send');
    app.later(60_000);
    await arrive(1, 1);
    expect((await move(app, s.panel, 1)).status).toBe(303);
    expect(await state(one)).toBe('on_hold');
    const [line] = await app.rows<{ id: string; transfer: string }>(
      'SELECT id, transfer FROM transfer_lines WHERE closed_at IS NULL',
    );
    const path = `/stock/transfers/${line?.transfer}/arrive`;
    expect((await app.post(path, { [`arrived.${line?.id}`]: '1' }, w.sid)).status).toBe(303);
    expect(await state(one)).toBe('in_work');
  });

  test('waits again for what was lost on the way, and gets the next one', async () => {
    const one = await waits(w.one, 12);
    await arrive(0, 1);
    await move(app, s.panel, 1, 'send');
    const [line] = await app.rows<{ id: string; transfer: string }>(
      'SELECT id, transfer FROM transfer_lines',
    );
    app.later(60_000);
    await app.post(`/stock/transfers/${line?.transfer}/arrive`, { [`short.${line?.id}`]: 'lost' }, w.sid);
    expect([await state(one), await kept(one)]).toEqual(['on_hold', []]);
    await arrive(1, 2);
    expect(await kept(one)).toEqual([{ quantity: 1, bin: s.shelf }]);
  });
});

describe('what is kept', () => {
  test('is not kept twice, while the first one is under way', async () => {
    const one = await waits(w.one, 12);
    await arrive(0, 1);
    await move(app, s.panel, 1, 'send');
    app.later(60_000);
    await arrive(1, 1);
    expect(await kept(one)).toEqual([]);
  });

  test('is kept once, of two deliveries that are booked at once', async () => {
    const one = await waits(w.one, 12);
    const [first, second] = [await counted(0, 1), await counted(1, 1)];
    const slow = testApp(
      beforeNext(stage.engine, 'INSERT INTO reservations', () => app.post(second.path, second.fields, w.sid)),
    );
    expect((await slow.post(first.path, first.fields, w.sid)).status).toBe(303);
    expect(await kept(one)).toEqual([{ quantity: 1, bin: s.shelf }]);
    expect(await app.rows("SELECT 1 FROM receipts WHERE state = 'booked'")).toHaveLength(2);
  });
});
