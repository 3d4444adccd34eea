import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Row } from '../../src/db/engine.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { applied, type Bench, importBench, preview, rowsShown, state, takenBack } from './run.ts';

let engine: Engine;
let w: Cast;
let bench: Bench;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  bench = importBench(engine, w.mara);
});

async function rows<T = Row>(sql: string, ...parameters: (string | number | null)[]): Promise<T[]> {
  const [found] = await engine.read([{ sql, parameters }]);
  return found as T[];
}

/** Everything that must hold of devices, and their history. */
async function holds() {
  const broken = await brokenRules(new Database(engine));
  const history = await verifyHistory(new Database(engine), 10_000, null);
  // The cast itself has neither history nor tallies.
  const known = ['every device has its history', 'the tallies count the devices'];
  return [...broken.filter(({ rule }) => !known.includes(rule)), ...(history.broken ? [history.broken] : [])];
}

const FILE = `Asset Tag,Serial Number,Model,Location,Purchase Date,Purchase Cost,Status,Notes
70001,5CD7001XYZ,Dell Chromebook 3100,MAP,2026-08-28,279.00,active,
70002,5CD7002XYZ,Chromebook 3100,Birch Middle,8/30/2026,"$1,279.50",retired,second hand
48213,5CD1234XYZ,Dell Chromebook 3100,BIR,,301.00,,
48214,5CD1235XYZ,,,,,,
`;

describe('devices from a file', () => {
  test('are made and changed as the preview said, and taken back as they were', async () => {
    const id = await preview(bench, FILE);
    const before = await rows('SELECT * FROM devices ORDER BY n');
    const tallies = await rows('SELECT * FROM device_tallies WHERE n <> 0 ORDER BY home, model, use, state');
    expect(await state(bench, id)).toMatchObject({
      state: 'ready',
      creates: 2,
      changes: 1,
      sames: 1,
      rejects: 0,
    });
    const shown = await rowsShown(bench, id);
    expect(shown[2]).toMatchObject({
      nr: 4,
      does: 'change',
      fields: [
        { field: 'Home', from: 'Maple Elementary', to: 'Birch Middle' },
        { field: 'Cost', from: expect.any(String), to: '301.00' },
      ],
    });
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 3, rejects: 0 });
    const [made] = await rows("SELECT * FROM devices WHERE tag = '70002'");
    expect(made).toMatchObject({
      serial: '5CD7002XYZ',
      home: w.birch,
      state: 'retired',
      use: 'one_to_one',
      cost_cents: 127950,
      purchased_on: '2026-08-30',
      place: w.birch,
      at_site: w.birch,
      kind: 'chromebook',
    });
    expect(await rows("SELECT rowid FROM identifiers_fts WHERE value MATCH '7002XYZ'")).toHaveLength(1);
    expect(await holds()).toEqual([]);

    expect(await takenBack(bench, id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 });
    const after = await rows('SELECT * FROM devices WHERE joined_into IS NULL ORDER BY n');
    expect(after.map(({ version: _, ...row }) => row)).toEqual(before.map(({ version: _, ...row }) => row));
    expect(await rows('SELECT * FROM device_tallies WHERE n <> 0 ORDER BY home, model, use, state')).toEqual(
      tallies,
    );
    expect(await holds()).toEqual([]);
    // Its tags are free again.
    const again = await preview(bench, FILE);
    expect(await state(bench, again)).toMatchObject({ creates: 2, changes: 1, rejects: 0 });
  });
});
