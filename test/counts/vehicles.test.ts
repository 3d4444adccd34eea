import { beforeEach, describe, expect, test } from 'vitest';
import { upkeep } from '../../src/upkeep/actions.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { row } from '../support/world-row.ts';
import { type StoreRoom, storeRoom } from './store-room.ts';

let room: StoreRoom;
beforeEach(async () => {
  room = await storeRoom();
  const { engine, w, s } = room;
  await engine.batch([
    row('repairs', {
      id: 'r',
      number: 1,
      device: w.one,
      site: w.maple,
      state: 'in_work',
      reported_at: 'x',
      recorded_at: 'x',
    }),
    row('repair_lines', { id: 'l', repair: 'r', position: 1 }),
    ...Array.from({ length: 120 }, (_, i) =>
      row('repair_parts', {
        id: `p${i}`,
        repair: 'r',
        line: 'l',
        part: s.panel,
        quantity: 1,
        cost_cents: 20_00,
        at: '2027-02-01T12:00:00.000Z',
        person: w.sid,
      }),
    ),
  ]);
});

const night = async () => upkeep(await systemCtx(room.app.services, 'system'), room.app.services);
const plan = async (bin = room.s.van) =>
  (await room.app.json('GET', `/api/v1/stock/vehicles/${bin}`, undefined, room.w.sid)).json as {
    lines: { item: string; minimum: number; proposed: number; here: number; missing: number }[];
    depots: { depot: string; takes: { sku: string; quantity: number }[] }[];
  };

describe('what a vehicle should hold', () => {
  test('by the use of its technician; the depot tops it up in one tap', async () => {
    const { app, w, s } = room;
    await night();
    const before = await plan();
    const [line] = before.lines;
    expect(line?.item).toBe(s.panels);
    expect(line?.minimum ?? 0).toBeGreaterThan(4);
    // Ian has used none: what all use says that a unit is enough.
    const other = await plan(s.van2);
    expect(other.lines[0]?.minimum ?? 0).toBeLessThan(line?.minimum ?? 0);
    const missing = line?.missing ?? 0;
    const taken = before.depots[0]?.takes.reduce((sum, take) => sum + take.quantity, 0);
    expect(taken).toBe(Math.min(missing, 14));
    const page = await app.get(`/stock/vehicles/${s.van}`, w.sid);
    expect(page.text).toContain('Take at North depot');
    const from = before.depots[0]?.depot ?? '';
    expect((await app.post(`/stock/vehicles/${s.van}/top-up`, { from }, w.ian)).status).toBe(403);
    expect((await app.post(`/stock/vehicles/${s.van}/top-up`, { from }, w.sid)).status).toBe(303);
    const after = await plan();
    expect(after.lines[0]).toMatchObject({ missing: missing - (taken ?? 0) });
    expect((await app.post(`/stock/vehicles/${s.van}/top-up`, { from }, w.sid)).status).not.toBe(500);
  });

  test('a manager pins a minimum, which the night leaves alone, and frees it', async () => {
    const { app, w, s } = room;
    await night();
    const pin = (minimum: string, person: string, item = s.battery) =>
      app.post(`/stock/vehicles/${s.van}/pin`, { item, minimum }, person);
    expect((await pin('3', w.sid)).status).toBe(403);
    expect((await pin('3', w.mara, w.one)).status).toBe(422);
    expect((await pin('3', w.mara)).status).toBe(303);
    await night();
    const line = (await plan()).lines.find(({ item }) => item === s.battery);
    expect(line).toMatchObject({ minimum: 3, proposed: 0, here: 1, missing: 2 });
    await pin('', w.mara);
    expect((await plan()).lines.find(({ item }) => item === s.battery)).toMatchObject({
      minimum: 0,
      missing: 0,
    });
  });
});

describe('the weekly check', () => {
  test('a tick says as listed, a number corrects; what was moved meanwhile is told', async () => {
    const { app, w, s } = room;
    expect((await app.get(`/stock/vehicles/${s.van}/check`, w.sid)).text).toContain('2 there');
    const check = (fields: Record<string, string>) =>
      app.post(`/stock/vehicles/${s.van}/check`, fields, w.sid);
    const right = await check({ [`right.${s.panel}`]: '2', [`right.${s.battery}`]: '1' });
    expect(right.location).toBe(`/stock/vehicles/${s.van}?done=counted`);
    expect(await app.rows("SELECT kind, state FROM counts WHERE kind = 'check'")).toEqual([
      { kind: 'check', state: 'posted' },
    ]);
    expect((await check({ [`right.${s.panel}`]: '9' })).status).toBe(409);
    expect((await check({})).status).toBe(422);
    const corrected = await check({ [`right.${s.battery}`]: '1', [`counted.${s.panel}`]: '1' });
    const id = /counts\/([^?]+)/.exec(corrected.location ?? '')?.[1] ?? '';
    expect(await room.settle(id, w.sid, 'damaged')).toBe(303);
    expect(await room.books(s.van, s.panel)).toBe(1);
  });

  test('every page shows; a shelf is no vehicle', async () => {
    const { app, w, s } = room;
    await night();
    for (const path of ['', `/${s.van}`, `/${s.van2}/check`])
      expect([path, (await app.get(`/stock/vehicles${path}`, w.mara)).status]).toEqual([path, 200]);
    expect((await app.get(`/stock/vehicles/${s.shelf}`, w.mara)).status).toBe(404);
  });
});
