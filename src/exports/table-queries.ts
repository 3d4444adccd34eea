import type { Row } from '../db/engine.ts';
import type { Query } from '../db/query.ts';
import type { Definition, Table } from './tables-rules.ts';

/** Every table of the database with the statement that made it; an engine's own are left out. */
export const DEFINITIONS: Query<Definition> = {
  sql: `SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL
    AND substr(name, 1, 4) <> '_cf_' AND substr(name, 1, 3) <> 'd1_' AND substr(name, 1, 7) <> 'sqlite_'
    ORDER BY name`,
  parameters: [],
};

const named = (name: string) => `"${name}"`;

/**
 * Rows of a table in the order of its key; with `naming` those alone that have the value in one of the columns. @param after the key of the last row read, null from the start.
 * Names of tables and columns are the schema's own, no input.
 */
export function rowsOfTable(
  table: Table,
  after: readonly (string | number)[] | null,
  limit: number,
  naming?: { columns: readonly string[]; value: string },
): Query<Row> {
  const keys = table.order.map(named).join(', ');
  const columns = table.columns.map(({ name }) => named(name)).join(', ');
  const extra = table.order[0] === 'rowid' ? ', rowid AS "rowid"' : '';
  const marks = table.order.map(() => '?').join(', ');
  const of = naming?.columns ?? [];
  const conditions = [
    ...(after ? [`(${keys}) > (${marks})`] : []),
    ...(naming ? [`(${of.map((name) => `${named(name)} = ?`).join(' OR ')})`] : []),
  ];
  return {
    sql: `SELECT ${columns}${extra} FROM ${named(table.name)}
          ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY ${keys} LIMIT ?`,
    parameters: [...(after ?? []), ...of.map(() => naming?.value ?? ''), limit],
  };
}

/** Puts rows in: a JSON list of lists, in the order of the table's columns. */
export function insertRows(table: Table, rows: string): Query<unknown> {
  const columns = table.columns.map(({ name }) => named(name)).join(', ');
  const values = table.columns.map((_, i) => `value ->> ${i}`).join(', ');
  return {
    sql: `INSERT INTO ${named(table.name)} (${columns}) SELECT ${values} FROM json_each(?)`,
    parameters: [rows],
  };
}
