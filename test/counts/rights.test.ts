import { beforeEach, describe, expect, test } from 'vitest';
import { upkeep } from '../../src/upkeep/actions.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { row } from '../support/world-row.ts';
import { type StoreRoom, storeRoom } from './store-room.ts';

let room: StoreRoom;
beforeEach(async () => {
  room = await storeRoom();
});

const counted = async (bin: string, person: string, numbers: Record<string, number>) => {
  const id = await room.count(bin, person, numbers);
  await room.finish(id, person);
  await room.settle(id, person);
  return id;
};

const decide = async (count: string, part: string, person: string, decision = 'agree') =>
  (await room.app.post('/stock/counts/waiting', { lines: await room.lineOf(count, part), decision }, person))
    .status;

describe('who may change the books', () => {
  test('an intern and an auditor count only: another person says yes', async () => {
    const { w, s } = room;
    for (const person of [w.ivy, w.audrey]) {
      const id = await counted(s.van, person, { [s.panel]: 3 });
      expect(await room.books(s.van, s.panel)).toBe(2);
      expect(await decide(id, s.panel, person)).toBe(403);
      expect(await decide(id, s.panel, w.mara, 'refuse')).toBe(303);
      room.app.later(60_000);
    }
    expect(await room.books(s.van, s.panel)).toBe(2);
    // Refused is counted again at once.
    expect(await room.app.rows('SELECT due_on FROM count_schedule')).toEqual([{ due_on: '2027-03-02' }]);
  });

  test('level I: the own vehicle up to the limit, nothing elsewhere', async () => {
    const { w, s } = room;
    await counted(s.van2, w.ian, { [s.panel]: 2 });
    expect(await room.books(s.van2, s.panel)).toBe(2);
    await counted(s.van2, w.ian, { [s.battery]: 6 });
    expect(await room.books(s.van2, s.battery)).toBe(0);
    await counted(s.shelf, w.ian, { [s.panel]: 9 });
    expect(await room.books(s.shelf, s.panel)).toBe(10);
  });

  test('above the limit nobody confirms an own count, not by counting twice either', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.shelf, w.mara, { [s.panel]: 2 });
    app.later(1_000);
    await app.post(`/stock/counts/${id}`, { part: s.panel, quantity: '2' }, w.mara);
    await room.finish(id, w.mara);
    await room.settle(id, w.mara);
    expect(await room.books(s.shelf, s.panel)).toBe(10);
    expect(await decide(id, s.panel, w.mara)).toBe(403);
    app.later(60_000);
    const again = await counted(s.shelf, w.mara, { [s.panel]: 2 });
    expect(await room.books(s.shelf, s.panel)).toBe(10);
    expect(await decide(again, s.panel, w.ian)).toBe(403);
    expect(await decide(again, s.panel, w.tess)).toBe(303);
    expect(await room.books(s.shelf, s.panel)).toBe(2);
    expect(await decide(again, s.panel, w.tess)).toBe(409);
  });

  test('a second count by another person, on another day, confirms it', async () => {
    const { app, w, s } = room;
    await counted(s.shelf, w.sid, { [s.panel]: 2 });
    app.later(86_400_000);
    const second = await counted(s.shelf, w.tess, { [s.panel]: 2 });
    expect(await room.books(s.shelf, s.panel)).toBe(2);
    expect(
      await app.rows('SELECT second IS NOT NULL AS ok FROM count_lines WHERE count = ?', second),
    ).toEqual([{ ok: 1 }]);
  });
});

describe('the first count of a bin', () => {
  test('asks for no reasons and posts an opening, however wrong the books are', async () => {
    const { app, w, s } = room;
    await app.rows('DELETE FROM counts WHERE bin = ? RETURNING 1', s.van2);
    const answer = await app.post(
      `/stock/bins/${s.van2}/count`,
      { [`counted.${s.panel}`]: '40', [`counted.${s.battery}`]: '9' },
      w.ian,
    );
    expect(answer.location).toBe(`/stock/bins/${s.van2}?done=counted`);
    expect([await room.books(s.van2, s.panel), await room.books(s.van2, s.battery)]).toEqual([40, 9]);
    expect(await app.rows('SELECT DISTINCT why FROM movements WHERE bin = ?', s.van2)).toEqual([
      { why: 'opening' },
    ]);
    expect(await room.lines()).toMatchObject([{ reason: 'opening' }, { reason: 'opening' }]);
  });

  test('what goes missing beyond the limit still waits for another person', async () => {
    const { app, w, s } = room;
    await app.rows('DELETE FROM counts WHERE bin = ? RETURNING 1', s.shelf);
    const answer = await app.post(
      `/stock/bins/${s.shelf}/count`,
      { [`counted.${s.panel}`]: '1', [`counted.${s.twin}`]: '3' },
      w.sid,
    );
    expect(answer.location).toContain('done=second_look');
    expect([await room.books(s.shelf, s.panel), await room.books(s.shelf, s.twin)]).toEqual([10, 3]);
  });
});

