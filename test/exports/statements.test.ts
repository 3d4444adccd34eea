import { beforeEach, expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import { ROWS_A_READ } from '../../src/exports/list.ts';
import { LISTS } from '../../src/exports/lists/all.ts';
import { exportBytes } from '../../src/exports/write.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

/** Statements and rows of one export, as an admin sees it. */
async function taken(name: keyof typeof LISTS): Promise<{ statements: number; rows: number }> {
  const ctx = await systemCtx(app.services, 'system');
  const used: Database[] = [];
  const fresh = () => {
    const db = new Database(app.services.engine);
    used.push(db);
    return { ...ctx, actor: { ...ctx.actor, person: w.ada }, db };
  };
  const wanted = {
    list: LISTS[name],
    query: {},
    columns: [],
    format: 'csv',
    rowsARead: ROWS_A_READ,
  } as const;
  let text = '';
  for await (const piece of exportBytes(wanted, fresh)) text += new TextDecoder().decode(piece);
  return { statements: used.reduce((sum, db) => sum + db.used, 0), rows: text.split('\r\n').length - 2 };
}

/** D1 allows a request 1,000; the session and the page take some. */
const ALLOWED = 950;
/** What the largest lists have in a district of 200,000 devices. */
const LARGEST: Partial<Record<string, number>> = { history: 2_400_000, people: 250_000, movements: 200_000 };

test('the longest list leaves in one request', async () => {
  const asked: Record<string, number> = {};
  for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    const reads = 1 + Math.ceil((LARGEST[name] ?? 200_000) / ROWS_A_READ);
    asked[name] = reads * (await taken(name)).statements;
  }
  expect(Object.entries(asked).filter(([, statements]) => statements > ALLOWED)).toEqual([]);
});

test('more rows are asked for by as many statements', async () => {
  const before = await taken('devices');
  const rows = 12_000;
  const columns = Object.keys((await app.rows('SELECT * FROM devices LIMIT 1'))[0] ?? {});
  const own: Record<string, string> = {
    n: 'NULL',
    id: "'made-' || j.value",
    tag: "'M' || j.value",
    serial: "'MADE' || j.value",
  };
  await app.services.engine.batch([
    {
      sql: `INSERT INTO devices (${columns.join(', ')})
            SELECT ${columns.map((name) => own[name] ?? `d.${name}`).join(', ')}
            FROM json_each(?) AS j JOIN devices AS d ON d.id = ?`,
      parameters: [JSON.stringify(Array.from({ length: rows }, (_, i) => i)), w.spare],
    },
  ]);
  const after = await taken('devices');
  expect(after.rows).toBe(before.rows + rows);
  // 500, 10,000 and the rest.
  expect(after.statements).toBe(3 * before.statements);
});
