import { beforeEach, describe, expect, test } from 'vitest';
import { type BuyingStage, buyingStage } from '../support/purchasing.ts';

let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let b: BuyingStage['b'];

beforeEach(async () => {
  ({ app, w, s, b } = await buyingStage());
});

const supplier = { name: 'Westway Screens', kind: 'maker', minimum: '1,250.00', leadDays: '12' };
const page = (id: string) => `/purchasing/suppliers/${id}`;
const prices = () =>
  app.rows(
    `SELECT price_cents, from_on, to_on FROM supplier_parts WHERE supplier = ? AND part = ? ORDER BY at, id`,
    b.north,
    s.panel,
  );

describe('a supplier', () => {
  test('is made by a manager, found by name, edited; a stale edit is told', async () => {
    const made = await app.post(page('new'), supplier, w.mara);
    expect(made.status).toBe(303);
    const id = made.location?.split(/[/?]/)[3] ?? '';
    expect((await app.get('/purchasing/suppliers?q=west', w.sid)).text).toContain('Westway Screens');
    expect((await app.get(page(id), w.ivy)).text).toContain('$1,250');
    const edit = { ...supplier, name: 'Westway', version: '1' };
    expect((await app.post(`${page(id)}/edit`, edit, w.mara)).status).toBe(303);
    const stale = await app.post(`${page(id)}/edit`, { ...edit, name: 'Other' }, w.mara);
    expect([stale.status, stale.text.includes('Westway')]).toEqual([409, true]);
    const taken = await app.post(page('new'), { ...supplier, name: 'Northside Parts' }, w.mara);
    expect([taken.status, taken.text.includes('Another supplier has this name')]).toEqual([422, true]);
  });
});

describe('a price', () => {
  const set = (fields: Record<string, string>) =>
    app.post(`${page(b.north)}/prices/new`, { part: 'NT116WHM-N21', ...fields }, w.mara);

  test('closes the one before on the day before, and the history says so', async () => {
    expect((await set({ price: '19.25', fromOn: '2027-04-01' })).status).toBe(303);
    expect(await prices()).toEqual([
      { price_cents: 1840, from_on: '2027-01-04', to_on: '2027-03-31' },
      { price_cents: 1925, from_on: '2027-04-01', to_on: null },
    ]);
    const history = await app.get(`${page(b.north)}/prices/${s.panel}`, w.sid);
    expect(history.text).toContain('19.25');
    expect(history.text).toContain('18.40');
  });

  test('set twice on one day never held the first time', async () => {
    await set({ price: '19.25' });
    await set({ price: '19.52' });
    expect(await prices()).toMatchObject([
      { price_cents: 1840, to_on: '2027-03-01' },
      { price_cents: 1925, from_on: '2027-03-02', to_on: '2027-03-01' },
      { price_cents: 1952, from_on: '2027-03-02', to_on: null },
    ]);
    expect((await app.get(`${page(b.north)}/prices/${s.panel}`, w.sid)).text).not.toContain('19.25');
  });

  test('ends when they sell it no more', async () => {
    expect((await app.post(`${page(b.north)}/prices/${s.panel}/end`, {}, w.mara)).status).toBe(303);
    expect(await prices()).toEqual([{ price_cents: 1840, from_on: '2027-01-04', to_on: '2027-03-01' }]);
    expect((await app.post(`${page(b.north)}/prices/${s.panel}/end`, {}, w.mara)).status).toBe(409);
  });
});
