import { expect, test } from 'vitest';
import { CountedEngine } from '../../src/db/engine-counted.ts';
import { workFor } from '../../src/forecast/forecaster.ts';
import { advanceRuns, askRun } from '../../src/forecast/run.ts';
import type { Worker } from '../../src/forecast/worker.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { forecastStage, runForecast } from '../support/forecast.ts';

/** Months that are looked back on; the stage knows those before. */
const LATE = "FROM backtest_lines WHERE month >= '2027-01'";

test('calls that end after every step come to what one call comes to, group for group', async () => {
  const { app, engine } = await forecastStage();
  const fresh = () => systemCtx(app.services, 'system');
  // More than are forecast at once, each with a past of its own that fits no device.
  const months = ['2026-08', '2026-11', '2027-01'];
  await engine.batch([
    {
      sql: `WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 280)
            INSERT INTO parts (id, sku, name, part_kind, created_at)
            SELECT printf('many-%03d', n), printf('MANY-%03d', n), printf('cable %03d', n), 'cable',
              '2026-01-01T12:00:00.000Z' FROM i`,
      parameters: [],
    },
    {
      sql: `INSERT INTO repair_parts (id, repair, line, part, quantity, cost_cents, at)
            SELECT 'used-' || p.id || m.value, u.repair, u.line, p.id, 1 + (p.n % 3), 100, m.value || '-10T12:00:00.000Z'
            FROM parts AS p, json_each(?) AS m, (SELECT repair, line FROM repair_parts LIMIT 1) AS u
            WHERE p.id LIKE 'many-%' AND p.n % 4 = 0`,
      parameters: [JSON.stringify(months)],
    },
  ]);
  const past = () => app.rows<{ month: string }>(`SELECT month, thing, line ${LATE} ORDER BY month, thing`);
  const forgotten = { sql: `DELETE ${LATE}`, parameters: [] };
  await engine.batch([forgotten]);
  const { id } = await askRun(await fresh(), null);
  let calls = 0;
  const half = async () => (await app.rows('SELECT 1 FROM forecast_groups WHERE run = ?', id)).length;
  const seen = new Set<number>();
  for (; calls < 80; calls++) {
    let looks = 0;
    // One look before the run is taken up, and no more patience after it.
    const worker: Worker = { ctx: fresh, breathe: async () => {}, tired: () => looks++ > 0 };
    if ((await advanceRuns(worker)) > 0) break;
    seen.add(await half());
  }
  const inPieces = await past();
  await engine.batch([forgotten]);
  const whole = await runForecast(app);
  // Nine phases, and of each month that is looked back on three pieces: devices, history, and what follows.
  const looked = new Set(inPieces.map(({ month }) => month)).size;
  expect(looked).toBeGreaterThan(1);
  expect(calls).toBeGreaterThanOrEqual(9 + 3 * looked);
  expect(await past()).toEqual(inPieces);
  expect(seen.has(250)).toBe(true);
  const groups = (run: string) =>
    app.rows('SELECT thing, how, sums, factors FROM forecast_groups WHERE run = ? ORDER BY thing', run);
  expect(await groups(id)).toEqual(await groups(whole));
  const [a, b] = await app.rows<{ fingerprint: string }>('SELECT fingerprint FROM forecast_runs ORDER BY n');
  expect(a).toEqual(b);
  expect(await app.rows('SELECT 1 FROM forecast_learnt')).toEqual([]);
}, 60_000);

test('a call that may ask so many times ends soon after, and the next ones come to the end', async () => {
  const { app } = await forecastStage();
  const counted = new CountedEngine(app.services.engine);
  const fresh = () => systemCtx({ ...app.services, engine: counted }, 'system');
  const { id } = await askRun(await fresh(), null);
  const asked: number[] = [];
  const state = async () => (await app.rows('SELECT state FROM forecast_runs WHERE id = ?', id))[0]?.state;
  while ((await state()) !== 'done' && asked.length < 60) {
    const before = counted.used;
    await workFor(fresh, { milliseconds: 600_000, statements: 30 });
    asked.push(counted.used - before);
  }
  expect(await state()).toBe('done');
  expect(asked.length).toBeGreaterThan(3);
  expect(Math.max(...asked)).toBeLessThan(150);
}, 60_000);
