import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine, Row } from '../../src/db/engine.ts';
import { advanceImports } from '../../src/imports/advance.ts';
import { keptRows } from '../../src/imports/queries.ts';
import { applyImport, cancelImport } from '../../src/imports/steer.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { applied, type Bench, importBench, preview, rowsShown, state, takenBack } from './run.ts';

let engine: Engine;
let w: Cast;
let bench: Bench;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  bench = importBench(engine, w.mara, 2);
});

async function rows<T = Row>(sql: string, ...parameters: (string | number | null)[]): Promise<T[]> {
  const [found] = await engine.read([{ sql, parameters }]);
  return found as T[];
}

const HEAD = 'Asset Tag,Serial Number,Model,Location,Purchase Cost';
const line = (n: number, cost = '279.00') => `7000${n},5CD700${n}XYZ,Dell Chromebook 3100,MAP,${cost}`;
const FIVE = [HEAD, ...[1, 2, 3, 4, 5].map((n) => line(n))].join('\n');
const made = () => rows("SELECT tag FROM devices WHERE tag LIKE '7000%' ORDER BY tag");

describe('applying', () => {
  test('two at once take each chunk once', async () => {
    const id = await preview(bench, FIVE);
    await applyImport(bench.ctx(), id, { allOrNothing: false });
    const other = importBench(engine, w.ada, 2);
    for (let n = 0; n < 4; n += 1)
      await Promise.all([advanceImports(bench.work, id), advanceImports(other.work, id)]);
    expect(await state(bench, id)).toMatchObject({ state: 'applied', applied: 5, rejects: 0 });
    expect(await made()).toHaveLength(5);
    // Who carried it on does not matter: it is done by the person who asked for it.
    const who = await rows(
      "SELECT DISTINCT person FROM records WHERE verb = 'created' AND data LIKE '%5CD700%'",
    );
    expect(who).toEqual([{ person: w.mara }]);
  });

  test('stops behind a chunk, and what is in can be taken back', async () => {
    const id = await preview(bench, FIVE);
    await applyImport(bench.ctx(), id, { allOrNothing: false });
    let steps = 0;
    await advanceImports({ ...bench.work, tired: () => steps++ > 0 }, id);
    expect((await state(bench, id)).applied).toBe(2);
    await cancelImport(bench.ctx(), id);
    await advanceImports(bench.work, id);
    expect(await state(bench, id)).toMatchObject({ state: 'stopped', applied: 2 });
    expect(await made()).toHaveLength(2);
    expect(await takenBack(bench, id)).toMatchObject({ state: 'undone', undone: 2 });
    expect(await made()).toHaveLength(0);
  });

  test('what changed since the preview is planned anew, and a row that would do something else stays out', async () => {
    const id = await preview(
      bench,
      [HEAD, line(1), '48213,5CD1234XYZ,,,300', '48214,5CD1235XYZ,,,300'].join('\n'),
    );
    // One of them gets another home meanwhile; another device takes the tag of the new one.
    const other = importBench(engine, w.ada);
    await applied(
      other,
      await preview(other, `${HEAD}\n70001,OTHER1XYZ,Dell Chromebook 3100,BIR,\n48213,,,BIR,`),
    );
    const it = await applied(bench, id);
    expect(it).toMatchObject({ state: 'applied', applied: 2, rejects: 1, creates: 0, changes: 2 });
    const [wrong] = (await rowsShown(bench, id)).filter((row) => row.does === 'reject');
    expect(wrong?.nr).toBe(2);
    expect(wrong?.problems[0]?.message).toBe('What it would do has changed since the preview');
    expect(
      await rows("SELECT tag, home, cost_cents FROM devices WHERE tag IN ('48213', '48214') ORDER BY tag"),
    ).toEqual([
      { tag: '48213', home: w.birch, cost_cents: 30000 },
      { tag: '48214', home: w.maple, cost_cents: 30000 },
    ]);
  });
});

