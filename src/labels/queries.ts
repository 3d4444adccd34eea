import type { Database } from '../db/database.ts';
import { q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { Paper } from './sheet-rules.ts';

const PAPER = () =>
  q
    .selectFrom('label_papers')
    .select(['id', 'name', 'kind', 'page_width as pageWidth', 'page_height as pageHeight'])
    .select(['label_width as labelWidth', 'label_height as labelHeight', 'across', 'down'])
    .select(['from_left as fromLeft', 'from_top as fromTop', 'step_across as stepAcross'])
    .select(['step_down as stepDown', 'retired_at as retiredAt', 'version']);

/** Papers by name; those in use, or all. */
export function listPapers(db: Database, all = false): Promise<Paper[]> {
  const papers = PAPER().orderBy('name').limit(500);
  return db.all(all ? papers : papers.where('retired_at', 'is', null));
}

/** @throws NotFound */
export async function findPaper(db: Database, id: string): Promise<Paper> {
  const paper = await db.first(PAPER().where('id', '=', id));
  if (!paper) throw new NotFound('There is no such paper');
  return paper;
}

export interface TagRange {
  n: number;
  id: string;
  name: string;
  prefix: string;
  digits: number;
  first: number;
  last: number;
  firstTag: string;
  lastTag: string;
  site: string | null;
  siteName: string | null;
  reservedBy: string | null;
  byName: string | null;
  reservedAt: string;
  withdrawnAt: string | null;
}
