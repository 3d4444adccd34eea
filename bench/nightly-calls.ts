/*
 * The nightly run as a Worker's scheduled calls do it, call after call, in a process of its own whose heap is held
 * to what an isolate has: how much CPU time, memory and how many statements each call takes. The clock that the
 * calls go by is that of the CPU: on a platform it goes on while the database answers, and a call does less.
 *   node --max-old-space-size=80 nightly-calls.mjs FILE
 */
import Sqlite from 'better-sqlite3';
import { readConfig } from '../src/config.ts';
import { CountedEngine } from '../src/db/engine-counted.ts';
import { SqliteEngine } from '../src/db/engine-sqlite.ts';
import { workFor } from '../src/forecast/forecaster.ts';
import { askRun } from '../src/forecast/run.ts';
import { findRun } from '../src/forecast/run-queries.ts';
import { systemCtx } from '../src/web/system-ctx.ts';

/** As src/worker.ts has them. */
const ALLOWED = { milliseconds: 10_000, statements: 600 };
const MEGABYTE = 1_048_576;

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const { now: clock } = Date;
const started = clock() - cpu();
Date.now = () => started + cpu();

let most = 0;
const look = () => {
  const { heapUsed, external } = process.memoryUsage();
  most = Math.max(most, (heapUsed + external) / MEGABYTE);
};
const bare = new SqliteEngine(new Sqlite(process.argv[2] ?? ''));
const engine = new CountedEngine({
  read: (statements) => {
    look();
    return bare.read(statements);
  },
  batch: (statements) => {
    look();
    return bare.batch(statements);
  },
});
const config = readConfig({
  BASE_URL: 'http://localhost',
  SECRET: 'for the bench alone, thirty-two characters',
});
const fresh = () => systemCtx({ engine, config: { ...config, secret: '' }, clock }, 'system');
const { id } = await askRun(await fresh(), null);
for (;;) {
  const { db } = await fresh();
  const { state, phase, failure } = await findRun(db, id);
  if (state === 'failed') throw new Error(failure);
  if (state === 'done') break;
  const [before, asked] = [cpu(), engine.used];
  most = 0;
  await workFor(fresh, ALLOWED);
  look();
  const seconds = ((cpu() - before) / 1_000).toFixed(1);
  process.stdout.write(
    `  a call from ${phase} on: ${seconds} s of CPU (30), ${engine.used - asked} statements (1,000), ` +
      `${most.toFixed(0)} MB of heap and outside of it (128)\n`,
  );
}
