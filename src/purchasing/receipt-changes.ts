import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { NEEDS } from './receive-rules.ts';

/** Anything that is counted needs a receipt that nobody has booked meanwhile. */
export function mustBeOpen(receipt: string): Change {
  return must('the arrival is still being counted', {
    sql: "SELECT 1 FROM receipts WHERE id = ? AND state = 'open'",
    parameters: [receipt],
  });
}

/** What was counted has changed: who books sees it before. */
export function touchReceipt(receipt: string): Change {
  return q
    .updateTable('receipts')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', receipt);
}

export interface Tally {
  receipt: string;
  orderLine: string | null;
  part: string | null;
  /** the text that was scanned, where no part is called that */
  code: string;
  condition: 'good' | 'damaged' | 'wrong' | 'substitute';
  quantity: number;
}

/** So many pieces more (or fewer) of a line; it begins with the first of them. */
export function tally(x: Tally): Change {
  return {
    sql: `INSERT INTO receipt_lines (id, receipt, order_line, part, code, quantity, condition) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (receipt, ifnull(order_line, ''), ifnull(part, ''), code, condition)
          DO UPDATE SET quantity = quantity + excluded.quantity`,
    parameters: [newId(), x.receipt, x.orderLine, x.part, x.code, x.quantity, x.condition],
  };
}

/** A line of a receipt has that many pieces more or fewer. */
export function addToLine(line: string, quantity: number): Change {
  return [
    must('that many are counted', {
      sql: 'SELECT 1 FROM receipt_lines WHERE id = ? AND quantity + ? >= 0',
      parameters: [line, quantity],
    }),
    { sql: 'UPDATE receipt_lines SET quantity = quantity + ? WHERE id = ?', parameters: [quantity, line] },
  ];
}

export interface NewScan {
  id: string;
  receipt: string;
  code: string;
  quantity: number;
  outcome: string;
  by: string | null;
  /** what it was counted as; null where it counts as nothing */
  tally: Omit<Tally, 'quantity'> | null;
}

export function insertScan(x: NewScan, now: string): Change {
  const { tally: counted } = x;
  return [
    counted ? tally({ ...counted, quantity: x.quantity }) : null,
    {
      sql: `INSERT INTO receipt_scans (id, receipt, line, code, quantity, outcome, at, person)
            VALUES (?, ?, (SELECT id FROM receipt_lines WHERE ? = 1 AND receipt = ? AND order_line IS ? AND part IS ?
              AND code = ? AND condition = ?), ?, ?, ?, ?, ?)`,
      parameters: [
        x.id,
        x.receipt,
        counted ? 1 : 0,
        x.receipt,
        counted?.orderLine ?? null,
        counted?.part ?? null,
        counted?.code ?? '',
        counted?.condition ?? '',
        x.code,
        x.quantity,
        x.outcome,
        now,
        x.by,
      ],
    },
  ];
}

/** A scan counts no more; only once. */
export function undoScan(scan: { id: string; line: string | null; quantity: number }, now: string): Change {
  return [
    must('the scan still counts', {
      sql: 'SELECT 1 FROM receipt_scans WHERE id = ? AND undone_at IS NULL',
      parameters: [scan.id],
    }),
    scan.line ? addToLine(scan.line, -scan.quantity) : null,
    q.updateTable('receipt_scans').set({ undone_at: now }).where('id', '=', scan.id),
  ];
}

export interface BookedLine {
  id: string;
  bin: string | null;
  replaced: boolean;
}

/** The receipt is booked: once, with what was seen when its pieces were looked through. */
export function bookReceipt(
  x: {
    receipt: string;
    bin: string;
    arrivedOn: string;
    slip: string;
    by: string | null;
    lines: readonly BookedLine[];
  },
  now: string,
): Change {
  return [
    mustBeOpen(x.receipt),
    q
      .updateTable('receipts')
      .set({
        state: 'booked',
        bin: x.bin,
        arrived_on: x.arrivedOn,
        slip: x.slip,
        booked_by: x.by,
        booked_at: now,
      })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', x.receipt),
    {
      sql: `UPDATE receipt_lines SET bin = j.value ->> 1, replaced = j.value ->> 2 FROM json_each(?) AS j
            WHERE receipt_lines.id = j.value ->> 0`,
      parameters: [JSON.stringify(x.lines.map((line) => [line.id, line.bin, line.replaced ? 1 : 0]))],
    },
  ];
}

/**
 * Pieces of an order's lines have come.
 * @throws Conflict (when committed) somebody else received of these lines since they were read
 */
export function receivePieces(
  order: string,
  lines: readonly { id: string; seen: number; quantity: number }[],
): Change {
  const rows = JSON.stringify(lines.map((line) => [line.id, line.seen, line.quantity]));
  return [
    must('nobody else received these lines meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN order_lines AS l ON l.id = j.value ->> 0 AND l.order_id = ?
              WHERE l.received IS NOT j.value ->> 1)`,
      parameters: [rows, order],
    }),
    {
      sql: `UPDATE order_lines SET received = received + (j.value ->> 2) FROM json_each(?) AS j
            WHERE order_lines.id = j.value ->> 0`,
      parameters: [rows],
    },
  ];
}

/**
 * The repairs still wait for that many.
 * @throws Conflict (when committed) another delivery brought theirs, or they wait no more
 */
export function stillWaiting(
  kept: readonly { repair: string; group: string | null; quantity: number }[],
): Change {
  if (kept.length === 0) return null;
  return must('the repairs wait for these parts as they did', {
    sql: `SELECT 1 WHERE NOT EXISTS (
            SELECT 1 FROM (SELECT j.value ->> 0 AS repair, j.value ->> 1 AS item, sum(j.value ->> 2) AS n
              FROM json_each(?) AS j GROUP BY 1, 2) AS k
            LEFT JOIN repairs AS r ON r.id = k.repair AND r.closed_at IS NULL
            LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL AND h.reason = 'parts'
              AND h.interchange_group = k.item
            WHERE h.id IS NULL OR ${NEEDS} < k.n)`,
    parameters: [JSON.stringify(kept.map((one) => [one.repair, one.group, one.quantity]))],
  });
}
