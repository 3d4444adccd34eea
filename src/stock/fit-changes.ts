import type { Change } from '../db/commit.ts';
import type { UsedWithoutFit } from './use-changes.ts';

/**
 * Takes back what an undone repair alone proposed: fits that nobody has decided on and that no other repair's part
 * bears out. A fit that who proposed it has taken back is no answer: the next use asks again (`askAgain`).
 * To be committed after its parts are returned.
 */
export function withdrawFits(repair: string, by: string | null, now: string): Change {
  return {
    sql: `UPDATE fits SET state = 'refused', decided_by = ?, decided_at = ?
          WHERE state = 'proposed' AND repair = ? AND proposed_by = ? AND NOT EXISTS (
            SELECT 1 FROM parts AS x
            JOIN repair_parts AS u ON u.part = x.id AND u.returned_at IS NULL AND u.repair <> fits.repair
            JOIN repair_lines AS l ON l.id = u.line AND l.fault = fits.fault
            JOIN repairs AS r ON r.id = u.repair
            JOIN devices AS d ON d.id = r.device AND d.model = fits.model
            WHERE x.id = fits.part OR x.interchange_group = fits.interchange_group)`,
    parameters: [by, now, repair, by],
  };
}

/** A fit that was taken back by who had proposed it waits for a decision again: the part was used once more. */
export function askAgain(use: UsedWithoutFit, now: string): Change {
  return {
    sql: `UPDATE fits SET state = 'proposed', decided_by = NULL, decided_at = NULL, proposed_by = ?, repair = ?, at = ?
          WHERE model = ? AND fault = ? AND (part = ? OR interchange_group = ?) AND (variant IS NULL OR variant = ?)
            AND state = 'refused' AND decided_by = proposed_by`,
    parameters: [use.by, use.repair, now, use.model, use.fault, use.part, use.group, use.variant],
  };
}
