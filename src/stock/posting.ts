import type { Change } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { newId } from '../db/id.ts';
import { valueIn, valueOut } from './average-cost.ts';
import { endOwn, yieldToOutflow } from './reservations.ts';

export interface Posting {
  part: string;
  bin: string;
  /** signed, not 0 */
  quantity: number;
  why: 'receive' | 'use' | 'transfer' | 'count' | 'harvest' | 'scrap' | 'return' | 'opening';
  /** id of what it was posted for: receipt line, count line, harvest, scrap, return, transfer line */
  source?: string | null;
  repair?: string | null;
  by: string | null;
  doneAt?: string;
  /** of one, for what comes in at a known price; absent or null: the part's average cost now */
  costCents?: number | null;
}

/** As many lines as one statement takes as JSON. */
const AT_ONCE = 500;

/**
 * Writes movements with what they do to stock, its value and its reservations. Lines of one part follow one
 * another, so that the average moves between them. What leaves a bin beyond what is unreserved there
 * shrinks the newest reservations.
 * @throws Conflict (when committed) CHECK stock_not_negative: a bin does not hold that many
 */
export function post(postings: readonly Posting[], now: string): Change {
  return roundsOf(postings).map((round) => {
    const ids = round.map(() => newId());
    const rows = round.map((p, i) => [
      ids[i],
      p.part,
      p.bin,
      p.quantity,
      p.why,
      p.source ?? null,
      p.repair ?? null,
      p.by,
      p.doneAt ?? now,
      p.costCents ?? null,
    ]);
    const used = round.filter((p) => p.why === 'use' && p.repair);
    return [
      used.map((p) =>
        endOwn({ repair: p.repair ?? '', part: p.part, bin: p.bin, quantity: -p.quantity, by: p.by }, now),
      ),
      {
        sql: `INSERT INTO movements (id, part, bin, quantity, why, source, repair, person, done_at, at, value_cents)
              SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
                j.value ->> 6, j.value ->> 7, j.value ->> 8, ?,
                CASE WHEN j.value ->> 3 < 0 THEN -(${valueOut('-(j.value ->> 3)')})
                  WHEN j.value ->> 9 IS NOT NULL THEN (j.value ->> 3) * (j.value ->> 9)
                  ELSE ${valueIn('(j.value ->> 3)')} END
              FROM json_each(?) AS j LEFT JOIN parts AS p ON p.id = j.value ->> 1
              LEFT JOIN part_values AS v ON v.part = p.id ORDER BY j.key`,
        parameters: [now, JSON.stringify(rows)],
      },
      bookMovements(ids, now),
    ];
  });
}

/**
 * What movements that were just written do to the kept rows: reservations of what has left, on hand in
 * each bin, quantity and value of each part. At most one movement of a part at a time.
 * @param ids of movements; one that was not written (a use of nothing) does nothing
 */
export function bookMovements(ids: readonly string[], now: string): Statement[] {
  const list = JSON.stringify(ids);
  const written = 'json_each(?) AS j JOIN movements AS m ON m.id = j.value';
  return [
    ...yieldToOutflow(list, now),
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
      sql: `INSERT INTO part_values (part, on_hand, value_cents) SELECT m.part, 0, 0 FROM ${written} WHERE true
            ON CONFLICT (part) DO NOTHING`,
      parameters: [list],
    },
    {
      sql: `UPDATE part_values SET on_hand = part_values.on_hand + m.quantity,
              value_cents = part_values.value_cents + m.value_cents
            FROM ${written} WHERE part_values.part = m.part`,
      parameters: [list],
    },
  ];
}

/** Lists of which each names a part once, in the order given. */
function roundsOf(postings: readonly Posting[]): Posting[][] {
  const rounds: Posting[][] = [];
  const seen = new Map<string, number>();
  for (const posting of postings) {
    let at = seen.get(posting.part) ?? 0;
    while ((rounds[at]?.length ?? 0) >= AT_ONCE) at += 1;
    seen.set(posting.part, at + 1);
    const round = rounds[at] ?? [];
    if (round.length === 0) rounds[at] = round;
    round.push(posting);
  }
  return rounds;
}
