import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Row } from '../../src/db/engine.ts';
import { guessMapping } from '../../src/imports/map-import.ts';
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

const broken = async () =>
  (await brokenRules(new Database(engine))).filter(
    ({ rule }) => !['every device has its history', 'the tallies count the devices'].includes(rule),
  );

async function field(id: string, name: string, type: string, choices: string[] = [], kind = 'chromebook') {
  await engine.batch([
    {
      sql: 'INSERT INTO custom_fields (id, device_kind, name, type, choices) VALUES (?, ?, ?, ?, ?)',
      parameters: [id, kind, name, type, JSON.stringify(choices)],
    },
  ]);
}

describe("devices' own fields and network", () => {
  test('are read by their type, shown before, kept, and taken back', async () => {
    await field('f1', 'Sleeve colour', 'choice', ['Green', 'Blue']);
    await field('f2', 'Lease ends', 'date');
    await field('f3', 'Weight', 'number');
    await engine.batch([
      {
        sql: "INSERT INTO custom_values SELECT id, 'f1', 'Blue', NULL FROM devices WHERE tag = '48213'",
        parameters: [],
      },
    ]);
    const file = `Asset Tag,Serial Number,Model,Location,Sleeve Colour,Lease ends,Weight,Wifi MAC,Ethernet MAC,Storage
70001,5CD7001XYZ,Dell Chromebook 3100,MAP,green,8/30/2028,"1,250.5",3c58c2019a7f,3c58.c201.9a80,31.3 GB
48213,,,,Green,,,3C-58-C2-01-9A-81,,"12884901888 / 62652416000"
70003,5CD7003XYZ,Dell Chromebook 3100,MAP,purple,,,,,
70004,5CD7004XYZ,Dell Chromebook 3100,MAP,,,heavy,,,
70005,5CD7005XYZ,Dell Chromebook 3100,MAP,,,,1.23E+11,,
70006,5CD7006XYZ,Dell Chromebook 3100,MAP,,,,3c58c2019a,,a lot
`;
    const id = await preview(bench, file);
    const shown = await rowsShown(bench, id);
    expect(shown[1]?.fields).toEqual([
      { field: 'Sleeve colour', from: 'Blue', to: 'Green' },
      { field: 'Wi-Fi address', from: '', to: '3C:58:C2:01:9A:81' },
      { field: 'Storage (GB)', from: '', to: '64' },
    ]);
    expect(shown.slice(2).map((row) => row.problems.map((one) => one.message))).toEqual([
      ['purple is not one of these: Green, Blue'],
      ['A number, as 41.5'],
      ['1.23E+11: a spreadsheet has ruined this address'],
      [expect.stringContaining('Twelve digits'), 'A size, as 32 GB'],
    ]);
    expect(await applied(bench, id)).toMatchObject({ applied: 2 });
    const own = () =>
      rows(`SELECT d.tag, v.field, v.value, v.number FROM custom_values AS v
            JOIN devices AS d ON d.id = v.device ORDER BY d.tag, v.field`);
    expect(await own()).toEqual([
      { tag: '48213', field: 'f1', value: 'Green', number: null },
      { tag: '70001', field: 'f1', value: 'Green', number: null },
      { tag: '70001', field: 'f2', value: '2028-08-30', number: null },
      { tag: '70001', field: 'f3', value: '1250.5', number: 1250.5 },
    ]);
    expect(await rows("SELECT wifi_mac, ethernet_mac, storage_gb FROM devices WHERE tag = '70001'")).toEqual([
      { wifi_mac: '3C:58:C2:01:9A:7F', ethernet_mac: '3C:58:C2:01:9A:80', storage_gb: 32 },
    ]);
    expect(await takenBack(bench, id)).toMatchObject({ undone: 2, kept: 0 });
    expect(await own()).toEqual([{ tag: '48213', field: 'f1', value: 'Blue', number: null }]);
    expect(await rows("SELECT wifi_mac FROM devices WHERE tag = '48213'")).toEqual([{ wifi_mac: '' }]);
    expect(await broken()).toEqual([]);
  });

  test('are found among the columns of a known system too', async () => {
    await field('f1', 'Use of the room', 'text');
    const head = 'Asset Tag,Serial,Model,Default Location,Status,Checkout Type,Use,Use of the room,Company';
    const id = await preview(
      bench,
      `${head}\n70001,5CD7001XYZ,Dell Chromebook 3100,MAP,deployed,user,cart,lab,Made\n`,
    );
    const { mapping: _, ...it } = await state(bench, id);
    await engine.batch([{ sql: 'DELETE FROM import_mappings', parameters: [] }]);
    const guessed = await guessMapping(bench.ctx(), { ...it, mapping: null }, '');
    expect(guessed).toMatchObject({
      source: 'snipe-it',
      columns: { use: 6, 'own:useoftheroom': 7, home: 3 },
    });
    // Common words alone are no known system's.
    const plain = await preview(
      bench,
      'Asset Tag,Serial,Model,Location,Status,Purchase Date,Notes,Use\n1,2,3,4,,,,\n',
    );
    await engine.batch([{ sql: 'DELETE FROM import_mappings', parameters: [] }]);
    const other = await guessMapping(bench.ctx(), { ...(await state(bench, plain)), mapping: null }, '');
    expect(other).toMatchObject({ source: 'csv', kind: 'devices', columns: { use: 7, home: 3, note: 6 } });
  });
});

