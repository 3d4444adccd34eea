import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { KindName, Problem } from './kind.ts';
import type { Auto, Mapping } from './mapping-rules.ts';
import { BUSY, type Does, type State } from './state-rules.ts';

/** One import as it stands. */
export interface Import {
  n: number;
  id: string;
  kind: KindName;
  source: string;
  fileName: string;
  parts: number;
  bytes: number;
  state: State;
  /** names of the file's columns */
  head: string[];
  headNr: number;
  rows: number;
  mapping: Mapping | null;
  auto: Auto | null;
  doneTo: number;
  creates: number;
  changes: number;
  sames: number;
  rejects: number;
  lefts: number;
  applied: number;
  undone: number;
  kept: number;
  allOrNothing: number;
  failure: string;
  askedBy: 'page' | 'api' | 'cli';
  person: string | null;
  personName: string | null;
  at: string;
  appliedAt: string | null;
  endedAt: string | null;
  clearedAt: string | null;
}

type Stored = Omit<Import, 'head' | 'mapping' | 'auto'> & {
  head: string;
  mapping: string | null;
  auto: string | null;
};

const COLUMNS = `i.n, i.id, i.kind, i.source, i.file_name AS fileName, i.parts, i.bytes, i.state, i.head,
  i.head_nr AS headNr, i.row_count AS rows, i.mapping, i.auto, i.done_to AS doneTo, i.creates, i.changes, i.sames,
  i.rejects, i.lefts, i.applied, i.undone, i.kept, i.all_or_nothing AS allOrNothing, i.failure,
  i.asked_by AS askedBy, i.person, i.at, i.applied_at AS appliedAt, i.ended_at AS endedAt,
  i.cleared_at AS clearedAt,
  (SELECT p.given_name || ' ' || p.family_name FROM people AS p WHERE p.id = i.person) AS personName`;

function read(row: Stored): Import {
  return {
    ...row,
    head: JSON.parse(row.head) as string[],
    mapping: row.mapping === null ? null : (JSON.parse(row.mapping) as Mapping),
    auto: row.auto === null ? null : (JSON.parse(row.auto) as Auto),
  };
}

/** @throws NotFound */
export async function findImport(db: Database, id: string): Promise<Import> {
  const row = await db.first<Stored>({
    sql: `SELECT ${COLUMNS} FROM imports AS i WHERE i.id = ?`,
    parameters: [id],
  });
  if (!row) throw new NotFound('There is no such import');
  return read(row);
}

/** The oldest import that has something to do. */
export async function nextBusy(db: Database, id: string | null): Promise<Import | null> {
  const row = await db.first<Stored>({
    sql: `SELECT ${COLUMNS} FROM imports AS i
          WHERE i.state IN (SELECT value FROM json_each(?))
            AND (i.state <> 'mapping' OR (i.auto IS NOT NULL AND i.failure = '')) ${id ? 'AND i.id = ?' : ''}
          ORDER BY i.n LIMIT 1`,
    parameters: [JSON.stringify([...BUSY, 'mapping']), ...(id ? [id] : [])],
  });
  return row ? read(row) : null;
}

/** Imports, the latest first. */
export async function listImports(
  db: Database,
  cursor: string | undefined,
  limit = 50,
): Promise<Page<Import>> {
  const [before = Number.MAX_SAFE_INTEGER] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const rows = await db.all<Stored>({
    sql: `SELECT ${COLUMNS} FROM imports AS i WHERE i.n < ? ORDER BY i.n DESC LIMIT ?`,
    parameters: [before, limit + 1],
  });
  return pageOf(rows.map(read), limit, (row) => [row.n]);
}

export interface StagedRow {
  nr: number;
  cells: string[];
}

/** Rows of the file as they were read, after one of them. */
export async function rowsAfter(db: Database, n: number, after: number, limit: number): Promise<StagedRow[]> {
  const rows = await db.all<{ nr: number; cells: string }>({
    sql: 'SELECT nr, cells FROM import_rows WHERE import = ? AND nr > ? ORDER BY nr LIMIT ?',
    parameters: [n, after, limit],
  });
  return rows.map(({ nr, cells }) => ({ nr, cells: JSON.parse(cells) as string[] }));
}

/** The rows of these numbers, in their order. */
export async function rowsOf(db: Database, n: number, nrs: readonly number[]): Promise<StagedRow[]> {
  const rows = await db.all<{ nr: number; cells: string }>({
    sql: `SELECT r.nr, r.cells FROM json_each(?) AS j CROSS JOIN import_rows AS r ON r.import = ? AND r.nr = j.value
          ORDER BY r.nr`,
    parameters: [JSON.stringify(nrs), n],
  });
  return rows.map(({ nr, cells }) => ({ nr, cells: JSON.parse(cells) as string[] }));
}

/** What was planned for a row, as it is stored. */
export interface StoredPlan {
  nr: number;
  does: Does;
  plan: string;
  problems: string;
  doubleOf: number | null;
}

const PLAN = 'p.nr, p.does, p.plan, p.problems, p.double_of AS doubleOf';

/** What is still to go in, after a row. */
export function plansToApply(n: number, after: number, limit: number): Query<StoredPlan> {
  return {
    sql: `SELECT ${PLAN} FROM import_plans AS p
          WHERE p.import = ? AND p.nr > ? AND p.does IN ('create', 'change') ORDER BY p.nr LIMIT ?`,
    parameters: [n, after, limit],
  };
}

