import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';

export interface Move {
  part: string;
  quantity: number;
}

/** From bin to bin, refused beyond what the first one holds by the books. */
export function transferParts(
  transfer: { id: string; from: string; to: string; moves: readonly Move[]; by: string | null },
  now: string,
): Change {
  return transfer.moves.map(({ part, quantity }) => [
    must('the bin holds that many', {
      sql: 'SELECT 1 FROM stock WHERE bin = ? AND part = ? AND on_hand >= ?',
      parameters: [transfer.from, part, quantity],
    }),
    movement({ part, bin: transfer.from, quantity: -quantity, transfer: transfer.id, by: transfer.by }, now),
    movement({ part, bin: transfer.to, quantity, transfer: transfer.id, by: transfer.by }, now),
    {
      sql: 'UPDATE stock SET on_hand = on_hand - ? WHERE bin = ? AND part = ?',
      parameters: [quantity, transfer.from, part],
    },
    {
      sql: `INSERT INTO stock (bin, part, on_hand) VALUES (?, ?, ?)
            ON CONFLICT (bin, part) DO UPDATE SET on_hand = on_hand + excluded.on_hand`,
      parameters: [transfer.to, part, quantity],
    },
  ]);
}

function movement(
  m: { part: string; bin: string; quantity: number; transfer: string; by: string | null },
  now: string,
): Change {
  return {
    sql: `INSERT INTO movements (id, part, bin, quantity, why, transfer, done_at, at, person)
          VALUES (?, ?, ?, ?, 'transfer', ?, ?, ?, ?)`,
    parameters: [newId(), m.part, m.bin, m.quantity, m.transfer, now, now, m.by],
  };
}

export interface Counted {
  part: string;
  /** how many lie in the bin */
  counted: number;
  /** how many the books said when the count was read: a movement in between is told, not overwritten */
  books: number;
}

/** The books follow the shelf: the difference is a movement, open shortfalls of these parts are settled. */
export function postCount(bin: string, counts: readonly Counted[], by: string | null, now: string): Change {
  const rows = JSON.stringify(counts.map((c) => [newId(), c.part, c.counted, c.books]));
  return [
    must('nothing moved in the bin while it was counted', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN stock AS s ON s.bin = ? AND s.part = j.value ->> 1
              WHERE ifnull(s.on_hand, 0) <> j.value ->> 3)`,
      parameters: [rows, bin],
    }),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, done_at, at, person)
            SELECT j.value ->> 0, j.value ->> 1, ?, (j.value ->> 2) - (j.value ->> 3),
              CASE WHEN EXISTS (SELECT 1 FROM movements AS m WHERE m.bin = ? AND m.part = j.value ->> 1)
                THEN 'count' ELSE 'opening' END, ?, ?, ?
            FROM json_each(?) AS j WHERE j.value ->> 2 <> j.value ->> 3`,
      parameters: [bin, bin, now, now, by, rows],
    },
    {
      sql: `INSERT INTO stock (bin, part, on_hand)
            SELECT ?, j.value ->> 1, j.value ->> 2 FROM json_each(?) AS j WHERE true
            ON CONFLICT (bin, part) DO UPDATE SET on_hand = excluded.on_hand`,
      parameters: [bin, rows],
    },
    {
      sql: `UPDATE shortfalls SET settled_at = ?, settled_by = ?
            WHERE bin = ? AND settled_at IS NULL AND withdrawn_at IS NULL
              AND part IN (SELECT j.value ->> 1 FROM json_each(?) AS j)`,
      parameters: [now, by, bin, rows],
    },
  ];
}
