import type { Rule } from './rules.ts';

export const REPAIR_RULES: readonly Rule[] = [
  {
    name: 'a device has at most one open repair',
    sql: 'SELECT device AS what FROM repairs WHERE closed_at IS NULL GROUP BY device HAVING count(*) > 1',
  },
  {
    name: 'a repair has its lines',
    sql: `SELECT number AS what FROM repairs AS r WHERE state <> 'withdrawn'
      AND NOT EXISTS (SELECT 1 FROM repair_lines AS l WHERE l.repair = r.id AND l.withdrawn_at IS NULL)`,
  },
  {
    name: 'minutes of a repair are those of its lines',
    sql: `SELECT r.number AS what FROM repairs AS r
      LEFT JOIN (SELECT repair, sum(minutes) AS n FROM repair_lines WHERE withdrawn_at IS NULL
        GROUP BY repair) AS l ON l.repair = r.id
      WHERE r.state <> 'withdrawn' AND r.minutes <> ifnull(l.n, 0)`,
  },
  {
    name: 'parts cost of a repair is that of its parts',
    sql: `SELECT r.number AS what FROM repairs AS r
      LEFT JOIN (SELECT repair, sum(cost_cents) AS n FROM repair_parts WHERE returned_at IS NULL GROUP BY repair) AS p
        ON p.repair = r.id
      WHERE r.parts_cents <> ifnull(p.n, 0)`,
  },
  {
    name: 'a repair on hold has one open hold, others none',
    sql: `SELECT r.number AS what FROM repairs AS r
      LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL
      WHERE r.hold_reason IS NOT h.reason OR (r.closed_at IS NOT NULL AND h.id IS NOT NULL)
        OR (r.state = 'on_hold' AND h.id IS NULL)`,
  },
  {
    name: 'the fault tallies count the fault lines',
    sql: `WITH counted AS (
        SELECT d.model AS model, l.fault AS fault, count(*) AS n FROM repair_lines AS l
        JOIN repairs AS r ON r.id = l.repair AND r.state <> 'withdrawn'
        JOIN devices AS d ON d.id = r.device
        WHERE l.fault IS NOT NULL AND l.withdrawn_at IS NULL GROUP BY 1, 2
      )
      SELECT k.model || ' ' || k.fault AS what
      FROM (SELECT model, fault FROM counted UNION SELECT model, fault FROM fault_tallies) AS k
      LEFT JOIN counted AS c USING (model, fault) LEFT JOIN fault_tallies AS t USING (model, fault)
      WHERE ifnull(c.n, 0) <> ifnull(t.n, 0)`,
  },
  {
    name: 'every repair has its history',
    sql: `SELECT r.number AS what FROM repairs AS r
      WHERE NOT EXISTS (SELECT 1 FROM records AS h WHERE h.thing = r.id)`,
  },
];
