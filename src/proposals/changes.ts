import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';

/** A decision, once. */
export function settleProposal(
  id: string,
  decision: 'agreed' | 'refused',
  by: string | null,
  now: string,
): Change {
  return [
    must('nobody has decided it yet', {
      sql: 'SELECT 1 FROM proposals WHERE id = ? AND decision IS NULL',
      parameters: [id],
    }),
    q.updateTable('proposals').set({ decision, decided_by: by, decided_at: now }).where('id', '=', id),
  ];
}
