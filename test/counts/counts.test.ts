import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { type StoreRoom, storeRoom } from './store-room.ts';

let room: StoreRoom;
beforeEach(async () => {
  room = await storeRoom();
});

describe('a blind count', () => {
  test('each part is saved at once, the books are shown only when it is closed', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.van, w.sid, { 'lcd-116-30': 5 });
    const page = await app.get(`/stock/counts/${id}`, w.sid);
    expect(page.text).toContain('1 counted');
    expect(page.text).not.toMatch(/by the books (?!\?)|On hand|Difference/);
    expect(await app.rows('SELECT quantity, books_at_scan FROM count_entries')).toEqual([
      { quantity: 5, books_at_scan: 2 },
    ]);
    expect(await room.books(s.van, s.panel)).toBe(2);
    const details = await app.json('GET', `/api/v1/stock/counts/${id}`, undefined, w.sid);
    expect(details.json).toMatchObject({ parts: [{ quantity: 5 }], results: [] });
    expect(await room.finish(id, w.sid)).toContain('done=compared');
    expect((await app.get(`/stock/counts/${id}`, w.sid)).text).toContain('counted 5, by the books 2 then');
    expect(await room.books(s.van, s.panel)).toBe(2);
    expect((await app.post(`/stock/counts/${id}/settle`, {}, w.sid)).text).toContain('Choose why it differs');
    expect(await room.settle(id, w.sid, 'found')).toBe(303);
    expect(await room.books(s.van, s.panel)).toBe(5);
    expect(await app.rows('SELECT why, quantity FROM movements ORDER BY n DESC LIMIT 1')).toEqual([
      { why: 'count', quantity: 3 },
    ]);
    expect(await brokenRules(new Database(room.engine))).toMatchObject([
      { rule: 'every device has its history' },
    ]);
  });

  test('what agrees is in the books when it is finished, and due again by its class', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.van, w.sid, { [s.panel]: 2, [s.battery]: 1 });
    expect(await room.finish(id, w.sid)).toContain('done=counted');
    expect(await room.lines()).toMatchObject([
      { state: 'posted', difference: 0 },
      { state: 'posted', difference: 0 },
    ]);
    expect(await app.rows('SELECT DISTINCT counted_on, due_on FROM count_schedule')).toEqual([
      { counted_on: '2027-03-02', due_on: '2027-08-29' },
    ]);
  });

  test('a part by its number, an unknown one, one without a ledger, a shared number', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.van, w.sid, { '4006381333931': 2 });
    expect(await room.lines()).toMatchObject([{ part: 'LCD-116-30' }]);
    const post = async (part: string) => app.post(`/stock/counts/${id}`, { part, quantity: '1' }, w.sid);
    expect((await post('NOPE')).text).toContain('No part has this SKU');
    expect((await post('KEY-3100')).text).toContain('has no ledger');
    await room.engine.batch([
      {
        sql: "INSERT INTO part_numbers (id, part, kind, value) SELECT 'n' || id, id, 'maker', 'SHARED' FROM parts WHERE sku LIKE 'LCD%'",
        parameters: [],
      },
    ]);
    // The bin has held one of them alone.
    expect((await post('shared')).status).toBe(303);
    const shelf = await room.count(s.shelf, w.sid, {});
    const shared = await app.post(`/stock/counts/${shelf}`, { part: 'SHARED', quantity: '1' }, w.sid);
    expect([shared.status, shared.text.includes('LCD-116-30B')]).toEqual([422, true]);
    expect((await app.get(`/stock/counts/${id}?q=NOPE`, w.sid)).text).toContain('No part has this SKU');
    expect((await app.get(`/stock/counts/${id}?q=bat-3100`, w.sid)).text).toContain('How many lie there');
  });

  test('a second heap is added, unless something moved; a mistake is taken back', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.van, w.sid, { [s.panel]: 1 });
    const more = { part: s.panel, quantity: '1', more: '1' };
    await app.post(`/stock/counts/${id}`, more, w.sid);
    await app.post('/stock/transfers/new', { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: '1' }, w.sid);
    const moved = await app.post(`/stock/counts/${id}`, more, w.sid);
    expect([moved.status, moved.text.includes('count all of it again')]).toEqual([422, true]);
    await app.post(`/stock/counts/${id}`, { part: s.battery, quantity: '9' }, w.sid);
    await app.post(`/stock/counts/${id}/parts/${s.battery}/withdraw`, {}, w.sid);
    expect(await room.finish(id, w.sid)).toContain('done=counted');
    expect([await room.books(s.van, s.panel), await room.books(s.van, s.battery)]).toEqual([3, 1]);
  });

  test('given up it changes nothing, by who began it or may adjust', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.van, w.ivy, { [s.panel]: 9 });
    expect((await app.post(`/stock/counts/${id}/give-up`, {}, w.audrey)).status).toBe(403);
    expect((await app.post(`/stock/counts/${id}/give-up`, {}, w.tess)).status).toBe(303);
    expect((await app.post(`/stock/counts/${id}`, { part: s.panel, quantity: '1' }, w.ivy)).status).toBe(409);
  });
});

