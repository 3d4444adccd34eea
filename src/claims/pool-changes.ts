import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';

/** An incident that a vendor accepts: of which plan, in which year of its pool. */
export interface NewIncident {
  line: string;
  repair: string;
  device: string;
  plan: string;
  /** first day of the pool's year, YYYY-MM-DD */
  poolFrom: string;
  /** incidents of the device count from the day after this one; '' all of them */
  deviceFrom: string;
  /** how many the plan pays for a device, null for any number */
  incidents: number | null;
}

/** The CHECK that fails where the pool has not so many left. */
export const POOL_EXCEEDED = 'coverage_pools_not_exceeded';
/** The guard's words where a device has none of its own left. */
export const DEVICE_EXCEEDED = 'each device has an incident left';

/**
 * The vendor accepts these: each uses one of its device's incidents and one of the plan's pool. Two people who take
 * the last one at the same time: the second one's commit fails.
 */
export function useIncidents(incidents: readonly NewIncident[], now: string): Change {
  if (incidents.length === 0) return null;
  const limited = incidents.filter((one) => one.incidents !== null);
  const counts = new Map<string, [plan: string, from: string, n: number]>();
  for (const { plan, poolFrom } of incidents) {
    const known = counts.get(`${plan} ${poolFrom}`);
    counts.set(`${plan} ${poolFrom}`, [plan, poolFrom, (known?.[2] ?? 0) + 1]);
  }
  return [
    must(DEVICE_EXCEEDED, {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j WHERE j.value ->> 3 <= (
              SELECT count(*) FROM repairs AS x WHERE x.device = j.value ->> 1 AND x.id <> j.value ->> 0
                AND x.covered = 1 AND x.state <> 'withdrawn'
                AND substr(x.reported_at, 1, 10) > j.value ->> 2))`,
      parameters: [
        JSON.stringify(limited.map((one) => [one.repair, one.device, one.deviceFrom, one.incidents])),
      ],
    }),
    {
      sql: `INSERT INTO claim_incidents (id, line, repair, plan, year_from, at)
            SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, ?
            FROM json_each(?) AS j`,
      parameters: [
        now,
        JSON.stringify(incidents.map((one) => [newId(), one.line, one.repair, one.plan, one.poolFrom])),
      ],
    },
    {
      // The size is the plan's as it is now; editing a plan keeps the row of its year in step.
      sql: `INSERT INTO coverage_pools (plan, year_from, size, used)
            SELECT p.id, j.value ->> 1, p.pool_size, j.value ->> 2
            FROM json_each(?) AS j JOIN coverage_plans AS p ON p.id = j.value ->> 0 WHERE true
            ON CONFLICT (plan, year_from) DO UPDATE SET used = used + excluded.used`,
      parameters: [JSON.stringify([...counts.values()])],
    },
  ];
}

/** The incident of a line, where it used one, is there for another repair, and its repair counts as none. */
export function giveIncidentBack(line: string, now: string): Change {
  return [
    {
      sql: `UPDATE coverage_pools SET used = used - 1 WHERE (plan, year_from) = (
              SELECT plan, year_from FROM claim_incidents WHERE line = ? AND given_back_at IS NULL)`,
      parameters: [line],
    },
    {
      sql: `UPDATE repairs SET covered = 0 WHERE id =
              (SELECT repair FROM claim_incidents WHERE line = ? AND given_back_at IS NULL)`,
      parameters: [line],
    },
    {
      sql: 'UPDATE claim_incidents SET given_back_at = ? WHERE line = ? AND given_back_at IS NULL',
      parameters: [now, line],
    },
  ];
}

/** One that was given back before on the same line counts again: its row makes room. */
export function useIncidentAgain(incident: NewIncident, now: string): Change {
  return [
    {
      sql: 'DELETE FROM claim_incidents WHERE line = ? AND given_back_at IS NOT NULL',
      parameters: [incident.line],
    },
    useIncidents([incident], now),
  ];
}

/** What was counted by hand, not by sending it under the plan, is taken back by hand. */
export function giveHandIncidentBack(repair: string, now: string): Change {
  const byHand = `SELECT i.id FROM claim_incidents AS i JOIN claim_lines AS c ON c.id = i.line
    WHERE i.repair = ? AND i.given_back_at IS NULL AND c.cover <> 'plan'`;
  return [
    {
      sql: `UPDATE coverage_pools SET used = used - 1 WHERE (plan, year_from) = (
              SELECT plan, year_from FROM claim_incidents WHERE id = (${byHand}))`,
      parameters: [repair],
    },
    { sql: `UPDATE claim_incidents SET given_back_at = ? WHERE id = (${byHand})`, parameters: [now, repair] },
  ];
}
