import { beforeEach, describe, expect, test } from 'vitest';
import type { InventoryRow } from '../../src/audits/inventory-queries.ts';
import { type School, school } from './school.ts';

let s: School;
beforeEach(async () => {
  s = await school();
});

const DAY = 86_400_000;

async function inventory(location: string, on: string, known = 'then', by = s.w.audrey): Promise<string[]> {
  const query = new URLSearchParams({ location, on, known });
  const answer = await s.app.json('GET', `/api/v1/audits/inventory?${query}`, undefined, by);
  expect(answer.status).toBe(200);
  return (answer.json as { devices: InventoryRow[] }).devices.map(({ tag }) => tag);
}

describe('the inventory of a day', () => {
  test('follows devices that moved, and carts that moved with theirs', async () => {
    const { app, w } = s;
    const cart = ['70005', '70006'];
    expect(await inventory('MAP-C1', '2027-03-02')).toEqual(cart);
    app.later(2 * DAY);
    await app.post('/devices/70005/move', { to: 'BIR' }, w.sid);
    const [version] = await app.rows<{ version: number }>(
      'SELECT version FROM locations WHERE id = ?',
      w.mapleCart,
    );
    const fields = { code: 'MAP-C1', name: 'Cart 1', slots: '30', version: String(version?.version) };
    const moved = await app.post(
      `/locations/${w.mapleCart}/edit`,
      { ...fields, parent: w.birchRoom },
      w.mara,
    );
    expect(moved.status).toBe(303);
    expect(await inventory('MAP', '2027-03-03')).toEqual(expect.arrayContaining(cart));
    expect(await inventory('MAP', '2027-03-04')).not.toContain('70006');
    expect(await inventory('BIR', '2027-03-04')).toEqual(expect.arrayContaining(cart));
    expect(await inventory('BIR', '2027-03-03')).not.toContain('70006');
    // Before the first row there was nothing.
    expect(await inventory('MAP', '2026-12-31')).toEqual([]);
  });

  test('as it was known then, and as it is known now', async () => {
    const { app, w } = s;
    app.later(5 * DAY);
    const [device] = await app.rows<{ id: string }>("SELECT id FROM devices WHERE tag = '70001'");
    // A phone without a network brings on the 7th what it did on the 4th.
    const done = '2027-03-04T15:00:00.000Z';
    const late = '2027-03-07T15:00:00.000Z';
    await s.engine.batch([
      { sql: 'UPDATE custody SET to_at = ? WHERE device = ?', parameters: [done, device?.id ?? ''] },
      {
        sql: `INSERT INTO custody (id, device, location, why, from_at, recorded_at) VALUES ('c', ?, ?, 'move', ?, ?)`,
        parameters: [device?.id ?? '', w.birch, done, late],
      },
    ]);
    expect(await inventory('MAP-12', '2027-03-05', 'then')).toContain('70001');
    expect(await inventory('MAP-12', '2027-03-05', 'now')).not.toContain('70001');
    expect(await inventory('BIR', '2027-03-05', 'now')).toContain('70001');
    expect(await inventory('BIR', '2027-03-05', 'then')).not.toContain('70001');
    expect(await inventory('MAP-12', '2027-03-03', 'now')).toContain('70001');
  });

  test('what is lost is nowhere from then on', async () => {
    const { app, w } = s;
    app.later(DAY);
    await app.post('/devices/70001/lost', { state: 'lost', seen: 'in_service', reason: 'Gone' }, w.mara);
    expect(await inventory('MAP-12', '2027-03-02')).toContain('70001');
    expect(await inventory('MAP-12', '2027-03-03')).not.toContain('70001');
  });

  test('of a day to come, of another school', async () => {
    const { app, w } = s;
    const ask = (query: string, by: string) =>
      app.json('GET', `/api/v1/audits/inventory?${query}`, undefined, by);
    expect((await ask('location=MAP&on=2030-01-01', w.mara)).status).toBe(422);
    expect((await ask('location=BIR', w.cora)).status).toBe(404);
    expect((await ask('location=nowhere', w.mara)).status).toBe(404);
  });
});

describe('an inspector', () => {
  test('draws devices with their chains, and the same ones again by the number', async () => {
    const { app, w } = s;
    await app.post('/devices/70001/move', { to: 'MAP' }, w.sid);
    const draw = async (query: string) =>
      (await app.json('GET', `/api/v1/audits/verify?${query}`, undefined, w.audrey)).json as {
        seed: number;
        devices: { tag: string; chain: { placeName: string }[] }[];
      };
    const first = await draw('location=MAP&count=4');
    expect(first.devices).toHaveLength(4);
    expect(await draw(`location=MAP&count=4&seed=${first.seed}`)).toEqual(first);
    const all = await draw('location=MAP&count=60');
    expect(all.devices.find(({ tag }) => tag === '70001')?.chain.map(({ placeName }) => placeName)).toEqual([
      'Maple Elementary',
      'Room 12',
    ]);
  });
});

describe('what is due', () => {
  const due = async (kind: string, by = s.w.mara) =>
    (
      (await s.app.json('GET', `/api/v1/audits/due?kind=${kind}`, undefined, by)).json as {
        items: { name: string; by: string }[];
      }
    ).items;

  test('every site once a school year, carts each term; counted with its site a cart is done', async () => {
    const { w } = s;
    expect(await due('site')).toMatchObject([
      { name: 'Birch Middle', by: '2027-07-31' },
      { name: 'Maple Elementary', lastAt: null },
    ]);
    expect(await due('cart', w.cora)).toMatchObject([{ name: 'Cart 1', by: '2027-07-31' }]);
    expect(await due('cart', w.bert)).toEqual([]);
    await s.close(await s.audit({ location: 'MAP' }));
    expect((await due('site')).map(({ name }) => name)).toEqual(['Birch Middle']);
    expect(await due('cart')).toEqual([]);
  });
});
