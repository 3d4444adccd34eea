import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';

export type IdentifierKind = 'tag' | 'serial';

/** A tag or serial that a new record has from the start; findable by any piece of three characters. */
export function insertIdentifier(
  device: string,
  kind: IdentifierKind,
  value: string,
  now: string,
  reason = '',
): Change {
  const id = newId();
  return [
    {
      sql: `INSERT INTO identifiers (id, device, kind, value, from_at, reason) VALUES (?, ?, ?, ?, ?, ?)`,
      parameters: [id, device, kind, value, now, reason],
    },
    {
      sql: 'INSERT INTO identifiers_fts (rowid, value) SELECT n, ? FROM identifiers WHERE id = ?',
      parameters: [value, id],
    },
  ];
}

/**
 * The device has another tag or serial from now on; the former one goes on to find it.
 * @param seen the current one that the person saw, '' for none
 */
export function replaceIdentifier(
  x: { device: string; kind: IdentifierKind; value: string; seen: string; reason: string },
  now: string,
): Change {
  const column = x.kind;
  return [
    must(`its ${x.kind} is the one that you saw`, {
      sql: `SELECT 1 FROM devices WHERE id = ? AND ${column} = ? AND joined_into IS NULL`,
      parameters: [x.device, x.seen],
    }),
    {
      sql: `UPDATE identifiers SET to_at = ?, reason = CASE WHEN reason = '' THEN ? ELSE reason END
            WHERE device = ? AND kind = ? AND to_at IS NULL AND withdrawn_at IS NULL`,
      parameters: [now, x.reason, x.device, x.kind],
    },
    insertIdentifier(x.device, x.kind, x.value, now, x.reason),
    keepIdentifiers(x.device),
  ];
}

/** A former tag or serial of the device is its current one again. */
export function takeBackIdentifier(device: string, kind: IdentifierKind, value: string, now: string): Change {
  return [
    {
      sql: `UPDATE identifiers SET to_at = ? WHERE device = ? AND kind = ? AND to_at IS NULL AND withdrawn_at IS NULL`,
      parameters: [now, device, kind],
    },
    {
      sql: `UPDATE identifiers SET to_at = NULL WHERE device = ? AND kind = ? AND value = ? AND withdrawn_at IS NULL`,
      parameters: [device, kind, value],
    },
    keepIdentifiers(device),
  ];
}

/** It was never the device's: it no longer finds it and is free for another one. */
export function withdrawIdentifier(id: string, device: string, reason: string, now: string): Change {
  return [
    must('the device has this tag or serial', {
      sql: 'SELECT 1 FROM identifiers WHERE id = ? AND device = ? AND withdrawn_at IS NULL',
      parameters: [id, device],
    }),
    {
      sql: 'DELETE FROM identifiers_fts WHERE rowid = (SELECT n FROM identifiers WHERE id = ?)',
      parameters: [id],
    },
    {
      sql: 'UPDATE identifiers SET withdrawn_at = ?, to_at = ifnull(to_at, ?), reason = ? WHERE id = ?',
      parameters: [now, now, reason, id],
    },
    keepIdentifiers(device),
  ];
}

/** The latest row of this value was a mistake: it no longer finds the device; an earlier row of it stays. */
export function withdrawLatest(device: string, kind: IdentifierKind, value: string, now: string): Change {
  const latest = `SELECT n FROM identifiers WHERE device = ? AND kind = ? AND value = ? AND withdrawn_at IS NULL
    ORDER BY n DESC LIMIT 1`;
  return [
    {
      sql: `DELETE FROM identifiers_fts WHERE rowid = (${latest})`,
      parameters: [device, kind, value],
    },
    {
      sql: `UPDATE identifiers SET withdrawn_at = ?, to_at = ifnull(to_at, ?) WHERE n = (${latest})`,
      parameters: [now, now, device, kind, value],
    },
    keepIdentifiers(device),
  ];
}

/** The device's columns repeat its open identifiers; one that has any is no longer unidentified. */
export function keepIdentifiers(device: string): Change {
  const open = (kind: IdentifierKind) =>
    `ifnull((SELECT value FROM identifiers WHERE device = devices.id AND kind = '${kind}'
       AND to_at IS NULL AND withdrawn_at IS NULL), '')`;
  return [
    {
      sql: `UPDATE devices SET unidentified = CASE WHEN EXISTS (SELECT 1 FROM identifiers
              WHERE device = devices.id AND to_at IS NULL AND withdrawn_at IS NULL) THEN 0 ELSE unidentified END,
            tag = ${open('tag')}, serial = ${open('serial')} WHERE id = ?`,
      parameters: [device],
    },
  ];
}
