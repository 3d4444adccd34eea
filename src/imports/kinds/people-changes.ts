import type { Change } from '../../db/commit.ts';

/** Logins are called as their people are. */
export function keepLoginNames(ids: readonly string[], now: string): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE users SET updated_at = ?,
            name = (SELECT given_name || ' ' || family_name FROM people WHERE people.id = users.id)
          WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [now, JSON.stringify(ids)],
  };
}

/** Whom an import made and takes back, is no longer there: people are never deleted. */
export function setGone(ids: readonly string[]): Change {
  if (ids.length === 0) return null;
  return {
    sql: 'UPDATE people SET active = 0, version = version + 1 WHERE id IN (SELECT value FROM json_each(?))',
    parameters: [JSON.stringify(ids)],
  };
}
