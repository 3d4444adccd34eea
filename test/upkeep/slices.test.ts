import { beforeEach, expect, test } from 'vitest';
import type { Ctx } from '../../src/context.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { planCounts } from '../../src/upkeep/plan-counts.ts';
import { planVehicles } from '../../src/upkeep/plan-vehicles.ts';
import { ROWS_AT_ONCE } from '../../src/upkeep/slices.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

const PARTS = ROWS_AT_ONCE * 2 + 10;
const VANS = 30;

let engine: Engine;
let w: Cast;
let s: Shelf;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch(faultRows());
  s = await stockWorld(engine, w);
  const numbers = JSON.stringify(Array.from({ length: PARTS }, (_, i) => i));
  const each = (sql: string, ...more: string[]): Statement => ({ sql, parameters: [...more, numbers] });
  await engine.batch([
    row('repairs', {
      id: 'r',
      number: 1,
      device: w.one,
      site: w.maple,
      state: 'in_work',
      reported_at: AT,
      recorded_at: AT,
    }),
    row('repair_lines', { id: 'l', repair: 'r', position: 1 }),
    each(`INSERT INTO parts (id, sku, name, part_kind, created_at)
          SELECT 'p' || value, 'SKU' || value, 'Part', 'other', 'x' FROM json_each(?)`),
    each("INSERT INTO stock (bin, part, on_hand) SELECT ?, 'p' || value, 1 FROM json_each(?)", s.shelf),
    each(
      `INSERT INTO repair_parts (id, repair, line, part, quantity, cost_cents, at, person)
       SELECT 'u' || value, 'r', 'l', 'p' || value, 1, 100, '2027-02-01T12:00:00.000Z', ? FROM json_each(?)`,
      w.sid,
    ),
    ...Array.from({ length: VANS }, (_, i) => [
      row('people', {
        id: `k${i}`,
        given_name: 'K',
        family_name: `${i}`,
        sort_name: `${i}`,
        kind: 'staff',
        site: w.maple,
        created_at: AT,
      }),
      row('bins', { id: `v${i}`, code: `V${i}`, name: 'Van', location: w.van, keeper: `k${i}` }),
    ]).flat(),
  ]);
});

/** The most statements, and the most rows of one of them, between two turns of everything else. */
async function longest(
  run: (fresh: () => Ctx) => Promise<unknown>,
): Promise<{ statements: number; rows: number }> {
  let [turn, statements, rows, on] = [0, 0, 0, true];
  const others = () => {
    turn = 0;
    if (on) setTimeout(others);
  };
  others();
  const note = (list: readonly Statement[]) => {
    turn += list.length;
    statements = Math.max(statements, turn);
    for (const { parameters } of list)
      for (const value of parameters)
        if (typeof value === 'string' && value.startsWith('['))
          rows = Math.max(rows, (JSON.parse(value) as unknown[]).length);
  };
  const watched: Engine = {
    read: async (list) => {
      note(list);
      const found = await engine.read(list);
      // Parts and their prices, a small row each, are read at once.
      for (const [i, one] of found.entries())
        if (!/FROM parts\b/.test(list[i]?.sql ?? '')) rows = Math.max(rows, one.length);
      return found;
    },
    batch: (list) => {
      note(list);
      return engine.batch(list);
    },
  };
  const ctx = await systemCtx({ ...testApp(engine).services, engine }, 'system');
  await run(() => ({ ...ctx, db: new Database(watched) }));
  on = false;
  return { statements, rows };
}

test('the night plans counts in slices, and others have their turn between them', async () => {
  const most = await longest(planCounts);
  expect(most.rows).toBe(ROWS_AT_ONCE);
  expect(most.statements).toBeLessThanOrEqual(3);
  const planned = "SELECT count(*) AS n FROM count_schedule WHERE part LIKE 'p%'";
  const [{ n } = { n: 0 }] = (await engine.read([{ sql: planned, parameters: [] }]))[0] ?? [];
  expect(n).toBe(PARTS);
});

test('the night plans vehicles in slices', async () => {
  const most = await longest((fresh) => planVehicles(fresh()));
  expect(most.statements).toBeLessThanOrEqual(6);
  const planned = 'SELECT count(DISTINCT bin) AS n FROM vehicle_minimums';
  const [{ n } = { n: 0 }] = (await engine.read([{ sql: planned, parameters: [] }]))[0] ?? [];
  expect(n).toBeGreaterThan(0);
});
