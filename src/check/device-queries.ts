import type { Rule } from './rules.ts';

/** More than one open row of a device: the schema forbids it too. */
const oneOpen = (table: string) => `SELECT device AS what FROM ${table} WHERE to_at IS NULL
  GROUP BY device HAVING count(*) > 1`;

export const DEVICE_RULES: readonly Rule[] = [
  { name: 'a device has at most one open assignment', sql: oneOpen('assignments') },
  { name: 'a device has at most one open custody row', sql: oneOpen('custody') },
  { name: 'a device has at most one open use', sql: oneOpen('device_uses') },
  { name: 'a device has at most one open state', sql: oneOpen('device_states') },
  {
    name: 'custody has no gap and no overlap',
    sql: `SELECT c.device || ' at ' || c.from_at AS what FROM (
        SELECT device, from_at, to_at, lead(from_at) OVER (PARTITION BY device ORDER BY from_at, recorded_at, id) AS next
        FROM custody
      ) AS c
      WHERE (c.to_at IS NULL AND c.next IS NOT NULL) OR c.to_at > c.next OR c.to_at < c.from_at
        OR (c.to_at < c.next AND EXISTS (
          SELECT 1 FROM device_states AS s WHERE s.device = c.device AND s.state = 'in_service'
            AND s.from_at < c.next AND (s.to_at IS NULL OR s.to_at > c.to_at)))`,
  },
  {
    name: "a device in service is in somebody's custody",
    sql: `SELECT d.id AS what FROM devices AS d WHERE d.state = 'in_service' AND d.joined_into IS NULL
      AND NOT EXISTS (SELECT 1 FROM custody AS c WHERE c.device = d.id AND c.to_at IS NULL)`,
  },
  {
    name: 'assignments do not overlap',
    sql: `SELECT device || ' at ' || from_at AS what FROM (
        SELECT device, from_at, to_at, lead(from_at) OVER (PARTITION BY device ORDER BY from_at, id) AS next
        FROM assignments
      ) WHERE next IS NOT NULL AND (to_at IS NULL OR to_at > next)`,
  },
  {
    name: 'what a device keeps of its custody is the open row',
    sql: `SELECT d.id AS what FROM devices AS d
      LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
      LEFT JOIN locations AS l ON l.id = c.location
      WHERE d.joined_into IS NULL AND (d.place IS NOT c.location OR d.holder IS NOT c.person
        OR d.due_on IS NOT c.due_on OR d.at_site IS NOT l.top)`,
  },
  {
    name: 'what a device keeps of its assignment is the open row',
    sql: `SELECT d.id AS what FROM devices AS d LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
      WHERE d.joined_into IS NULL AND (d.assigned_person IS NOT a.person OR d.assigned_location IS NOT a.location)`,
  },
  {
    name: 'what a device keeps of its use is the open row',
    sql: `SELECT d.id AS what FROM devices AS d LEFT JOIN device_uses AS u ON u.device = d.id AND u.to_at IS NULL
      WHERE d.use IS NOT u.use`,
  },
  {
    name: 'what a device keeps of its state is the open row',
    sql: `SELECT d.id AS what FROM devices AS d LEFT JOIN device_states AS s ON s.device = d.id AND s.to_at IS NULL
      WHERE d.joined_into IS NULL AND d.state IS NOT s.state`,
  },
  {
    name: 'tag and serial of a device are its open identifiers',
    sql: `SELECT d.id AS what FROM devices AS d
      LEFT JOIN identifiers AS t ON t.device = d.id AND t.kind = 'tag' AND t.to_at IS NULL AND t.withdrawn_at IS NULL
      LEFT JOIN identifiers AS s ON s.device = d.id AND s.kind = 'serial' AND s.to_at IS NULL AND s.withdrawn_at IS NULL
      WHERE d.tag <> ifnull(t.value, '') OR d.serial <> ifnull(s.value, '')`,
  },
  {
    name: 'an identifier that is not withdrawn is the only one of its value',
    sql: `SELECT kind || ' ' || value AS what FROM identifiers WHERE withdrawn_at IS NULL
      GROUP BY kind, value HAVING count(*) > 1`,
  },
  {
    name: 'the tallies count the devices',
    sql: `WITH counted AS (
        SELECT home, model, use, state, count(*) AS n FROM devices WHERE joined_into IS NULL
        GROUP BY home, model, use, state
        UNION ALL
        SELECT '', model, use, state, count(*) FROM devices WHERE joined_into IS NULL GROUP BY model, use, state
      )
      SELECT 'home ' || k.home || ' model ' || k.model || ' ' || k.use || ' ' || k.state AS what
      FROM (SELECT home, model, use, state FROM counted UNION SELECT home, model, use, state FROM device_tallies) AS k
      LEFT JOIN counted AS c USING (home, model, use, state)
      LEFT JOIN device_tallies AS t USING (home, model, use, state)
      WHERE ifnull(c.n, 0) <> ifnull(t.n, 0)`,
  },
  {
    name: 'every device has its history',
    sql: `SELECT d.id AS what FROM devices AS d
      WHERE NOT EXISTS (SELECT 1 FROM records AS r WHERE r.device = d.id OR r.thing = d.id)`,
  },
];
