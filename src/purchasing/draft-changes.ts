import type { Updateable } from 'kysely';
import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';
import type { OrderState } from './order-forms.ts';

type Columns = Updateable<Schema['orders']>;

const IN: Readonly<Record<OrderState, string>> = {
  draft: 'still a draft',
  proposed: 'proposed and not decided',
  approved: 'approved and not sent',
  sent: 'sent and not closed',
  closed: 'closed',
  cancelled: 'cancelled',
};

/** The order is in one of these states, or the commit fails. */
export function mustBeIn(order: string, states: readonly OrderState[]): Change {
  return must(`the order is ${states.map((state) => IN[state]).join(' or ')}`, {
    sql: 'SELECT 1 FROM orders WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [order, JSON.stringify(states)],
  });
}

/** Other columns of an order; its version grows. */
export function updateOrder(order: string, columns: Columns): Change {
  return q
    .updateTable('orders')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', order);
}

/** New quantities and prices of a draft's lines; a quantity of 0 takes the line off. */
export function changeLines(
  order: string,
  lines: readonly { id: string; quantity: number; unitCents: number }[],
): Change {
  const rows = JSON.stringify(lines.map((line) => [line.id, line.quantity, line.unitCents]));
  return [
    {
      sql: `DELETE FROM order_lines WHERE order_id = ?
            AND id IN (SELECT j.value ->> 0 FROM json_each(?) AS j WHERE j.value ->> 1 = 0)`,
      parameters: [order, rows],
    },
    {
      sql: `UPDATE order_lines SET quantity = j.value ->> 1, unit_cents = j.value ->> 2 FROM json_each(?) AS j
            WHERE order_lines.order_id = ? AND order_lines.id = j.value ->> 0`,
      parameters: [rows, order],
    },
  ];
}

/** Lines of a mixed draft go to an order of their supplier. */
export function moveLines(from: string, to: string, lines: readonly string[]): Change {
  return {
    sql: `UPDATE order_lines SET order_id = ?, supplier = NULL
          WHERE order_id = ? AND id IN (SELECT value FROM json_each(?))`,
    parameters: [to, from, JSON.stringify(lines)],
  };
}

/** Pieces of a line that will not come; more than are still open is refused. */
export function cancelPieces(line: string, quantity: number): Change {
  return [
    must('as many pieces of the line are still to come', {
      sql: 'SELECT 1 FROM order_lines WHERE id = ? AND quantity - received - cancelled >= ?',
      parameters: [line, quantity],
    }),
    {
      sql: 'UPDATE order_lines SET cancelled = cancelled + ? WHERE id = ?',
      parameters: [quantity, line],
    },
  ];
}

/** Everything that is still open will not come. */
export function cancelOpenPieces(order: string): Change {
  return {
    sql: `UPDATE order_lines SET cancelled = quantity - received WHERE order_id = ? AND quantity > received + cancelled`,
    parameters: [order],
  };
}

/**
 * An order of which nothing is open any more is closed; one of which nothing came at all is cancelled. Decided in
 * the same commit, from what its lines are after it.
 */
export function closeWhereDone(order: string, by: string | null, now: string): Change {
  const open =
    'EXISTS (SELECT 1 FROM order_lines AS l WHERE l.order_id = orders.id AND l.quantity > l.received + l.cancelled)';
  const came = 'EXISTS (SELECT 1 FROM order_lines AS l WHERE l.order_id = orders.id AND l.received > 0)';
  return {
    sql: `UPDATE orders SET version = version + 1,
            state = CASE WHEN ${came} THEN 'closed' ELSE 'cancelled' END,
            closed_at = CASE WHEN ${came} THEN ? END, closed_by = CASE WHEN ${came} THEN ? END,
            cancelled_at = CASE WHEN ${came} THEN NULL ELSE ? END, cancelled_by = CASE WHEN ${came} THEN NULL ELSE ? END
          WHERE id = ? AND state = 'sent' AND NOT ${open}`,
    parameters: [now, by, now, by, order],
  };
}

export function noOpenReceipt(order: string): Change {
  return must('nobody is counting an arrival of it', {
    sql: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM receipts WHERE order_id = ? AND state = 'open')",
    parameters: [order],
  });
}
