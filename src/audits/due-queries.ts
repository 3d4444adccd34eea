import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

export type DueKind = 'site' | 'cart' | 'depot' | 'vehicle';

export interface DueRow {
  id: string;
  name: string;
  code: string;
  siteName: string;
  /** when it was last counted as a whole, by itself or with what it lies in */
  lastAt: string | null;
  /** an audit of it that is planned or being counted */
  audit: string | null;
  auditState: string | null;
  dueOn: string | null;
}

const WHOLE = `a.kind = 'place' AND a.state IN ('closed', 'signed')`;

/**
 * Places of a kind that nobody has counted as a whole since the period began, by name. A cart is counted with its
 * room and its site.
 * @param span the school year or term
 */
export async function duePlaces(
  db: Database,
  x: { kind: DueKind; site: string | null; from: string; scope: Exclude<Scope, null> },
  cursor: string | undefined,
  limit: number,
): Promise<Page<DueRow>> {
  const after = decodeCursor(cursor, 'ss') ?? ['', ''];
  const sites = x.scope === 'all' ? null : JSON.stringify(x.scope);
  const within = sites === null ? 'ifnull(?, 1)' : 'l.top IN (SELECT value FROM json_each(?))';
  const site = x.site === null ? 'ifnull(?, 1)' : 'l.top = ?';
  const rows = await db.all<DueRow>({
    sql: `SELECT l.id, l.name, l.code, t.name AS siteName,
            (SELECT max(a.started_at) FROM audits AS a WHERE a.location IN (l.id, l.parent, l.top) AND ${WHOLE}) AS lastAt,
            o.id AS audit, o.state AS auditState, o.due_on AS dueOn
          FROM locations AS l INDEXED BY locations_kind JOIN locations AS t ON t.id = l.top
          LEFT JOIN audits AS o ON o.n = (SELECT max(a.n) FROM audits AS a
            WHERE a.location = l.id AND a.state IN ('planned', 'counting'))
          WHERE l.kind = ? AND l.retired_at IS NULL AND ${within} AND ${site} AND (l.name, l.id) > (?, ?)
            AND NOT EXISTS (SELECT 1 FROM audits AS a
              WHERE a.location IN (l.id, l.parent, l.top) AND ${WHOLE} AND a.started_at >= ?)
          ORDER BY l.name, l.id LIMIT ?`,
    parameters: [x.kind, sites, x.site, ...after, x.from, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.name, row.id]);
}
