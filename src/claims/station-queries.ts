import type { Query } from '../db/query.ts';
import type { How } from './forms.ts';

/** What a scan put into a batch, where it was not taken back. */
export function entryUndoOf(
  session: string,
  entry: string,
): Query<{ line: string | null; device: string | null }> {
  return {
    sql: `SELECT undo ->> '$.line' AS line, device FROM scan_entries
          WHERE id = ? AND session = ? AND outcome = 'done' AND undone_at IS NULL`,
    parameters: [entry, session],
  };
}

/** How the next devices come back. */
export interface ReceivingOptions {
  how: How;
  reason: string;
}

export interface LastClaim {
  id: string;
  batch: string;
  number: number;
  state: string;
}

/** The batch that a device was sent in last. */
export function lastClaimOf(device: string): Query<LastClaim> {
  return {
    sql: `SELECT c.id, c.batch, b.number, c.state FROM claim_lines AS c
          JOIN claim_batches AS b ON b.id = c.batch
          WHERE c.device = ? AND c.state <> 'out' ORDER BY c.n DESC LIMIT 1`,
    parameters: [device],
  };
}

/** Scans of a session whose devices are still in the batch: they can be taken back. */
export function undoableEntries(session: string): Query<{ entry: string }> {
  return {
    sql: `SELECT e.id AS entry FROM scan_entries AS e
          JOIN claim_lines AS c ON c.id = e.undo ->> '$.line' AND c.ended_at IS NULL
          WHERE e.session = ? AND e.outcome = 'done' AND e.undone_at IS NULL ORDER BY e.seq DESC LIMIT 8`,
    parameters: [session],
  };
}

/** The last scans of a session with the claims that they brought back. */
export function claimsOfEntries(session: string): Query<{ entry: string; line: string; batch: string }> {
  return {
    sql: `SELECT id AS entry, undo ->> '$.line' AS line, undo ->> '$.batch' AS batch FROM scan_entries
          WHERE session = ? AND outcome = 'done' ORDER BY seq DESC LIMIT 8`,
    parameters: [session],
  };
}
