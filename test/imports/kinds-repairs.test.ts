import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { brokenIn, rowsIn } from './kinds-holds.ts';
import { applied, type Bench, importBench, preview, rowsShown, state, takenBack } from './run.ts';

let engine: Engine;
let w: Cast;
let bench: Bench;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  bench = importBench(engine, w.mara);
  await engine.batch([
    {
      sql: `INSERT INTO faults (code, name, level, minutes, part_kind) VALUES
        ('screen', 'Screen', 1, 15, 'lcd'), ('battery', 'Battery', 1, 30, 'battery'), ('other', 'Other', 1, 15, NULL)`,
      parameters: [],
    },
  ]);
});

describe('repairs of the past', () => {
  const FILE = `Ticket Number,Asset Tag,Created,Closed,Status,Issue,Technician,Time Spent,Parts Used,Parts Cost,Description
T-1,48213,2026-03-02,2026-03-04,Closed,Cracked LCD,S-Sid,20,LCD-1 GLUE,41.50,dropped in the hall
T-2,48213,2026-05-02,2026-05-02,Resolved,Battery,Nobody Known,,,,
T-3,48214,2026-06-01,,In Progress,Screen,,,,,
T-4,99999,2026-06-01,2026-06-02,Closed,Screen,,,,,
T-5,48214,2026-06-05,2026-06-02,Closed,Screen,,,,,
T-1,48214,2026-06-01,2026-06-02,Closed,Screen,,,,,
`;

  test('are closed with their days, lines and parts; stock is not touched; once', async () => {
    await engine.batch([
      {
        sql: `INSERT INTO parts (id, sku, name, part_kind, created_at) VALUES ('p1', 'LCD-1', 'LCD', 'lcd', '2026-01-01')`,
        parameters: [],
      },
      { sql: `INSERT INTO parts_fts (rowid, name) SELECT n, 'LCD-1 LCD' FROM parts`, parameters: [] },
    ]);
    const id = await preview(bench, FILE, { kind: 'repairs', match: ['tag'] });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual(['create', 'create', ...Array(4).fill('reject')]);
    expect(JSON.stringify(shown[2])).toContain('Still open there');
    expect(JSON.stringify(shown[5])).toContain('Row 2');
    expect(await applied(bench, id)).toMatchObject({ applied: 2 });
    expect(
      await rowsIn(
        engine,
        `SELECT r.number, r.state, r.headline, r.minutes, r.parts_cents, r.closed_at, r.technician, r.site
         FROM repairs AS r ORDER BY number`,
      ),
    ).toEqual([
      {
        ...{ number: 1, state: 'closed', headline: 'Screen', minutes: 20, parts_cents: 4150 },
        ...{ closed_at: '2026-03-04T12:00:00.000Z', technician: w.sid, site: w.maple },
      },
      expect.objectContaining({ number: 2, headline: 'Battery', minutes: 30, technician: null }),
    ]);
    expect(await rowsIn(engine, 'SELECT note FROM repair_lines ORDER BY rowid LIMIT 1')).toEqual([
      { note: 'dropped in the hall\nReported as: Cracked LCD\nParts: LCD-1 GLUE\nTheir number: T-1' },
    ]);
    expect(await rowsIn(engine, 'SELECT * FROM movements')).toEqual([]);
    expect(await brokenIn(engine)).toEqual([]);
    const again = await preview(bench, FILE, { kind: 'repairs', match: ['tag'] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, sames: 2, rejects: 4 });
    expect(await takenBack(bench, id)).toMatchObject({ undone: 2, kept: 0 });
    expect(await rowsIn(engine, "SELECT id FROM repairs WHERE state <> 'withdrawn'")).toEqual([]);
    expect(await brokenIn(engine)).toEqual([]);
    const third = await preview(bench, FILE, { kind: 'repairs', match: ['tag'] });
    expect(await state(bench, third)).toMatchObject({ creates: 2 });
    // Of today, before noon: nothing is closed in the future.
    const early = { ...bench.ctx(), now: '2027-03-02T09:00:00.000Z' };
    const today = await preview(
      { ...bench, work: { ...bench.work, ctx: async () => early } },
      'Asset Tag,Closed,Issue\n48214,2027-03-02,Screen\n',
      { kind: 'repairs', match: ['tag'] },
    );
    const [row] = await rowsShown(bench, today);
    expect(JSON.stringify(row)).not.toContain('T12:00');
    await applied(bench, today);
    expect(await rowsIn(engine, "SELECT closed_at FROM repairs WHERE closed_at LIKE '2027-03-02%'")).toEqual([
      { closed_at: '2027-03-02T09:00:00.000Z' },
    ]);
  });
});
