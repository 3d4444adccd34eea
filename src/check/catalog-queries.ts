import type { Rule } from './rules.ts';

/** A searched table and the rows that its FTS table should hold. */
const searched = (table: string, fts: string, where = ''): Rule => ({
  name: `every row of ${table} can be searched`,
  sql: `SELECT '${fts}: ' || (SELECT count(*) FROM ${fts}) || ' of ' || (SELECT count(*) FROM ${table} ${where}) AS what
    WHERE (SELECT count(*) FROM ${fts}) <> (SELECT count(*) FROM ${table} ${where})`,
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
  // One that was never the device's finds nothing any more.
  searched('identifiers', 'identifiers_fts', 'WHERE withdrawn_at IS NULL'),
  searched('people', 'people_fts', 'WHERE purged_at IS NULL'),
  {
    name: 'a person who was removed is an id and nothing else',
    sql: `SELECT p.id AS what FROM people AS p WHERE p.purged_at IS NOT NULL
      AND (p.active = 1 OR p.external_id IS NOT NULL OR p.email IS NOT NULL OR p.family_name <> 'person'
        OR EXISTS (SELECT 1 FROM record_texts AS t WHERE t.thing = p.id)
        OR EXISTS (SELECT 1 FROM credentials AS c WHERE c.user_id = p.id))`,
  },
  searched('locations', 'locations_fts'),
  searched('models', 'models_fts'),
  searched('parts', 'parts_fts'),
];