describe('taking back', () => {
  test('is not done where something was touched since: it names those rows, and takes the others when told to', async () => {
    const id = await preview(bench, FIVE);
    await applied(bench, id);
    const other = importBench(engine, w.ada);
    // Later than the import by its clock as well.
    for (let n = 0; n < 20; n += 1) other.ctx();
    await applied(other, await preview(other, `${HEAD}\n${line(3, '100')}`));
    const looked = await takenBack(bench, id);
    expect(looked).toMatchObject({ state: 'applied', undone: 0, kept: 1 });
    expect(await made()).toHaveLength(5);
    const kept = await keptRows(bench.ctx().db, looked.n, undefined);
    expect(kept.items.map(({ nr, why }) => [nr, why])).toEqual([[4, 'It was changed since']]);
    expect(await takenBack(bench, id, true)).toMatchObject({ state: 'undone', undone: 4, kept: 1 });
    expect(await made()).toEqual([{ tag: '70003' }]);
  });

  test('gives back tags, uses and costs, and frees what was made with the rows', async () => {
    const text = [
      'Asset Tag,Serial Number,Model,Location,Purchase Cost,Use,Notes',
      '99213,5CD1234XYZ,,,,loaner,new label',
      '70009,5CD7009XYZ,Acer Chromebook 511 C734,Cedar High School,12.50,spare,',
    ].join('\n');
    const before = await rows("SELECT tag, use, cost_cents, note FROM devices WHERE serial = '5CD1234XYZ'");
    const id = await preview(bench, text, {
      columns: { tag: 0, serial: 1, model: 2, home: 3, cost: 4, use: 5, note: 'notes' },
      create: ['models', 'locations'],
    });
    expect((await rowsShown(bench, id))[1]?.makes).toEqual([
      { kind: 'model', name: 'Acer Chromebook 511 C734' },
      { kind: 'location', name: 'Cedar High School' },
    ]);
    await applied(bench, id);
    const [device] = await rows(
      `SELECT m.maker, m.kind, l.code, d.at_site = l.id AS there FROM devices AS d JOIN models AS m ON m.id = d.model
       JOIN locations AS l ON l.id = d.home WHERE d.tag = '70009'`,
    );
    expect(device).toEqual({ maker: 'Acer', kind: 'chromebook', code: 'CHS', there: 1 });
    expect(await rows("SELECT tag, use FROM devices WHERE serial = '5CD1234XYZ'")).toEqual([
      { tag: '99213', use: 'loaner' },
    ]);
    await takenBack(bench, id);
    expect(await rows("SELECT tag, use, cost_cents, note FROM devices WHERE serial = '5CD1234XYZ'")).toEqual(
      before,
    );
    expect(
      await rows("SELECT value FROM identifiers WHERE value = '99213' AND withdrawn_at IS NULL"),
    ).toEqual([]);
    const retired = await rows(
      `SELECT (SELECT retired_at FROM models WHERE name = 'Chromebook 511 C734') IS NOT NULL AS model,
         (SELECT retired_at FROM locations WHERE code = 'CHS') IS NOT NULL AS site`,
    );
    expect(retired).toEqual([{ model: 1, site: 1 }]);
  });
});

describe('rows that do not go in', () => {
  test('are told with their reasons', async () => {
    const text = [
      HEAD,
      '48214,5CD1234XYZ,,,', // serial of one device, tag of another
      '70001,5CD7001XYZ,Chromebook,MAP,', // a part of a model's name
      '70002,5CD7002XYZ,Dell Chromebook 3100,Nowhere,',
      ',,Dell Chromebook 3100,MAP,5',
      '70003,6.37702E+15,Dell Chromebook 3100,MAP,',
      '70004,5CD7004XYZ,Dell Chromebook 3100,MAP,much',
      '70005,5CD7005XYZ,Dell Chromebook 3100,MAP,',
      '70006,5CD7005XYZ,Dell Chromebook 3100,MAP,', // one serial on two tags
      '60002,5CD6002XYZ,,,', // it is there, and lost
    ].join('\n');
    const id = await preview(bench, text);
    const told = (await rowsShown(bench, id)).map(({ nr, does, problems }) => [
      nr,
      does === 'reject' ? problems.map(({ field, message }) => `${field}: ${message}`).join('; ') : does,
    ]);
    expect(told).toEqual([
      [2, expect.stringMatching(/^tag: 48214 is on another device \(Dell Chromebook 3100, tag 48214/)],
      [3, 'model: There is no model Chromebook'],
      [4, 'home: There is no site or depot Nowhere'],
      [5, 'serial: Neither a serial nor a tag says which device it is'],
      [6, expect.stringMatching(/^serial: A spreadsheet has turned this into a rounded number/)],
      [7, expect.stringMatching(/^cost: /)],
      [8, 'create'],
      [9, ': Row 8 has the same serial 5CD7005XYZ and goes in'],
      [10, 'same'],
    ]);
  });

  test('an empty cell leaves what is there, unless its column clears', async () => {
    const price = `${HEAD},Order Number\n48213,5CD1234XYZ,,,300,PO-7`;
    await applied(bench, await preview(bench, price));
    const empty = `${HEAD},Order Number\n48213,5CD1234XYZ,,,,`;
    expect(await state(bench, await preview(bench, empty))).toMatchObject({ sames: 1, changes: 0 });
    const clears = await preview(bench, empty, { clear: ['cost'] });
    await applied(bench, clears);
    expect(await rows("SELECT cost_cents, order_number FROM devices WHERE tag = '48213'")).toEqual([
      { cost_cents: null, order_number: 'PO-7' },
    ]);
  });

  test('with all or nothing, none goes in while one is wrong', async () => {
    const id = await preview(bench, `${FIVE}\n70009,5CD7009XYZ,No such model,MAP,`);
    await expect(applyImport(bench.ctx(), id, { allOrNothing: true })).rejects.toThrow('1 row is wrong');
    expect(await made()).toHaveLength(0);
  });
});
