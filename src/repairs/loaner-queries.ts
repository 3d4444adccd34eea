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
  person: string;
  dueOn: string | null;
}

/** What the person has on loan or by a swap. @param person null gives nothing */
export function loanersWith(person: string | null): Query<Loaner> {
  return {
    sql: `SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.home, c.id AS custody,
            c.location, l.top, c.person, c.due_on AS dueOn
          FROM devices AS d
          JOIN models AS m ON m.id = d.model
          JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL AND c.why IN ('loan', 'swap')
          JOIN locations AS l ON l.id = c.location
          WHERE d.holder = ? AND d.assigned_person IS NOT d.holder ORDER BY c.from_at LIMIT 5`,
    parameters: [person],
  };
}
