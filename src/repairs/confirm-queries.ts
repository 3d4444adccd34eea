import type { Query } from '../db/query.ts';
import type { Outcome } from './forms.ts';

export interface ToConfirmRow {
  id: string;
  number: number;
  headline: string;
  outcome: Outcome | null;
  tag: string;
  serial: string;
  siteName: string;
  technicianName: string | null;
  readyAt: string | null;
  minutes: number;
  partsCents: number;
  remedies: string;
}

/** Interns' work that waits to be confirmed, the oldest first. */
export function waitingToBeConfirmed(): Query<ToConfirmRow> {
  return {
    sql: `SELECT r.id, r.number, r.headline, r.outcome, d.tag, d.serial,
            s.name AS siteName, t.name AS technicianName, r.ready_at AS readyAt, r.minutes,
            r.parts_cents AS partsCents,
            ifnull((SELECT group_concat(x.name, ', ') FROM repair_lines AS l JOIN remedies AS x ON x.code = l.remedy
              WHERE l.repair = r.id AND l.withdrawn_at IS NULL), '') AS remedies
          FROM repairs AS r
          JOIN devices AS d ON d.id = r.device
          JOIN locations AS s ON s.id = r.site
          LEFT JOIN users AS t ON t.id = r.technician
          WHERE r.to_confirm = 1 ORDER BY r.n LIMIT 100`,
    parameters: [],
  };
}
