import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import { applyImport } from '../../src/imports/steer.ts';
import { importBench, preview, state } from '../imports/run.ts';
import { makeSeed, writeSeed } from '../support/server-seed.ts';
import { patience } from './amounts.ts';
import { KilledServer } from './killed-server.ts';

const ROWS = 2_500;
/** In the middle of it; until one has come that far, each is later than the one before. */
const KILLS = 3;

const folder = mkdtempSync(join(tmpdir(), 'spudger-import-'));
const path = join(folder, 'spudger.db');

beforeAll(() => build(), 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  'an import that is killed again and again goes on where it was, and no row goes in twice',
  async () => {
    const seed = await makeSeed();
    await writeSeed(path, seed);
    const file = openSqlite(path);
    const engine = new SqliteEngine(file);
    const bench = importBench(engine, seed.cast.mara);
    const rows = Array.from(
      { length: ROWS },
      (_, n) => `T${n + 10_000},SER${n + 10_000}XYZ,Dell Chromebook 3100,MAP`,
    );
    const id = await preview(bench, `Asset Tag,Serial Number,Model,Location\n${rows.join('\n')}\n`);
    await applyImport(bench.ctx(), id, { allOrNothing: false });

    const server = await KilledServer.on(folder);
    const seen: number[] = [];
    let wait = 50;
    for (let hits = 0; hits < KILLS; ) {
      await server.start();
      await new Promise((resume) => setTimeout(resume, wait));
      await server.kill();
      const it = await state(bench, id);
      const [counted] = await bench.ctx().db.all<{ n: number }>({
        sql: "SELECT count(*) AS n FROM devices WHERE tag LIKE 'T%'",
        parameters: [],
      });
      expect(it.applied).toBe(counted?.n);
      seen.push(it.applied);
      if (it.state === 'applied') break;
      if (it.applied > (seen.at(-2) ?? 0)) hits += 1;
      else wait *= 1.5;
    }
    // It was killed in the middle at least once, and got further each time.
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.some((n) => n > 0 && n < ROWS)).toBe(true);
    await server.start();
    for (let look = 0; look < 600 && (await state(bench, id)).state !== 'applied'; look += 1)
      await new Promise((resume) => setTimeout(resume, 100));
    await server.kill();
    expect(await state(bench, id)).toMatchObject({ state: 'applied', applied: ROWS, rejects: 0 });
    const [twice] = await bench.ctx().db.all<{ n: number }>({
      sql: `SELECT count(*) AS n FROM (SELECT thing FROM records WHERE verb = 'created' AND kind = 'device'
            GROUP BY thing HAVING count(*) > 1)`,
      parameters: [],
    });
    expect(twice).toEqual({ n: 0 });
    const history = await verifyHistory(new Database(engine), 20_000, null);
    expect(history.broken).toBeFalsy();
    const broken = await brokenRules(new Database(engine));
    const ofTheCast = ['every device has its history', 'the tallies count the devices'];
    expect(broken.filter(({ rule }) => !ofTheCast.includes(rule))).toEqual([]);
    file.close();
  },
  patience(90_000),
);
