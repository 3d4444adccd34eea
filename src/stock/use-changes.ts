import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

export interface PartUse {
  /** id of the new repair_parts row */
  id: string;
  part: string;
  /** the bin that it came from; null for a part whose bin nobody knows: noted, not posted */
  bin: string | null;
  quantity: number;
  /** price of one, cents */
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
 * movement and one shortfall. Never refused.
 */
export function usePart(use: PartUse, now: string): Change {
  const noted = q.insertInto('repair_parts').values({
    id: use.id,
    repair: use.repair,
    line: use.line,
    part: use.part,
    bin: use.bin,
    quantity: use.quantity,
    cost_cents: use.costCents * use.quantity,
    at: use.at,
    person: use.by,
  });
  if (!use.counted || use.bin === null) return noted;
  const movement = newId();
  return [
    noted,
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, repair, repair_part, done_at, at, person)
            SELECT ?, part, bin, -min(on_hand, ?), 'use', ?, ?, ?, ?, ? FROM stock
            WHERE bin = ? AND part = ? AND on_hand > 0`,
      parameters: [movement, use.quantity, use.repair, use.id, use.at, now, use.by, use.bin, use.part],
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
    {
      sql: 'UPDATE stock SET on_hand = on_hand - min(on_hand, ?) WHERE bin = ? AND part = ?',
      parameters: [use.quantity, use.bin, use.part],
    },
  ];
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
 * shortfall is withdrawn, and one that a count has settled meanwhile goes back as stock as well.
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
      sql: `INSERT INTO movements (id, part, bin, quantity, why, repair, repair_part, done_at, at, person)
            SELECT ?, r.part, ifnull(?, r.bin), r.quantity - open.short, 'return', r.repair, r.id, ?, ?, ?
            FROM repair_parts AS r
            JOIN parts AS p ON p.id = r.part AND p.counted = 1
            JOIN (SELECT ifnull(sum(quantity), 0) AS short FROM shortfalls
                  WHERE repair_part = ? AND settled_at IS NULL AND withdrawn_at IS NULL) AS open
            WHERE r.id = ? AND r.bin IS NOT NULL AND r.quantity > open.short`,
      parameters: [movement, back.bin ?? null, now, now, back.by, back.repairPart, back.repairPart],
    },
    {
      sql: `INSERT INTO stock (bin, part, on_hand) SELECT bin, part, quantity FROM movements WHERE id = ?
            ON CONFLICT (bin, part) DO UPDATE SET on_hand = on_hand + excluded.on_hand`,
      parameters: [movement],
    },
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
