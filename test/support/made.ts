import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import { checkAll } from '../../src/cli/check.ts';
import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { loadDistrict } from '../../src/demo/bulk.ts';
import { playDemo } from '../../src/demo/demo.ts';
import { Plan } from '../../src/demo/plan.ts';
import { sizeFor } from '../../src/demo/plan-size.ts';
import { MemoryPhotos } from './app.ts';
import { freshSqlite } from './database.ts';

/** The district's last day in tests, and the morning after it. */
export const UNTIL = '2026-11-19';
export const SHOWN = Date.parse('2026-11-20T16:00:00.000Z');

const plan = (devices: number, seed: number) => new Plan({ ...sizeFor(devices, seed), endsOn: UNTIL });
const silent = () => {};

/** A district made by bulk statements. */
export function bulkDistrict(devices: number, seed = 1, engine = freshSqlite()) {
  const options = { hash: 'a hash', beside: ':memory:', say: silent };
  const counts = loadDistrict(engine.file, plan(devices, seed), options);
  return { engine, counts };
}

/** A district made through the app's actions, with the morning on which it is shown. */
export async function playedDistrict(devices: number, hash = 'a hash', seed = 1) {
  const engine = freshSqlite();
  const photos = new MemoryPhotos();
  const counts = await playDemo(engine, plan(devices, seed), { hash, photos, now: SHOWN, say: silent });
  return { engine, photos, counts };
}

/** What is broken in it, of everything that `cli check` checks. */
export function brokenIn(engine: SqliteEngine) {
  return checkAll(engine.file, engine, silent);
}

/** A digest of every row of every table. */
export function digestOf(file: Sqlite.Database): string {
  const tables = file
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'
       AND name NOT LIKE '%_fts_%' AND name NOT LIKE 'sqlite_%' AND name <> 'd1_migrations' ORDER BY name`,
    )
    .pluck()
    .all() as string[];
  const hash = createHash('sha256');
  for (const table of tables)
    for (const row of file.prepare(`SELECT * FROM ${table}`).raw().iterate())
      hash.update(`${table} ${JSON.stringify(row)}\n`);
  return hash.digest('base64url');
}
