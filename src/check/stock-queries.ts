import type { Rule } from './rules.ts';

export const STOCK_RULES: readonly Rule[] = [
  {
    name: 'on hand is the sum of its movements, and never negative',
    sql: `SELECT k.bin || ' ' || k.part AS what
      FROM (SELECT bin, part FROM stock UNION SELECT bin, part FROM movements) AS k
      LEFT JOIN stock AS s USING (bin, part)
      LEFT JOIN (SELECT bin, part, sum(quantity) AS n FROM movements GROUP BY bin, part) AS m USING (bin, part)
      WHERE ifnull(s.on_hand, 0) <> ifnull(m.n, 0) OR s.on_hand < 0`,
  },
  {
    name: 'a part is in stock, and worth, what its movements add up to',
    sql: `SELECT k.part AS what
      FROM (SELECT part FROM part_values UNION SELECT part FROM movements) AS k
      LEFT JOIN part_values AS v USING (part)
      LEFT JOIN (SELECT part, sum(quantity) AS n, sum(value_cents) AS cents FROM movements GROUP BY part) AS m
        USING (part)
      WHERE ifnull(v.on_hand, 0) <> ifnull(m.n, 0) OR ifnull(v.value_cents, 0) <> ifnull(m.cents, 0)
        OR v.value_cents < 0 OR (v.on_hand = 0 AND v.value_cents <> 0)`,
  },
  {
    name: 'what a bin keeps as reserved is its open reservations, never more than it holds',
    sql: `SELECT k.bin || ' ' || k.part AS what
      FROM (SELECT bin, part FROM stock UNION SELECT bin, part FROM reservations WHERE ended_at IS NULL) AS k
      LEFT JOIN stock AS s USING (bin, part)
      LEFT JOIN (SELECT bin, part, sum(quantity) AS n FROM reservations WHERE ended_at IS NULL
        GROUP BY bin, part) AS r USING (bin, part)
      WHERE ifnull(s.reserved, 0) <> ifnull(r.n, 0) OR s.reserved > s.on_hand`,
  },
  {
    name: 'parts are kept for open repairs only',
    sql: `SELECT v.id AS what FROM reservations AS v JOIN repairs AS r ON r.id = v.repair
      WHERE v.ended_at IS NULL AND (r.closed_at IS NOT NULL OR v.quantity = 0)`,
  },
  {
    name: 'a transfer takes from one bin what it puts into the other, is under way or short',
    sql: `SELECT m.transfer || ' ' || m.part AS what
      FROM (SELECT transfer, part, sum(quantity) AS n, sum(value_cents) AS cents FROM movements
        WHERE transfer IS NOT NULL GROUP BY transfer, part) AS m
      LEFT JOIN (SELECT transfer, part, sum(quantity - arrived) AS n, sum(sent_cents - arrived_cents) AS cents
        FROM transfer_lines GROUP BY transfer, part) AS l USING (transfer, part)
      WHERE m.n + ifnull(l.n, 0) <> 0 OR m.cents + ifnull(l.cents, 0) <> 0`,
  },
  {
    name: 'a line of a transfer is closed when all of it has arrived or is short',
    sql: `SELECT l.id AS what FROM transfer_lines AS l JOIN transfers AS t ON t.id = l.transfer
      WHERE (l.arrived + l.short = l.quantity) <> (l.closed_at IS NOT NULL)
        OR (l.closed_at IS NOT NULL AND l.arrived_cents + l.short_cents <> l.sent_cents)
        OR (l.closed_at IS NULL AND t.closed_at IS NOT NULL)`,
  },
  {
    name: 'what was used is in the ledger or is a shortfall',
    sql: `SELECT r.id AS what FROM repair_parts AS r JOIN parts AS p ON p.id = r.part AND p.counted = 1
      WHERE r.bin IS NOT NULL AND r.quantity <> (
        SELECT ifnull(-sum(m.quantity), 0) FROM movements AS m WHERE m.repair_part = r.id AND m.why = 'use'
      ) + (SELECT ifnull(sum(s.quantity), 0) FROM shortfalls AS s WHERE s.repair_part = r.id)`,
  },
];
