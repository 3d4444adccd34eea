import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWorld } from '../support/stock.ts';
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
});

const run = (sql: string, ...parameters: (string | number | null)[]) =>
  engine.batch([{ sql, parameters } satisfies Statement]);

describe('a conflict', () => {
  test('keeps out the row that it is about, not the new people beside it', async () => {
    const file = `Student ID,First Name,Last Name,School,Kind
700001,Quilla,Fennimore,MAP,student
700801,Ada,Bellwether,MAP,student
700802,Bo,Cricklewood,MAP,student
`;
    const id = await preview(bench, file, { kind: 'people', match: ['external_id'] });
    await run("UPDATE people SET given_name = 'Other', version = version + 1 WHERE id = ?", w.student);
    expect(await applied(bench, id)).toMatchObject({ applied: 2, rejects: 1 });
  });
});

describe('taking back', () => {
  const PARTS = `Part Number,Description,Category,Unit Price,Fits Model,Fault,Vendor,Vendor Price
BAT-1,Battery,Battery,38,3100,battery,,
BAT-1,Battery,Battery,38,82CD,battery,,
`;

  beforeEach(() =>
    run(
      `INSERT INTO faults (code, name, level, minutes, part_kind) VALUES
        ('screen', 'Screen', 1, 15, 'lcd'), ('battery', 'Battery', 1, 30, 'battery'), ('other', 'Other', 1, 15, NULL)`,
    ),
  );

  test('takes rows of one part back that lie in several steps', async () => {
    bench = importBench(engine, w.mara, 1);
    const id = await preview(bench, PARTS, { kind: 'parts', match: ['sku'] });
    expect(await applied(bench, id)).toMatchObject({ applied: 2 });
    expect(await takenBack(bench, id, true)).toMatchObject({ undone: 2, kept: 0 });
    expect(await rowsIn(engine, "SELECT id FROM fits WHERE state = 'confirmed'")).toEqual([]);
  });

  test('lets the price before hold again', async () => {
    const file = (price: string) =>
      `Part Number,Description,Category,Vendor,Vendor Price\nBAT-2,Battery,Battery,Made Parts Co,${price}\n`;
    const columns = { sku: 0, name: 1, part_kind: 2, supplier: 3, supplier_price: 4 };
    const options = { kind: 'parts', match: ['sku'], create: ['suppliers'], columns } as const;
    const first = { ...options, match: [...options.match], create: [...options.create] };
    await applied(bench, await preview(bench, file('30'), first));
    const id = await preview(bench, file('31'), first);
    await applied(bench, id);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 1 });
    expect(await rowsIn(engine, 'SELECT price_cents FROM supplier_parts WHERE to_on IS NULL')).toEqual([
      { price_cents: 3000 },
    ]);
  });

  test('lets go of the ids that the file gave to known devices, and of a tag alone', async () => {
    await run("DELETE FROM identifiers WHERE device = (SELECT id FROM devices WHERE tag = '48214')");
    await run("UPDATE devices SET tag = '', serial = '', unidentified = 1 WHERE tag = '48214'");
    const [bare] = await rowsIn<{ id: string }>(engine, 'SELECT id FROM devices WHERE unidentified = 1');
    const file = `Spudger ID,Asset Tag,Their id\n${bare?.id},70071,\n,48213,X-1\n`;
    const id = await preview(bench, file, {
      match: ['id', 'tag'],
      columns: { id: 0, tag: 1, external_id: 2 },
    });
    expect(await applied(bench, id)).toMatchObject({ applied: 2 });
    expect(await takenBack(bench, id)).toMatchObject({ undone: 2, kept: 0 });
    expect(await rowsIn(engine, 'SELECT * FROM device_externals')).toEqual([]);
    expect(
      await rowsIn(engine, 'SELECT tag, unidentified FROM devices WHERE id = ?', bare?.id ?? ''),
    ).toEqual([{ tag: '', unidentified: 1 }]);
  });

  test('does not write over what somebody changes in the very moment', async () => {
    const file = 'Student ID,First Name,Last Name,School,Kind\n700001,Quilla,Fennimore,MAP,student\n';
    const id = await preview(bench, file, { kind: 'people', match: ['external_id'] });
    await applied(bench, id);
    const { commit } = await import('../../src/db/commit.ts');
    const { record } = await import('../../src/history/record.ts');
    // Between the look and the commit.
    let once = true;
    const slow: Engine = {
      ...engine,
      read: (list) => engine.read(list),
      batch: async (list) => {
        if (once && list.some(({ sql }) => sql.includes('UPDATE people SET version'))) {
          once = false;
          await commit(
            bench.ctx(),
            null,
            {
              sql: "UPDATE people SET given_name = 'New', version = version + 1 WHERE id = ?",
              parameters: [w.student],
            },
            record({ thing: w.student, kind: 'person', verb: 'edited', data: {} }),
          );
        }
        return engine.batch(list);
      },
    };
    const racing = { ...importBench(slow, w.mara), files: bench.files };
    expect(await takenBack(racing, id, true)).toMatchObject({ undone: 0, kept: 1 });
    expect(await rowsIn(engine, 'SELECT given_name FROM people WHERE id = ?', w.student)).toEqual([
      { given_name: 'New' },
    ]);
  });

  test('gives back the chargers that were issued with a device', async () => {
    await run(
      `INSERT INTO assignments (id, device, person, chargers, cases, from_at)
       SELECT 'a1', id, ?, 1, 2, '2027-01-01T00:00:00.000Z' FROM devices WHERE tag = '48214'`,
      w.birchStudent,
    );
    await run("UPDATE devices SET assigned_person = ? WHERE tag = '48214'", w.birchStudent);
    const file = 'Asset Tag,Issued To\n48214,700001\n';
    const id = await preview(bench, file, { kind: 'custody', match: ['tag'] });
    await applied(bench, id);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 1 });
    expect(
      await rowsIn(
        engine,
        'SELECT person, chargers, cases, hotspots FROM assignments WHERE to_at IS NULL AND chargers + cases > 0',
      ),
    ).toEqual([{ person: w.birchStudent, chargers: 1, cases: 2, hotspots: 0 }]);
  });

  test('opens again what an opening of a ledger had settled', async () => {
    const s = await stockWorld(engine, w);
    const [part] = await rowsIn<{ sku: string }>(engine, 'SELECT sku FROM parts WHERE id = ?', s.battery);
    const [bin] = await rowsIn<{ code: string }>(engine, 'SELECT code FROM bins WHERE id = ?', s.van2);
    const [device] = await rowsIn<{ id: string; home: string }>(
      engine,
      "SELECT id, home FROM devices WHERE tag = '48214'",
    );
    await run(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
       VALUES ('r1', 901, ?, ?, 'accepted', '2027-03-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z')`,
      device?.id ?? '',
      device?.home ?? '',
    );
    await run("INSERT INTO repair_lines (id, repair, position) VALUES ('l1', 'r1', 1)");
    await run(
      `INSERT INTO repair_parts (id, repair, line, part, bin, quantity, cost_cents, at)
       VALUES ('rp1', 'r1', 'l1', ?, ?, 1, 0, '2027-03-01T00:00:00.000Z')`,
      s.battery,
      s.van2,
    );
    await run(
      `INSERT INTO shortfalls (id, part, bin, quantity, repair, repair_part, at)
       VALUES ('s1', ?, ?, 1, 'r1', 'rp1', '2027-03-01T00:00:00.000Z')`,
      s.battery,
      s.van2,
    );
    const open = 'SELECT id FROM shortfalls WHERE settled_at IS NULL';
    const id = await preview(bench, `SKU,Bin,Qty\n${part?.sku},${bin?.code},4\n`, {
      kind: 'stock',
      match: ['part'],
    });
    expect(await applied(bench, id)).toMatchObject({ applied: 1 });
    expect(await rowsIn(engine, open)).toEqual([]);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 1 });
    expect(await rowsIn(engine, open)).toEqual([{ id: 's1' }]);
  });
});

describe('what was brought in before other things', () => {
  test('stays where devices have come to it, and goes where it is empty', async () => {
    const places = 'Code,Name,Kind\nNEW1,Newly Elementary,site\nNEW2,Empty Elementary,site\n';
    const id = await preview(bench, places, { kind: 'locations', match: ['code'] });
    expect(await applied(bench, id)).toMatchObject({ applied: 2 });
    const file = 'Asset Tag,Serial Number,Model,Location\n70071,5CD7071XYZ,Dell Chromebook 3100,NEW1\n';
    await applied(bench, await preview(bench, file));
    expect(await takenBack(bench, id)).toMatchObject({ state: 'applied', undone: 0, kept: 1 });
    expect(await takenBack(bench, id, true)).toMatchObject({ undone: 1, kept: 1 });
    expect(
      await rowsIn(engine, "SELECT code FROM locations WHERE code LIKE 'NEW%' AND retired_at IS NULL"),
    ).toEqual([{ code: 'NEW1' }]);
  });

  test('an end of updates that holds again is the last one of its history', async () => {
    const file = (day: string) => `Maker,Name,AUE\nDell,Chromebook 3100,${day}\n`;
    const options = { kind: 'models' as const, match: ['name'] };
    await applied(bench, await preview(bench, file('2030-03'), options));
    const id = await preview(bench, file('2031-06'), options);
    await applied(bench, id);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 1 });
    const [model] = await rowsIn<{ now: string; last: string }>(
      engine,
      `SELECT aue_on AS now, (SELECT aue_on FROM model_aues WHERE model = models.id ORDER BY at DESC LIMIT 1) AS last
       FROM models WHERE id = ?`,
      w.dell3100,
    );
    expect(model?.now).toContain('2030-03');
    expect(model?.last).toBe(model?.now);
  });
});

describe('who has what', () => {
  const options = { kind: 'custody', match: ['tag'], dates: { since: 'month' } } as const;
  const custody = { ...options, match: [...options.match] };

  test('may be of today before noon has come', async () => {
    const early = { ...bench, ctx: () => ({ ...bench.ctx(), now: '2027-03-02T09:00:00.000Z' }) };
    early.work = { ...bench.work, ctx: async () => early.ctx() };
    const id = await preview(early, 'Asset Tag,Issued To,Issued On\n48214,700001,2027-03-02\n', custody);
    expect((await rowsShown(early, id)).map((row) => row.does)).toEqual(['change']);
    await applied(early, id);
    const [at] = await rowsIn<{ at: string }>(
      engine,
      'SELECT max(from_at) AS at FROM custody WHERE to_at IS NULL AND person = ?',
      w.student,
    );
    expect(at?.at).toBe('2027-03-02T09:00:00.000Z');
  });

  test('takes nothing out of a workshop, and hands no retired device out', async () => {
    await run(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
       SELECT 'r1', 17, id, home, 'accepted', '2027-03-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z'
       FROM devices WHERE tag = '48214'`,
    );
    await run(
      `UPDATE custody SET why = 'repair' WHERE to_at IS NULL
       AND device = (SELECT id FROM devices WHERE tag = '48214')`,
    );
    await run("UPDATE devices SET state = 'retired' WHERE tag = '50001'");
    const id = await preview(bench, 'Asset Tag,Issued To\n48214,700001\n50001,700001\n', custody);
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual(['reject', 'reject']);
    expect(JSON.stringify(shown[0])).toContain('R-000017');
    expect(JSON.stringify(shown[1])).toContain('retired');
  });
});

test('what was paid for parts that are not known stays in the note', async () => {
  const file = `Asset Tag,Created,Closed,Status,Issue,Parts Used,Parts Cost
48213,2026-03-02,2026-03-04,Closed,Cracked LCD,LCD-UNKNOWN,41.50
`;
  const id = await preview(bench, file, { kind: 'repairs', match: ['tag'] });
  expect(await applied(bench, id)).toMatchObject({ applied: 1 });
  const [line] = await rowsIn<{ note: string }>(engine, 'SELECT note FROM repair_lines');
  expect(line?.note).toContain('Parts cost: 41.50');
  expect(await state(bench, id)).toMatchObject({ state: 'applied' });
  expect(await brokenIn(engine)).toEqual([]);
});
