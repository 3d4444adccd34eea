import { type Change, must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';

export interface NewReservation {
  part: string;
  bin: string;
  quantity: number;
  repair: string;
  /** what brought the parts: a receipt's line */
  source?: string | null;
  by: string | null;
}

/**
 * Keeps parts of a bin for an open repair.
 * @throws Conflict (when committed) fewer are unreserved there, or the repair was closed
 */
export function reserve(x: NewReservation, now: string): Change {
  return [
    must('that many are unreserved in the bin', {
      sql: 'SELECT 1 FROM stock WHERE bin = ? AND part = ? AND on_hand - reserved >= ?',
      parameters: [x.bin, x.part, x.quantity],
    }),
    must('the repair is open', {
      sql: 'SELECT 1 FROM repairs WHERE id = ? AND closed_at IS NULL',
      parameters: [x.repair],
    }),
    q.insertInto('reservations').values({
      id: newId(),
      part: x.part,
      bin: x.bin,
      quantity: x.quantity,
      repair: x.repair,
      source: x.source ?? null,
      at: now,
      by: x.by,
    }),
    keepReserved('SELECT ?, ?', [x.bin, x.part]),
  ];
}

/**
 * `reserve` for many at once: what a delivery brought for the repairs that wait for it.
 * @throws Conflict (when committed) fewer are unreserved in a bin, or one of the repairs was closed
 */
export function reserveAll(list: readonly NewReservation[], now: string): Change {
  if (list.length === 0) return null;
  const rows = JSON.stringify(
    list.map((x) => [newId(), x.part, x.bin, x.quantity, x.repair, x.source ?? null, x.by]),
  );
  return [
    must('that many are unreserved in the bin', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM (SELECT j.value ->> 1 AS part, j.value ->> 2 AS bin, sum(j.value ->> 3) AS n
                FROM json_each(?) AS j GROUP BY 1, 2) AS x
              LEFT JOIN stock AS s ON s.bin = x.bin AND s.part = x.part
              WHERE ifnull(s.on_hand - s.reserved, 0) < x.n)`,
      parameters: [rows],
    }),
    must('the repair is open', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j LEFT JOIN repairs AS r ON r.id = j.value ->> 4
              WHERE r.id IS NULL OR r.closed_at IS NOT NULL)`,
      parameters: [rows],
    }),
    {
      sql: `INSERT INTO reservations (id, part, bin, quantity, repair, source, at, by)
            SELECT j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5, ?,
              j.value ->> 6 FROM json_each(?) AS j`,
      parameters: [now, rows],
    },
    keepReserved('SELECT j.value ->> 2, j.value ->> 1 FROM json_each(?) AS j', [rows]),
  ];
}

/** Ends what is still kept for a repair, for what a source brought, or one reservation. */
export function endReservations(
  which: { repair: string } | { source: string } | { id: string },
  why: 'used' | 'moved' | 'released',
  by: string | null,
  now: string,
): Change {
  const [column, value] = Object.entries(which)[0] as ['repair' | 'source' | 'id', string];
  return [
    q
      .updateTable('reservations')
      .set({ ended_at: now, ended_why: why, ended_by: by })
      .where(column, '=', value)
      .where('ended_at', 'is', null),
    keepReserved(`SELECT bin, part FROM reservations WHERE ${column} = ?`, [value]),
  ];
}

/** Writes `stock.reserved` of the bins and parts that the query names. */
export function keepReserved(pairs: string, parameters: readonly (string | null)[]): Statement {
  return {
    sql: `UPDATE stock SET reserved = (SELECT ifnull(sum(r.quantity), 0) FROM reservations AS r
            WHERE r.bin = stock.bin AND r.part = stock.part AND r.ended_at IS NULL)
          WHERE (bin, part) IN (${pairs})`,
    parameters: [...parameters],
  };
}

/**
 * A repair has got a part: of what is kept for it, of this part or one that does the same, that many are
 * used; the bin that it came from first, then the oldest.
 */
