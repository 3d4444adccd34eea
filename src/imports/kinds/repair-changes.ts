import { type Change, must } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';

/** A closed repair of the past with its one fault line. */
export interface PastRepair {
  id: string;
  line: string;
  device: string;
  site: string;
  reportedAt: string;
  closedAt: string;
  symptom: string | null;
  fault: string | null;
  remedy: string | null;
  cause: string | null;
  outcome: string;
  minutes: number;
  technician: string | null;
  note: string;
  parts: readonly string[];
  /** of all its parts together */
  cents: number;
}

/** Repairs of the past with lines, parts and tallies; their numbers are the next ones. Stock is not touched. */
export function insertPastRepairs(repairs: readonly PastRepair[], now: string): Change {
  if (repairs.length === 0) return null;
  const rows = JSON.stringify(
    repairs.map((r) => [r.id, r.device, r.site, r.technician, r.outcome, r.reportedAt, r.closedAt]),
  );
  const lines = JSON.stringify(
    repairs.map((r) => [
      ...[r.line, r.id, r.symptom, r.fault, r.remedy, r.cause],
      ...[r.minutes, r.note, r.closedAt, r.technician],
    ]),
  );
  const parts = repairs.flatMap((r) =>
    r.parts.map((part, i) => [newId(), r.id, r.line, part, i === 0 ? r.cents : 0, r.closedAt, r.technician]),
  );
  return [
    {
      sql: `INSERT INTO repairs (id, number, device, site, technician, outcome, reported_at, recorded_at, accepted_at,
              ready_at, closed_at, state)
            SELECT j.value ->> 0, last.n + j.key + 1, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4,
              j.value ->> 5, ?, j.value ->> 5, j.value ->> 6, j.value ->> 6, 'closed'
            FROM json_each(?) AS j, (SELECT ifnull(max(number), 0) AS n FROM repairs) AS last ORDER BY j.key`,
      parameters: [now, rows],
    },
    {
      sql: `INSERT INTO repair_lines (id, repair, position, symptom, fault, remedy, cause, minutes, note, done_at, done_by)
            SELECT value ->> 0, value ->> 1, 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
              value ->> 7, value ->> 8, value ->> 9 FROM json_each(?)`,
      parameters: [lines],
    },
    {
      sql: `INSERT INTO repair_parts (id, repair, line, part, bin, quantity, cost_cents, at, person)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, NULL, 1, value ->> 4, value ->> 5, value ->> 6
            FROM json_each(?)`,
      parameters: [JSON.stringify(parts)],
    },
    keepMany(repairs.map((r) => r.id)),
    tallyMany(
      repairs.map((r) => r.id),
      1,
    ),
  ];
}

/** What repairs repeat from their lines and parts. */
function keepMany(ids: readonly string[]): Change {
  return {
    sql: `UPDATE repairs SET
            headline = ifnull((SELECT coalesce(f.name, s.name, '') FROM repair_lines AS l
              LEFT JOIN faults AS f ON f.code = l.fault LEFT JOIN symptoms AS s ON s.code = l.symptom
              WHERE l.repair = repairs.id AND l.withdrawn_at IS NULL LIMIT 1), ''),
            minutes = (SELECT ifnull(sum(minutes), 0) FROM repair_lines
              WHERE repair = repairs.id AND withdrawn_at IS NULL),
            parts_cents = (SELECT ifnull(sum(cost_cents), 0) FROM repair_parts
              WHERE repair = repairs.id AND returned_at IS NULL)
          WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Faults of the repairs' lines that are not withdrawn count for their devices' models, or no longer do. */
function tallyMany(ids: readonly string[], by: 1 | -1): Change {
  return {
    sql: `INSERT INTO fault_tallies (model, fault, n)
          SELECT d.model, l.fault, ${by} * count(*) FROM json_each(?) AS j JOIN repairs AS r ON r.id = j.value
          JOIN devices AS d ON d.id = r.device JOIN repair_lines AS l ON l.repair = r.id
          WHERE l.fault IS NOT NULL AND l.withdrawn_at IS NULL GROUP BY d.model, l.fault
          ON CONFLICT (model, fault) DO UPDATE SET n = n + excluded.n`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Repairs that an import made were never there: withdrawn, with their lines and parts; their tickets may come again. */
export function withdrawPastRepairs(
  repairs: readonly { id: string; version: number }[],
  now: string,
): Change {
  if (repairs.length === 0) return null;
  const ids = repairs.map((r) => r.id);
  const list = JSON.stringify(ids);
  const ofThem = 'repair IN (SELECT value FROM json_each(?))';
  return [
    must('nobody changed the repairs meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN repairs AS r ON r.id = j.value ->> 0 WHERE r.version IS NOT j.value ->> 1)`,
      parameters: [JSON.stringify(repairs.map((r) => [r.id, r.version]))],
    }),
    tallyMany(ids, -1),
    {
      sql: `UPDATE repair_lines SET withdrawn_at = ? WHERE withdrawn_at IS NULL AND ${ofThem}`,
      parameters: [now, list],
    },
    {
      sql: `UPDATE repair_parts SET returned_at = ? WHERE returned_at IS NULL AND ${ofThem}`,
      parameters: [now, list],
    },
    keepMany(ids),
    {
      sql: `UPDATE repairs SET state = 'withdrawn', outcome = 'withdrawn', version = version + 1
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [list],
    },
    { sql: `DELETE FROM repair_externals WHERE ${ofThem}`, parameters: [list] },
  ];
}

export function nameTickets(source: string, list: readonly { id: string; ticket: string }[]): Change {
  const rows = list.filter((one) => one.ticket !== '').map((one) => [one.ticket, one.id]);
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO repair_externals (source, value, repair)
          SELECT ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true`,
    parameters: [source, JSON.stringify(rows)],
  };
}
