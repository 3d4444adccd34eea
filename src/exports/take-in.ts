import type { Engine } from '../db/engine.ts';
import type { PhotoStore } from '../photos/store.ts';
import { FORMAT, MANIFEST, type Manifest, shapeOf, tablesIn } from './district.ts';
import { EngineFilling, type Filling } from './filling.ts';
import { tableBytes } from './table-bytes.ts';
import { linesOf, valuesOf } from './table-csv.ts';
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

/**
 * Puts a whole district into a database that has been migrated and holds nothing, and compares every table with
 * what the zip says of it.
 * @param photos null: they are left out @param filling how rows get in
 * @throws Error words for people: another version, a damaged file, a database that holds something
 */
export async function takeInDistrict(
  engine: Engine,
  archive: Archive,
  photos: PhotoStore | null,
  say: (line: string) => void,
  filling: Filling = new EngineFilling(engine),
): Promise<TakenIn> {
  const manifest = await manifestOf(archive);
  const tables = await tablesIn(engine, manifest.logins);
  if (manifest.shape !== shapeOf(tables))
    throw new Error(`The district was taken out of version ${manifest.version}: use the same version`);
  await refuseFilled(engine);
  // What a migration or a first start has put there comes with the district.
  await filling.clear([...tables].reverse());
  let rows = 0;
  for (const table of tables) {
    if (!archive.names().includes(fileOf(table))) throw new Error(`${fileOf(table)} is not in the zip`);
    rows += await fill(filling, table, archive.open(fileOf(table)));
  }
  await filling.done?.(say);
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
async function fill(filling: Filling, table: Table, source: AsyncIterable<Uint8Array>): Promise<number> {
  let rows = -1;
  for await (const lines of linesOf(source)) {
    if (rows < 0) checkHead(table, lines.shift() ?? []);
    rows = Math.max(rows, 0) + lines.length;
    await filling.put(
      table,
      lines.map((line) => valuesOf(table, line)),
    );
  }
  await filling.end(table);
  return Math.max(0, rows);
}

function checkHead({ name, columns }: Table, head: readonly (string | null)[]): void {
  if (head.join() !== columns.map((column) => column.name).join())
    throw new Error(`The columns of ${name} are not those of this version`);
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
