import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { TagRun } from './range-rules.ts';
import { tagAt } from './range-rules.ts';
import type { Paper } from './sheet-rules.ts';

export type PaperColumns = Omit<Paper, 'id' | 'retiredAt' | 'version'>;

export function insertPaper(id: string, paper: PaperColumns): Change {
  return q.insertInto('label_papers').values({ id, ...columnsOf(paper) });
}

export function updatePaper(id: string, paper: PaperColumns): Change {
  return q
    .updateTable('label_papers')
    .set(columnsOf(paper))
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function retirePaper(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('label_papers')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function columnsOf(paper: PaperColumns) {
  return {
    name: paper.name,
    kind: paper.kind,
    page_width: paper.pageWidth,
    page_height: paper.pageHeight,
    label_width: paper.labelWidth,
    label_height: paper.labelHeight,
    across: paper.across,
    down: paper.down,
    from_left: paper.fromLeft,
    from_top: paper.fromTop,
    step_across: paper.stepAcross,
    step_down: paper.stepDown,
  };
}

export const FREE = 'nobody else has reserved one of these tags';

/** A run of tags is somebody's from now on; aborts where another range has one of them. */
export function insertRange(
  range: TagRun & { id: string; name: string; site: string | null },
  by: string | null,
  now: string,
): Change {
  const first = tagAt(range, range.first);
  const last = tagAt(range, range.last);
  return [
    must(FREE, {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM tag_ranges WHERE withdrawn_at IS NULL
        AND length(first_tag) = ? AND first_tag <= ? AND last_tag >= ?)`,
      parameters: [first.length, last, first],
    }),
    q.insertInto('tag_ranges').values({
      id: range.id,
      name: range.name,
      prefix: range.prefix,
      digits: range.digits,
      first: range.first,
      last: range.last,
      first_tag: first,
      last_tag: last,
      site: range.site,
      reserved_by: by,
      reserved_at: now,
    }),
  ];
}

export function withdrawRange(id: string, by: string | null, now: string): Change {
  return [
    must('the range is reserved', {
      sql: 'SELECT 1 FROM tag_ranges WHERE id = ? AND withdrawn_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('tag_ranges').set({ withdrawn_by: by, withdrawn_at: now }).where('id', '=', id),
  ];
}
