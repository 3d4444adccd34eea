import type { Change } from '../db/commit.ts';

/** The person keeps it though they belong to two sites: not asked again while that is so. */
export function keepStay(
  device: string,
  person: string,
  site: string,
  by: string | null,
  now: string,
): Change {
  return {
    sql: `INSERT INTO mover_stays (device, person, site, at, decided_by) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (device) DO UPDATE SET person = excluded.person, site = excluded.site, at = excluded.at,
            decided_by = excluded.decided_by`,
    parameters: [device, person, site, now, by],
  };
}
