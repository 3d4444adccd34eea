import type { Rule } from './rules.ts';

export const COUNT_RULES: readonly Rule[] = [
  {
    name: 'what a count has posted is the difference that it found',
    sql: `SELECT l.id AS what FROM count_lines AS l
      WHERE l.state = 'posted' AND l.difference <> (
        SELECT ifnull(sum(m.quantity), 0) FROM movements AS m WHERE m.source = l.id)`,
  },
  {
    name: 'a count that is settled has no line left to decide',
    sql: `SELECT c.id AS what FROM counts AS c JOIN count_lines AS l ON l.count = c.id
      WHERE c.state = 'posted' AND l.state IN ('counted', 'waiting')`,
  },
  {
    name: 'a line of a count rests on an entry of its own part, and waits only in a closed count',
    sql: `SELECT l.id AS what FROM count_lines AS l
      JOIN count_entries AS e ON e.id = l.entry JOIN counts AS c ON c.id = l.count
      WHERE e.part <> l.part OR e.count <> l.count OR l.bin <> c.bin
        OR (l.state = 'waiting' AND c.state <> 'closed')`,
  },
];
