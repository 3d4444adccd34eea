import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { NEEDS } from './receive-rules.ts';

export interface Receipt {
  id: string;
  order: string;
  orderNumber: string;
  orderState: string;
  supplier: string;
  supplierName: string;
  sentOn: string;
  approvedBy: string | null;
  state: 'open' | 'booked' | 'dropped';
  arrivedOn: string;
  slip: string;
  bin: string | null;
  binName: string | null;
  startedByName: string | null;
  startedAt: string;
  bookedByName: string | null;
  bookedAt: string | null;
  version: number;
}

/** @throws NotFound */
export async function findReceipt(db: Database, id: string): Promise<Receipt> {
  const receipt = await db.first<Receipt>({
    sql: `SELECT r.id, r.order_id AS "order", o.number AS orderNumber, o.state AS orderState, o.supplier,
            s.name AS supplierName, o.sent_on AS sentOn, o.approved_by AS approvedBy, r.state,
            r.arrived_on AS arrivedOn, r.slip, r.bin, b.name AS binName, su.name AS startedByName,
            r.started_at AS startedAt, bu.name AS bookedByName, r.booked_at AS bookedAt, r.version
          FROM receipts AS r JOIN orders AS o ON o.id = r.order_id JOIN suppliers AS s ON s.id = o.supplier
          LEFT JOIN bins AS b ON b.id = r.bin LEFT JOIN users AS su ON su.id = r.started_by
          LEFT JOIN users AS bu ON bu.id = r.booked_by WHERE r.id = ?`,
    parameters: [id],
  });
  if (!receipt) throw new NotFound();
  return receipt;
}

export interface ReceiptLine {
  id: string;
  orderLine: string | null;
  part: string | null;
  sku: string | null;
  name: string | null;
  group: string | null;
  counted: number | null;
  code: string;
  quantity: number;
  condition: 'good' | 'damaged' | 'wrong' | 'substitute';
  replaced: number;
  bin: string | null;
  binName: string | null;
  /** of the order's line: the part that was ordered, its pack, its price */
  orderedSku: string | null;
  pack: number | null;
  unitCents: number | null;
}

/** What is counted in a receipt. */
export function linesOfReceipt(receipt: string): Query<ReceiptLine> {
  return {
    sql: `SELECT x.id, x.order_line AS orderLine, x.part, p.sku, p.name, p.interchange_group AS "group", p.counted,
            x.code, x.quantity, x.condition, x.replaced, x.bin, b.name AS binName, o.sku AS orderedSku, l.pack,
            l.unit_cents AS unitCents
          FROM receipt_lines AS x LEFT JOIN parts AS p ON p.id = x.part LEFT JOIN bins AS b ON b.id = x.bin
          LEFT JOIN order_lines AS l ON l.id = x.order_line LEFT JOIN parts AS o ON o.id = l.part
          WHERE x.receipt = ? ORDER BY l.position, x.id`,
    parameters: [receipt],
  };
}

export interface ReceiptScanRow {
  id: string;
  line: string | null;
  code: string;
  quantity: number;
  outcome: string;
  at: string;
  byName: string | null;
  undoneAt: string | null;
  part: string | null;
  sku: string | null;
  name: string | null;
  condition: string | null;
  pack: number | null;
}

/** The last scans, newest first. */
export function scansOf(receipt: string, limit = 8): Query<ReceiptScanRow> {
  return {
    sql: `SELECT s.id, s.line, s.code, s.quantity, s.outcome, s.at, u.name AS byName, s.undone_at AS undoneAt,
            x.part, p.sku, p.name, x.condition, l.pack
          FROM receipt_scans AS s LEFT JOIN receipt_lines AS x ON x.id = s.line LEFT JOIN parts AS p ON p.id = x.part
          LEFT JOIN order_lines AS l ON l.id = x.order_line LEFT JOIN users AS u ON u.id = s.person
          WHERE s.receipt = ? ORDER BY s.n DESC LIMIT ?`,
    parameters: [receipt, limit],
  };
}

