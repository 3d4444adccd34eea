import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { Proposal } from './rules.ts';

interface Row extends Omit<Proposal, 'content'> {
  content: string;
}

const COLUMNS = `id, kind, thing, content, reason, site, proposed_by AS proposedBy, at, decision,
  decided_by AS decidedBy, decided_at AS decidedAt`;

const LIMIT = 50;

export interface ProposalFilter {
  /** decided ones instead of open ones */
  decided: boolean;
  /** only those of one person, null for all */
  by: string | null;
  cursor?: string | undefined;
}

/** Open proposals, oldest first; decided ones, latest first. */
export async function listProposals(
  db: Database,
  filter: ProposalFilter,
  limit = LIMIT,
): Promise<Page<Proposal>> {
  const after = decodeCursor(filter.cursor, 'ss') as [string, string] | null;
  const set: Query<Row> = filter.decided
    ? {
        sql: `SELECT ${COLUMNS} FROM proposals WHERE decision IS NOT NULL AND (? IS NULL OR proposed_by = ?)
              AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?`,
        parameters: [filter.by, filter.by, ...(after ?? ['9999', '']), limit + 1],
      }
    : {
        sql: `SELECT ${COLUMNS} FROM proposals WHERE decision IS NULL AND (? IS NULL OR proposed_by = ?)
              AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?`,
        parameters: [filter.by, filter.by, ...(after ?? ['', '']), limit + 1],
      };
  const { items, next } = pageOf(await db.all(set), limit, (row) => [row.at, row.id]);
  return { items: items.map(proposalOf), next };
}

/** @throws NotFound */
export async function findProposal(db: Database, id: string): Promise<Proposal> {
  const row = await db.first<Row>({
    sql: `SELECT ${COLUMNS} FROM proposals WHERE id = ?`,
    parameters: [id],
  });
  if (!row) throw new NotFound();
  return proposalOf(row);
}

function proposalOf({ content, ...row }: Row): Proposal {
  return { ...row, content: JSON.parse(content) as Proposal['content'] };
}
