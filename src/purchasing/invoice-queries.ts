import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface InvoiceRow {
  n: number;
  id: string;
  number: string;
  supplierName: string;
  order: string;
  orderNumber: string;
  invoicedOn: string;
  totalCents: number;
  /** the same pieces at the price as ordered, with shipping as ordered */
  differs: number;
  settledAt: string | null;
  /** billed above (or below) what was ordered, cents */
  differenceCents: number;
}

/** Invoices, newest first. @param show 'differ': those that differ and nobody has settled */
export async function listInvoices(
  db: Database,
  show: '' | 'differ',
  cursor: string | undefined,
  limit = 50,
): Promise<Page<InvoiceRow>> {
  const [before = Number.MAX_SAFE_INTEGER] = (decodeCursor(cursor, 'n') ?? []) as number[];
  const rows = await db.all<InvoiceRow>({
    sql: `SELECT i.n, i.id, i.number, s.name AS supplierName, o.id AS "order", o.number AS orderNumber,
            i.invoiced_on AS invoicedOn, i.differs, i.settled_at AS settledAt,
            i.shipping_cents + (SELECT ifnull(sum(quantity * unit_cents), 0) FROM invoice_lines WHERE invoice = i.id)
              AS totalCents,
            (SELECT ifnull(sum(quantity * (unit_cents - ordered_cents)), 0) FROM invoice_lines WHERE invoice = i.id)
              AS differenceCents
          FROM invoices AS i JOIN suppliers AS s ON s.id = i.supplier JOIN orders AS o ON o.id = i.order_id
          WHERE i.withdrawn_at IS NULL AND i.n < ?
            ${show === 'differ' ? 'AND i.differs = 1 AND i.settled_at IS NULL' : ''} ORDER BY i.n DESC LIMIT ?`,
    parameters: [before, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.n]);
}

export interface Invoice {
  id: string;
  number: string;
  supplier: string;
  supplierName: string;
  order: string;
  orderNumber: string;
  orderShippingCents: number;
  invoicedOn: string;
  shippingCents: number;
  note: string;
  differs: number;
  settledAt: string | null;
  settledByName: string | null;
  withdrawnAt: string | null;
  at: string;
  byName: string | null;
}

/** @throws NotFound */
export async function findInvoice(db: Database, id: string): Promise<Invoice> {
  const invoice = await db.first<Invoice>({
    sql: `SELECT i.id, i.number, i.supplier, s.name AS supplierName, o.id AS "order", o.number AS orderNumber,
            o.shipping_cents AS orderShippingCents, i.invoiced_on AS invoicedOn, i.shipping_cents AS shippingCents,
            i.note, i.differs, i.settled_at AS settledAt, su.name AS settledByName, i.withdrawn_at AS withdrawnAt,
            i.at, u.name AS byName
          FROM invoices AS i JOIN suppliers AS s ON s.id = i.supplier JOIN orders AS o ON o.id = i.order_id
          LEFT JOIN users AS u ON u.id = i.person LEFT JOIN users AS su ON su.id = i.settled_by WHERE i.id = ?`,
    parameters: [id],
  });
  if (!invoice) throw new NotFound();
  return invoice;
}

export interface InvoiceLine {
  id: string;
  orderLine: string;
  part: string;
  sku: string;
  name: string;
  quantity: number;
  unitCents: number;
  orderedCents: number;
  received: number;
  ordered: number;
}

/** The lines of an invoice beside what was ordered and what came. */
export function linesOfInvoice(invoice: string): Query<InvoiceLine> {
  return {
    sql: `SELECT x.id, x.order_line AS orderLine, l.part, p.sku, p.name, x.quantity, x.unit_cents AS unitCents,
            x.ordered_cents AS orderedCents, l.received, l.quantity - l.cancelled AS ordered
          FROM invoice_lines AS x JOIN order_lines AS l ON l.id = x.order_line JOIN parts AS p ON p.id = l.part
          WHERE x.invoice = ? ORDER BY l.position`,
    parameters: [invoice],
  };
}
