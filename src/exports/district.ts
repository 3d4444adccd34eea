import { createHash } from 'node:crypto';
import type { Engine, Row } from '../db/engine.ts';
import { compiled } from '../db/query.ts';
import type { PhotoStore } from '../photos/store.ts';
import { quoted } from './cells.ts';
import { columnWords, keyWords } from './dictionary.ts';
import { lineOf } from './table-csv.ts';
import { DEFINITIONS, rowsOfTable } from './table-queries.ts';
import { TABLE_WORDS } from './table-words-rules.ts';
import { allTables, type Definition, type Table, tablesOf } from './tables-rules.ts';
import { type ZipFile, zipOf } from './zip.ts';

export const MANIFEST = 'manifest.json';
export const FORMAT = 1;

/** What the last file of a district's zip says: without it the zip is cut off. */
export interface Manifest {
  format: typeof FORMAT;
  made: string;
  version: string;
  /** digest of the tables and their columns */
  shape: string;
  /** passwords, passkeys and tokens are in it */
  logins: boolean;
  photos: number;
  tables: { name: string; rows: number; sha256: string }[];
}

export interface DistrictOptions {
  engine: Engine;
  /** null: without photos */
  photos: PhotoStore | null;
  logins: boolean;
  version: string;
  /** ISO UTC */
  now: string;
}

/**
 * The whole district as a zip: one CSV a table, a dictionary, the photos where asked for. Tables that name others
 * are read before those, so that what is named is there even while people go on working.
 */
export function districtZip(options: DistrictOptions): AsyncGenerator<Uint8Array> {
  return zipOf(filesOf(options));
}

/** The tables that go along, those that others name first. */
export async function tablesIn(engine: Engine, logins: boolean): Promise<Table[]> {
  return tablesOf(await definitionsIn(engine), logins);
}

/** Every table of the database. */
export async function tablesOfAll(engine: Engine): Promise<Table[]> {
  return allTables(await definitionsIn(engine));
}

async function definitionsIn(engine: Engine): Promise<Definition[]> {
  const [definitions = []] = await engine.read([compiled(DEFINITIONS)]);
  return definitions.map(({ name, sql }) => ({ name: String(name), sql: String(sql) }));
}

/** A digest of the tables and their columns: what goes in must find the same. */
export function shapeOf(tables: readonly Table[]): string {
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex');
}

async function* filesOf({ engine, photos, logins, version, now }: DistrictOptions): AsyncGenerator<ZipFile> {
  const tables = await tablesIn(engine, logins);
  yield textFile('README.txt', readme(logins, photos !== null, now));
  yield textFile('dictionary.csv', dictionary(tables));
  yield textFile('tables.csv', tableList(tables));
  const counts: Manifest['tables'] = [];
  for (const table of [...tables].reverse()) {
    const count = { name: table.name, rows: 0, sha256: '' };
    yield { name: `tables/${table.name}.csv`, bytes: tableBytes(engine, table, count) };
    counts.push(count);
  }
  let kept = 0;
  if (photos)
    for await (const file of photoFiles(photos)) {
      yield file;
      kept += 1;
    }
  const sorted = counts.sort((a, b) => (a.name < b.name ? -1 : 1));
  const manifest: Manifest = {
    format: FORMAT,
    made: now,
    version,
    shape: shapeOf(tables),
    logins,
    photos: kept,
    tables: sorted,
  };
  yield textFile(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
}

const FIRST_READ = 50;
const MOST_ROWS = 20_000;
/** What one read should come to: rows differ from thirty bytes to a megabyte. */
const READ_BYTES = 3_000_000;

/** A table as CSV, in the order of its key. @param count gets the number of rows and the digest of the bytes */
export async function* tableBytes(
  engine: Engine,
  table: Table,
  count: { rows: number; sha256: string },
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256');
  const encoder = new TextEncoder();
  const head = encoder.encode(`${table.columns.map(({ name }) => name).join(',')}\n`);
  digest.update(head);
  yield head;
  let after: (string | number)[] | null = null;
  let limit = FIRST_READ;
  for (;;) {
    const [rows = []]: Row[][] = await engine.read([compiled(rowsOfTable(table, after, limit))]);
    let text = '';
    for (const row of rows)
      text += `${lineOf(table.columns.map(({ name, blank }) => (blank ? null : (row[name] ?? null))))}\n`;
    const last = rows.at(-1);
    if (last) {
      const bytes = encoder.encode(text);
      digest.update(bytes);
      yield bytes;
      count.rows += rows.length;
      after = table.order.map((key) => last[key] ?? '');
    }
    if (rows.length < limit) break;
    limit = Math.max(20, Math.min(MOST_ROWS, Math.floor((READ_BYTES * rows.length) / text.length)));
    // Others are served between the reads.
    await new Promise((resolve) => setTimeout(resolve));
  }
  count.sha256 = digest.digest('hex');
}

async function* photoFiles(photos: PhotoStore): AsyncGenerator<ZipFile> {
  let cursor: string | null = null;
  do {
    const page: { names: string[]; cursor: string | null } = await photos.listBefore('9999', cursor);
    for (const name of page.names) {
      const photo = await photos.get(name);
      if (photo) yield { name: `photos/${name}`, bytes: piece(photo.bytes), stored: true };
    }
    cursor = page.cursor;
  } while (cursor !== null);
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const textFile = (name: string, text: string): ZipFile => ({
  name,
  bytes: piece(new TextEncoder().encode(text)),
});

function dictionary(tables: readonly Table[]): string {
  const lines = tables.flatMap((table) =>
    table.columns.map((column) =>
      [
        table.name,
        column.name,
        column.type.toLowerCase(),
        keyWords(table, column),
        column.refers ?? '',
        columnWords(table.name, column),
      ]
        .map(quoted)
        .join(','),
    ),
  );
  return `table,column,type,key,refers_to,meaning\n${lines.join('\n')}\n`;
}

function tableList(tables: readonly Table[]): string {
  const lines = tables.map(({ name }) =>
    [name, TABLE_WORDS[name] ?? name.replaceAll('_', ' ')].map(quoted).join(','),
  );
  return `table,meaning\n${lines.join('\n')}\n`;
}

function readme(logins: boolean, photos: boolean, now: string): string {
  return `The whole district, taken out of Spudger at ${now}.

tables/NAME.csv   every row of the table NAME, in the order of its key
dictionary.csv    every column: table, type, key, the table that it names, what it means
tables.csv        what each table holds
${photos ? 'photos/           the pictures by their names in the tables photos, visit_photos and audit_photos\n' : ''}manifest.json     rows and SHA-256 of each table's file, and a digest of the tables' columns

CSV: UTF-8, commas, lines end with a line feed. Nothing between two commas is no value, "" is an empty text. A text
that begins with = + - @ ' a tab or a line break has an apostrophe in front, so that no spreadsheet runs it: take one
off. Times are ISO 8601 in UTC, dates YYYY-MM-DD, money whole cents, yes and no 1 and 0. Ids are UUIDs.

${logins ? 'Passwords (scrypt), passkeys and digests of API tokens are in it: keep it like a key.' : 'Passwords, passkeys and tokens are not in it.'}
Sessions, one-time links, calendar links, webhooks and mail that waits are never in it.

Back into an empty Spudger of the same version:
  npm run -s cli -- import district FILE.zip
`;
}
