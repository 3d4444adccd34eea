import type { Query } from '../db/query.ts';

/** A group of parts that do for each other, or a part without a group. */
export interface Thing {
  id: string;
  name: string;
  kind: string;
  /** null for a part without a group */
  sku: string | null;
}

/** Everything that is forecast, in the order of ids, so that two runs see it alike. */
export const THINGS: Query<Thing> = {
  sql: `SELECT g.id AS id, g.name AS name, g.part_kind AS kind, NULL AS sku FROM interchange_groups AS g
        WHERE g.retired_at IS NULL
        UNION ALL
        SELECT p.id, p.name, p.part_kind, p.sku FROM parts AS p
        WHERE p.interchange_group IS NULL AND p.retired_at IS NULL ORDER BY 1`,
  parameters: [],
};

/** The group of each part that has one. */
export const GROUP_OF: Query<{ part: string; thing: string }> = {
  sql: 'SELECT id AS part, interchange_group AS thing FROM parts WHERE interchange_group IS NOT NULL',
  parameters: [],
};

/** Which models a group or part fits, by what is recorded or proposed: a piece, and one pair more than once. */
export function fitting(after: number, limit: number): Query<{ n: number; thing: string; model: string }> {
  return {
    sql: `SELECT f.rowid AS n, ifnull(f.interchange_group, ifnull(p.interchange_group, p.id)) AS thing, f.model AS model
          FROM fits AS f LEFT JOIN parts AS p ON p.id = f.part
          WHERE f.rowid > ? AND f.state <> 'refused' ORDER BY f.rowid LIMIT ?`,
    parameters: [after, limit],
  };
}

export interface ModelMonth {
  model: string;
  month: string;
  devices: number;
  /** months of age of all of them together */
  ages: number;
}

const NUMBER = (column: string) => `(substr(${column}, 1, 4) * 12 + substr(${column}, 6, 2))`;

/** Devices of one model in service by month, with their age. */
export function monthsOfModel(model: string): Query<ModelMonth> {
  return {
    sql: `SELECT model, month, sum(devices) AS devices,
            sum(devices * max(0, ${NUMBER('month')} - ${NUMBER('bought')})) AS ages
          FROM fleet_months WHERE model = ? GROUP BY month ORDER BY month`,
    parameters: [model],
  };
}

/** Since when use is recorded, and which models were ever there. */
export const FIRST_SEEN: Query<{ month: string | null }> = {
  sql: 'SELECT min(m) AS month FROM (SELECT min(month) AS m FROM repair_months UNION ALL SELECT min(month) FROM demand_months)',
  parameters: [],
};

export const KNOWN_MODELS: Query<{ model: string }> = {
  sql: 'SELECT DISTINCT model FROM fleet_months ORDER BY model',
  parameters: [],
};

export const HOLIDAYS: Query<{ day: string }> = {
  sql: 'SELECT day FROM holidays ORDER BY day LIMIT 5000',
  parameters: [],
};

/** What came and went, in pieces. */
export function stockMonths(after: readonly [string, string] | null, most: number) {
  const where = after ? 'WHERE (part, month) > (?, ?)' : '';
  return {
    sql: `SELECT part, month, net, came FROM stock_months ${where} ORDER BY part, month LIMIT ${most}`,
    parameters: [...(after ?? [])],
  } satisfies Query<unknown> as Query<{ part: string; month: string; net: number; came: number }>;
}

/** On hand in all bins. */
export const ON_HAND: Query<{ part: string; quantity: number }> = {
  sql: 'SELECT part, on_hand AS quantity FROM part_values WHERE on_hand > 0',
  parameters: [],
};