/** Who counted something in a receipt: a scan that nobody knows is none, nor one that counts no more. */
export function countersOf(receipt: string): Query<{ person: string | null }> {
  return {
    sql: `SELECT DISTINCT person FROM receipt_scans WHERE receipt = ? AND undone_at IS NULL
            AND (outcome = 'set' OR (line IS NOT NULL AND quantity > 0))`,
    parameters: [receipt],
  };
}

export interface Receivable {
  id: string;
  number: string;
  supplierName: string;
  sentOn: string;
  expectedOn: string | null;
  open: number;
  /** the receipt that is being counted, and who began it */
  receipt: string | null;
  byName: string | null;
}

/** Orders that something is still to come of; with a text, those of that number or with such a part on them. */
export function receivable(text: string): Query<Receivable> {
  const upper = text.toUpperCase();
  return {
    sql: `SELECT o.id, o.number, s.name AS supplierName, o.sent_on AS sentOn, o.expected_on AS expectedOn,
            (SELECT ifnull(sum(max(quantity - received - cancelled, 0)), 0) FROM order_lines WHERE order_id = o.id) AS open,
            r.id AS receipt, u.name AS byName
          FROM orders AS o JOIN suppliers AS s ON s.id = o.supplier
          LEFT JOIN receipts AS r ON r.order_id = o.id AND r.state = 'open' LEFT JOIN users AS u ON u.id = r.started_by
          WHERE o.state = 'sent' AND (? = '' OR o.number IN (?, ?) OR s.name LIKE ? || '%' OR EXISTS (
            SELECT 1 FROM order_lines AS l JOIN parts AS p ON p.id = l.part WHERE l.order_id = o.id
              AND (p.sku IN (?, ?) OR l.number IN (?, ?) OR EXISTS (
                SELECT 1 FROM part_numbers AS n WHERE n.part = p.id AND n.value IN (?, ?)))))
          ORDER BY r.id IS NULL, ifnull(o.expected_on, o.sent_on), o.n LIMIT 60`,
    parameters: [text, text, upper, text.replace(/[%_]/g, ''), text, upper, text, upper, text, upper],
  };
}

export interface HoldWaiting {
  repair: string;
  number: number;
  device: string;
  site: string;
  group: string;
  needs: number;
  technicianName: string | null;
}

/** Repairs on hold for parts of these groups that nothing is kept for yet, those that wait longest first. */
export function holdsFor(groups: readonly string[]): Query<HoldWaiting> {
  return {
    sql: `SELECT * FROM (
            SELECT r.id AS repair, r.number, r.device, r.site, h.interchange_group AS "group", h.from_at AS since,
              u.name AS technicianName,
              ${NEEDS} AS needs
            FROM json_each(?) AS j CROSS JOIN repair_holds AS h ON h.interchange_group = j.value AND h.to_at IS NULL
              AND h.reason = 'parts'
            JOIN repairs AS r ON r.id = h.repair AND r.closed_at IS NULL LEFT JOIN users AS u ON u.id = r.technician
          ) WHERE needs > 0 ORDER BY since, number LIMIT 300`,
    parameters: [JSON.stringify(groups)],
  };
}

export interface BinChoice {
  value: string;
  label: string;
}

/** Bins to put parts into: depots first. */
export const BINS_TO_FILL: Query<BinChoice> = {
  sql: `SELECT b.id AS value, b.code || ', ' || b.name AS label FROM bins AS b JOIN locations AS l ON l.id = b.location
        JOIN locations AS t ON t.id = l.top WHERE b.retired_at IS NULL
        ORDER BY t.kind <> 'depot', b.code LIMIT 1000`,
  parameters: [],
};

/** The bin that was last filled by a receipt: the one that is offered first. */
export const LAST_BIN: Query<{ bin: string }> = {
  sql: `SELECT r.bin FROM receipts AS r JOIN bins AS b ON b.id = r.bin AND b.retired_at IS NULL
        WHERE r.state = 'booked' ORDER BY r.n DESC LIMIT 1`,
  parameters: [],
};

/** The receipt that is being counted of an order. */
export function openReceiptOf(order: string): Query<{ id: string }> {
  return { sql: "SELECT id FROM receipts WHERE order_id = ? AND state = 'open'", parameters: [order] };
}
