import type { Query } from '../db/query.ts';

/** A loaner that somebody has while their own device is being repaired. */
export interface Loaner {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  home: string;
  custody: string;
  location: string;
  /** `top` of the location */
  top: string;
  person: string | null;
  dueOn: string | null;
}

/**
 * What came in place of a device: on loan to the person, or given for it by a swap that was no swap for
 * good. @param person null gives only those of swaps
 */
export function loanersFor(device: string, person: string | null): Query<Loaner> {
  return {
    sql: `SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.home, c.id AS custody,
            c.location, l.top, c.person, c.due_on AS dueOn
          FROM devices AS d
          JOIN models AS m ON m.id = d.model
          JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL
          JOIN locations AS l ON l.id = c.location
          WHERE d.id IN (
              SELECT id FROM devices WHERE holder = ? AND assigned_person IS NOT holder
              UNION SELECT spare FROM swaps WHERE broken = ? AND how = 'loaner' AND undone_at IS NULL)
            AND (c.why = 'swap' OR (c.why = 'loan' AND c.person = ?))
          ORDER BY c.from_at LIMIT 5`,
    parameters: [person, device, person],
  };
}
