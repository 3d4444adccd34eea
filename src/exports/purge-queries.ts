import type { Row } from '../db/engine.ts';
import { type Query, q } from '../db/query.ts';
import { isFreeText } from './purge-rules.ts';
import type { Table } from './tables-rules.ts';

/** Somebody who may be removed, and what stands against it. */
export function personToRemove(id: string) {
  return q
    .selectFrom('people as p')
    .leftJoin('users as u', 'u.id', 'p.id')
    .where('p.id', '=', id)
    .select(['p.id', 'p.given_name as given', 'p.family_name as family', 'p.external_id as externalId'])
    .select(['p.email', 'p.kind', 'p.site', 'p.purged_at as purgedAt'])
    .select(['u.id as login', 'u.email as loginEmail', 'u.deactivated_at as endedAt']);
}

export interface Holding {
  devices: number;
  repairs: number;
  bins: number;
}

/** What a person still has: devices in hand or issued, repairs of theirs or by them, a vehicle's bin. */
export function holdingOf(id: string): Query<Holding> {
  return {
    sql: `SELECT
        (SELECT count(*) FROM (SELECT id FROM devices WHERE holder = ? UNION
          SELECT id FROM devices WHERE assigned_person = ?)) AS devices,
        (SELECT count(*) FROM repairs WHERE closed_at IS NULL AND (had_device = ? OR technician = ?)) AS repairs,
        (SELECT count(*) FROM bins WHERE keeper = ? AND retired_at IS NULL) AS bins`,
    parameters: [id, id, id, id, id],
  };
}

/** Ids of the repairs of devices that the person had. */
export function repairsHad(id: string): Query<{ id: string }> {
  return { sql: 'SELECT id FROM repairs WHERE had_device = ?', parameters: [id] };
}

export function photosOfRepairs(
  repairs: readonly string[],
): Query<{ id: string; name: string; thumb: string }> {
  return {
    sql: 'SELECT id, name, thumb FROM photos WHERE repair IN (SELECT value FROM json_each(?))',
    parameters: [JSON.stringify(repairs)],
  };
}

/** Free texts of the history that may be about the person: all of the own chain, of the own repairs, and who is named. */
export function recordTexts(
  person: string,
  repairs: readonly string[],
  needles: readonly string[],
): Query<{ thing: string; seq: number; text: string }> {
  return {
    sql: `SELECT thing, seq, text FROM record_texts
          WHERE thing = ? OR thing IN (SELECT value FROM json_each(?))
            OR EXISTS (SELECT 1 FROM json_each(?) AS j WHERE instr(lower(text), lower(j.value)) > 0)`,
    parameters: [person, JSON.stringify(repairs), JSON.stringify(needles)],
  };
}

/** The columns of a table in which people may be named. */
export function textColumns(table: Table): string[] {
  return table.columns
    .filter(({ name, type, refers }) => type === 'TEXT' && refers === null && isFreeText(table.name, name))
    .map(({ name }) => name);
}

/** Rows whose texts may be about the person. Names of tables and columns are the schema's own, no input. */
export function rowsNaming(table: Table, repairs: readonly string[], needles: readonly string[]): Query<Row> {
  const texts = textColumns(table);
  const own = repairColumn(table);
  const columns = [...new Set([...table.order, ...texts, ...(own ? [own] : [])])];
  const any = texts
    .map(
      (name) => `EXISTS (SELECT 1 FROM json_each(?) AS j WHERE instr(lower("${name}"), lower(j.value)) > 0)`,
    )
    .join(' OR ');
  const theirs = own ? ` OR "${own}" IN (SELECT value FROM json_each(?))` : '';
  return {
    sql: `SELECT ${columns.map((name) => `"${name}"`).join(', ')} FROM "${table.name}" WHERE ${any}${theirs}`,
    parameters: [...texts.map(() => JSON.stringify(needles)), ...(own ? [JSON.stringify(repairs)] : [])],
  };
}

/** The column by which a row belongs to a repair. */
export function repairColumn(table: Table): string | null {
  if (table.name === 'repairs') return 'id';
  return table.columns.find(({ refers }) => refers === 'repairs')?.name ?? null;
}

/** Files of saved exports: whoever was removed may stand in them. */
export const EXPORT_FILES: Query<{ id: string; file: string }> = {
  sql: 'SELECT id, file FROM saved_exports WHERE file IS NOT NULL',
  parameters: [],
};

/** Files of imports that have been read, whoever may stand in them; those that go up or are read now are needed. */
export const UPLOADED_FILES: Query<{ id: string; parts: number }> = {
  sql: "SELECT id, parts FROM imports WHERE cleared_at IS NULL AND parts > 0 AND state NOT IN ('uploading', 'reading')",
  parameters: [],
};
