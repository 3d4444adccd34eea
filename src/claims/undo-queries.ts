import type { Query } from '../db/query.ts';

/** How a device came back, as taking it back needs it. */
export interface BackRow {
  id: string;
  batch: string;
  device: string;
  repair: string;
  site: string;
  /** who booked it, and when */
  by: string | null;
  at: string | null;
  /** JSON of Undo; '' where it cannot be taken back: it is away, lost or exchanged */
  undo: string;
  /** the row of custody that it opened, while it is the open one */
  custody: string | null;
}

export function backOf(line: string): Query<BackRow> {
  return {
    sql: `SELECT c.id, c.batch, c.device, c.repair, r.site, c.ended_by AS "by", c.ended_at AS at, c.undo, q.id AS custody
          FROM claim_lines AS c JOIN repairs AS r ON r.id = c.repair
          LEFT JOIN custody AS q ON q.device = c.device AND q.to_at IS NULL AND q.repair = c.repair
            AND q.recorded_at = c.ended_at
          WHERE c.id = ?`,
    parameters: [line],
  };
}
