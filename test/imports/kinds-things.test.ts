import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
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
  await engine.batch([
    {
      sql: `INSERT INTO faults (code, name, level, minutes, part_kind) VALUES
        ('screen', 'Screen', 1, 15, 'lcd'), ('battery', 'Battery', 1, 30, 'battery'), ('other', 'Other', 1, 15, NULL)`,
      parameters: [],
    },
  ]);
});

describe('who has what', () => {
  const FILE = `Asset Tag,Issued To,Room,Slot,Due,Issued On
48214,700001,,,,2026-09-01
50001,"Larkspur, Pip",,,,9/1/26
50002,700002,,,2027-06-30,
60001,,MAP-C1,4,,
48213,,Maple Elementary,,,
60002,700001,,,,
99999,700001,,,,
48213,Nobody Known,,,,
50001,,MAP-C1,99,,
`;

  test('a column of days that nothing decides asks', async () => {
    const asked = preview(bench, FILE, { kind: 'custody', match: ['tag'] });
    await expect(asked).rejects.toMatchObject({
      fields: { 'date.since': expect.stringContaining('4th of March') },
    });
  });

  test('people, carts with slots, loans, and back again as it was', async () => {
    const before = await rowsIn(engine, 'SELECT * FROM devices ORDER BY n');
    const id = await preview(bench, FILE, { kind: 'custody', match: ['tag'], dates: { since: 'month' } });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual([
      ...['change', 'change', 'change', 'change', 'change'],
      ...['reject', 'reject', 'reject', 'reject'],
    ]);
    expect(shown[0]?.fields).toEqual([
      { field: 'Who has it', from: '', to: 'Quill Fennimore' },
      { field: 'Where it is', from: 'Maple Elementary, Room 12', to: 'Maple Elementary' },
      { field: 'Issued to', from: '', to: 'Quill Fennimore' },
    ]);
    expect(JSON.stringify(shown[5])).toContain('reported lost');
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 5 });
    const held = await rowsIn(
      engine,
      'SELECT tag, place, holder, due_on, assigned_person, assigned_location, slot FROM devices ORDER BY tag',
    );
    expect(held.slice(0, 4)).toEqual([
      {
        tag: '48213',
        place: w.maple,
        holder: null,
        due_on: null,
        assigned_person: w.student,
        assigned_location: null,
        slot: null,
      },
      {
        tag: '48214',
        place: w.maple,
        holder: w.student,
        due_on: null,
        assigned_person: w.student,
        assigned_location: null,
        slot: null,
      },
      {
        tag: '50001',
        place: w.birch,
        holder: w.birchStudent,
        due_on: null,
        assigned_person: w.birchStudent,
        assigned_location: null,
        slot: null,
      },
      {
        tag: '50002',
        place: w.birch,
        holder: w.birchStudent,
        due_on: '2027-06-30',
        assigned_person: null,
        assigned_location: null,
        slot: null,
      },
    ]);
    expect(held[4]).toMatchObject({
      tag: '60001',
      place: w.mapleCart,
      holder: null,
      assigned_location: w.mapleCart,
      slot: 4,
    });
    expect(await brokenIn(engine)).toEqual([]);
    const again = await preview(bench, FILE, { kind: 'custody', match: ['tag'], dates: { since: 'month' } });
    expect(await state(bench, again)).toMatchObject({ changes: 0, sames: 5 });

    await engine.batch([
      {
        sql: `UPDATE custody SET to_at = ? WHERE device = ? AND to_at IS NULL`,
        parameters: [bench.ctx().now, w.spare],
      },
    ]);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 0, kept: 1 });
    expect(await takenBack(bench, id, true)).toMatchObject({ undone: 4, kept: 1 });
    const after = await rowsIn(engine, 'SELECT * FROM devices ORDER BY n');
    const compared = (rows: Record<string, unknown>[]) =>
      rows
        .filter((row) => row.id !== w.spare)
        .map(({ tag, place, at_site, holder, due_on, assigned_person, assigned_location, slot }) => [
          ...[tag, place, at_site, holder],
          ...[due_on, assigned_person, assigned_location, slot],
        ]);
    expect(compared(after)).toEqual(compared(before));
  });
});

