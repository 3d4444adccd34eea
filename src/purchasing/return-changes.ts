import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

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

/** Parts that are to go back to who sold them. */
export function insertReturns(list: readonly NewReturn[], now: string): Change {
  if (list.length === 0) return null;
  return q.insertInto('supplier_returns').values(
    list.map((x) => ({
      id: x.id ?? newId(),
      supplier: x.supplier,
      part: x.part,
      code: x.code ?? '',
      quantity: x.quantity,
      bin: x.bin,
      reason: x.reason,
      order_id: x.order,
      receipt_line: x.receiptLine ?? null,
      expected_cents: x.expectedCents,
      note: x.note ?? '',
      at: now,
      person: x.by,
    })),
  );
}
