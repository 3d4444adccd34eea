import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { valueIn, valueOut } from './average-cost.ts';
import { bookMovements } from './posting.ts';
import { endOwn } from './reservations.ts';

export interface PartUse {
  /** id of the new repair_parts row */
  id: string;
  part: string;
  /** the bin that it came from; null for a part whose bin nobody knows: noted, not posted */
  bin: string | null;
  quantity: number;
  /** the catalogue's price of one, cents: what it costs where the books do not know better */
  costCents: number;
  /** uncounted parts have no ledger: their use is noted for cost and forecast */
  counted: boolean;
  repair: string;
  line: string;
  by: string | null;
  /** when it was fitted (ISO UTC) */
  at: string;
}

/**
 * A part goes into a repair. What the bin holds by the books is taken from the ledger, the rest
 * becomes a shortfall: decided in the same commit, so that two phones taking the last one make one
 * movement and one shortfall. Never refused: what is kept for other repairs shrinks, the newest first.
 */
export function usePart(use: PartUse, now: string): Change {
  const noted = noteUse(use);
  if (!use.counted) return noted;
  const got = endOwn(
    { repair: use.repair, part: use.part, bin: use.bin, quantity: use.quantity, by: use.by },
    now,
  );
  if (use.bin === null) return [noted, got];
  const movement = newId();
  return [
    noted,
    got,
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, repair, repair_part, done_at, at, person, value_cents)
            SELECT ?, s.part, s.bin, -s.taken, 'use', ?, ?, ?, ?, ?, -(${valueOut('s.taken')})
            FROM (SELECT bin, part, min(on_hand, CAST(? AS INTEGER)) AS taken FROM stock
                  WHERE bin = ? AND part = ? AND on_hand > 0) AS s
            LEFT JOIN part_values AS v ON v.part = s.part`,
      parameters: [movement, use.repair, use.id, use.at, now, use.by, use.quantity, use.bin, use.part],
    },
    {
      sql: `INSERT INTO shortfalls (id, part, bin, quantity, repair, repair_part, at, person)
            SELECT ?, ?, ?, ? - held, ?, ?, ?, ? FROM (
              SELECT ifnull((SELECT on_hand FROM stock WHERE bin = ? AND part = ?), 0) AS held
            ) WHERE held < ?`,
      parameters: [newId(), use.part, use.bin, use.quantity, use.repair, use.id, use.at, use.by]
        .concat([use.bin, use.part])
        .concat([use.quantity]),
    },
    bookMovements([movement], now),
  ];
}

/** The repair's own line: at the moving average of the moment, as the ledger takes it; else at the price. */
function noteUse(use: PartUse): Change {
  const counted = use.counted ? 1 : 0;
  return {
    sql: `INSERT INTO repair_parts (id, repair, line, part, bin, quantity, cost_cents, at, person)
          SELECT ?, ?, ?, ?, ?, u.n, ifnull((
              SELECT (2 * v.value_cents * u.n + v.on_hand) / (2 * v.on_hand) FROM part_values AS v
              WHERE v.part = ? AND v.on_hand > 0 AND v.value_cents > 0 AND ? = 1), u.price * u.n), ?, ?
          FROM (SELECT CAST(? AS INTEGER) AS n, CAST(? AS INTEGER) AS price) AS u`,
    parameters: [use.id, use.repair, use.line, use.part, use.bin, use.part, counted, use.at, use.by].concat([
      use.quantity,
      use.costCents,
    ]),
  };
}

export interface PartReturn {
  /** id of the repair_parts row */
  repairPart: string;
  repair: string;
  /** the bin that it goes back to; the one that it came from where absent */
  bin?: string | null;
  by: string | null;
}

/**
 * A part comes back out of a repair: what was taken from the ledger goes back to the bin, an open
 * shortfall is withdrawn, and one that a count has settled meanwhile goes back as stock as well. It is
 * worth what it was when it left.
 */
export function returnPart(back: PartReturn, now: string): Change {
  const movement = newId();
  return [
    must(
      'the part is still in the repair',
      q
        .selectFrom('repair_parts')
        .select('id')
        .where('id', '=', back.repairPart)
        .where('returned_at', 'is', null),
    ),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, repair, repair_part, done_at, at, person, value_cents)
            SELECT ?, back.part, back.bin, back.n, 'return', back.repair, back.id, ?, ?, ?,
              back.worth + CASE WHEN back.n > back.taken THEN ${valueIn('(back.n - back.taken)')} ELSE 0 END
            FROM (
              SELECT r.id AS id, r.part AS part, ifnull(?, r.bin) AS bin, r.repair AS repair,
                r.quantity - ifnull((SELECT sum(quantity) FROM shortfalls
                  WHERE repair_part = r.id AND settled_at IS NULL AND withdrawn_at IS NULL), 0) AS n,
                ifnull((SELECT -sum(quantity) FROM movements WHERE repair_part = r.id AND why = 'use'), 0) AS taken,
                ifnull((SELECT -sum(value_cents) FROM movements WHERE repair_part = r.id AND why = 'use'), 0) AS worth
              FROM repair_parts AS r WHERE r.id = ? AND r.bin IS NOT NULL
            ) AS back
            JOIN parts AS p ON p.id = back.part AND p.counted = 1
            LEFT JOIN part_values AS v ON v.part = p.id WHERE back.n > 0`,
      parameters: [movement, now, now, back.by, back.bin ?? null, back.repairPart],
    },
    bookMovements([movement], now),
    q
      .updateTable('shortfalls')
      .set({ withdrawn_at: now })
      .where('repair_part', '=', back.repairPart)
      .where('settled_at', 'is', null)
      .where('withdrawn_at', 'is', null),
    q.updateTable('repair_parts').set({ returned_at: now }).where('id', '=', back.repairPart),
  ];
}

export interface UsedWithoutFit {
  model: string;
  variant: string | null;
  fault: string;
  part: string;
  /** the part's interchange group: its twins will fit as well */
  group: string | null;
  repair: string;
  by: string | null;
}

/** A part that was used where no fit is recorded is offered to everyone from now on, as proposed. */
export function proposeFit(use: UsedWithoutFit, now: string): Change {
  return {
    sql: `INSERT INTO fits (id, model, variant, fault, interchange_group, part, state, proposed_by, repair, at)
          SELECT ?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?
          WHERE NOT EXISTS (
            SELECT 1 FROM fits WHERE model = ? AND fault = ? AND (part = ? OR interchange_group = ?)
              AND (variant IS NULL OR variant = ?)
          ) ON CONFLICT DO NOTHING`,
    parameters: [newId(), use.model, use.variant, use.fault, use.group, use.group ? null : use.part]
      .concat([use.by, use.repair, now])
      .concat([use.model, use.fault, use.part, use.group, use.variant]),
  };
}
