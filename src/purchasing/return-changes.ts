import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';

export interface NewReturn {
  id?: string;
  supplier: string;
  part: string | null;
  /** what was read on it, where no part is called that */
  code?: string;
  quantity: number;
  /** the bin that it is taken out of; null where it never went into stock */
  bin: string | null;
  reason: 'wrong' | 'damaged' | 'dead' | 'warranty';
  order: string | null;
  receiptLine?: string | null;
  /** what they owe for it, cents */
  expectedCents: number;
  note?: string;
  by: string | null;
}

/** Parts that are to go back to who sold them; as JSON, since a delivery may have many. */
export function insertReturns(list: readonly NewReturn[], now: string): Change {
  if (list.length === 0) return null;
  const rows = list.map((x) => [
    x.id ?? newId(),
    x.supplier,
    x.part,
    x.code ?? '',
    x.quantity,
    x.bin,
    x.reason,
    x.order,
    x.receiptLine ?? null,
    x.expectedCents,
    x.note ?? '',
    x.by,
  ]);
  return {
    sql: `INSERT INTO supplier_returns (id, supplier, part, code, quantity, bin, why, order_id, receipt_line,
            expected_cents, note, at, person)
          SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
            j.value ->> 6, j.value ->> 7, j.value ->> 8, j.value ->> 9, j.value ->> 10, ?, j.value ->> 11
          FROM json_each(?) AS j ORDER BY j.key`,
    parameters: [now, JSON.stringify(rows)],
  };
}
