import type { Change } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Table } from './tables-rules.ts';

/** The words that stand where a name stood. */
export const GONE = { given: 'Removed', family: 'person' } as const;

/** The person is an id: no name, no address, in no search. A login goes with its doors. */
export function forgetPerson(id: string, now: string): Change {
  const gone = (table: string, column: string) => ({
    sql: `DELETE FROM ${table} WHERE ${column} = ?`,
    parameters: [id],
  });
  return [
    { sql: 'DELETE FROM people_fts WHERE rowid = (SELECT n FROM people WHERE id = ?)', parameters: [id] },
    q
      .updateTable('people')
      .set({
        given_name: GONE.given,
        family_name: GONE.family,
        sort_name: `${GONE.family}, ${GONE.given}`.toLowerCase(),
        external_id: null,
        email: null,
        title: '',
        grade: null,
        active: 0,
        purged_at: now,
      })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', id),
    q
      .updateTable('users')
      .set({
        name: `${GONE.given} ${GONE.family}`,
        email: `${id}@removed.invalid`,
        image: null,
        updated_at: now,
      })
      .where('id', '=', id),
    gone('person_externals', 'person'),
    gone('saved_views', 'person'),
    gone('sessions', 'user_id'),
    gone('credentials', 'user_id'),
    gone('passkeys', 'user_id'),
    gone('api_tokens', 'person'),
    gone('calendar_links', 'person'),
    gone('one_time_links', 'person'),
  ];
}

/** The salted digests stay in the records, so that the chain still verifies. */
export function deleteRecordTexts(texts: readonly { thing: string; seq: number }[]): Change {
  return {
    sql: `DELETE FROM record_texts WHERE (thing, seq) IN (
            SELECT value ->> 'thing', value ->> 'seq' FROM json_each(?))`,
    parameters: [JSON.stringify(texts.map(({ thing, seq }) => ({ thing, seq })))],
  };
}

/** @param key the values of the table's key, in its order */
export function rewriteTexts(
  table: Table,
  key: readonly (string | number | null)[],
  texts: Readonly<Record<string, string>>,
): Change {
  const set = Object.keys(texts).map((name) => `"${name}" = ?`);
  const where = table.order.map((name) => `"${name}" = ?`).join(' AND ');
  const update = {
    sql: `UPDATE "${table.name}" SET ${set.join(', ')} WHERE ${where}`,
    parameters: [...Object.values(texts), ...key],
  };
  if (table.name !== 'locations') return update;
  const found = `SELECT n FROM locations WHERE ${where}`;
  return [
    { sql: `DELETE FROM locations_fts WHERE rowid = (${found})`, parameters: key },
    update,
    {
      sql: `INSERT INTO locations_fts (rowid, name) SELECT n, code || ' ' || name FROM locations WHERE ${where}`,
      parameters: key,
    },
  ];
}

/** What rows of imports were told apart by, where that is the person's id or address. */
export function forgetKeys(values: readonly string[]): Change {
  return {
    sql: `DELETE FROM import_keys WHERE EXISTS (SELECT 1 FROM json_each(?) AS j
            WHERE substr(lower(import_keys.key), -length(j.value) - 1) IN (':' || j.value, ' ' || j.value))`,
    parameters: [JSON.stringify(values.map((value) => value.toLowerCase()))],
  };
}

/** Mail to an address that was removed is sent no more. */
export function stopMail(removed: string, now: string): Change {
  return q
    .updateTable('outbox')
    .set({ sent_at: now, failure: 'The person was removed' })
    .where('sent_at', 'is', null)
    .where('recipient', '=', removed);
}

export function withdrawPhotos(ids: readonly string[], now: string): Change {
  return {
    sql: 'UPDATE photos SET withdrawn_at = ifnull(withdrawn_at, ?) WHERE id IN (SELECT value FROM json_each(?))',
    parameters: [now, JSON.stringify(ids)],
  };
}

/** Made files go; those with a schedule are made again. The removed person's own exports end. */
export function dropExportFiles(person: string, now: string): Change {
  return [
    {
      sql: `UPDATE saved_exports SET file = NULL, bytes = NULL, made_at = NULL, making_at = NULL,
              asked_at = CASE WHEN schedule <> '' OR making_at IS NOT NULL THEN ? END
            WHERE file IS NOT NULL OR making_at IS NOT NULL`,
      parameters: [now],
    },
    {
      sql: `UPDATE saved_exports SET ended_at = ?, link = NULL, token_hash = NULL, asked_at = NULL, next_on = NULL
            WHERE person = ? AND ended_at IS NULL`,
      parameters: [now, person],
    },
  ];
}
