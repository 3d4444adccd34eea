import { beforeEach, describe, expect, test } from 'vitest';
import type { InventoryRow } from '../../src/audits/inventory-queries.ts';
import { row } from '../support/world-row.ts';
import { AT, type School, school } from './school.ts';

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

  test('is there for the whole district, place by place and as one file', async () => {
    const { app, w } = s;
    app.later(2 * DAY);
    await app.post('/devices/70005/move', { to: 'BIR' }, w.sid);
    const page = await app.get('/audits/inventory?on=2027-03-03', w.audrey);
    expect(page.text.includes('The whole district at the end of Mar 3, 2027')).toBe(true);
    const whole = await app.get('/audits/inventory.csv?on=2027-03-03', w.audrey);
    const lines = whole.text.trim().split('\r\n').slice(1);
    // What each place has alone is what the file has of it.
    for (const code of ['MAP', 'BIR']) {
      const tags = await inventory(code, '2027-03-03');
      const name = code === 'MAP' ? 'Maple Elementary' : 'Birch Middle';
      const here = lines.filter((line) => line.startsWith(`${name},`)).map((line) => line.split(',')[1]);
      expect(here.sort()).toEqual(tags.sort());
      expect(new RegExp(`${name}[^]*?>${tags.length}<`).test(page.text)).toBe(true);
    }
    const [{ n } = { n: 0 }] = await app.rows<{ n: number }>('SELECT count(*) AS n FROM devices');
    expect(lines.length).toBe(n);
    const later = await app.get('/audits/inventory.csv?on=2027-03-04', w.audrey);
    expect(later.text).toContain('Birch Middle,70005,');
    // A contact sees the own school alone.
    expect((await app.get('/audits/inventory.csv?on=2027-03-03', w.cora)).text).not.toContain('Birch');
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

describe('what is missing', () => {
  test('is looked for first where neither a person nor the directory has heard of it for longest', async () => {
    const { app, engine } = s;
    const [device] = await app.rows<{ id: string; model: string }>(
      "SELECT id, model FROM devices WHERE tag = '70001'",
    );
    await engine.batch([
      row('directory_runs', { n: 1, id: 'run', source: 'google', state: 'done', begun_at: AT, ended_at: AT }),
      row('directory_devices', {
        ...{ source: 'google', external: 'x1', device: device?.id ?? '', serial: 'SER70001', model: '' },
        ...{ status: 'ACTIVE', org_unit: '/', asset_id: '', annotated_user: '', annotated_location: '' },
        ...{ os_version: '', last_sync_at: '2027-03-02T06:00:00.000Z', last_user: '', read_at: AT, run: 1 },
      }),
    ]);
    const audit = await s.audit({ location: 'MAP-12' });
    await s.scan(audit, ['70003']);
    await s.close(audit);
    const found = await app.json(
      'GET',
      `/api/v1/audits/${audit}/findings?kind=missing`,
      undefined,
      s.w.audrey,
    );
    const { items } = found.json as { items: { tag: string; rank: number; lastSeenAt: string | null }[] };
    const last = items.toSorted((a, b) => a.rank - b.rank).at(-1);
    expect([last?.tag, last?.lastSeenAt]).toEqual(['70001', '2027-03-02T06:00:00.000Z']);
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
