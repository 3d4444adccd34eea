import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';

export interface NewLine {
  part: string;
  /** pieces, not packs */
  quantity: number;
  /** price of one, cents */
  unitCents: number;
  /** who it is bought from, where the order has no supplier of its own yet */
  supplier?: string | null;
  /** their number for it */
  number?: string;
  /** pieces that are sold together */
  pack?: number;
  expectedOn?: string | null;
  /** why it is ordered, in words: 'Runs out on March 3' */
  reason?: string;
}

export interface NewOrder {
  id: string;
  /** as PO-00042; the next one where absent */
  number?: string;
  /** null: a mixed draft, to be split by supplier */
  supplier: string | null;
  budget: string | null;
  lines: readonly NewLine[];
  by: string | null;
  /** id of the forecast's plan that it came from */
  plan?: string | null;
  note?: string;
  shippingCents?: number;
}

/**
 * A new draft with its lines. Two lines of one part (and supplier) are one line with their sum; the
 * use case adds the record (thing: the order's id, kind 'order', verb 'drafted').
 */
export function insertOrder(order: NewOrder, now: string): Change {
  return [
    {
      sql: `INSERT INTO orders (id, number, supplier, budget, plan, note, shipping_cents, created_by, created_at)
            SELECT ?, ifnull(?, printf('PO-%05d', (SELECT ifnull(max(n), 0) + 1 FROM orders))), ?, ?, ?, ?, ?, ?, ?`,
      parameters: [
        order.id,
        order.number ?? null,
        order.supplier,
        order.budget,
        order.plan ?? null,
        order.note ?? '',
        order.shippingCents ?? 0,
        order.by,
        now,
      ],
    },
    insertLines(order.id, order.lines),
  ];
}

/** Lines at the end of an order that is still a draft; what is on it already gets that many more. */
export function insertLines(order: string, lines: readonly NewLine[]): Change {
  const rows = joined(lines).map((line) => [
    newId(),
    line.supplier ?? null,
    line.part,
    line.number ?? '',
    line.pack ?? 1,
    line.quantity,
    line.unitCents,
    line.expectedOn ?? null,
    line.reason ?? '',
  ]);
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO order_lines
            (id, order_id, position, supplier, part, number, pack, quantity, unit_cents, expected_on, reason)
          SELECT j.value ->> 0, ?, j.key + 1 + (SELECT ifnull(max(position), 0) FROM order_lines WHERE order_id = ?),
            j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5, j.value ->> 6, j.value ->> 7,
            j.value ->> 8
          FROM json_each(?) AS j WHERE true
          ON CONFLICT (order_id, part, ifnull(supplier, '')) DO UPDATE SET quantity = quantity + excluded.quantity`,
    parameters: [order, order, JSON.stringify(rows)],
  };
}

/** One line for each part and supplier: quantities add up, the first one's price and words stay. */
function joined(lines: readonly NewLine[]): NewLine[] {
  const byPart = new Map<string, NewLine>();
  for (const line of lines) {
    const key = `${line.part} ${line.supplier ?? ''}`;
    const before = byPart.get(key);
    byPart.set(key, before ? { ...before, quantity: before.quantity + line.quantity } : line);
  }
  return [...byPart.values()];
}
