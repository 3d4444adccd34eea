import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface BackOrder {
  line: string;
  order: string;
  number: string;
  supplierName: string;
  part: string;
  sku: string;
  name: string;
  open: number;
  quantity: number;
  sentOn: string;
  expectedOn: string | null;
  /** the last time somebody asked */
  askedOn: string | null;
  askedNote: string | null;
  askedByName: string | null;
  /** open repairs that wait for its group */
  waiting: number;
}

export interface BackOrderFilter {
  supplier: string | null;
  /** 'late': expected before today or with no date; 'all' */
  show: 'late' | 'all';
}

const EXPECTED = 'coalesce(l.expected_on, o.expected_on)';
const FROM = `FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id AND l.quantity > l.received + l.cancelled
  WHERE o.state = 'sent'`;

/** Lines of sent orders that have not all come: those longest awaited first. @param today YYYY-MM-DD */
export async function backOrders(
  db: Database,
  filter: BackOrderFilter,
  today: string,
  cursor: string | undefined,
  limit = 50,
): Promise<{ page: Page<BackOrder>; count: Count }> {
  const bySupplier = filter.supplier ? 'AND o.supplier = ?' : '';
  const late = filter.show === 'late' ? `AND ifnull(${EXPECTED}, '') < ?` : '';
  const values = [...(filter.supplier ? [filter.supplier] : []), ...(filter.show === 'late' ? [today] : [])];
  const [on = '', id = ''] = (decodeCursor(cursor, 'ss') ?? []) as string[];
  const rows: Query<BackOrder> = {
    sql: `SELECT x.*, c.asked_on AS askedOn, c.note AS askedNote, u.name AS askedByName,
            (SELECT count(*) FROM repair_holds AS h WHERE h.interchange_group = x."group" AND h.to_at IS NULL
              AND h.reason = 'parts') AS waiting
          FROM (
            SELECT l.id AS line, o.id AS "order", o.number, s.name AS supplierName, l.part, p.sku, p.name,
              p.interchange_group AS "group", l.quantity - l.received - l.cancelled AS open, l.quantity,
              o.sent_on AS sentOn, ${EXPECTED} AS expectedOn
            ${FROM.replace('WHERE', 'JOIN suppliers AS s ON s.id = o.supplier JOIN parts AS p ON p.id = l.part WHERE')}
              ${bySupplier} ${late} AND (o.sent_on, l.id) > (?, ?)
            ORDER BY o.sent_on, l.id LIMIT ?
          ) AS x LEFT JOIN order_chases AS c ON c.id = (
            SELECT id FROM order_chases WHERE order_line = x.line ORDER BY at DESC, id DESC LIMIT 1)
          LEFT JOIN users AS u ON u.id = c.person ORDER BY x.sentOn, x.line`,
    parameters: [...values, on, id, limit + 1],
  };
  const counted: Query<{ n: number }> = {
    sql: `SELECT count(*) AS n FROM (SELECT 1 ${FROM} ${bySupplier} ${late} LIMIT ${COUNT_CAP + 1})`,
    parameters: values,
  };
  const [found, counts] = await db.read(rows, counted);
  return {
    page: pageOf(found, limit, (row) => [row.sentOn, row.line]),
    count: cappedCount(counts[0]?.n ?? 0),
  };
}

export interface ChaseRow {
  id: string;
  askedOn: string;
  note: string;
  expectedOn: string | null;
  at: string;
  byName: string | null;
}

/** Every time somebody asked about a line, newest first. */
export function chasesOf(line: string): Query<ChaseRow> {
  return {
    sql: `SELECT c.id, c.asked_on AS askedOn, c.note, c.expected_on AS expectedOn, c.at, u.name AS byName
          FROM order_chases AS c LEFT JOIN users AS u ON u.id = c.person WHERE c.order_line = ?
          ORDER BY c.at DESC, c.id DESC LIMIT 100`,
    parameters: [line],
  };
}
