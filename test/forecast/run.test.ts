import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { advanceRuns, askNightly, askRun } from '../../src/forecast/run.ts';
import type { Worker } from '../../src/forecast/worker.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import {
  carryOn,
  type ForecastStage,
  forecastStage,
  LAST,
  MONTHS,
  runForecast,
  usedIn,
} from '../support/forecast.ts';
import { row } from '../support/world-row.ts';

let stage: ForecastStage;

beforeEach(async () => {
  stage = await forecastStage();
});

const fresh = () => systemCtx(stage.app.services, 'system');
const one = async <T>(sql: string, ...values: (string | number | null)[]) =>
  (await stage.app.rows<T>(sql, ...values))[0] as T;

const wanted = async (thing: string, month: string) =>
  (
    await one<{ n: number | null }>(
      'SELECT sum(units) AS n FROM demand_months WHERE thing = ? AND month = ?',
      thing,
      month,
    )
  ).n;

/** A hold for panels, or a panel that was fitted. */
async function hold(repair: string, from: string, quantity: number, to: string | null = null): Promise<void> {
  const { engine, s } = stage;
  await engine.batch([
    row('repair_holds', {
      id: newId(),
      repair,
      reason: 'parts',
      interchange_group: s.panels,
      quantity,
      from_at: from,
      to_at: to,
    }),
  ]);
}

async function openRepair(device: string, number: number): Promise<string> {
  const { engine, w } = stage;
  const id = newId();
  const at = '2027-02-20T15:00:00.000Z';
  await engine.batch([
    row('repairs', { id, number, device, site: w.maple, state: 'on_hold', reported_at: at, recorded_at: at }),
    row('repair_lines', { id: newId(), repair: id, position: 1, fault: 'screen' }),
  ]);
  return id;
}

describe('what it is made from', () => {
  test('use counts in its month, what was returned not at all', async () => {
    const { app, engine, s } = stage;
    await runForecast(app);
    expect(await wanted(s.panel, LAST)).toBe(usedIn(LAST));
    expect(await wanted(s.panel, '2026-06')).toBe(9);
    const [first] = await app.rows<{ id: string }>(
      "SELECT id FROM repair_parts WHERE at LIKE '2026-06%' LIMIT 1",
    );
    await engine.batch([
      {
        sql: "UPDATE repair_parts SET returned_at = '2027-03-01T12:00:00.000Z' WHERE id = ?",
        parameters: [first?.id],
      },
    ]);
    await runForecast(app);
    expect(await wanted(s.panel, '2026-06')).toBe(8);
  });

  test('a month begins when it begins in the district', async () => {
    const { app, engine, s } = stage;
    // Nine in the evening of January 31 in New York.
    await engine.batch([
      {
        sql: "UPDATE repair_parts SET at = '2027-02-01T02:00:00.000Z' WHERE at LIKE '2027-02-03%'",
        parameters: [],
      },
    ]);
    await runForecast(app);
    expect([await wanted(s.panel, '2027-01'), await wanted(s.panel, '2027-02')]).toEqual([5, 3]);
  });

  test('an open hold counts when it began, and the part that ends it is not counted again', async () => {
    const { app, engine, s, w } = stage;
    const repair = await openRepair(w.two, 5_000);
    await hold(repair, '2027-01-10T15:00:00.000Z', 2);
    await runForecast(app);
    expect(await wanted(s.panels, '2027-01')).toBe(2);
    const line = await one<{ id: string }>('SELECT id FROM repair_lines WHERE repair = ?', repair);
    await engine.batch([
      row('repair_parts', {
        id: newId(),
        repair,
        line: line.id,
        part: s.twin,
        quantity: 2,
        cost_cents: 3_800,
        at: '2027-02-25T15:00:00.000Z',
      }),
    ]);
    await runForecast(app);
    expect([
      await wanted(s.panels, '2027-01'),
      await wanted(s.twin, '2027-01'),
      await wanted(s.twin, '2027-02'),
    ]).toEqual([null, 2, null]);
  });

  test('a part that is dated in the future is left out', async () => {
    const { app, engine, s } = stage;
    await engine.batch([
      {
        sql: "UPDATE repair_parts SET at = '2031-01-01T12:00:00.000Z' WHERE at LIKE '2027-02-03%'",
        parameters: [],
      },
    ]);
    await runForecast(app);
    expect(await wanted(s.panel, '2027-02')).toBe(3);
    expect(
      await one<{ n: number }>("SELECT count(*) AS n FROM demand_months WHERE month > '2027-03'"),
    ).toEqual({ n: 0 });
  });

  test('devices count while they are in service', async () => {
    const { app, engine } = stage;
    await engine.batch([
      {
        sql: `UPDATE device_states SET to_at = '2026-07-10T12:00:00.000Z' WHERE device IN
                (SELECT id FROM devices WHERE tag LIKE '7000_')`,
        parameters: [],
      },
    ]);
    await runForecast(app);
    const at = async (month: string) =>
      (await one<{ n: number }>('SELECT sum(devices) AS n FROM fleet_months WHERE month = ?', month)).n;
    // The cast's five are there since January.
    expect([await at('2026-06'), await at('2026-07'), await at('2027-03')]).toEqual([300, 290, 295]);
  });

  test('what was kept and is no longer so goes', async () => {
    const { app, engine, s } = stage;
    await runForecast(app);
    await engine.batch([{ sql: 'UPDATE repair_parts SET part = ?', parameters: [s.twin] }]);
    await runForecast(app);
    expect(await one('SELECT count(*) AS n FROM demand_months WHERE thing = ?', s.panel)).toEqual({ n: 0 });
    expect(await wanted(s.twin, LAST)).toBe(usedIn(LAST));
  });
});

