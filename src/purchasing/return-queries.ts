import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface ReturnRow {
  n: number;
  id: string;
  supplier: string;
  supplierName: string;
  part: string | null;
  sku: string | null;
  name: string | null;
  code: string;
  quantity: number;
  bin: string | null;
  binName: string | null;
  reason: 'wrong' | 'damaged' | 'dead' | 'warranty';
  order: string | null;
  orderNumber: string | null;
  state: 'open' | 'sent' | 'credited' | 'refused';
  rma: string;
  expectedCents: number;
  creditedCents: number;
  creditNumber: string;
  sentOn: string | null;
  settledOn: string | null;
  note: string;
  at: string;
  byName: string | null;
  version: number;
}

const RETURN = `SELECT r.n, r.id, r.supplier, s.name AS supplierName, r.part, p.sku, p.name, r.code, r.quantity, r.bin,
    b.name AS binName, r.why AS reason, r.order_id AS "order", o.number AS orderNumber, r.state, r.rma,
    r.expected_cents AS expectedCents, r.credited_cents AS creditedCents, r.credit_number AS creditNumber,
    r.sent_on AS sentOn, r.settled_on AS settledOn, r.note, r.at, u.name AS byName, r.version
  FROM supplier_returns AS r JOIN suppliers AS s ON s.id = r.supplier LEFT JOIN parts AS p ON p.id = r.part
  LEFT JOIN bins AS b ON b.id = r.bin LEFT JOIN orders AS o ON o.id = r.order_id LEFT JOIN users AS u ON u.id = r.person`;

export interface ReturnFilter {
  supplier: string | null;
  /** '': open credits; 'done': credited or refused */
  show: '' | 'done';
}

/** Open credits by age, oldest first; or those that are done, newest first. */
export async function listReturns(
  db: Database,
  filter: ReturnFilter,
  cursor: string | undefined,
  limit = 50,
): Promise<{ page: Page<ReturnRow>; count: Count; openCents: number }> {
  const done = filter.show === 'done';
  const where = `r.state ${done ? 'NOT IN' : 'IN'} ('open', 'sent') ${filter.supplier ? 'AND r.supplier = ?' : ''}`;
  const values = filter.supplier ? [filter.supplier] : [];
  const [start = done ? Number.MAX_SAFE_INTEGER : 0] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const [rows, counts] = await db.read(
    {
      sql: `${RETURN} WHERE ${where} AND r.n ${done ? '<' : '>'} ? ORDER BY r.n ${done ? 'DESC' : ''} LIMIT ?`,
      parameters: [...values, start, limit + 1],
    } as Query<ReturnRow>,
    {
      sql: `SELECT count(*) AS n, ifnull(sum(CASE WHEN r.state IN ('open', 'sent') THEN r.expected_cents END), 0) AS cents
            FROM (SELECT * FROM supplier_returns AS r WHERE ${where} LIMIT ${COUNT_CAP + 1}) AS r`,
      parameters: values,
    } as Query<{ n: number; cents: number }>,
  );
  return {
    page: pageOf(rows, limit, (row) => [row.n]),
    count: cappedCount(counts[0]?.n ?? 0),
    openCents: counts[0]?.cents ?? 0,
  };
}

/** @throws NotFound */
export async function findReturn(db: Database, id: string): Promise<ReturnRow> {
  const row = await db.first<ReturnRow>({ sql: `${RETURN} WHERE r.id = ?`, parameters: [id] });
  if (!row) throw new NotFound();
  return row;
}
