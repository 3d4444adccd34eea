import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { q } from '../db/query.ts';

export interface FoundReport {
  id: string;
  device: string;
  home: string;
  /** the site, depot or vehicle where it turned up */
  site: string;
  /** the state that it was in: 'lost', or 'in_service' where it is only not at home */
  was: string;
  note: string;
  by: string | null;
}

/** A line on the page of the device's home, until somebody there settles it. */
export function insertFound(x: FoundReport, now: string): Change {
  return q.insertInto('found_reports').values({
    id: x.id,
    device: x.device,
    home: x.home,
    site: x.site,
    was: x.was,
    note: x.note,
    at: now,
    person: x.by,
  });
}

export function settleFound(id: string, device: string, by: string | null, now: string): Change {
  return [
    must('the report is still open', {
      sql: 'SELECT 1 FROM found_reports WHERE id = ? AND device = ? AND settled_at IS NULL',
      parameters: [id, device],
    }),
    q
      .updateTable('found_reports')
      .set({ settled_at: now, settled_by: by })
      .where('id', '=', id)
      .where('settled_at', 'is', null),
  ];
}