test('one file sent twice is read as what it is sent as', async () => {
  const file = 'Asset Tag,Serial,Model,Location,Checked Out To: Username,Checkout Type\n48213,,,,,\n';
  const id = await preview(bench, file, { match: ['tag'] });
  const it = { ...(await state(bench, id)), mapping: null };
  const seems = async (kind: 'custody' | 'devices' | '', asked = '') =>
    (await guessMapping(bench.ctx(), { ...it, kind: kind as 'devices' }, asked)).kind;
  expect([await seems(''), await seems('custody'), await seems('devices', 'custody')]).toEqual([
    'devices',
    'custody',
    'custody',
  ]);
  const custody = await preview(bench, file, { kind: 'custody', match: ['tag'] });
  expect(await state(bench, custody)).toMatchObject({ kind: 'custody' });
  expect([await seems(''), await seems('devices')]).toEqual(['custody', 'devices']);
});

test('a file in German comes in as it was guessed', async () => {
  const head =
    'Inventarnummer;Seriennummer;Gerätemodell;Hersteller;Schule;Kaufdatum;Anschaffungskosten;Zustand;Status';
  const id = await preview(
    bench,
    `${head}\n70001;5CD7001XYZ;Chromebook 3100;Dell;MAP;28.08.2026;1.279,50 €;gut;im Einsatz\n`,
  );
  expect(await applied(bench, id)).toMatchObject({ applied: 1, rejects: 0 });
  expect(
    await rows(
      "SELECT serial, model, home, purchased_on, cost_cents, condition, state FROM devices WHERE tag = '70001'",
    ),
  ).toEqual([
    {
      ...{ serial: '5CD7001XYZ', model: w.dell3100, home: w.maple, purchased_on: '2026-08-28' },
      ...{ cost_cents: 127_950, condition: 'good', state: 'in_service' },
    },
  ]);
});

describe('the state of a device that is here', () => {
  const FILE = `Asset Tag,Status
48213,deprovisioned
48214,lost
60002,active
60001,disposed
`;

  test('is told where nobody has ticked it, else taken as on its page, and given back', async () => {
    const mapping = { match: ['tag'] };
    const told = await preview(bench, FILE, mapping);
    expect(await state(bench, told)).toMatchObject({ creates: 0, changes: 0 });
    const seen = () =>
      Promise.all([
        rows('SELECT id, state, place, assigned_person, assigned_location FROM devices ORDER BY id'),
        rows('SELECT id, device, to_at FROM assignments ORDER BY id'),
        rows('SELECT device, location FROM custody WHERE to_at IS NULL ORDER BY device'),
        rows('SELECT * FROM device_tallies WHERE n <> 0 ORDER BY home, model, use, state'),
      ]);
    const before = await seen();
    const id = await preview(bench, FILE, { ...mapping, takeState: true });
    const shown = await rowsShown(bench, id);
    expect(shown[0]?.fields).toEqual([{ field: 'State', from: 'in service', to: 'retired' }]);
    expect(shown.slice(1).map((row) => row.problems[0]?.message)).toEqual([
      expect.stringContaining('report it lost on its page'),
      expect.stringContaining('who has found it says so on its page'),
      expect.stringContaining('dispose of it in a lot'),
    ]);
    expect(shown[0]).toMatchObject({ does: 'change' });
    await applied(bench, id);
    expect(
      await rows(`SELECT d.state, d.assigned_person, s.state AS open FROM devices AS d
                  JOIN device_states AS s ON s.device = d.id AND s.to_at IS NULL WHERE d.tag = '48213'`),
    ).toEqual([{ state: 'retired', assigned_person: null, open: 'retired' }]);
    expect(await rows("SELECT verb FROM records WHERE verb = 'retired' AND thing = ?", w.one)).toHaveLength(
      1,
    );
    expect(await takenBack(bench, id)).toMatchObject({ undone: 1, kept: 0 });
    expect(await seen()).toEqual(before);
    const twice = await preview(bench, FILE, { ...mapping, takeState: true });
    await applied(bench, twice);
    expect(await broken()).toEqual([]);
    // And in service again by another file, from a place where nobody had it.
    await engine.batch([
      {
        sql: "UPDATE custody SET to_at = (SELECT s.from_at FROM device_states AS s WHERE s.device = custody.device AND s.to_at IS NULL) WHERE to_at IS NULL AND device IN (SELECT id FROM devices WHERE tag = '48213')",
        parameters: [],
      },
      {
        sql: "UPDATE devices SET place = NULL, at_site = NULL, holder = NULL, due_on = NULL WHERE tag = '48213'",
        parameters: [],
      },
    ]);
    const again = await preview(bench, 'Asset Tag,Status\n48213,active\n', { ...mapping, takeState: true });
    await applied(bench, again);
    expect(await rows("SELECT state, place = home AS home FROM devices WHERE tag = '48213'")).toEqual([
      { state: 'in_service', home: 1 },
    ]);
    expect(await takenBack(bench, again)).toMatchObject({ undone: 1, kept: 0 });
    expect(await rows("SELECT state, place FROM devices WHERE tag = '48213'")).toEqual([
      { state: 'retired', place: null },
    ]);
    expect(await broken()).toEqual([]);
  });
});
