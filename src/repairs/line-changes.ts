import type { Updateable } from 'kysely';
import { type Change, must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';

/**
 * Counts a fault found on (or taken from) the device's model. `fault_tallies.n` is the number of fault
 * lines that are not withdrawn.
 */
export function tallyFault(device: string, fault: string, by: 1 | -1): Statement {
  return {
    sql: `INSERT INTO fault_tallies (model, fault, n) SELECT model, ?, ? FROM devices WHERE id = ?
          ON CONFLICT (model, fault) DO UPDATE SET n = n + excluded.n`,
    parameters: [fault, by, device],
  };
}

/** Takes all fault lines of a repair back, out of the tallies too. */
export function withdrawLines(repair: string, device: string, now: string): Statement[] {
  return [
    {
      sql: `INSERT INTO fault_tallies (model, fault, n)
            SELECT d.model, l.fault, -count(*) FROM repair_lines AS l JOIN devices AS d ON d.id = ?
            WHERE l.repair = ? AND l.withdrawn_at IS NULL AND l.fault IS NOT NULL GROUP BY d.model, l.fault
            ON CONFLICT (model, fault) DO UPDATE SET n = n + excluded.n`,
      parameters: [device, repair],
    },
    {
      sql: 'UPDATE repair_lines SET withdrawn_at = ? WHERE repair = ? AND withdrawn_at IS NULL',
      parameters: [now, repair],
    },
  ];
}

/**
 * Writes what a repair repeats from its lines, parts and holds: headline, minutes, cost of parts, hold
 * reason. The last statement of everything that changes one of them.
 */
export function keepColumns(repair: string): Statement {
  return {
    sql: `UPDATE repairs SET
            headline = ifnull((
              SELECT coalesce(f.name, s.name, '') FROM repair_lines AS l
              LEFT JOIN faults AS f ON f.code = l.fault LEFT JOIN symptoms AS s ON s.code = l.symptom
              WHERE l.repair = repairs.id AND l.withdrawn_at IS NULL
              ORDER BY f.name IS NULL, s.name IS NULL, l.position LIMIT 1), ''),
            minutes = (SELECT ifnull(sum(minutes), 0) FROM repair_lines
              WHERE repair = repairs.id AND withdrawn_at IS NULL),
            parts_cents = (SELECT ifnull(sum(cost_cents), 0) FROM repair_parts
              WHERE repair = repairs.id AND returned_at IS NULL),
            hold_reason = (SELECT reason FROM repair_holds WHERE repair = repairs.id AND to_at IS NULL)
          WHERE id = ?`,
    parameters: [repair],
  };
}

/** The commit fails where the line was withdrawn or its fault changed since it was read. */
export function lineIsAsSeen(line: { id: string; fault: string | null }): Change {
  return must('the fault line is as you saw it', {
    sql: 'SELECT 1 FROM repair_lines WHERE id = ? AND withdrawn_at IS NULL AND fault IS ?',
    parameters: [line.id, line.fault],
  });
}

/** Changes a fault line; where its fault changes, the tallies follow. @param line as it is before */
export function updateLine(
  line: { id: string; fault: string | null },
  device: string,
  columns: Updateable<Schema['repair_lines']>,
): Change {
  const fault = columns.fault === undefined ? line.fault : columns.fault;
  return [
    fault !== line.fault && line.fault ? tallyFault(device, line.fault, -1) : null,
    fault !== line.fault && fault ? tallyFault(device, fault, 1) : null,
    q.updateTable('repair_lines').set(columns).where('id', '=', line.id),
  ];
}

/** The device is of this variant from now on, where it is still what was read. */
export function setVariant(device: string, from: string | null, to: string | null): Change {
  return {
    sql: 'UPDATE devices SET variant = ?, version = version + 1 WHERE id = ? AND variant IS ?',
    parameters: [to, device, from],
  };
}
