import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface TransferRow {
  n: number;
  id: string;
  from: string;
  fromName: string;
  fromCode: string;
  to: string;
  toName: string;
  toCode: string;
  /** who keeps the bin that it goes to: null for a depot's shelf */
  receiver: string | null;
  fromKeeper: string | null;
  site: string;
  fromSite: string;
  note: string;
  sentAt: string;
  sentBy: string | null;
  closedAt: string | null;
  lines: number;
  quantity: number;
  arrived: number;
  short: number;
}

const SUM = (what: string) => `(SELECT ${what} FROM transfer_lines WHERE transfer = t.id)`;

const TRANSFER = `SELECT t.n AS n, t.id AS id, t.from_bin AS "from", f.name AS fromName, f.code AS fromCode,
    t.to_bin AS "to", b.name AS toName, b.code AS toCode, b.keeper AS receiver, f.keeper AS fromKeeper,
    l.top AS site, k.top AS fromSite, t.note AS note, t.sent_at AS sentAt, u.name AS sentBy,
    t.closed_at AS closedAt, ${SUM('count(*)')} AS lines, ${SUM('sum(quantity)')} AS quantity,
    ${SUM('sum(arrived)')} AS arrived, ${SUM('sum(short)')} AS short
  FROM transfers AS t JOIN bins AS f ON f.id = t.from_bin JOIN bins AS b ON b.id = t.to_bin
  JOIN locations AS l ON l.id = b.location JOIN locations AS k ON k.id = f.location
  LEFT JOIN users AS u ON u.id = t.sent_by`;

export interface TransferFilter {
  /** a bin that it comes from or goes to; '' for any */
  bin: string;
  closed: boolean;
  cursor?: string | undefined;
  limit?: number;
}

/** Transfers under way, the oldest first; or those that have ended, the newest first. */
export async function listTransfers(db: Database, filter: TransferFilter): Promise<Page<TransferRow>> {
  const { limit = 50, closed, bin } = filter;
  const after = decodeCursor(filter.cursor, 'sn');
  const column = closed ? 't.closed_at' : 't.sent_at';
  const rows = await db.all<TransferRow>({
    sql: `${TRANSFER} WHERE t.closed_at IS ${closed ? 'NOT NULL' : 'NULL'}
      AND (? = '' OR t.from_bin = ? OR t.to_bin = ?)
      AND (? IS NULL OR (${column}, t.n) ${closed ? '<' : '>'} (?, ?))
      ORDER BY ${column} ${closed ? 'DESC' : ''}, t.n ${closed ? 'DESC' : ''} LIMIT ?`,
    parameters: [bin, bin, bin, after?.[0] ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  });
  return pageOf(rows, limit, (row) => [(closed ? row.closedAt : row.sentAt) ?? '', row.n]);
}

/** A transfer that was sent. @throws NotFound */
export async function findTransfer(db: Database, id: string): Promise<TransferRow> {
  const row = await db.first<TransferRow>({ sql: `${TRANSFER} WHERE t.id = ?`, parameters: [id] });
  if (!row) throw new NotFound('There is no such transfer');
  return row;
}

export interface TransferLine {
  id: string;
  part: string;
  sku: string;
  name: string;
  quantity: number;
  arrived: number;
  short: number;
  /** still under way */
  open: number;
  sentCents: number;
  shortCents: number;
  reason: string | null;
  closedAt: string | null;
  closedBy: string | null;
}

export function linesOfTransfer(id: string): Query<TransferLine> {
  return {
    sql: `SELECT l.id AS id, l.part AS part, p.sku AS sku, p.name AS name, l.quantity AS quantity,
        l.arrived AS arrived, l.short AS short, l.quantity - l.arrived - l.short AS open,
        l.sent_cents AS sentCents, l.short_cents AS shortCents, l.reason AS reason,
        l.closed_at AS closedAt, u.name AS closedBy
      FROM transfer_lines AS l JOIN parts AS p ON p.id = l.part LEFT JOIN users AS u ON u.id = l.closed_by
      WHERE l.transfer = ? ORDER BY p.sku`,
    parameters: [id],
  };
}

export interface ShortLine {
  id: string;
  transfer: string;
  part: string;
  sku: string;
  name: string;
  short: number;
  shortCents: number;
  reason: string | null;
  at: string;
  by: string | null;
  fromCode: string;
  toCode: string;
}

/** What was sent and did not arrive, the newest first: part of the differences. */
export function shortLines(limit = 50): Query<ShortLine> {
  return {
    sql: `SELECT l.id AS id, l.transfer AS transfer, l.part AS part, p.sku AS sku, p.name AS name,
        l.short AS short, l.short_cents AS shortCents, l.reason AS reason, l.closed_at AS at, u.name AS by,
        f.code AS fromCode, b.code AS toCode
      FROM transfer_lines AS l JOIN transfers AS t ON t.id = l.transfer
      JOIN bins AS f ON f.id = t.from_bin JOIN bins AS b ON b.id = t.to_bin
      JOIN parts AS p ON p.id = l.part LEFT JOIN users AS u ON u.id = l.closed_by
      WHERE l.short > 0 ORDER BY l.closed_at DESC LIMIT ?`,
    parameters: [limit],
  };
}