describe('parts', () => {
  const FILE = `Part Number,Description,Category,Group,Unit Price,MPN,Fits Model,Vendor,Vendor Part Number
LCD-116,"11.6"" LCD 30 pin",LCD panel,11.6 LCD 30 pin,$41.50,NT116WHM-N21; B116XTN02,Dell Chromebook 3100,Made Parts Co,V-1
LCD-116,"11.6"" LCD 30 pin",LCD panel,11.6 LCD 30 pin,$41.50,,82CD,,
LCD-116R,"11.6"" LCD pulled",Screen,11.6 LCD 30 pin,,,,,
BAT-3100,Battery for 3100,,,38,,3100,,
KEY-1,Keycap set,,,,,,,
X-1,Thing,Gizmo,,,,,,
LCD-9,9 inch LCD,LCD panel,,10,,Chromebook 9000,,
`;

  test('with groups, numbers, fits and prices; a part in several rows is one', async () => {
    const id = await preview(bench, FILE, { kind: 'parts', match: ['sku'], create: ['suppliers'] });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual([...Array(5).fill('create'), 'reject', 'reject']);
    expect(JSON.stringify(shown[5])).toContain('Gizmo');
    expect(JSON.stringify(shown[6])).toContain('no model Chromebook 9000');
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 5 });
    const made = await rowsIn(
      engine,
      `SELECT p.sku, p.part_kind, p.counted, p.price_cents, g.name AS grp FROM parts AS p
       LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group ORDER BY sku`,
    );
    expect(made).toEqual([
      { sku: 'BAT-3100', part_kind: 'battery', counted: 1, price_cents: 3800, grp: null },
      { sku: 'KEY-1', part_kind: 'keycap', counted: 0, price_cents: 0, grp: null },
      { sku: 'LCD-116', part_kind: 'lcd', counted: 1, price_cents: 4150, grp: '11.6 LCD 30 pin' },
      { sku: 'LCD-116R', part_kind: 'lcd', counted: 1, price_cents: 0, grp: '11.6 LCD 30 pin' },
    ]);
    const fits = await rowsIn(
      engine,
      `SELECT model, fault, interchange_group IS NULL AS one, state FROM fits ORDER BY fault, model`,
    );
    expect(fits).toHaveLength(3);
    expect(fits[0]).toEqual({ model: w.dell3100, fault: 'battery', one: 1, state: 'confirmed' });
    expect(
      await rowsIn(engine, "SELECT rowid FROM parts_fts WHERE parts_fts MATCH 'b116xtn02'"),
    ).toHaveLength(1);
    expect(await rowsIn(engine, 'SELECT number, price_cents FROM supplier_parts')).toEqual([
      { number: 'V-1', price_cents: 4150 },
    ]);
    expect(await brokenIn(engine)).toEqual([]);
    const again = await preview(bench, FILE, { kind: 'parts', match: ['sku'], create: [] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, changes: 0, sames: 5, rejects: 2 });

    expect(await takenBack(bench, id)).toMatchObject({ undone: 5, kept: 0 });
    expect(await rowsIn(engine, 'SELECT id FROM parts WHERE retired_at IS NULL')).toEqual([]);
    expect(await rowsIn(engine, "SELECT id FROM fits WHERE state = 'confirmed'")).toEqual([]);
    expect(await rowsIn(engine, 'SELECT id FROM interchange_groups WHERE retired_at IS NULL')).toEqual([]);
    const third = await preview(bench, FILE, { kind: 'parts', match: ['sku'], create: [] });
    expect(await applied(bench, third)).toMatchObject({ applied: 5 });
    expect(await rowsIn(engine, 'SELECT id FROM parts WHERE retired_at IS NULL')).toHaveLength(4);
    expect(await rowsIn(engine, "SELECT id FROM fits WHERE state = 'confirmed'")).toHaveLength(3);
    expect(await rowsIn(engine, 'SELECT id FROM interchange_groups WHERE retired_at IS NULL')).toHaveLength(
      1,
    );
    expect(await brokenIn(engine)).toEqual([]);
    // Fits that were refused before are refused again, but for the one that somebody has decided about since.
    await engine.batch([
      {
        sql: "UPDATE fits SET decided_at = '2027-12-31T00:00:00.000Z' WHERE fault = 'battery'",
        parameters: [],
      },
    ]);
    expect(await takenBack(bench, third)).toMatchObject({ undone: 5, kept: 0 });
    expect(await rowsIn(engine, 'SELECT fault, state FROM fits ORDER BY fault, model LIMIT 2')).toEqual([
      { fault: 'battery', state: 'confirmed' },
      { fault: 'screen', state: 'refused' },
    ]);
  });
});

