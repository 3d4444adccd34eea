import type { Rule } from './rules.ts';

export const PURCHASING_RULES: readonly Rule[] = [
  {
    name: 'a line of an order has received what was booked for it',
    sql: `SELECT l.id AS what FROM order_lines AS l WHERE l.received <> (
        SELECT ifnull(sum(x.quantity), 0) FROM receipt_lines AS x JOIN receipts AS r ON r.id = x.receipt
        WHERE x.order_line = l.id AND r.state = 'booked' AND x.condition <> 'wrong' AND x.replaced = 0)`,
  },
  {
    name: 'what was received whole is in the ledger once',
    sql: `SELECT x.id AS what FROM receipt_lines AS x JOIN receipts AS r ON r.id = x.receipt
      LEFT JOIN parts AS p ON p.id = x.part
      WHERE (SELECT ifnull(sum(m.quantity), 0) FROM movements AS m WHERE m.source = x.id AND m.why = 'receive') <>
        CASE WHEN r.state = 'booked' AND x.condition IN ('good', 'substitute') AND p.counted = 1
          THEN x.quantity ELSE 0 END`,
  },
  {
    name: 'a line of an order is billed for what its invoices say',
    sql: `SELECT l.id AS what FROM order_lines AS l
      LEFT JOIN (SELECT x.order_line, sum(x.quantity) AS n, sum(x.quantity * x.unit_cents) AS cents
        FROM invoice_lines AS x JOIN invoices AS i ON i.id = x.invoice AND i.withdrawn_at IS NULL GROUP BY 1
      ) AS b ON b.order_line = l.id
      WHERE l.invoiced <> ifnull(b.n, 0) OR l.billed_cents <> ifnull(b.cents, 0)`,
  },
  {
    name: 'an order that is approved or sent says by whom, and has a supplier and lines',
    sql: `SELECT o.number AS what FROM orders AS o
      WHERE o.state IN ('approved', 'sent', 'closed') AND (o.supplier IS NULL OR o.approved_at IS NULL
        OR NOT EXISTS (SELECT 1 FROM order_lines AS l WHERE l.order_id = o.id))`,
  },
  {
    name: 'of a closed order nothing is to come',
    sql: `SELECT o.number AS what FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
      WHERE o.state = 'closed' AND l.quantity > l.received + l.cancelled`,
  },
  {
    name: 'only an order that was sent has received anything',
    sql: `SELECT o.number AS what FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
      WHERE l.received > 0 AND o.state NOT IN ('sent', 'closed')`,
  },
  {
    name: 'prices of one part at one supplier do not overlap',
    sql: `SELECT a.id AS what FROM supplier_parts AS a JOIN supplier_parts AS b
        ON b.supplier = a.supplier AND b.part = a.part AND b.id > a.id
      WHERE ifnull(a.to_on, '9999-12-31') >= a.from_on AND ifnull(b.to_on, '9999-12-31') >= b.from_on
        AND a.from_on <= ifnull(b.to_on, '9999-12-31') AND b.from_on <= ifnull(a.to_on, '9999-12-31')`,
  },
  {
    name: 'a credit is credited or refused when it is settled, and only then',
    sql: `SELECT id AS what FROM supplier_returns
      WHERE (state IN ('credited', 'refused')) <> (settled_on IS NOT NULL) OR (state <> 'credited' AND credited_cents > 0)`,
  },
  {
    name: 'what was returned to a supplier out of a bin has left the ledger',
    sql: `SELECT r.id AS what FROM supplier_returns AS r WHERE r.bin IS NOT NULL AND r.quantity <> (
        SELECT ifnull(-sum(m.quantity), 0) FROM movements AS m WHERE m.source = r.id AND m.why = 'return')`,
  },
];
