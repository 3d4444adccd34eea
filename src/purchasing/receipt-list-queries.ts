import type { Database } from '../db/database.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface ReceiptRow {
  n: number;
  id: string;
  order: string;
  orderNumber: string;
  supplierName: string;
  state: string;
  arrivedOn: string;
  pieces: number;
}

/** Arrivals, newest first. @param state '' for all that were not dropped */
export async function listReceipts(
  db: Database,
  state: string,
  cursor: string | undefined,
  limit = 50,
): Promise<Page<ReceiptRow>> {
  const [before = Number.MAX_SAFE_INTEGER] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const rows = await db.all<ReceiptRow>({
    sql: `SELECT r.n, r.id, o.id AS "order", o.number AS orderNumber, s.name AS supplierName, r.state,
            r.arrived_on AS arrivedOn,
            (SELECT ifnull(sum(quantity), 0) FROM receipt_lines WHERE receipt = r.id) AS pieces
          FROM receipts AS r JOIN orders AS o ON o.id = r.order_id JOIN suppliers AS s ON s.id = o.supplier
          WHERE r.n < ? AND ${state ? 'r.state = ?' : "r.state <> 'dropped'"} ORDER BY r.n DESC LIMIT ?`,
    parameters: [before, ...(state ? [state] : []), limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.n]);
}