describe('while others work', () => {
  test('what moved after the scan stays moved, what came to light later is computed in', async () => {
    const { app, w, s } = room;
    const id = await room.count(s.shelf, w.sid, { [s.panel]: 8 });
    app.later(60_000);
    await app.post('/stock/transfers/new', { from: s.shelf, to: s.van, [`quantity.${s.panel}`]: '3' }, w.sid);
    // One of the two that are missing was used an hour before the count, and is told only now.
    await room.engine.batch([
      {
        sql: `INSERT INTO movements (id, part, bin, quantity, why, done_at, at, value_cents)
              VALUES ('late', ?, ?, -1, 'scrap', '2027-03-02T14:00:00.000Z', '2027-03-02T15:02:00.000Z', -2000)`,
        parameters: [s.panel, s.shelf],
      },
      {
        sql: 'UPDATE stock SET on_hand = on_hand - 1 WHERE bin = ? AND part = ?',
        parameters: [s.shelf, s.panel],
      },
      {
        sql: 'UPDATE part_values SET on_hand = on_hand - 1, value_cents = value_cents - 2000 WHERE part = ?',
        parameters: [s.panel],
      },
    ]);
    await room.finish(id, w.sid);
    await room.settle(id, w.sid, 'used_without_record');
    // 8 lay there, 3 of them left since.
    expect(await room.books(s.shelf, s.panel)).toBe(5);
    expect(await room.lines()).toMatchObject([{ difference: -1, state: 'posted' }]);
  });

  test('used beyond the books: before the count it is settled, since then it comes off', async () => {
    const { app, w, s } = room;
    const short = (id: string, at: string) => ({
      sql: `INSERT INTO shortfalls (id, part, bin, quantity, repair, repair_part, at)
            VALUES (?, ?, ?, 1, 'r', 'p', ?)`,
      parameters: [id, s.touchPanel, s.van, at],
    });
    await room.engine.batch([
      {
        sql: `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
              VALUES ('r', 1, ?, ?, 'in_work', 'x', 'x')`,
        parameters: [w.one, w.maple],
      },
      { sql: "INSERT INTO repair_lines (id, repair, position) VALUES ('l', 'r', 1)", parameters: [] },
      {
        sql: `INSERT INTO repair_parts (id, repair, line, part, quantity, cost_cents, at)
              VALUES ('p', 'r', 'l', ?, 1, 0, 'x')`,
        parameters: [s.touchPanel],
      },
      short('before', '2027-03-01T12:00:00.000Z'),
    ]);
    expect((await app.get('/stock/counts?show=all', w.sid)).text).toContain('1 short');
    expect((await app.get(`/stock/bins/${s.van}/count`, w.sid)).text).toContain(
      'used though the books had none',
    );
    const id = await room.count(s.van, w.sid, { [s.touchPanel]: 3 });
    await room.engine.batch([short('since', '2027-03-02T15:30:00.000Z')]);
    await room.finish(id, w.sid);
    await room.settle(id, w.sid);
    // Nobody may change the books by 180.00 alone.
    expect(await room.lines()).toMatchObject([{ state: 'waiting', difference: 2 }]);
    const line = await room.lineOf(id, s.touchPanel);
    await app.post('/stock/counts/waiting', { lines: line, decision: 'agree' }, w.mara);
    expect(await room.books(s.van, s.touchPanel)).toBe(2);
    expect(await app.rows('SELECT 1 FROM shortfalls WHERE settled_at IS NULL')).toEqual([]);
  });

  test('two people count one bin at once: one count, and what both counted is a second count', async () => {
    const { app, w, s } = room;
    const [a, b] = await Promise.all([
      app.post('/stock/counts', { bin: 'd1-a1' }, w.sid),
      app.post('/stock/counts', { bin: s.shelf }, w.tess),
    ]);
    expect(a.location).toBe(b.location);
    const id = a.location?.split('/').at(-1) ?? '';
    const say = (person: string, part: string, quantity: string) =>
      app.post(`/stock/counts/${id}`, { part, quantity }, person);
    await say(w.sid, s.panel, '1');
    app.later(1_000);
    await say(w.tess, s.panel, '1');
    await say(w.tess, s.twin, '4');
    app.later(1_000);
    await say(w.sid, s.twin, '3');
    const seen = await app.get(`/stock/counts/${id}?part=${s.panel}`, w.sid);
    expect(seen.text).toContain('yours is a second count');
    await room.finish(id, w.sid);
    await room.settle(id, w.sid);
    // Nine missing is above the limit, but two say so; of the twin they say different things.
    expect(await room.lines()).toMatchObject([
      { part: 'LCD-116-30', state: 'posted', difference: -9 },
      { part: 'LCD-116-30B', state: 'waiting', difference: -1 },
    ]);
  });

  test('counted again later, the older count has nothing to say any more', async () => {
    const { app, w, s } = room;
    const old = await room.count(s.shelf, w.ivy, { [s.panel]: 9 });
    await room.finish(old, w.ivy);
    await room.settle(old, w.ivy);
    app.later(60_000);
    const fresh = await room.count(s.shelf, w.sid, { [s.panel]: 7 });
    await room.finish(fresh, w.sid);
    await room.settle(fresh, w.sid);
    expect(await room.lines()).toMatchObject([{ state: 'superseded' }, { state: 'posted', difference: -3 }]);
    expect(await room.books(s.shelf, s.panel)).toBe(7);
    const line = await room.lineOf(old, s.panel);
    expect((await app.post('/stock/counts/waiting', { lines: line, decision: 'agree' }, w.mara)).status).toBe(
      409,
    );
    expect(await app.rows("SELECT 1 FROM counts WHERE state = 'closed'")).toEqual([]);
  });

  test('twice settled, it is posted once', async () => {
    const { w, s } = room;
    const id = await room.count(s.van, w.sid, { [s.panel]: 4 });
    await room.finish(id, w.sid);
    const statuses = await Promise.all([room.settle(id, w.sid), room.settle(id, w.sid)]);
    expect(statuses.sort()).toEqual([303, 409]);
    expect(await room.books(s.van, s.panel)).toBe(4);
  });

  test('a sheet sent twice at once leaves one count, posted once', async () => {
    const { app, w, s } = room;
    const fields = { idempotency_key: newId(), [`counted.${s.panel}`]: '2' };
    const answers = await Promise.all([
      app.post(`/stock/bins/${s.van}/count`, fields, w.sid),
      app.post(`/stock/bins/${s.van}/count`, fields, w.sid),
    ]);
    expect(answers.map(({ status }) => status)).toContain(303);
    expect(await app.rows("SELECT state FROM counts WHERE id NOT LIKE 'before%'")).toEqual([
      { state: 'posted' },
    ]);
  });
});

test('the check finds a count that posted something else, and one that is settled too early', async () => {
  const { w, s } = room;
  const broken = async () =>
    (await brokenRules(new Database(room.engine)))
      .map(({ rule }) => rule)
      .filter((rule) => /count|line/.test(rule));
  const id = await room.count(s.van, w.sid, { [s.panel]: 4 });
  await room.finish(id, w.sid);
  await room.settle(id, w.sid);
  expect(await broken()).toEqual([]);
  await room.engine.batch([{ sql: 'UPDATE count_lines SET difference = 3', parameters: [] }]);
  expect(await broken()).toEqual(['what a count has posted is the difference that it found']);
  await room.engine.batch([{ sql: "UPDATE count_lines SET state = 'waiting'", parameters: [] }]);
  expect(await broken()).toEqual([
    'a count that is settled has no line left to decide',
    'a line of a count rests on an entry of its own part, and waits only in a closed count',
  ]);
});
