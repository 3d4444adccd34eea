import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { valueIn } from './average-cost.ts';

/** What a bin holds of a part when its ledger begins. */
export interface Opening {
  /** of the movement */
  id: string;
  part: string;
  bin: string;
  /** at least 1 */
  quantity: number;
  /** of one; null: what the part is worth elsewhere, else its price */
  costCents: number | null;
}

/**
 * The first movements of parts in bins, any number of them in as many statements as for one. What was used there
 * beyond the books is settled by it.
 * @param source id of what they are posted for: an import, whose openings may have been taken back before
 * @throws Conflict (when committed) a ledger has begun meanwhile
 */
export function openLedgers(
  openings: readonly Opening[],
  source: string,
  by: string | null,
  now: string,
): Change {
  if (openings.length === 0) return null;
  const rows = JSON.stringify(openings.map((o) => [o.id, o.part, o.bin, o.quantity, o.costCents]));
  return [
    must('the ledgers of these bins have not begun', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              JOIN movements AS m ON m.bin = j.value ->> 2 AND m.part = j.value ->> 1
              WHERE NOT EXISTS (SELECT 1 FROM imports AS i WHERE i.id = m.source))
            AND NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              JOIN stock AS s ON s.bin = j.value ->> 2 AND s.part = j.value ->> 1 WHERE s.on_hand <> 0)`,
      parameters: [rows, rows],
    }),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, source, person, done_at, at, value_cents)
            SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, 'opening', ?, ?, ?, ?,
              CASE WHEN j.value ->> 4 IS NOT NULL THEN (j.value ->> 3) * (j.value ->> 4)
                ELSE ${valueIn('(j.value ->> 3)')} END
            FROM json_each(?) AS j LEFT JOIN parts AS p ON p.id = j.value ->> 1
            LEFT JOIN part_values AS v ON v.part = p.id ORDER BY j.key`,
      parameters: [source, by, now, now, rows],
    },
    book(openings.map((o) => o.id)),
    {
      sql: `UPDATE shortfalls SET settled_at = ?, settled_by = ? FROM json_each(?) AS j
            WHERE bin = j.value ->> 2 AND part = j.value ->> 1 AND settled_at IS NULL AND withdrawn_at IS NULL`,
      parameters: [now, by, rows],
    },
  ];
}

/** Openings that were a mistake go out again, with exactly what they were worth. @param ids of movements */
export function takeOpeningsBack(
  ids: readonly string[],
  source: string,
  by: string | null,
  now: string,
): Change {
  if (ids.length === 0) return null;
  const rows = ids.map((id) => [newId(), id]);
  const openings = JSON.stringify(ids);
  return [
    must('nothing of the parts moved since', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j JOIN movements AS m ON m.id = j.value
              JOIN movements AS x ON x.part = m.part AND x.n > m.n AND x.source IS NOT ?)`,
      parameters: [openings, source],
    }),
    {
      // What was used beyond the books, and settled by the opening, is beyond them again.
      sql: `UPDATE shortfalls SET settled_at = NULL, settled_by = NULL
            FROM (SELECT m.bin, m.part, m.at FROM json_each(?) AS j JOIN movements AS m ON m.id = j.value) AS o
            WHERE shortfalls.bin = o.bin AND shortfalls.part = o.part AND shortfalls.settled_at = o.at
              AND withdrawn_at IS NULL`,
      parameters: [openings],
    },
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, source, person, done_at, at, value_cents)
            SELECT j.value ->> 0, m.part, m.bin, -m.quantity, 'count', ?, ?, ?, ?, -m.value_cents
            FROM json_each(?) AS j CROSS JOIN movements AS m ON m.id = j.value ->> 1 ORDER BY j.key`,
      parameters: [source, by, now, now, JSON.stringify(rows)],
    },
    book(rows.map(([id]) => id ?? '')),
  ];
}

/** What movements that were just written do to the kept rows; several of one part are summed. */
function book(ids: readonly string[]): Change {
  const list = JSON.stringify(ids);
  const written = 'json_each(?) AS j JOIN movements AS m ON m.id = j.value';
  return [
    {
      sql: `INSERT INTO stock (bin, part, on_hand) SELECT m.bin, m.part, 0 FROM ${written} WHERE true
            ON CONFLICT (bin, part) DO NOTHING`,
      parameters: [list],
    },
    {
      sql: `UPDATE stock SET on_hand = stock.on_hand + m.quantity FROM ${written}
            WHERE stock.bin = m.bin AND stock.part = m.part`,
      parameters: [list],
    },
    {
      sql: `INSERT INTO part_values (part, on_hand, value_cents) SELECT DISTINCT m.part, 0, 0 FROM ${written} WHERE true
            ON CONFLICT (part) DO NOTHING`,
      parameters: [list],
    },
    {
      sql: `UPDATE part_values SET on_hand = part_values.on_hand + sums.n, value_cents = part_values.value_cents + sums.cents
            FROM (SELECT m.part AS part, sum(m.quantity) AS n, sum(m.value_cents) AS cents FROM ${written}
              GROUP BY m.part) AS sums WHERE part_values.part = sums.part`,
      parameters: [list],
    },
  ];
}
