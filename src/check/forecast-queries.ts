import type { Rule } from './rules.ts';

/** Runs of the forecast: what was ordered by one can be explained later. */
export const FORECAST_RULES: readonly Rule[] = [
  {
    name: 'a run that is done says what it was made from',
    sql: `SELECT 'run ' || n AS what FROM forecast_runs
      WHERE state = 'done' AND (fingerprint IS NULL OR ended_at IS NULL OR inputs = '{}')`,
  },
  {
    name: 'an order by a plan has the plan’s lines',
    sql: `SELECT o.number AS what FROM orders AS o LEFT JOIN forecast_runs AS r ON r.id = o.plan
      WHERE o.plan IS NOT NULL AND (r.id IS NULL OR r.thinned_at IS NOT NULL)`,
  },
  {
    name: 'what the ledger has added to its months is what it says',
    sql: `SELECT p.sku AS what FROM (
        SELECT part, sum(quantity) AS net FROM movements
        WHERE why <> 'transfer'
          AND n <= ifnull((SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'forecast.ledger_seen'), 0)
        GROUP BY part) AS m
      JOIN parts AS p ON p.id = m.part
      LEFT JOIN (SELECT part, sum(net) AS net FROM stock_months GROUP BY part) AS k ON k.part = m.part
      WHERE ifnull(k.net, 0) <> m.net`,
  },
];
