import type { Engine, Statement } from '../db/engine.ts';
import type { PhotoStore } from '../photos/store.ts';
import { FORMAT, MANIFEST, type Manifest, shapeOf, tableBytes, tablesIn } from './district.ts';
import { linesOf, valuesOf } from './table-csv.ts';
import { insertRows } from './table-queries.ts';
import type { Table } from './tables-rules.ts';

/** A zip that lies somewhere: its files can be read one by one. */
export interface Archive {
  names(): readonly string[];
  /** @throws Error there is none of this name, or it is damaged */
  open(name: string): AsyncIterable<Uint8Array>;
}

export interface TakenIn {
  made: string;
  tables: number;
  rows: number;
  photos: number;
  logins: boolean;
}

/** So much text of rows goes into one statement: a value may have a megabyte. */
const STATEMENT_CHARS = 300_000;
const STATEMENTS = 20;
const DEFER: Statement = { sql: 'PRAGMA defer_foreign_keys = on', parameters: [] };

/**
 * Puts a whole district into a database that has been migrated and holds nothing, and compares every table with
 * what the zip says of it.
 * @param photos null: they are left out
 * @throws Error words for people: another version, a damaged file, a database that holds something
 */
export async function takeInDistrict(
  engine: Engine,
  archive: Archive,
  photos: PhotoStore | null,
  say: (line: string) => void,
): Promise<TakenIn> {
  const manifest = await manifestOf(archive);
  const tables = await tablesIn(engine, manifest.logins);
  if (manifest.shape !== shapeOf(tables))
    throw new Error(`The district was taken out of version ${manifest.version}: use the same version`);
  await refuseFilled(engine);
  // What a migration or a first start has put there comes with the district.
  await engine.batch([
    DEFER,
    ...[...tables].reverse().map(({ name }) => ({ sql: `DELETE FROM "${name}"`, parameters: [] })),
  ]);
  let rows = 0;
  for (const table of tables) {
    if (!archive.names().includes(fileOf(table))) throw new Error(`${fileOf(table)} is not in the zip`);
    rows += await fill(engine, table, archive.open(fileOf(table)));
  }
  say('Comparing ...');
  for (const table of tables) await compare(engine, table, manifest);
  const put = photos ? await takePhotos(archive, photos) : 0;
  if (photos && put !== manifest.photos) throw new Error('The zip is cut off: photos are missing');
  return { made: manifest.made, tables: tables.length, rows, photos: put, logins: manifest.logins };
}

const fileOf = ({ name }: Table) => `tables/${name}.csv`;

async function manifestOf(archive: Archive): Promise<Manifest> {
  if (!archive.names().includes(MANIFEST)) throw new Error('This is no district of ours, or it is cut off');
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.open(MANIFEST)) pieces.push(piece);
  const manifest = JSON.parse(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).text()) as Manifest;
  if (manifest.format !== FORMAT || !Array.isArray(manifest.tables))
    throw new Error('This district was written by another kind of Spudger');
  return manifest;
}

async function refuseFilled(engine: Engine): Promise<void> {
  const found = await engine.read(
    ['locations', 'people', 'models', 'devices'].map((name) => ({
      sql: `SELECT 1 AS n FROM ${name} LIMIT 1`,
      parameters: [],
    })),
  );
  if (found.some((rows) => rows.length > 0))
    throw new Error('This Spudger is not empty: a district goes into an empty one');
}

/** @returns how many rows went in */
async function fill(engine: Engine, table: Table, source: AsyncIterable<Uint8Array>): Promise<number> {
  // Rows of a table that names its own rows go in together: the reference is looked at when all are there.
  const together = table.columns.some(({ refers }) => refers === table.name);
  let statements: Statement[] = [];
  let chunk: string[] = [];
  let chars = 0;
  let rows = -1;
  const endChunk = () => {
    if (chunk.length > 0) statements.push(insertRows(table, `[${chunk.join(',')}]`));
    chunk = [];
    chars = 0;
  };
  const send = async () => {
    const batch = [DEFER, ...statements];
    statements = [];
    if (batch.length === 1) return;
    await engine.batch(batch).catch((error: unknown) => {
      throw new Error(`${table.name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
  };
  for await (const fields of linesOf(source)) {
    rows += 1;
    if (rows === 0) {
      const head = fields.map(({ text }) => text).join();
      if (head !== table.columns.map(({ name }) => name).join())
        throw new Error(`The columns of ${table.name} are not those of this version`);
      continue;
    }
    const values = valuesOf(table, fields);
    const json = JSON.stringify(values);
    if (json.length > STATEMENT_CHARS) statements.push(oneRow(table, values));
    else chunk.push(json);
    chars += json.length;
    if (chars > STATEMENT_CHARS) endChunk();
    if (statements.length >= STATEMENTS && !together) await send();
  }
  endChunk();
  await send();
  return Math.max(0, rows);
}

/** A row that is too long for a list of rows. */
function oneRow(table: Table, values: readonly (string | number | null)[]): Statement {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = values.map(() => '?').join(', ');
  return { sql: `INSERT INTO "${table.name}" (${columns}) VALUES (${marks})`, parameters: values };
}

/** @throws Error what is in the table now is not what the zip says was taken out */
async function compare(engine: Engine, table: Table, manifest: Manifest): Promise<void> {
  const told = manifest.tables.find(({ name }) => name === table.name);
  const count = { rows: 0, sha256: '' };
  for await (const _ of tableBytes(engine, table, count));
  if (told?.rows !== count.rows || told.sha256 !== count.sha256)
    throw new Error(
      `${table.name}: ${count.rows} rows came in, and they are not the ${told?.rows ?? 0} taken out`,
    );
}

const PHOTO = /^photos\/([A-Za-z0-9_-]{20,60}\.(jpg|png|webp|pdf))$/;
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
};

async function takePhotos(archive: Archive, photos: PhotoStore): Promise<number> {
  let put = 0;
  for (const path of archive.names()) {
    const [, name, ending] = PHOTO.exec(path) ?? [];
    if (!name || !ending) continue;
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.open(path)) pieces.push(piece);
    const bytes = new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
    await photos.put(name, { bytes, type: TYPES[ending] ?? 'image/jpeg' });
    put += 1;
  }
  return put;
}
