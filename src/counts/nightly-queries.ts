import type { Query } from '../db/query.ts';

/** What each part's use was worth since a moment, cents; parts that came back out of a repair are none. */
export function useValues(from: string): Query<{ part: string; cents: number }> {
  return {
    sql: `SELECT part, sum(cost_cents) AS cents FROM repair_parts
          WHERE at >= ? AND returned_at IS NULL GROUP BY part`,
    parameters: [from],
  };
}

/** Parts in the ledger with the class that they have. */
export function partClasses(): Query<{ id: string; abc: string | null }> {
  return { sql: 'SELECT id, class_abc AS abc FROM parts WHERE counted = 1', parameters: [] };
}
