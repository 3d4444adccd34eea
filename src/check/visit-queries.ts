import type { Rule } from './rules.ts';

export const VISIT_RULES: readonly Rule[] = [
  {
    name: 'a visit has technicians, and their day is the day of the visit',
    sql: `SELECT v.id AS what FROM visits AS v WHERE NOT EXISTS (SELECT 1 FROM visit_people AS p WHERE p.visit = v.id)
          UNION ALL SELECT p.visit FROM visit_people AS p JOIN visits AS v ON v.id = p.visit WHERE p.day <> v.day`,
  },
  {
    name: 'a technician is at one site at a time',
    sql: `SELECT p.person || ' at ' || count(*) || ' sites' AS what FROM visits AS v INDEXED BY visits_going
          JOIN visit_people AS p ON p.visit = v.id WHERE v.state = 'arrived' GROUP BY p.person HAVING count(*) > 1`,
  },
  {
    name: 'nobody leaves before arriving, nor arrives before setting out',
    sql: `SELECT id AS what FROM visits WHERE left_at < arrived_at OR arrived_at < set_out_at`,
  },
  {
    name: 'what was loaded for a visit was moved by its transfer',
    sql: `SELECT t.id AS what FROM load_ticks AS t WHERE t.posted_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM movements AS m WHERE m.transfer = t.transfer AND m.part = t.part AND m.bin = t.bin
              AND m.quantity = -t.quantity)`,
  },
  {
    name: 'nobody decides about the own overtime',
    sql: 'SELECT id AS what FROM overtime WHERE decided_by = person',
  },
];
