import type { Query } from '../db/query.ts';

export interface ReceiptOfOrder {
  id: string;
  state: string;
  arrivedOn: string;
  pieces: number;
  byName: string | null;
}

/** What arrived of an order so far, newest first. */
export function receiptsOf(order: string): Query<ReceiptOfOrder> {
  return {
    sql: `SELECT r.id, r.state, r.arrived_on AS arrivedOn, u.name AS byName,
            (SELECT ifnull(sum(quantity), 0) FROM receipt_lines WHERE receipt = r.id) AS pieces
          FROM receipts AS r LEFT JOIN users AS u ON u.id = ifnull(r.booked_by, r.started_by)
          WHERE r.order_id = ? AND r.state <> 'dropped' ORDER BY r.n DESC LIMIT 100`,
    parameters: [order],
  };
}

export interface InvoiceOfOrder {
  id: string;
  number: string;
  invoicedOn: string;
  /** 1: billed other than ordered, and nobody has settled it */
  differs: number;
  totalCents: number;
}

/** What was billed for an order. */
export function invoicesOf(order: string): Query<InvoiceOfOrder> {
  return {
    sql: `SELECT i.id, i.number, i.invoiced_on AS invoicedOn,
            i.differs AND i.settled_at IS NULL AS differs,
            i.shipping_cents + (SELECT ifnull(sum(quantity * unit_cents), 0) FROM invoice_lines WHERE invoice = i.id)
              AS totalCents
          FROM invoices AS i WHERE i.order_id = ? AND i.withdrawn_at IS NULL ORDER BY i.n DESC LIMIT 100`,
    parameters: [order],
  };
}