export function endOwn(
  x: { repair: string; part: string; bin: string | null; quantity: number; by: string | null },
  now: string,
): Statement[] {
  return [
    {
      sql: `WITH own AS (
              SELECT r.id AS id, r.quantity AS quantity, ifnull(sum(r.quantity) OVER (
                  ORDER BY (r.bin IS ? AND r.part = ?) DESC, r.at, r.id
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
              FROM reservations AS r WHERE r.repair = ? AND r.ended_at IS NULL AND (r.part = ? OR r.part IN (
                SELECT t.id FROM parts AS me JOIN parts AS t ON t.interchange_group = me.interchange_group
                WHERE me.id = ?))
            )
            ${lessen('used')}
            FROM (SELECT id, min(quantity, ? - before) AS n FROM own WHERE before < ?) AS x
            WHERE x.id = reservations.id`,
      parameters: [x.bin, x.part, x.repair, x.part, x.part, now, x.by, x.quantity, x.quantity],
    },
    keepReserved('SELECT bin, part FROM reservations WHERE repair = ?', [x.repair]),
  ];
}

/** Parts go to the vehicle of who repairs: what was kept for those repairs has reached them. */
export function endOnTheWay(
  x: { from: string; to: string; moves: readonly { part: string; quantity: number }[]; by: string | null },
  now: string,
): Statement[] {
  const moves = JSON.stringify(x.moves.map(({ part, quantity }) => [part, quantity]));
  return [
    {
      sql: `WITH going AS (
              SELECT r.id AS id, r.quantity AS quantity, j.value ->> 1 AS going, ifnull(sum(r.quantity) OVER (
                  PARTITION BY r.part ORDER BY r.at, r.id
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
              FROM json_each(?) AS j
              CROSS JOIN reservations AS r ON r.bin = ? AND r.part = j.value ->> 0 AND r.ended_at IS NULL
              CROSS JOIN repairs AS w ON w.id = r.repair
              CROSS JOIN bins AS b ON b.id = ? AND b.keeper = w.technician
            )
            ${lessen('moved')}
            FROM (SELECT id, min(quantity, going - before) AS n FROM going WHERE before < going) AS x
            WHERE x.id = reservations.id`,
      parameters: [moves, x.from, x.to, now, x.by],
    },
    keepReserved('SELECT ?, j.value ->> 0 FROM json_each(?) AS j', [x.from, moves]),
  ];
}

/**
 * What leaves a bin is never refused for being reserved: beyond the unreserved it comes off the newest
 * reservations. Runs before on hand is lowered. @param ids JSON list of the movements that were written
 */
export function yieldToOutflow(ids: string, now: string): Statement[] {
  return [
    {
      // The order of the joins is said, or reservations of the whole district might be walked first.
      sql: `WITH gone AS MATERIALIZED (
              SELECT m.bin AS bin, m.part AS part, m.repair AS repair, m.person AS person,
                -m.quantity - (s.on_hand - s.reserved) AS beyond
              FROM json_each(?) AS j CROSS JOIN movements AS m ON m.id = j.value AND m.quantity < 0
              CROSS JOIN stock AS s ON s.bin = m.bin AND s.part = m.part AND s.reserved > 0
            ), newest AS (
              SELECT r.id AS id, r.quantity AS quantity, g.beyond AS beyond, g.repair AS repair, g.person AS person,
                ifnull(sum(r.quantity) OVER (PARTITION BY r.bin, r.part ORDER BY r.at DESC, r.id DESC
                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
              FROM gone AS g CROSS JOIN reservations AS r ON r.bin = g.bin AND r.part = g.part AND r.ended_at IS NULL
              WHERE g.beyond > 0
            )
            UPDATE reservations SET quantity = reservations.quantity - x.n, taken = reservations.taken + x.n,
              taken_by = x.repair,
              ended_at = CASE WHEN reservations.quantity = x.n THEN ? END,
              ended_why = CASE WHEN reservations.quantity = x.n THEN 'taken' END,
              ended_by = CASE WHEN reservations.quantity = x.n THEN x.person END
            FROM (SELECT id, repair, person, min(quantity, beyond - before) AS n FROM newest WHERE before < beyond) AS x
            WHERE x.id = reservations.id`,
      parameters: [ids, now],
    },
    keepReserved(
      'SELECT m.bin, m.part FROM json_each(?) AS j JOIN movements AS m ON m.id = j.value AND m.quantity < 0',
      [ids],
    ),
  ];
}

/** Takes `x.n` off a reservation; one of which nothing is left has ended. Takes when and by whom. */
function lessen(why: 'used' | 'moved'): string {
  const column = `${why} = reservations.${why} + x.n,`;
  const all = 'CASE WHEN reservations.quantity = x.n THEN';
  return `UPDATE reservations SET ${column} quantity = reservations.quantity - x.n,
    ended_at = ${all} ? END, ended_why = ${all} '${why}' END, ended_by = ${all} ? END`;
}
