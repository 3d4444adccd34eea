import { strToU8 } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { advanceImports } from '../../src/imports/advance.ts';
import { inOnePiece } from '../../src/imports/file-store.ts';
import type { KindName, Makes } from '../../src/imports/kind.ts';
import { uploadStream } from '../../src/imports/upload.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { brokenIn, rowsIn } from './kinds-holds.ts';
import { type Bench, importBench, rowsShown, state } from './run.ts';
import { consoleExport, gamExport } from './samples/google-admin.ts';
import { orgsAlone, roster11, roster12 } from './samples/oneroster.ts';
import { incidentIq, ownWorkbook } from './samples/others.ts';
import { assets, components, consumables, models, places, users } from './samples/snipe-it.ts';

let engine: Engine;
let w: Cast;
let bench: Bench;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  bench = importBench(engine, w.mara);
});

/** The file as a program sends it, its columns as they seem to be. @returns what came of its rows, and why not */
async function bring(
  kind: KindName,
  file: string | Uint8Array,
  more: { create?: Makes[]; fixed?: Record<string, string>; dates?: Record<string, 'month' | 'day'> } = {},
) {
  const bytes = typeof file === 'string' ? strToU8(file) : file;
  const { create = [], ...rest } = more;
  const auto = { source: '', match: [], create, clear: [], apply: true, allOrNothing: false, ...rest };
  const { id } = await uploadStream(bench.ctx(), bench.files, inOnePiece(bytes), {
    kind,
    fileName: 'sample',
    auto,
  });
  await advanceImports(bench.work, id);
  const it = await state(bench, id);
  const rows = await rowsShown(bench, id);
  const wrong = rows
    .filter((row) => row.does === 'reject')
    .map((row) => row.problems.map((one) => one.message).join('; '));
  return { ...it, wrong };
}

const NETWORK = { wifi_mac: 'A1:B2:C3:D4:E5:F6', storage_gb: 32 };
const MONTHS = { dates: { purchased_on: 'month' as const } };

describe('from Google', () => {
  test('the console: schools by the last known part of the path, ruined serials and doubles told', async () => {
    const it = await bring('devices', consoleExport());
    expect(it).toMatchObject({ state: 'applied', source: 'google-admin', applied: 2 });
    expect(it.wrong).toEqual([
      expect.stringContaining('rounded number'),
      expect.stringContaining('No part of /Students/Nowhere is a site or depot'),
      expect.stringContaining('no model Chromebook 9'),
      expect.stringContaining('Row 2'),
    ]);
    expect(
      await rowsIn(
        engine,
        "SELECT tag, serial, home, state, note, assigned_person, wifi_mac, storage_gb FROM devices WHERE tag LIKE '0700%' ORDER BY tag",
      ),
    ).toEqual([
      {
        tag: '07001',
        serial: '5CD701XYZ',
        home: w.maple,
        state: 'in_service',
        note: 'keys sticky, 2nd repair',
        assigned_person: null,
        ...NETWORK,
      },
      {
        tag: '07002',
        serial: '5CD702XYZ',
        home: w.birch,
        state: 'retired',
        note: '',
        assigned_person: null,
        ...NETWORK,
      },
    ]);
    expect(await brokenIn(engine)).toEqual([]);
  });

  test('no school is made of an account path, of which nobody can tell the grade from the school', async () => {
    const it = await bring('devices', consoleExport(), { create: ['models', 'locations'] });
    expect(it.wrong).toContainEqual(expect.stringContaining('No part of /Students/Nowhere'));
    expect(await rowsIn(engine, "SELECT name FROM locations WHERE name LIKE '%Nowhere%'")).toEqual([]);
  });

  test('GAM, as a spreadsheet saves it in UTF-16', async () => {
    const it = await bring('devices', gamExport());
    expect(it).toMatchObject({ state: 'applied', source: 'gam', applied: 2, wrong: [] });
  });
});

describe('from OneRoster', () => {
  test('1.1: schools, then rooms, then people; then 1.2 over it', async () => {
    expect(await bring('locations', roster11())).toMatchObject({
      source: 'oneroster',
      applied: 3,
      wrong: [],
    });
    const it = await bring('people', roster11());
    expect(it).toMatchObject({ source: 'oneroster', applied: 3 });
    expect([it.wrong, it.lefts]).toEqual([[], 1]);
    expect(await rowsIn(engine, 'SELECT * FROM import_rows WHERE cells LIKE ?', '%hunter2%')).toEqual([]);
    const later = await bring('people', roster12());
    expect(later).toMatchObject({ source: 'oneroster', applied: 2, creates: 0, wrong: [] });
    expect(
      await rowsIn(
        engine,
        "SELECT given_name, grade, site, active FROM people WHERE external_id IN ('800001', '700002') ORDER BY external_id",
      ),
    ).toEqual([
      { given_name: 'Pip', grade: '7', site: w.maple, active: 0 },
      { given_name: 'June', grade: '5', site: w.maple, active: 1 },
    ]);
    expect(await bring('locations', orgsAlone())).toMatchObject({ sames: 3, applied: 0, wrong: [] });
    expect(await brokenIn(engine)).toEqual([]);
  });
});

