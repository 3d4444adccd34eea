import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ZipArchive } from '../../src/cli/zip-file.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { COLUMN_WORDS } from '../../src/exports/column-words-rules.ts';
import { columnWords } from '../../src/exports/dictionary.ts';
import { type Manifest, tablesIn } from '../../src/exports/district.ts';
import { districtZip } from '../../src/exports/district-zip.ts';
import { lineOf, linesOf, valuesOf } from '../../src/exports/table-csv.ts';
import { takeInDistrict } from '../../src/exports/take-in.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import { MemoryPhotos, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-district-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: TestApp;
let w: Cast;
let engine: Engine;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

let files = 0;

async function zipFile(options: { logins?: boolean; photos?: boolean } = {}, of = engine): Promise<string> {
  const path = join(folder, `${++files}.zip`);
  const zip = districtZip({
    engine: of,
    photos: options.photos ? app.photos : null,
    logins: options.logins === true,
    version: 'test',
    now: '2027-03-02T15:00:00.000Z',
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of zip) pieces.push(piece);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

async function textIn(archive: ZipArchive, name: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.open(name)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const manifestIn = async (archive: ZipArchive) =>
  JSON.parse(await textIn(archive, 'manifest.json')) as Manifest;

const NASTY = '=1+1, "so"\r\n\'and\' \u00e9\u4e2d\u{1f600}\n';

describe('a whole district', () => {
  test('goes out and comes back as the same one', async () => {
    await app.post(`/repairs/new?device=${w.one}`, { note: NASTY, priority: 'normal' }, w.mara);
    await app.post('/locations/new', { kind: 'room', code: 'A-1', name: "'Room", parent: w.maple }, w.mara);
    // What names a row that comes after it in the order of the table.
    await engine.batch([
      { sql: 'UPDATE devices SET joined_into = ? WHERE id = ?', parameters: [w.lostDevice, w.two] },
    ]);
    const name = `${'a'.repeat(30)}.jpg`;
    await app.photos.put(name, { bytes: new Uint8Array([1, 2, 3]), type: 'image/jpeg' });
    const first = await ZipArchive.read(await zipFile({ photos: true, logins: true }));
    const empty = freshDatabase();
    const photos = new MemoryPhotos();
    const taken = await takeInDistrict(empty, first, photos, () => undefined);
    expect(taken).toMatchObject({ photos: 1, logins: true });
    expect(photos.kept.get(name)?.bytes).toEqual(new Uint8Array([1, 2, 3]));
    const second = await ZipArchive.read(await zipFile({ photos: true, logins: true }, empty));
    const [one, two] = [await manifestIn(first), await manifestIn(second)];
    expect(two.tables).toEqual(one.tables);
    expect(one.tables.find((table) => table.name === 'repairs')?.rows).toBe(1);
    expect(one.tables.filter((table) => table.rows > 0).length).toBeGreaterThan(15);
    expect(await verifyHistory(new Database(empty), 10_000)).toMatchObject({ broken: null });
    // It is a district to work in: somebody signs in by the session's token and sees the repair.
    const there = testApp(empty);
    await expect(takeInDistrict(empty, first, photos, () => undefined)).rejects.toThrow('not empty');
    expect((await there.json('GET', '/api/v1/devices/48213', undefined, w.mara)).status).toBe(200);
  });

  test('leaves out what opens doors unless that is asked for', async () => {
    const archive = await ZipArchive.read(await zipFile());
    for (const table of ['sessions', 'credentials', 'api_tokens', 'one_time_links', 'webhooks', 'outbox'])
      expect(archive.names()).not.toContain(`tables/${table}.csv`);
    const empty = freshDatabase();
    expect(await takeInDistrict(empty, archive, null, () => undefined)).toMatchObject({ logins: false });
    const [kept] = await empty.read([{ sql: 'SELECT count(*) AS n FROM users', parameters: [] }]);
    expect(kept).toEqual(await app.rows('SELECT count(*) AS n FROM users'));
  });

  test('says what is in it: every table, every column', async () => {
    const archive = await ZipArchive.read(await zipFile());
    const rows = parse(await textIn(archive, 'dictionary.csv'), { columns: true }) as Record<
      string,
      string
    >[];
    const tables = await tablesIn(engine, false);
    expect(rows.map((row) => `${row.table}.${row.column}`)).toEqual(
      tables.flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`)),
    );
    const of = (name: string) => rows.find((row) => `${row.table}.${row.column}` === name);
    expect(of('devices.home')).toMatchObject({ type: 'text', key: '', refers_to: 'locations' });
    expect(of('records.n')).toMatchObject({ type: 'integer', key: 'key' });
    expect(of('assignments.to_at')?.key).toBe('may be empty');
    expect(rows.filter((row) => !row.meaning)).toEqual([]);
    // What must not be empty is not emptied.
    expect(tables.flatMap(({ columns }) => columns.filter(({ blank, needed }) => blank && needed))).toEqual(
      [],
    );
    // Most are in words of their own.
    const own = rows.filter((row) => Object.hasOwn(COLUMN_WORDS, row.column ?? ''));
    expect(own.length / rows.length).toBeGreaterThan(0.6);
    expect(
      columnWords('x', {
        name: 'approved_by',
        type: 'TEXT',
        needed: false,
        key: 0,
        refers: 'people',
        blank: false,
      }),
    ).toBe('who: approved (id in people)');
    expect(await textIn(archive, 'README.txt')).toContain('import district');
  });

  test('a damaged, cut or other one is refused, and nothing stays half', async () => {
    const path = await zipFile();
    const archive = await ZipArchive.read(path);
    const changed = {
      names: () => archive.names(),
      open: (name: string) => archive.open(name === 'tables/models.csv' ? 'tables/variants.csv' : name),
    };
    await expect(takeInDistrict(freshDatabase(), changed, null, () => undefined)).rejects.toThrow(
      'columns of models',
    );
    const less = { names: () => ['manifest.json'], open: (name: string) => archive.open(name) };
    await expect(takeInDistrict(freshDatabase(), less, null, () => undefined)).rejects.toThrow(
      'not in the zip',
    );
    const older = freshDatabase();
    await older.batch([{ sql: 'ALTER TABLE holidays ADD COLUMN more TEXT', parameters: [] }]);
    await expect(takeInDistrict(older, archive, null, () => undefined)).rejects.toThrow('same version');
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 100));
    await expect(ZipArchive.read(path)).rejects.toThrow(/cut off|damaged/);
  });
});

test('a line of a table comes back as it was, wherever the pieces are cut', async () => {
  const table = {
    name: 't',
    order: ['a'],
    columns: ['TEXT', 'TEXT', 'INTEGER', 'REAL', 'TEXT'].map((type, i) => ({
      name: `c${i}`,
      type: type as 'TEXT' | 'INTEGER' | 'REAL',
      needed: false,
      key: 0,
      refers: null,
      blank: false,
    })),
  };
  const rows = [
    [NASTY, '', -3, 41.878113600000006, null],
    [null, '"', 0, -0.5, '""'],
    ["'", '-1', 9007199254740991, 1e-7, 'a,b'],
    [' ', '\n', null, null, '\t'],
  ];
  const lineIn = (row: (string | number | null)[]) =>
    lineOf(table.columns, Object.fromEntries(row.map((value, i) => [`c${i}`, value])));
  const bytes = new TextEncoder().encode(rows.map(lineIn).join(''));
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
  }
  const read: unknown[] = [];
  for await (const lines of linesOf(pieces())) for (const fields of lines) read.push(valuesOf(table, fields));
  expect(read).toEqual(rows);
});
