import type { Query } from '../../db/query.ts';
import type { StateFacts } from './device-rules.ts';

/** What stands between devices and another state. */
export function stateFacts(ids: readonly string[]): Query<StateFacts> {
  return {
    sql: `SELECT d.id, d.place,
            (SELECT a.id FROM assignments AS a WHERE a.device = d.id AND a.to_at IS NULL) AS assignment,
            EXISTS (SELECT 1 FROM repairs AS r WHERE r.device = d.id AND r.closed_at IS NULL) AS repair,
            EXISTS (SELECT 1 FROM lot_devices AS l WHERE l.device = d.id AND l.ended_at IS NULL) AS lot
          FROM json_each(?) AS j CROSS JOIN devices AS d ON d.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}