/** Plans of these rows, and of those that were told to be doubles of them. */
export function plansAround(n: number, nrs: readonly number[]): Query<StoredPlan> {
  const list = JSON.stringify(nrs);
  return {
    sql: `SELECT ${PLAN} FROM import_plans AS p WHERE p.import = ? AND p.nr IN (SELECT value FROM json_each(?))
          UNION SELECT ${PLAN} FROM json_each(?) AS j CROSS JOIN import_plans AS p ON p.import = ? AND p.double_of = j.value
          ORDER BY nr`,
    parameters: [n, list, list, n],
  };
}

/** A row as the preview shows it. */
export interface PreviewRow {
  nr: number;
  does: Does;
  cells: string[];
  fields: { field: string; from: string; to: string }[];
  makes: { kind: string; name: string }[];
  problems: Problem[];
  doubleOf: number | null;
  thing: string | null;
}

export async function previewRows(
  db: Database,
  n: number,
  asked: { does: Does | null; cursor?: string | undefined; limit?: number },
): Promise<Page<PreviewRow>> {
  const [after = 0] = (decodeCursor(asked.cursor, 'n') ?? []) as number[];
  const limit = asked.limit ?? 50;
  const rows = await db.all<StoredPlan & { cells: string }>({
    sql: `SELECT ${PLAN}, r.cells FROM import_plans AS p JOIN import_rows AS r ON r.import = p.import AND r.nr = p.nr
          WHERE p.import = ? ${asked.does ? 'AND p.does = ?' : ''} AND p.nr > ? ORDER BY p.nr LIMIT ?`,
    parameters: [n, ...(asked.does ? [asked.does] : []), after, limit + 1],
  });
  return pageOf(rows.map(shown), limit, (row) => [row.nr]);
}

/** @throws NotFound */
export async function previewRow(db: Database, n: number, nr: number): Promise<PreviewRow> {
  const row = await db.first<StoredPlan & { cells: string }>({
    sql: `SELECT ${PLAN}, r.cells FROM import_plans AS p JOIN import_rows AS r ON r.import = p.import AND r.nr = p.nr
          WHERE p.import = ? AND p.nr = ?`,
    parameters: [n, nr],
  });
  if (!row) throw new NotFound('The file has no such row');
  return shown(row);
}

function shown(row: StoredPlan & { cells: string }): PreviewRow {
  const plan = JSON.parse(row.plan) as Partial<Pick<PreviewRow, 'fields' | 'makes' | 'thing'>>;
  return {
    nr: row.nr,
    does: row.does,
    cells: JSON.parse(row.cells) as string[],
    fields: plan.fields ?? [],
    makes: plan.makes ?? [],
    problems: JSON.parse(row.problems) as Problem[],
    doubleOf: row.doubleOf,
    thing: plan.thing ?? null,
  };
}

/** The rows that have these keys already. */
export function keyOwners(n: number, keys: readonly string[]): Query<{ key: string; nr: number }> {
  return {
    sql: `SELECT k.key, k.nr FROM json_each(?) AS j CROSS JOIN import_keys AS k ON k.import = ? AND k.key = j.value`,
    parameters: [JSON.stringify(keys), n],
  };
}

/** Rows that went in and are not taken back, from the last one down. */
export function appliedBefore(
  n: number,
  before: number,
  limit: number,
): Query<{ nr: number; thing: string; before: string }> {
  return {
    sql: `SELECT nr, thing, before FROM import_applied
          WHERE import = ? AND nr < ? AND undone_at IS NULL ORDER BY nr DESC LIMIT ?`,
    parameters: [n, before, limit],
  };
}

/** Rows that stay when the import is taken back, with why. */
export async function keptRows(
  db: Database,
  n: number,
  cursor: string | undefined,
  limit = 50,
): Promise<Page<{ nr: number; thing: string; why: string }>> {
  const [after = 0] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const rows = await db.all<{ nr: number; thing: string; why: string }>({
    sql: `SELECT nr, thing, why_kept AS why FROM import_applied
          WHERE import = ? AND why_kept <> '' AND nr > ? ORDER BY nr LIMIT ?`,
    parameters: [n, after, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.nr]);
}

/** How the columns of files with this head were chosen the last time. */
export function rememberedMapping(signature: string): Query<{ mapping: string }> {
  return { sql: 'SELECT mapping FROM import_mappings WHERE signature = ?', parameters: [signature] };
}

/** Imports whose rows and file may go: they ended before the moment. */
export function importsToClear(before: string): Query<{ n: number; id: string; parts: number }> {
  return {
    sql: `SELECT n, id, parts FROM imports WHERE ended_at < ? AND cleared_at IS NULL ORDER BY ended_at LIMIT 5`,
    parameters: [before],
  };
}

/** One of its rows, where there are some still. */
export function rowsLeft(n: number): Query<{ nr: number }> {
  return {
    sql: `SELECT nr FROM import_rows WHERE import = ? UNION ALL SELECT nr FROM import_applied WHERE import = ?
          UNION ALL SELECT nr FROM import_plans WHERE import = ? UNION ALL SELECT nr FROM import_keys WHERE import = ?
          LIMIT 1`,
    parameters: [n, n, n, n],
  };
}

/** Files that nobody went on with since the moment. */
export function abandonedUploads(before: string): Query<{ n: number }> {
  return {
    sql: `SELECT n FROM imports WHERE state IN ('uploading', 'mapping', 'ready') AND at < ? LIMIT 5`,
    parameters: [before],
  };
}
