import type { Query } from '../db/query.ts';
import type { Outcome } from './forms.ts';

export interface ReadyRow {
  number: number;
  headline: string;
  tag: string;
  serial: string;
  siteName: string;
  placeName: string | null;
  outcome: Outcome | null;
}

/** Devices that wait to be handed back, those of the site first. @param site '' for none */
export function readyToHandBack(site: string): Query<ReadyRow> {
  return {
    sql: `SELECT r.number, r.headline, d.tag, d.serial, s.name AS siteName, p.name AS placeName, r.outcome
          FROM repairs AS r
          JOIN devices AS d ON d.id = r.device
          JOIN locations AS s ON s.id = r.site
          LEFT JOIN locations AS p ON p.id = d.place
          WHERE r.state = 'ready' AND r.closed_at IS NULL AND r.to_confirm = 0
          ORDER BY r.site <> ?, r.due_at, r.n LIMIT 50`,
    parameters: [site],
  };
}

export interface HandedBack {
  repair: string;
  number: number;
  device: string;
  version: number;
}

/** The repair that a scan of a session closed, for taking it back. */
export function handedBack(session: string, entry: string, person: string | null): Query<{ undo: string }> {
  return {
    sql: `SELECT e.undo FROM scan_entries AS e JOIN scan_sessions AS s ON s.id = e.session
          WHERE e.id = ? AND s.id = ? AND s.person = ? AND s.mode = 'hand_back'
            AND e.outcome = 'done' AND e.undone_at IS NULL`,
    parameters: [entry, session, person],
  };
}