describe('what is to be counted', () => {
  const night = async () => upkeep(await systemCtx(room.app.services, 'system'), room.app.services);

  test('by class of use, spread over its days; the list pages by the day', async () => {
    const { app, w, s, engine } = room;
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
      ...(
        [
          [s.panel, 80_00, '2027-01-01'],
          [s.battery, 15_00, '2027-01-01'],
          [s.twin, 5_00, '2027-01-01'],
          [s.touchPanel, 999_00, '2025-01-01'],
        ] as const
      ).map(([part, cents, day], i) =>
        row('repair_parts', {
          id: `p${i}`,
          repair: 'r',
          line: 'l',
          part,
          quantity: 1,
          cost_cents: cents,
          at: `${day}T00:00:00.000Z`,
        }),
      ),
    ]);
    await night();
    const classes = await app.rows<{ abc: string }>(
      'SELECT class_abc AS abc FROM parts WHERE counted = 1 ORDER BY sku',
    );
    // Battery B, panel A, twin C (the rest of five percent), touch panel: used too long ago.
    expect(classes.map(({ abc }) => abc)).toEqual(['B', 'A', 'C', 'C']);
    const due = await app.rows<{ days: number; abc: string }>(
      `SELECT julianday(d.due_on) - julianday('2027-03-02') AS days, p.class_abc AS abc
       FROM count_schedule AS d JOIN parts AS p ON p.id = d.part`,
    );
    expect(due).toHaveLength(4);
    const most = { A: 30, B: 90, C: 180 } as Record<string, number>;
    for (const { days, abc } of due) expect(days).toBeLessThan(most[abc] ?? 0);
    await engine.batch([{ sql: "UPDATE count_schedule SET due_on = '2027-03-01'", parameters: [] }]);
    const first = await app.json('GET', '/api/v1/stock/counts/parts?limit=3', undefined, w.sid);
    const { items, next } = first.json as { items: unknown[]; next: string };
    expect(items).toHaveLength(3);
    const rest = await app.json('GET', `/api/v1/stock/counts/parts?limit=3&cursor=${next}`, undefined, w.sid);
    expect(rest.json).toMatchObject({ items: [{ dueOn: '2027-03-01' }], next: null });
    const mine = await app.json('GET', `/api/v1/stock/counts/parts?person=${w.sid}`, undefined, w.mara);
    expect((mine.json as { items: unknown[] }).items).toHaveLength(2);
  });

  test('accuracy by month, bin and person', async () => {
    const { app, w, s } = room;
    await counted(s.van, w.sid, { [s.panel]: 2, [s.battery]: 2 });
    const all = await app.json('GET', '/api/v1/stock/counts/accuracy', undefined, w.mara);
    const figures = { counts: 1, lines: 2, right: 1, units: 1, cents: 3500, net: 3500 };
    expect(all.json).toEqual({
      months: [{ month: '2027-03', ...figures }],
      bins: [{ id: s.van, name: 'Van 1', ...figures }],
      people: [{ id: w.sid, name: 'Sid Pliers', ...figures }],
    });
    const other = await app.json('GET', `/api/v1/stock/counts/accuracy?person=${w.sid}`, undefined, w.ian);
    expect(other.json).toMatchObject({ people: [] });
  });

  test('every page shows', async () => {
    const { app, w, s } = room;
    await counted(s.van, w.ivy, { [s.panel]: 3 });
    for (const path of [
      '',
      '/parts',
      '/parts?show=all',
      '/past',
      '/waiting',
      '/accuracy',
      `/accuracy?bin=${s.van}`,
    ])
      expect([path, (await app.get(`/stock/counts${path}`, w.mara)).status]).toEqual([path, 200]);
    expect((await app.get('/settings/counts', w.ada)).status).toBe(200);
    expect((await app.get('/stock/counts', w.cora)).status).toBe(403);
    const bad = await app.post('/stock/counts', { bin: 'NOWHERE' }, w.sid);
    expect([bad.status, bad.text.includes('No bin in use has this label')]).toEqual([422, true]);
  });

  test('settings are saved, and the limit is theirs', async () => {
    const { app, w, s } = room;
    const form = {
      version: '1',
      shareA: '70',
      shareB: '90',
      daysA: '10',
      daysB: '20',
      daysC: '40',
      limitUnits: '0',
      limit: '0',
      depotDays: '5',
      vehicle: '900.00',
      shortage: '30.00',
    };
    expect((await app.post('/settings/counts', { ...form, shareB: '60' }, w.ada)).status).toBe(422);
    expect((await app.post('/settings/counts', form, w.ada)).status).toBe(303);
    await counted(s.van, w.sid, { [s.panel]: 3 });
    expect(await room.books(s.van, s.panel)).toBe(2);
  });
});