describe('opening stock', () => {
  test('begins ledgers, never writes over one, and goes out again', async () => {
    const s = await stockWorld(engine, w);
    const shelf = await rowsIn<{ code: string }>(engine, 'SELECT code FROM bins WHERE id = ?', s.shelf);
    const van2 = await rowsIn<{ code: string }>(engine, 'SELECT code FROM bins WHERE id = ?', s.van2);
    const skus = await rowsIn<{ id: string; sku: string }>(engine, 'SELECT id, sku FROM parts');
    const sku = (id: string) => skus.find((part) => part.id === id)?.sku;
    const file = `SKU,Bin,Qty,Unit Cost
${sku(s.battery)},${shelf[0]?.code},7,35.00
${sku(s.battery)},${van2[0]?.code},2,
${sku(s.panel)},${shelf[0]?.code},10,
${sku(s.panel)},${shelf[0]?.code},10,
${sku(s.twin)},${shelf[0]?.code},-3,
${sku(s.keycap)},${shelf[0]?.code},50,
NOPE-1,${shelf[0]?.code},5,
${sku(s.touchPanel)},Nowhere,5,
`;
    const before = await rowsIn(engine, 'SELECT * FROM part_values ORDER BY part');
    const id = await preview(bench, file, { kind: 'stock', match: ['part'] });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual(['create', 'create', 'same', ...Array(5).fill('reject')]);
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 2 });
    expect(
      await rowsIn(engine, 'SELECT quantity, value_cents FROM movements WHERE source IS NOT NULL ORDER BY n'),
    ).toEqual([
      { quantity: 7, value_cents: 24_500 },
      { quantity: 2, value_cents: expect.any(Number) },
    ]);
    expect(await brokenIn(engine)).toEqual([]);
    const again = await preview(bench, file, { kind: 'stock', match: ['part'] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, sames: 3 });
    expect(await takenBack(bench, id)).toMatchObject({ undone: 2, kept: 0 });
    const after = await rowsIn(engine, 'SELECT * FROM part_values ORDER BY part');
    expect(after).toEqual(before);
    expect(await brokenIn(engine)).toEqual([]);
    // What was taken back never began the ledger: the mended file comes in.
    const third = await preview(bench, file.replace(',7,', ',8,'), { kind: 'stock', match: ['part'] });
    expect(await applied(bench, third)).toMatchObject({ creates: 2, applied: 2 });
    expect(
      await rowsIn(engine, 'SELECT on_hand FROM stock WHERE part = ? AND bin = ?', s.battery, s.shelf),
    ).toEqual([{ on_hand: 8 }]);
    expect(await takenBack(bench, third)).toMatchObject({ undone: 2, kept: 0 });
    expect(await brokenIn(engine)).toEqual([]);
  });
});