describe('from Snipe-IT', () => {
  test('models, places, users, assets, who has them, parts and what lies where', async () => {
    expect(await bring('models', models())).toMatchObject({
      source: 'snipe-it',
      creates: 1,
      sames: 1,
      wrong: [],
    });
    expect(await bring('locations', places())).toMatchObject({
      source: 'snipe-it',
      creates: 1,
      sames: 1,
      wrong: [],
    });
    expect(await bring('people', users())).toMatchObject({
      source: 'snipe-it',
      creates: 1,
      wrong: [expect.stringContaining('Nowhere')],
    });
    const fleet = await bring('devices', assets(), MONTHS);
    expect(fleet).toMatchObject({
      source: 'snipe-it',
      applied: 3,
      wrong: [expect.stringContaining('rounded number')],
    });
    expect(
      await rowsIn(
        engine,
        "SELECT purchased_on, cost_cents, order_number, note FROM devices WHERE tag = '90001'",
      ),
    ).toEqual([
      { purchased_on: '2026-08-28', cost_cents: 127_900, order_number: 'PO-77', note: 'two, "keys" gone' },
    ]);
    expect(await bring('custody', assets())).toMatchObject({ source: 'snipe-it', applied: 1 });
    expect(await rowsIn(engine, "SELECT holder, assigned_person FROM devices WHERE tag = '90001'")).toEqual([
      { holder: w.student, assigned_person: w.student },
    ]);
    expect(await bring('parts', consumables(), { create: ['suppliers'] })).toMatchObject({
      source: 'snipe-it',
      creates: 2,
      wrong: [],
    });
    await engine.batch([
      {
        sql: "INSERT INTO bins (id, code, name, location) VALUES ('b1', 'A1', 'Shelf', ?)",
        parameters: [w.depot],
      },
    ]);
    expect(await bring('stock', components())).toMatchObject({
      source: 'snipe-it',
      applied: 2,
      wrong: [expect.stringContaining('no part LCD-999')],
    });
    expect(await brokenIn(engine)).toEqual([]);
  });
});

describe('from elsewhere', () => {
  test('Incident IQ: markup stays text, its empty dates are none', async () => {
    expect(await bring('devices', incidentIq())).toMatchObject({
      source: 'incident-iq',
      applied: 2,
      wrong: [],
    });
    expect(await rowsIn(engine, "SELECT note, warranty_until FROM devices WHERE tag = '95001'")).toEqual([
      { note: '<b>bold</b>', warranty_until: '2027-08-27' },
    ]);
    expect(await bring('custody', incidentIq())).toMatchObject({ applied: 1 });
    expect(await rowsIn(engine, "SELECT place, holder FROM devices WHERE tag = '95001'")).toEqual([
      { place: w.mapleRoom, holder: w.student },
    ]);
  });

  test('a workbook that nobody has seen, with a title above its columns', async () => {
    const it = await bring('devices', await ownWorkbook());
    expect(it).toMatchObject({ state: 'applied', source: 'csv', applied: 2, wrong: [] });
    expect(
      await rowsIn(
        engine,
        "SELECT serial, home, purchased_on, cost_cents, note FROM devices WHERE tag = '96001'",
      ),
    ).toEqual([
      { serial: '5CD9601XYZ', home: w.maple, purchased_on: '2026-08-28', cost_cents: 27_950, note: '=1+1' },
    ]);
  });

  test('what is no table ends the import with its reason', async () => {
    expect(await bring('devices', 'a\0b,c\n1,2\n')).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('NUL'),
    });
    expect(await bring('devices', roster11())).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('users'),
    });
  });
});

test('a number that has lost its zeros is told by the habits of the fleet', async () => {
  const tagged = (tag: string, serial: string) => `${tag},${serial},Dell Chromebook 3100,MAP`;
  const fleet = Array.from({ length: 60 }, (_, i) => tagged(`00${9_100 + i}`, `5CDA${100 + i}XYZ`));
  expect(await bring('devices', ['Tag,Serial,Model,Home', ...fleet].join('\n'))).toMatchObject({
    applied: 60,
  });
  const it = await bring(
    'devices',
    `Tag,Serial,Model,Home\n${tagged('9200', '5CDB200XYZ')}\n${tagged('009201', '5CDB201XYZ')}\n`,
  );
  expect(it).toMatchObject({ applied: 1, wrong: [expect.stringContaining('009200')] });
});
