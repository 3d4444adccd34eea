import type { Rule } from './rules.ts';

export const CLAIM_RULES: readonly Rule[] = [
  {
    name: 'a device is in at most one open vendor batch',
    sql: 'SELECT device AS what FROM claim_lines WHERE ended_at IS NULL GROUP BY device HAVING count(*) > 1',
  },
  {
    name: 'a vendor batch counts its devices and those that are not back',
    sql: `SELECT 'V-' || b.number AS what FROM claim_batches AS b
      LEFT JOIN (SELECT batch, count(*) AS n, sum(state = 'sent') AS away FROM claim_lines
        WHERE state <> 'out' GROUP BY batch) AS c ON c.batch = b.id
      WHERE b.devices <> ifnull(c.n, 0) OR b.waiting <> ifnull(c.away, 0)
        OR (b.state IN ('sent', 'partly_back')) <> (b.waiting > 0)`,
  },
  {
    name: 'what is at a vendor in a batch waits there in its repair',
    sql: `SELECT c.id AS what FROM claim_lines AS c JOIN repairs AS r ON r.id = c.repair
      WHERE c.state = 'sent' AND (r.state <> 'at_vendor' OR r.device <> c.device)`,
  },
  {
    name: 'a device whose repair is at a vendor is in the custody of one',
    sql: `SELECT r.number AS what FROM repairs AS r JOIN devices AS d ON d.id = r.device
      LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
      LEFT JOIN locations AS l ON l.id = c.location LEFT JOIN locations AS t ON t.id = l.top
      WHERE r.state = 'at_vendor' AND d.state = 'in_service' AND t.kind IS NOT 'vendor'`,
  },
  {
    name: 'incidents that vendors accepted never exceed their pool, and the pool counts them',
    sql: `WITH counted AS (
        SELECT plan, year_from, count(*) AS n FROM claim_incidents WHERE given_back_at IS NULL GROUP BY 1, 2
      )
      SELECT k.plan || ' ' || k.year_from AS what
      FROM (SELECT plan, year_from FROM counted UNION SELECT plan, year_from FROM coverage_pools) AS k
      LEFT JOIN counted AS c USING (plan, year_from) LEFT JOIN coverage_pools AS p USING (plan, year_from)
      WHERE ifnull(p.used, 0) <> ifnull(c.n, 0) OR p.used > p.size`,
  },
  {
    name: 'a repair that a vendor accepted counts as an incident of its device',
    sql: `SELECT r.number AS what FROM claim_incidents AS i JOIN repairs AS r ON r.id = i.repair
      WHERE i.given_back_at IS NULL AND r.covered = 0`,
  },
  {
    name: 'an exchange has two devices, and the batch line that it came from',
    sql: `SELECT ifnull(e.id, c.id) AS what
      FROM (SELECT id FROM claim_lines WHERE state = 'exchanged' UNION SELECT line FROM exchanges) AS k
      LEFT JOIN claim_lines AS c ON c.id = k.id LEFT JOIN exchanges AS e ON e.line = k.id
      WHERE e.id IS NULL OR c.state IS NOT 'exchanged' OR e.old = e.new
        OR (e.old <> c.device AND NOT EXISTS (SELECT 1 FROM devices AS d WHERE d.id = e.old AND d.joined_into = c.device))`,
  },
];