describe('a run', () => {
  test('forecasts every group, keeps its inputs, and sees the same again by the same fingerprint', async () => {
    const { app, s } = stage;
    const first = await runForecast(app);
    const second = await runForecast(app);
    const runs = await app.rows<{ id: string; fingerprint: string; state: string; failure: string }>(
      'SELECT id, fingerprint, state, failure FROM forecast_runs ORDER BY n',
    );
    expect(runs.map(({ id, state, failure }) => [id, state, failure])).toEqual([
      [first, 'done', ''],
      [second, 'done', ''],
    ]);
    expect(runs[0]?.fingerprint).toMatch(/^[\w-]{43}$/);
    expect(runs[1]?.fingerprint).toBe(runs[0]?.fingerprint);
    const group = await one<{ fan: string; used: string }>(
      'SELECT fan, used FROM forecast_groups WHERE run = ? AND thing = ?',
      first,
      s.panels,
    );
    const [month = []] = JSON.parse(group.fan) as number[][];
    expect(month[0]).toBeGreaterThan(2);
    expect(month[0]).toBeLessThan(8);
    expect(JSON.parse(group.used)).toMatchObject({ first: '2025-10', months: MONTHS - 1 });
  });

  test('another use, another fingerprint', async () => {
    const { app, engine } = stage;
    await runForecast(app);
    await engine.batch([
      { sql: "UPDATE repair_parts SET quantity = 3 WHERE at LIKE '2027-02-03%'", parameters: [] },
    ]);
    await runForecast(app);
    const prints = await app.rows<{ fingerprint: string }>('SELECT DISTINCT fingerprint FROM forecast_runs');
    expect(prints).toHaveLength(2);
  });

  test('a tired worker leaves it, another one goes on from there', async () => {
    const { app } = stage;
    const { id } = await askRun(await fresh(), null);
    let breaths = 0;
    const tired: Worker = { ctx: fresh, breathe: async () => void breaths++, tired: () => breaths > 3 };
    expect(await advanceRuns(tired)).toBe(0);
    const half = await one<{ state: string; worker: string | null; done: number }>(
      'SELECT state, worker, done FROM forecast_runs WHERE id = ?',
      id,
    );
    expect(half).toMatchObject({ state: 'running', worker: null });
    expect(half.done).toBeGreaterThan(0);
    expect(await carryOn(app)).toBe(1);
    expect(await one('SELECT state FROM forecast_runs WHERE id = ?', id)).toEqual({ state: 'done' });
  });

  test('two workers do not take the same one', async () => {
    await askRun(await fresh(), null);
    await stage.engine.batch([
      {
        sql: "UPDATE forecast_runs SET worker = 'x', worker_until = '2027-03-02T15:05:00.000Z'",
        parameters: [],
      },
    ]);
    expect(await carryOn(stage.app)).toBe(0);
    stage.app.later(6 * 60_000);
    expect(await carryOn(stage.app)).toBe(1);
  });

  test('what breaks is kept with the run, and the last good one stays', async () => {
    const { app, w } = stage;
    await runForecast(app);
    await askRun(await fresh(), null);
    const silent = console.error;
    console.error = () => {};
    const broken: Worker = {
      ctx: fresh,
      breathe: async () => {
        throw new Error('no room');
      },
      tired: () => false,
    };
    await advanceRuns(broken);
    console.error = silent;
    const [last] = await app.rows<{ state: string; failure: string }>(
      'SELECT state, failure FROM forecast_runs ORDER BY n DESC',
    );
    expect(last).toEqual({ state: 'failed', failure: 'no room' });
    expect((await app.get('/plan?show=all', w.mara)).text.includes('11.6 inch LCD, 30 pin, no touch')).toBe(
      true,
    );
  });

  test('once a night, from two in the morning on', async () => {
    const night = await fresh();
    expect(await askNightly(night, 1)).toBeNull();
    expect(await askNightly(night, 2)).not.toBeNull();
    expect(await askNightly(night, 3)).toBeNull();
    await carryOn(stage.app);
    expect(await askNightly(await fresh(), 4)).toBeNull();
    stage.app.later(86_400_000);
    expect(await askNightly(await fresh(), 2)).not.toBeNull();
  });

  test('old runs let their groups go, but for a month’s first and for what was ordered by', async () => {
    const { app, engine } = stage;
    const ids = [];
    for (let i = 0; i < 3; i++) {
      ids.push(await runForecast(app));
      app.later(86_400_000);
    }
    await engine.batch([
      row('orders', {
        id: newId(),
        number: 'PO-1',
        plan: ids[1] ?? '',
        created_at: '2027-03-03T12:00:00.000Z',
      }),
    ]);
    app.later(10 * 86_400_000);
    // Until a newer one is done the last one keeps all.
    await runForecast(app);
    const last = await runForecast(app);
    const left = await app.rows<{ run: string }>('SELECT DISTINCT run FROM forecast_groups ORDER BY run');
    expect(left.map(({ run }) => run)).toEqual(expect.arrayContaining([ids[0], ids[1], last]));
    expect(left.map(({ run }) => run)).not.toContain(ids[2]);
    expect(
      await one(
        'SELECT thinned_at IS NOT NULL AS gone, fingerprint IS NOT NULL AS known FROM forecast_runs WHERE id = ?',
        ids[2] ?? '',
      ),
    ).toEqual({ gone: 1, known: 1 });
  });
});
