import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { patience } from './amounts.ts';
import { type District, writeDistrict } from './district.ts';
import { digestOf, faultsOf } from './proof.ts';
import { tally } from './tally.ts';

/** More pages than any one commit of these needs. */
const PLENTY = 1_000_000;
const WRITES = 40;
/** Room for none up to this many pages, in turn: so commits end at their first statements and at later ones. */
const MOST_PAGES = 6;

const folder = mkdtempSync(join(tmpdir(), 'spudger-full-'));
let d: District;
let file: Sqlite.Database;
let app: TestApp;

beforeAll(async () => {
  const path = join(folder, 'district.db');
  d = await writeDistrict(path);
  file = openSqlite(path);
  file.exec('VACUUM');
  app = testApp(new SqliteEngine(file));
}, patience(60_000));

afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true, force: true });
});

/** So many pages may be added to the file before it is full. */
function room(pages: number): void {
  const now = file.pragma('page_count', { simple: true }) as number;
  file.pragma(`max_page_count = ${now + pages}`);
}

describe('the disk is full', () => {
  const long = 'x'.repeat(3_900);
  const stories: [string, (key: string) => [path: string, fields: Record<string, string | string[]>]][] = [
    ['a note on a repair', (key) => [`/repairs/${d.open}/note`, { text: `${key} ${long}` }]],
    [
      'a quick repair with a part',
      (key) => [
        `/devices/${d.broken[0]}/repair`,
        {
          fault: 'screen',
          remedy: 'replaced',
          minutes: '15',
          note: `${key} ${long.slice(0, 1_900)}`,
          parts: `${d.shelf.panel}:${d.shelf.van}`,
        },
      ],
    ],
    [
      'a new location',
      (key) => [
        '/locations/new',
        { kind: 'room', code: key.slice(-30), name: key, parent: d.cast.maple, note: long.slice(0, 900) },
      ],
    ],
  ];

  test.each(stories)(
    '%s: wherever the commit ends for lack of room, nothing of it is saved, and it is saved once there is',
    async (_name, story) => {
      let refused = 0;
      for (let n = 0; n < WRITES; n++) {
        const key = newId();
        const [path, fields] = story(key);
        const before = digestOf(file);
        room(n % MOST_PAGES);
        const answer = await app.post(path, { ...fields, idempotency_key: key }, d.cast.mara);
        if (answer.status === 303) continue;
        refused += 1;
        expect(answer.status).toBe(507);
        expect(answer.text).toContain('The disk is full');
        expect(answer.text).toContain('Nothing was saved');
        expect(digestOf(file)).toBe(before);
        expect((await app.get(`/devices/${d.cast.one}`, d.cast.sid)).status).toBe(200);
        expect((await app.get('/devices', d.cast.sid)).status).toBe(200);
        room(PLENTY);
        const again = await app.post(path, { ...fields, idempotency_key: key }, d.cast.mara);
        expect(again.status).toBe(303);
      }
      room(PLENTY);
      expect(refused).toBeGreaterThan(0);
      expect(await faultsOf(file)).toEqual([]);
      tally('commits that ended for lack of room', refused);
    },
    patience(60_000),
  );

  test('the JSON face says it with a status of its own', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < WRITES; i++) {
      room(i % MOST_PAGES);
      const code = `FULL-${i}`;
      const body = { kind: 'room', code, name: 'Full', parent: d.cast.maple, note: long.slice(0, 900) };
      const answer = await app.json('POST', '/api/v1/locations', body, d.cast.mara);
      statuses.push(answer.status);
      if (answer.status === 507)
        expect(answer.json).toMatchObject({ status: 507, title: 'The disk is full' });
    }
    room(PLENTY);
    expect(new Set(statuses)).toEqual(new Set([201, 507]));
    expect(await faultsOf(file)).toEqual([]);
  });

  test('a sign-in that cannot be kept is refused with words, not with a failure', async () => {
    const full: Engine = {
      read: (statements) => new SqliteEngine(file).read(statements),
      batch: async (statements) => {
        room(0);
        await new SqliteEngine(file).batch([
          { sql: 'CREATE TABLE no_room AS SELECT zeroblob(100000) AS x', parameters: [] },
          ...statements,
        ]);
      },
    };
    const answer = await testApp(full).post(
      '/sign-in',
      { email: 'sid@spudger.test', password: 'thirteen red bricks' },
      null,
    );
    room(PLENTY);
    expect(answer.status).toBe(507);
    expect(await faultsOf(file)).toEqual([]);
  });
});
