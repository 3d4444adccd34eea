import { type Change, must } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import type { Query } from '../../db/query.ts';

export interface Rooted {
  id: string;
  parent: string | null;
  top: string;
}

/** New places lie where they lie from now on. */
export function openParents(rows: readonly Rooted[], now: string): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO location_parents (id, location, parent, from_at)
          SELECT value ->> 0, value ->> 1, value ->> 2, ? FROM json_each(?)`,
    parameters: [now, JSON.stringify(rows.map(({ id, parent }) => [newId(), id, parent]))],
  };
}

/** What another system calls a place from now on. */
export function nameWithin(
  table: 'location_externals' | 'person_externals',
  column: 'location' | 'person',
  source: string,
  list: readonly { id: string; external: string }[],
): Change {
  const rows = list.filter((one) => one.external !== '').map((one) => [one.external, one.id]);
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO ${table} (source, value, ${column})
          SELECT ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true
          ON CONFLICT (source, value) DO NOTHING`,
    parameters: [source, JSON.stringify(rows)],
  };
}

/** The commit fails where something has come to one of the places. @param inUse those of them in use */
export function stillEmpty({ sql, parameters }: Query<{ id: string }>): Change {
  return must('nothing has come to these places meanwhile', {
    sql: `SELECT 1 WHERE NOT EXISTS (${sql})`,
    parameters,
  });
}
