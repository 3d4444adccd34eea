import { type Change, must } from '../../db/commit.ts';
import type { Facts } from './facts-rules.ts';

export type FactTable = 'models' | 'locations' | 'people' | 'parts';

export interface FactRow {
  id: string;
  facts: Facts;
}

/** What each of them is found by. */
const SEARCHED: Readonly<Record<FactTable, string>> = {
  models: `trim(maker || ' ' || name || ' ' || number)`,
  locations: `code || ' ' || name`,
  people: `trim(given_name || ' ' || family_name || ' ' || ifnull(external_id, ''))`,
  parts: `trim(sku || ' ' || name || ' ' || ifnull((SELECT group_concat(value, ' ') FROM part_numbers
    WHERE part = parts.id AND kind = 'maker'), ''))`,
};

/** New things with what is written down about them, in one statement; `findable` comes after it. */
export function insertFacts(
  table: FactTable,
  names: readonly string[],
  rows: readonly FactRow[],
  now: string,
): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO ${table} (id, created_at, ${names.join(', ')})
          SELECT value ->> 0, ?, ${names.map((_, i) => `value ->> ${i + 1}`).join(', ')} FROM json_each(?)`,
    parameters: [
      now,
      JSON.stringify(rows.map(({ id, facts }) => [id, ...names.map((name) => facts[name] ?? null)])),
    ],
  };
}

/** What is written down about things, from now on, in one statement; their versions go up. */
export function updateFacts(table: FactTable, names: readonly string[], rows: readonly FactRow[]): Change {
  if (rows.length === 0) return null;
  return {
    sql: `UPDATE ${table} SET version = version + 1,
            ${names.map((name, i) => `${name} = j.value ->> ${i + 1}`).join(', ')}
          FROM json_each(?) AS j WHERE ${table}.id = j.value ->> 0`,
    parameters: [
      JSON.stringify(rows.map(({ id, facts }) => [id, ...names.map((name) => facts[name] ?? null)])),
    ],
  };
}

/** The commit fails where one of them has changed since it was read. */
export function stillAt(table: FactTable, seen: readonly { id: string; version: number }[]): Change {
  if (seen.length === 0) return null;
  return must('nobody changed what the file changes', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
            LEFT JOIN ${table} AS t ON t.id = j.value ->> 0 WHERE t.version IS NOT j.value ->> 1)`,
    parameters: [JSON.stringify(seen.map(({ id, version }) => [id, version]))],
  });
}

/** Things can be searched by what they are called now. */
export function findable(table: FactTable, ids: readonly string[]): Change {
  if (ids.length === 0) return null;
  const list = JSON.stringify(ids);
  const ofThem = `FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`;
  return [
    { sql: `DELETE FROM ${table}_fts WHERE rowid IN (SELECT n ${ofThem})`, parameters: [list] },
    {
      sql: `INSERT INTO ${table}_fts (rowid, name) SELECT n, ${SEARCHED[table]} ${ofThem}`,
      parameters: [list],
    },
  ];
}

/** Out of what can be chosen, or back in where `at` is null. */
export function retireMany(
  table: 'models' | 'locations' | 'parts',
  ids: readonly string[],
  at: string | null,
): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE ${table} SET retired_at = ?, version = version + 1 WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [at, JSON.stringify(ids)],
  };
}
