import type { Statement } from '../../src/db/engine.ts';

/** When the cast was written. */
export const AT = '2027-01-04T13:00:00.000Z';

/** One row of a table, as a statement. */
export function row(table: string, values: Record<string, string | number | null>): Statement {
  const names = Object.keys(values);
  return {
    sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    parameters: Object.values(values),
  };
}
