import type { Statement } from '../db/engine.ts';

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
