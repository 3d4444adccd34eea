import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { valueIn, valueOut } from './average-cost.ts';
import { bookMovements } from './posting.ts';
import { endOnTheWay } from './reservations.ts';
import { holdsThatMany } from './transit-changes.ts';

export interface Move {
  part: string;
  quantity: number;
}

/**
 * From bin to bin in one step, refused beyond what the first one holds by the books. What was kept for
 * repairs of the vehicle's keeper has reached them.
 */
export function transferParts(
  transfer: { id: string; from: string; to: string; moves: readonly Move[]; by: string | null },
  now: string,
): Change {
  const ids = transfer.moves.map(({ part, quantity }) => ({ part, quantity, out: newId(), in: newId() }));
  const rows = JSON.stringify(ids.map((m) => [m.out, m.part, m.quantity, m.in]));
  return [
    transfer.moves.map(({ part, quantity }) => holdsThatMany(transfer.from, part, quantity)),
    endOnTheWay(transfer, now),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, transfer, done_at, at, person, value_cents)
            SELECT j.value ->> 0, j.value ->> 1, ?, -(j.value ->> 2), 'transfer', ?, ?, ?, ?,
              -(${valueOut('(j.value ->> 2)')})
            FROM json_each(?) AS j LEFT JOIN part_values AS v ON v.part = j.value ->> 1 ORDER BY j.key`,
      parameters: [transfer.from, transfer.id, now, now, transfer.by, rows],
    },
    bookMovements(
      ids.map((m) => m.out),
      now,
    ),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, transfer, done_at, at, person, value_cents)
            SELECT j.value ->> 3, m.part, ?, -m.quantity, 'transfer', m.transfer, m.done_at, m.at, m.person, -m.value_cents
            FROM json_each(?) AS j CROSS JOIN movements AS m ON m.id = j.value ->> 0 ORDER BY j.key`,
      parameters: [transfer.to, rows],
    },
    bookMovements(
      ids.map((m) => m.in),
      now,
    ),
  ];
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
  const ids = counts.map(() => newId());
  const rows = JSON.stringify(counts.map((c, i) => [ids[i], c.part, c.counted, c.books]));
  return [
    must('nothing moved in the bin while it was counted', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN stock AS s ON s.bin = ? AND s.part = j.value ->> 1
              WHERE ifnull(s.on_hand, 0) <> j.value ->> 3)`,
      parameters: [rows, bin],
    }),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, done_at, at, person, value_cents)
            SELECT j.id, j.part, ?, j.n,
              CASE WHEN EXISTS (SELECT 1 FROM movements AS m WHERE m.bin = ? AND m.part = j.part)
                THEN 'count' ELSE 'opening' END, ?, ?, ?,
              CASE WHEN j.n < 0 THEN -(${valueOut('-j.n')}) ELSE ${valueIn('j.n')} END
            FROM (SELECT value ->> 0 AS id, value ->> 1 AS part, (value ->> 2) - (value ->> 3) AS n, key
                  FROM json_each(?)) AS j
            LEFT JOIN parts AS p ON p.id = j.part LEFT JOIN part_values AS v ON v.part = j.part
            WHERE j.n <> 0 ORDER BY j.key`,
      parameters: [bin, bin, now, now, by, rows],
    },
    bookMovements(ids, now),
    {
      sql: `INSERT INTO stock (bin, part, on_hand)
            SELECT ?, j.value ->> 1, 0 FROM json_each(?) AS j WHERE true
            ON CONFLICT (bin, part) DO NOTHING`,
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
