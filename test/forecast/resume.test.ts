import { expect, test } from 'vitest';
import { advanceRuns, askRun } from '../../src/forecast/run.ts';
import type { Worker } from '../../src/forecast/worker.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { forecastStage, runForecast } from '../support/forecast.ts';

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
  const { id } = await askRun(await fresh(), null);
  let calls = 0;
  const half = async () => (await app.rows('SELECT 1 FROM forecast_groups WHERE run = ?', id)).length;
  const seen = new Set<number>();
  for (; calls < 40; calls++) {
    let looks = 0;
    // One look before the run is taken up, and no more patience after it.
    const worker: Worker = { ctx: fresh, breathe: async () => {}, tired: () => looks++ > 0 };
    if ((await advanceRuns(worker)) > 0) break;
    seen.add(await half());
  }
  const whole = await runForecast(app);
  expect(calls).toBeGreaterThan(9);
  expect(seen.has(250)).toBe(true);
  const groups = (run: string) =>
    app.rows('SELECT thing, how, sums, factors FROM forecast_groups WHERE run = ? ORDER BY thing', run);
  expect(await groups(id)).toEqual(await groups(whole));
  const [a, b] = await app.rows<{ fingerprint: string }>('SELECT fingerprint FROM forecast_runs ORDER BY n');
  expect(a).toEqual(b);
  expect(await app.rows('SELECT 1 FROM forecast_learnt')).toEqual([]);
}, 60_000);
