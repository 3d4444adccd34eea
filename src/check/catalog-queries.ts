import type { Rule } from './rules.ts';

/** A searched table and the rows that its FTS table should hold. */
const searched = (table: string, fts: string): Rule => ({
  name: `every row of ${table} can be searched`,
  sql: `SELECT '${fts}: ' || (SELECT count(*) FROM ${fts}) || ' of ' || (SELECT count(*) FROM ${table}) AS what
    WHERE (SELECT count(*) FROM ${fts}) <> (SELECT count(*) FROM ${table})`,
});

export const CATALOG_RULES: readonly Rule[] = [
  {
    name: 'a location lies in its open dated parent',
    sql: `SELECT l.id AS what FROM locations AS l
      LEFT JOIN location_parents AS p ON p.location = l.id AND p.to_at IS NULL
      WHERE l.parent IS NOT p.parent OR p.id IS NULL`,
  },
  {
    name: 'the tree of locations has no loop, and each knows its top',
    sql: `WITH RECURSIVE down (id, top) AS (
        SELECT id, id FROM locations WHERE parent IS NULL
        UNION SELECT l.id, d.top FROM locations AS l JOIN down AS d ON l.parent = d.id
      )
      SELECT l.id AS what FROM locations AS l LEFT JOIN down AS d ON d.id = l.id WHERE l.top IS NOT d.top`,
  },
  {
    name: 'on hand is the sum of its movements, and never negative',
    sql: `SELECT k.bin || ' ' || k.part AS what
      FROM (SELECT bin, part FROM stock UNION SELECT bin, part FROM movements) AS k
      LEFT JOIN stock AS s USING (bin, part)
      LEFT JOIN (SELECT bin, part, sum(quantity) AS n FROM movements GROUP BY bin, part) AS m USING (bin, part)
      WHERE ifnull(s.on_hand, 0) <> ifnull(m.n, 0) OR s.on_hand < 0`,
  },
  {
    name: 'a transfer takes from one bin what it puts into the other',
    sql: `SELECT transfer AS what FROM movements WHERE transfer IS NOT NULL
      GROUP BY transfer, part HAVING sum(quantity) <> 0`,
  },
  {
    name: 'what was used is in the ledger or is a shortfall',
    sql: `SELECT r.id AS what FROM repair_parts AS r JOIN parts AS p ON p.id = r.part AND p.counted = 1
      WHERE r.bin IS NOT NULL AND r.quantity <> (
        SELECT ifnull(-sum(m.quantity), 0) FROM movements AS m WHERE m.repair_part = r.id AND m.why = 'use'
      ) + (SELECT ifnull(sum(s.quantity), 0) FROM shortfalls AS s WHERE s.repair_part = r.id)`,
  },
  searched('identifiers', 'identifiers_fts'),
  searched('people', 'people_fts'),
  searched('locations', 'locations_fts'),
  searched('models', 'models_fts'),
  searched('parts', 'parts_fts'),
];
