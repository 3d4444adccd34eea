import { type Change, must } from '../../db/commit.ts';

/** Who has a device from now on; null in place of a place: nobody. */
export interface Move {
  /** of the new row */
  id: string;
  device: string;
  location: string;
  top: string;
  person: string | null;
  slot: number | null;
  dueOn: string | null;
  why: string;
  at: string;
  expects: string | null;
}

/** As `giveCustody`, for many devices with a place of its own each, in as many statements as for one. */
export function moveMany(moves: readonly Move[], by: string | null, now: string): Change {
  if (moves.length === 0) return null;
  const rows = JSON.stringify(
    moves.map((m) => [m.id, m.device, m.location, m.top, m.person, m.slot, m.dueOn, m.why, m.at, m.expects]),
  );
  return [
    must('nobody moved the devices meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN custody AS c ON c.device = j.value ->> 1 AND c.to_at IS NULL
              WHERE c.id IS NOT j.value ->> 9)`,
      parameters: [rows],
    }),
    {
      sql: `UPDATE custody SET to_at = max(from_at, j.value ->> 8) FROM json_each(?) AS j
            WHERE custody.device = j.value ->> 1 AND to_at IS NULL`,
      parameters: [rows],
    },
    {
      sql: `INSERT INTO custody (id, device, location, person, slot, due_on, why, from_at, recorded_at, done_by)
            SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 4, j.value ->> 5, j.value ->> 6, j.value ->> 7,
              max(j.value ->> 8, ifnull((SELECT max(to_at) FROM custody WHERE device = j.value ->> 1), '')), ?, ?
            FROM json_each(?) AS j`,
      parameters: [now, by, rows],
    },
    {
      sql: `UPDATE devices SET place = j.value ->> 2, at_site = j.value ->> 3, holder = j.value ->> 4,
              due_on = j.value ->> 6,
              last_seen_place = CASE WHEN j.value ->> 7 = 'undo' OR ifnull(last_seen_at, '') > j.value ->> 8
                THEN last_seen_place ELSE j.value ->> 2 END,
              last_seen_at = CASE WHEN j.value ->> 7 = 'undo' THEN last_seen_at
                ELSE max(ifnull(last_seen_at, ''), j.value ->> 8) END
            FROM json_each(?) AS j WHERE devices.id = j.value ->> 1`,
      parameters: [rows],
    },
  ];
}

/** Whom a device is issued to from now on; neither person nor location: nobody. */
export interface Issue {
  id: string;
  device: string;
  person: string | null;
  location: string | null;
  slot: number | null;
  expects: string | null;
  chargers?: number | null;
  cases?: number | null;
  hotspots?: number | null;
}

/** As `assignDevice` and `endAssignment`, for many devices at once. */
export function issueMany(issues: readonly Issue[], by: string | null, now: string): Change {
  if (issues.length === 0) return null;
  const rows = JSON.stringify(
    issues.map((x) => [
      ...[x.id, x.device, x.person, x.location, x.slot, x.expects],
      ...[x.chargers ?? 0, x.cases ?? 0, x.hotspots ?? 0],
    ]),
  );
  return [
    must('nobody issued the devices meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN assignments AS a ON a.device = j.value ->> 1 AND a.to_at IS NULL
              WHERE a.id IS NOT j.value ->> 5)`,
      parameters: [rows],
    }),
    {
      sql: `UPDATE assignments SET to_at = ? WHERE to_at IS NULL
            AND device IN (SELECT j.value ->> 1 FROM json_each(?) AS j)`,
      parameters: [now, rows],
    },
    {
      sql: `INSERT INTO assignments (id, device, person, location, slot, chargers, cases, hotspots, from_at, done_by)
            SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4,
              j.value ->> 6, j.value ->> 7, j.value ->> 8, ?, ?
            FROM json_each(?) AS j WHERE j.value ->> 2 IS NOT NULL OR j.value ->> 3 IS NOT NULL`,
      parameters: [now, by, rows],
    },
    {
      sql: `UPDATE devices SET assigned_person = j.value ->> 2, assigned_location = j.value ->> 3, slot = j.value ->> 4
            FROM json_each(?) AS j WHERE devices.id = j.value ->> 1`,
      parameters: [rows],
    },
  ];
}
