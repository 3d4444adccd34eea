import { type Change, must } from '../db/commit.ts';
import { type CustodyReason, NOT_MOVED } from './changes.ts';

/** One device of many that go to one place together. */
export interface OneOfMany {
  /** id of its new row */
  id: string;
  device: string;
  repair: string | null;
  /** id of the open row that was read, null where there was none */
  expects: string | null;
}

/**
 * The same as `giveCustody` for many devices at once, in as many statements as for one: D1 counts them. They go
 * to a place, to nobody's hands.
 */
export function giveCustodyOfMany(
  devices: readonly OneOfMany[],
  to: { location: string; top: string; why: CustodyReason; by: string | null },
  now: string,
): Change {
  const rows = JSON.stringify(devices.map((one) => [one.id, one.device, one.repair, one.expects]));
  const ids = JSON.stringify(devices.map((one) => one.device));
  return [
    must(NOT_MOVED, {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN custody AS c ON c.device = j.value ->> 1 AND c.to_at IS NULL
              WHERE c.id IS NOT j.value ->> 3)`,
      parameters: [rows],
    }),
    {
      sql: `UPDATE custody SET to_at = max(from_at, ?)
            WHERE to_at IS NULL AND device IN (SELECT value FROM json_each(?))`,
      parameters: [now, ids],
    },
    {
      sql: `INSERT INTO custody (id, device, location, why, from_at, recorded_at, done_by, repair)
            SELECT j.value ->> 0, j.value ->> 1, ?, ?,
              max(?, ifnull((SELECT max(to_at) FROM custody WHERE device = j.value ->> 1), '')), ?, ?,
              j.value ->> 2
            FROM json_each(?) AS j`,
      parameters: [to.location, to.why, now, now, to.by, rows],
    },
    {
      sql: `UPDATE devices SET place = ?, at_site = ?, holder = NULL, due_on = NULL,
              last_seen_place = CASE WHEN ifnull(last_seen_at, '') <= ? THEN ? ELSE last_seen_place END,
              last_seen_at = max(ifnull(last_seen_at, ''), ?)
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [to.location, to.top, now, to.location, now, ids],
    },
  ];
}
