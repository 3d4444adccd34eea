import { type Change, must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { valueOut } from './average-cost.ts';
import { bookMovements } from './posting.ts';
import { endOnTheWay } from './reservations.ts';

export interface Shipment {
  id: string;
  from: string;
  to: string;
  note: string;
  /** each part once */
  moves: readonly { part: string; quantity: number }[];
  by: string | null;
}

/** Parts leave a bin: its books and its value shrink now, the other's grow when they arrive. */
export function sendParts(x: Shipment, now: string): Change {
  return [
    q.insertInto('transfers').values({
      id: x.id,
      from_bin: x.from,
      to_bin: x.to,
      note: x.note,
      sent_at: now,
      sent_by: x.by,
    }),
    takeOut(x, now),
    {
      sql: `INSERT INTO transfer_lines (id, transfer, part, quantity, sent_cents)
            SELECT source, transfer, part, -quantity, -value_cents FROM movements WHERE transfer = ? ORDER BY n`,
      parameters: [x.id],
    },
  ];
}

/** The movements out of the first bin; each names a line of the transfer as its source. */
function takeOut(x: Shipment, now: string): Change {
  const rows = x.moves.map(({ part, quantity }) => [newId(), part, quantity, newId()] as const);
  return [
    x.moves.map(({ part, quantity }) => holdsThatMany(x.from, part, quantity)),
    endOnTheWay(x, now),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, transfer, source, done_at, at, person, value_cents)
            SELECT j.value ->> 0, j.value ->> 1, ?, -(j.value ->> 2), 'transfer', ?, j.value ->> 3, ?, ?, ?,
              -(${valueOut('(j.value ->> 2)')})
            FROM json_each(?) AS j LEFT JOIN part_values AS v ON v.part = j.value ->> 1 ORDER BY j.key`,
      parameters: [x.from, x.id, now, now, x.by, JSON.stringify(rows)],
    },
    bookMovements(
      rows.map(([id]) => id),
      now,
    ),
  ];
}

export function holdsThatMany(bin: string, part: string, quantity: number): Statement {
  return must('the bin holds that many', {
    sql: 'SELECT 1 FROM stock WHERE bin = ? AND part = ? AND on_hand >= ?',
    parameters: [bin, part, quantity],
  });
}

export interface Arrival {
  transfer: string;
  /** how many of a line are there now, and why the rest of it will not come (null: it is still under way) */
  lines: readonly { line: string; arrived: number; short: string | null }[];
  by: string | null;
}

/**
 * Parts have arrived, or will not: each arrives with its share of the value that left, and what is short
 * leaves the books with the rest.
 * @throws Conflict (when committed) more of a line than is under way
 */
export function arriveParts(x: Arrival, now: string): Change {
  const came = x.lines.filter(({ arrived }) => arrived > 0);
  const ids = came.map(() => newId());
  const rows = JSON.stringify(came.map(({ line, arrived }, i) => [ids[i], line, arrived]));
  const all = JSON.stringify(x.lines.map(({ line, arrived, short }) => [line, arrived, short]));
  const missing = JSON.stringify(x.lines.flatMap(({ line, short }) => (short ? [[line, short]] : [])));
  return [
    must('that many are under way', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN transfer_lines AS l ON l.id = j.value ->> 0 AND l.transfer = ?
              WHERE l.id IS NULL OR l.closed_at IS NOT NULL OR j.value ->> 1 > l.quantity - l.arrived - l.short)`,
      parameters: [all, x.transfer],
    }),
    {
      sql: `INSERT INTO movements (id, part, bin, quantity, why, transfer, source, done_at, at, person, value_cents)
            SELECT j.value ->> 0, l.part, t.to_bin, j.value ->> 2, 'transfer', t.id, l.id, ?, ?, ?,
              CASE WHEN l.arrived + l.short + (j.value ->> 2) = l.quantity
                THEN l.sent_cents - l.arrived_cents - l.short_cents
                ELSE l.sent_cents * (j.value ->> 2) / l.quantity END
            FROM json_each(?) AS j CROSS JOIN transfer_lines AS l ON l.id = j.value ->> 1
            CROSS JOIN transfers AS t ON t.id = l.transfer ORDER BY j.key`,
      parameters: [now, now, x.by, rows],
    },
    {
      sql: `UPDATE transfer_lines SET arrived = arrived + (j.value ->> 2),
              arrived_cents = arrived_cents + (SELECT value_cents FROM movements WHERE id = j.value ->> 0)
            FROM json_each(?) AS j WHERE transfer_lines.id = j.value ->> 1`,
      parameters: [rows],
    },
    {
      sql: `UPDATE transfer_lines SET reason = j.value ->> 1, short = quantity - arrived,
              short_cents = sent_cents - arrived_cents
            FROM json_each(?) AS j WHERE transfer_lines.id = j.value ->> 0 AND quantity > arrived`,
      parameters: [missing],
    },
    waitAgain(missing),
    {
      sql: `UPDATE transfer_lines SET closed_at = ?, closed_by = ?
            WHERE transfer = ? AND closed_at IS NULL AND arrived + short = quantity`,
      parameters: [now, x.by, x.transfer],
    },
    {
      sql: `UPDATE transfers SET closed_at = ? WHERE id = ? AND closed_at IS NULL AND NOT EXISTS (
              SELECT 1 FROM transfer_lines WHERE transfer = transfers.id AND closed_at IS NULL)`,
      parameters: [now, x.transfer],
    },
    bookMovements(ids, now),
  ];
}

/**
 * What was kept for repairs that wait, and is short, has not moved: they wait for it as before, the newest
 * reservation first.
 */
function waitAgain(missing: string): Statement {
  return {
    sql: `WITH lost AS MATERIALIZED (
            SELECT v.id AS id, v.moved AS moved, l.short AS short, ifnull(sum(v.moved) OVER (
                PARTITION BY v.part ORDER BY v.at DESC, v.id DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM json_each(?) AS j CROSS JOIN transfer_lines AS l ON l.id = j.value ->> 0
            CROSS JOIN transfers AS t ON t.id = l.transfer CROSS JOIN bins AS b ON b.id = t.to_bin
            CROSS JOIN repairs AS w ON w.technician = b.keeper AND w.closed_at IS NULL
              AND +w.state = 'on_hold'
            CROSS JOIN reservations AS v ON v.repair = w.id AND v.bin = t.from_bin AND v.part = l.part AND v.moved > 0
              AND (v.ended_at IS NULL OR v.ended_at >= t.sent_at)
          )
          UPDATE reservations SET moved = reservations.moved - x.n
          FROM (SELECT id, min(moved, short - before) AS n FROM lost WHERE before < short) AS x
          WHERE x.id = reservations.id`,
    parameters: [missing],
  };
}
