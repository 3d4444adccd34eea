import { beforeEach, describe, expect, test } from 'vitest';
import { commit } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { LOOKED_AT, listRecords } from '../../src/history/queries.ts';
import { type ChainedRecord, hashOf, record } from '../../src/history/record.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase, freshSqlite } from '../support/database.ts';
import { onTheEngineItself } from '../support/opened.ts';
import { type Cast, makeWorld } from '../support/world.ts';

onTheEngineItself();

let app: TestApp;
let w: Cast;
let engine: Engine;
const run = (sql: string) => engine.batch([{ sql, parameters: [] }]);

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const edit = (name: string, version: number, note = '') =>
  app.post(
    `/locations/${w.mapleRoom}/edit`,
    { version: String(version), code: 'MAP-12', name, parent: w.maple, note },
    w.mara,
  );

const NONE = { who: '', kind: '', verb: '', site: '', from: '', to: '' };

describe('pages of the history', () => {
  test('a thing tells its story with the names of today, to who may see it', async () => {
    await edit('Library', 1, 'moved the desks');
    await edit('Media centre', 2);
    const page = await app.get(`/history/${w.mapleRoom}`, w.mara);
    expect(page.status).toBe(200);
    expect(page.text).toContain('History of Maple Elementary, Media centre');
    expect(page.text).toContain('moved the desks');
    expect(page.text).toContain('Mara Thimble');
    expect((await app.get(`/history/${w.mapleRoom}`, w.cora)).status).toBe(200);
    expect((await app.get(`/history/${w.mapleRoom}`, w.bert)).status).toBe(404);
    expect((await app.get('/history/nothing', w.mara)).status).toBe(404);
  });

  test('old and new are shown beside each other', async () => {
    await app.post('/locations/new', { kind: 'room', code: 'B9', name: 'Room 9', parent: w.birch }, w.mara);
    const [room] = await app.rows<{ id: string }>("SELECT id FROM locations WHERE code = 'B9'");
    await app.post(
      `/locations/${room?.id}/edit`,
      { version: '1', code: 'B9', name: 'Room 9', parent: w.maple },
      w.mara,
    );
    const page = await app.get(`/history/${room?.id}`, w.mara);
    expect(page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toContain(
      'Birch Middle became → Maple Elementary',
    );
  });

  test('the page for all filters by who, what, where, verb and day', async () => {
    await edit('Library', 1);
    await app.post('/locations/new', { kind: 'room', code: 'B9', name: 'Room 9', parent: w.birch }, w.ada);
    const page = async (query: string) => (await app.get(`/history?${query}`, w.audrey)).text;
    expect(await page('')).toContain('Room 9');
    expect(await page('who=mara')).not.toContain('Room 9');
    expect(await page('who=mara')).toContain('Library');
    expect(await page(`site=${w.birch}`)).toContain('Room 9');
    expect(await page(`site=${w.birch}`)).not.toContain('Library');
    expect(await page('verb=edit')).not.toContain('Room 9');
    expect(await page('kind=device')).toContain('Nothing fits');
    expect(await page('from=2027-03-02&to=2027-03-02')).toContain('Room 9');
    expect(await page('to=2027-03-01')).toContain('Nothing fits');
    expect(await page('from=2027-02-31x')).toContain('is not a day');
    expect(await page('who=spudger.test')).toContain('Whose history?');
    expect(await page('who=nobody')).toContain('Nobody who signs in');
    expect((await app.get('/history', w.sid)).status).toBe(403);
  });

  test('students are named to those who may see them only', async () => {
    const data = { person: w.student };
    await commit(
      await systemCtx(app.services, 'system'),
      null,
      record({ thing: w.one, kind: 'device', verb: 'checked out', site: w.maple, data }),
    );
    expect((await app.get(`/history/${w.one}`, w.mara)).text).toContain('Quill Fennimore');
    const audited = (await app.get(`/history/${w.one}`, w.audrey)).text;
    expect(audited).not.toContain('Fennimore');
    expect(audited).toContain('a student, grade 7');
  });

  test('pages follow each other without a gap or a repeat', async () => {
    for (let i = 1; i <= 120; i++) await edit(`Room ${i}`, i);
    const db = new Database(engine);
    const filters = [{}, { who: w.mara }, { kind: 'location' }, { site: w.maple }, { verb: 'edit' }];
    for (const filter of filters) {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await listRecords(db, { ...NONE, ...filter, cursor });
        seen.push(...page.items.map(({ n }) => n));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(120);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    }
  });

  test('what is rare is looked for a stretch at a time', async () => {
    await run(`INSERT INTO records
        (thing, seq, kind, verb, at, done_at, person, source, data, previous, hash)
      WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ${LOOKED_AT + 500})
      SELECT 'x', n, 'device', CASE n WHEN 7 THEN 'rare' ELSE 'seen' END,
        strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + n, 'unixepoch'), 'x', NULL, 'demo', '{}', '', n FROM i`);
    const db = new Database(engine);
    const first = await listRecords(db, { ...NONE, kind: 'device', verb: 'rare' });
    expect(first.items).toEqual([]);
    expect(first.soFar).not.toBeNull();
    const second = await listRecords(db, { ...NONE, kind: 'device', verb: 'rare', cursor: first.next ?? '' });
    expect(second.items.map(({ seq }) => seq)).toEqual([7]);
    expect(second.next).toBeNull();
  });

  test('no filter makes the whole table be read or sorted', async () => {
    const sqlite = freshSqlite();
    const plans: string[] = [];
    const spy = new Database({
      read: async (statements) => {
        for (const { sql, parameters } of statements) {
          const plan = sqlite.file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as {
            detail: string;
          }[];
          plans.push(...plan.map(({ detail }) => detail));
        }
        return statements.map(() => []);
      },
      batch: async () => {},
    });
    const days = { from: '2027-01-01T00:00:00.000Z', to: '2027-02-01T00:00:00.000Z' };
    const all = [{}, { who: 'a' }, { kind: 'a' }, { site: 'a' }, { verb: 'a' }, days, { who: 'a', ...days }];
    for (const filter of [...all, { kind: 'a', ...days }]) await listRecords(spy, { ...NONE, ...filter });
    expect(plans.filter((line) => /SCAN (?!r$)|B-TREE/.test(line))).toEqual([]);
    expect(plans.filter((line) => line.startsWith('SEARCH records'))).not.toHaveLength(0);
  });
});

describe('the chain', () => {
  const verify = () => verifyHistory(new Database(engine), 1_000_000);

  beforeEach(async () => {
    for (let i = 1; i <= 4; i++) await edit(`Room ${i}`, i, `note ${i}`);
    await app.post('/locations/new', { kind: 'room', code: 'B9', name: 'Room 9', parent: w.birch }, w.ada);
  });

  test('holds, and goes on holding when texts are purged', async () => {
    expect(await verify()).toEqual({ checked: 5, broken: null, next: null });
    await run('DELETE FROM record_texts');
    expect(await verify()).toMatchObject({ checked: 5, broken: null });
    expect((await app.get(`/history/${w.mapleRoom}`, w.mara)).text).toContain('deleted for privacy');
  });

  test.each([
    ["UPDATE records SET data = '{}' WHERE seq = 2", 'the line was changed'],
    ["UPDATE records SET person = 'someone' WHERE seq = 3", 'the line was changed'],
    [
      "UPDATE records SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1 AND thing IN (SELECT thing FROM records WHERE seq = 4)",
      'the line was changed',
    ],
    ['DELETE FROM records WHERE seq = 2', 'the line before it is missing'],
    ['UPDATE records SET seq = 9 WHERE seq = 4', 'the line before it is missing'],
    ["UPDATE record_texts SET text = 'other' WHERE seq = 2", 'its text was changed'],
    ['DELETE FROM records WHERE seq = 4', 'a line with this running number is missing'],
  ])('%s is found', async (sql, reason) => {
    await run(sql);
    expect((await verify()).broken?.reason).toBe(reason);
  });

  test('a line that was changed with its hash breaks the next one', async () => {
    const [row] = await app.rows<ChainedRecord>('SELECT * FROM records WHERE seq = 2');
    const forged = { ...(row as ChainedRecord), data: '{"forged":1}' };
    await engine.batch([
      {
        sql: 'UPDATE records SET data = ?, hash = ? WHERE seq = 2',
        parameters: [forged.data, hashOf(forged)],
      },
    ]);
    expect((await verify()).broken).toMatchObject({
      seq: 3,
      reason: 'it does not follow the line before it',
    });
  });

  test('an auditor verifies on a page, a part at a time', async () => {
    expect((await app.get('/history/verify', w.audrey)).text).toContain('Start');
    expect((await app.get('/history/verify?run=1', w.audrey)).text).toContain('Unbroken: all 5 lines');
    expect((await app.get('/history/verify?run=1', w.mara)).status).toBe(403);
    expect((await app.get('/history/verify?run=1&from=nonsense', w.audrey)).status).toBe(404);
    await run("UPDATE records SET verb = 'x' WHERE seq = 2");
    expect((await app.get('/history/verify?run=1', w.audrey)).text).toContain('the line was changed');
  });

  test('goes on where it stopped', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) =>
      record({ thing: newId(), kind: 'x', verb: 'made', first: true, data: { i } }),
    );
    await commit(await systemCtx(app.services, 'system'), null, ...many);
    const db = new Database(engine);
    const first = await verifyHistory(db, 500);
    expect(first).toMatchObject({ checked: 1_000, broken: null });
    expect(await verifyHistory(db, 500, first.next)).toEqual({ checked: 1_205, broken: null, next: null });
  });
});
