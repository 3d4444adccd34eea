import type { Query } from '../db/query.ts';

/**
 * Months of which there is a whole backtest by this method, from a month on: a line without a thing is written
 * last and names the method.
 */
export function backtestedMonths(from: string, method: string): Query<{ month: string }> {
  return {
    sql: "SELECT month FROM backtest_lines WHERE thing = '' AND line = ? AND month >= ? ORDER BY month",
    parameters: [method, from],
  };
}

/** What would have been said at the beginning of a month, in pieces. */
export function backtestLines(month: string, after: string, limit: number) {
  return {
    sql: 'SELECT thing, line FROM backtest_lines WHERE month = ? AND thing > ? ORDER BY thing LIMIT ?',
    parameters: [month, after, limit],
  } as Query<{ thing: string; line: string }>;
}

/** Devices of each model in service at a month, by the month they were bought in. */
export function cohortsAt(month: string): Query<{ model: string; bought: string; devices: number }> {
  return {
    sql: 'SELECT model, bought, devices FROM fleet_months WHERE month = ? ORDER BY model, bought',
    parameters: [month],
  };
}

/** Ends of updates as they were believed before a moment; what was entered later is not known then. */
export function endsBefore(at: string): Query<{ model: string; aueOn: string | null }> {
  return {
    sql: `SELECT m.id AS model, CASE WHEN EXISTS (SELECT 1 FROM model_aues AS a WHERE a.model = m.id AND a.at < ?)
              THEN (SELECT a.aue_on FROM model_aues AS a WHERE a.model = m.id AND a.at < ? ORDER BY a.at DESC LIMIT 1)
              ELSE ifnull((SELECT a.aue_on FROM model_aues AS a WHERE a.model = m.id ORDER BY a.at LIMIT 1), m.aue_on)
            END AS aueOn FROM models AS m ORDER BY m.id`,
    parameters: [at, at],
  };
}

/** The cheapest price of each group or part in the catalogue, to weigh its pieces with. */
export const PRICES: Query<{ thing: string; cents: number }> = {
  sql: `SELECT ifnull(interchange_group, id) AS thing, min(price_cents) AS cents FROM parts
        WHERE retired_at IS NULL AND price_cents > 0 AND condition <> 'harvested' GROUP BY 1`,
  parameters: [],
};
