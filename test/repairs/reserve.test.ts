import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { STOCK_RULES } from '../../src/check/stock-queries.ts';
import { Database } from '../../src/db/database.ts';
import { move, onHand, repairOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
  await waiting(shop.w.one);
});

/** A repair of the device that waits for a panel. */
async function waiting(device: string) {
  const repair = await reported(shop, device);
  await move(shop, repair, 'accept', { how: 'in_use' });
  await move(shop, repair, 'hold', { reason: 'parts', group: shop.s.panels, quantity: '1' });
  return repairOf(shop, device);
}

const reserve = (n: number, bin: string, quantity: string, person = shop.w.sid) =>
  move(shop, { number: n }, 'reserve', { part: `${shop.s.panel}:${bin}`, quantity }, person);

const fitted = (n: number, bin: string, quantity = '1', person = shop.w.sid) =>
  move(
    shop,
    { number: n },
    'work',
    { fault: 'screen', remedy: 'replaced', minutes: '5', parts: `${shop.s.panel}:${bin}`, quantity },
    person,
  );

const kept = () =>
  shop.app.rows<{ quantity: number; used: number; taken: number; ended_why: string | null }>(
    'SELECT quantity, used, taken, ended_why FROM reservations ORDER BY at, id',
  );

const available = async (bin: string) =>
  (
    await shop.app.rows<{ n: number }>(
      'SELECT on_hand - reserved AS n FROM stock WHERE bin = ? AND part = ?',
      bin,
      shop.s.panel,
    )
  )[0]?.n;

const broken = () => brokenRules(new Database(shop.engine), STOCK_RULES);

describe('parts reserved for a repair', () => {
  test('from the hold: what each bin has, less what is reserved; shown at the part, the bin and the repair', async () => {
    const { app, w, s } = shop;
    expect((await app.get('/repairs/1', w.sid)).text).toContain('Reserve parts');
    expect((await app.get('/repairs/1/reserve', w.sid)).text).toContain('10 available, LCD 11.6 30 pin');
    expect((await reserve(1, s.shelf, '4')).status).toBe(303);
    expect(await available(s.shelf)).toBe(6);
    expect((await app.get('/repairs/1', w.sid)).text).toContain('Reserved for it');
    expect((await app.get(`/stock/parts/${s.panel}`, w.mara)).text).toContain('12 on hand, 8 available');
    expect((await app.get(`/stock/bins/${s.shelf}`, w.mara)).text).toContain('Reserved for repairs');
    const offers = `/api/v1/stock/offers?model=${w.dell3100}&fault=screen`;
    expect((await app.json('GET', offers, undefined, w.sid)).json).toMatchObject({
      items: [{ depot: 6, reserved: 4 }, {}, {}],
    });
    expect(await broken()).toEqual([]);
  });

  test('more than is unreserved is an error at the field; an ended repair keeps nothing', async () => {
    const { app, w, s } = shop;
    await reserve(1, s.shelf, '8');
    const over = await reserve(1, s.shelf, '3');
    expect([over.status, over.text.includes('Only 2 unreserved there')]).toEqual([422, true]);
    expect((await reserve(1, s.van2, '1')).status).toBe(422);
    await move(shop, { number: 1 }, 'withdraw', { reason: 'Nothing was broken' });
    expect(await available(s.shelf)).toBe(10);
    expect((await kept())[0]?.ended_why).toBe('released');
    expect((await reserve(1, s.shelf, '1')).status).toBe(409);
    expect((await app.get('/repairs/1/reserve', w.sid)).status).toBe(200);
  });

  test('end when the repair gets the part, from another bin and of another maker too', async () => {
    const { s } = shop;
    await reserve(1, s.shelf, '2');
    await move(shop, { number: 1 }, 'resume');
    await fitted(1, s.van);
    expect(await kept()).toEqual([{ quantity: 1, used: 1, taken: 0, ended_why: null }]);
    await move(shop, { number: 1 }, 'work', {
      fault: 'screen',
      remedy: 'replaced',
      minutes: '5',
      parts: `${s.twin}:${s.shelf}`,
    });
    expect(await kept()).toEqual([{ quantity: 0, used: 2, taken: 0, ended_why: 'used' }]);
    expect(await available(s.shelf)).toBe(10);
    expect(await broken()).toEqual([]);
  });

  test('are released by hand, once, and only from their own repair', async () => {
    const { app, w, s } = shop;
    await waiting(w.two);
    await reserve(1, s.shelf, '2');
    const [one] = await app.rows<{ id: string }>('SELECT id FROM reservations');
    const release = (n: number) => app.post(`/repairs/${n}/reservations/${one?.id}/release`, {}, w.sid);
    expect((await release(2)).status).toBe(404);
    expect((await release(1)).status).toBe(303);
    expect((await release(1)).status).toBe(409);
    expect(await available(s.shelf)).toBe(10);
  });

  test('another repair is never refused: the newest reservation shrinks, and both pages say so', async () => {
    const { app, w, s } = shop;
    const two = await waiting(w.two);
    await reserve(1, s.van, '1');
    await reserve(two.number, s.van, '1');
    const third = await reported(shop, w.spare);
    expect((await fitted(third.number, s.van)).status).toBe(303);
    expect(await onHand(shop, s.van, s.panel)).toBe(1);
    expect(await kept()).toEqual([
      { quantity: 1, used: 0, taken: 0, ended_why: null },
      { quantity: 0, used: 0, taken: 1, ended_why: 'taken' },
    ]);
    expect((await app.get(`/repairs/${two.number}`, w.sid)).text).toContain('went into R-000003');
    expect((await app.get(`/repairs/${third.number}`, w.sid)).text).toContain('was reserved for');
    expect(await broken()).toEqual([]);
  });

  test("end as moved when the part goes to the technician's vehicle", async () => {
    const { app, w, s } = shop;
    await reserve(1, s.shelf, '1');
    await app.post(
      '/stock/transfers/new',
      { from: s.shelf, to: s.van, how: 'send', [`quantity.${s.panel}`]: '1' },
      w.sid,
    );
    expect(await kept()).toEqual([{ quantity: 0, used: 0, taken: 0, ended_why: 'moved' }]);
    expect(await available(s.shelf)).toBe(9);
    expect(await broken()).toEqual([]);
  });

  test('a contact sees nothing of stock on the repair', async () => {
    const { app, w, s } = shop;
    await reserve(1, s.shelf, '1');
    const page = await app.get('/repairs/1', w.cora);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/Reserved for it|Movements|North depot A1/);
  });
});
