import type { Query } from '../db/query.ts';

/** What an id stands for; every part is null where it is none of that kind. */
export interface Named {
  id: string;
  type:
    | 'person'
    | 'location'
    | 'device'
    | 'repair'
    | 'model'
    | 'variant'
    | 'part'
    | 'group'
    | 'bin'
    | 'plan'
    | 'batch'
    | 'kit'
    | 'transfer'
    | 'webhook'
    | 'label paper'
    | 'tag range'
    | null;
  name: string | null;
  /** of a person */
  student: 0 | 1;
  grade: string | null;
  site: string | null;
}

/** The names that ids have now. */
export function namesOf(ids: readonly string[]): Query<Named> {
  return {
    sql: `SELECT j.value AS id,
        CASE WHEN p.id IS NOT NULL THEN 'person' WHEN l.id IS NOT NULL THEN 'location'
          WHEN d.id IS NOT NULL THEN 'device' WHEN r.id IS NOT NULL THEN 'repair'
          WHEN m.id IS NOT NULL THEN 'model' WHEN v.id IS NOT NULL THEN 'variant'
          WHEN x.id IS NOT NULL THEN 'part' WHEN g.id IS NOT NULL THEN 'group'
          WHEN b.id IS NOT NULL THEN 'bin' WHEN c.id IS NOT NULL THEN 'plan'
          WHEN y.id IS NOT NULL THEN 'batch' WHEN k.id IS NOT NULL THEN 'kit'
          WHEN w.id IS NOT NULL THEN 'transfer' WHEN h.id IS NOT NULL THEN 'webhook' WHEN o.id IS NOT NULL THEN 'label paper'
          WHEN q.id IS NOT NULL THEN 'tag range' END AS type,
        CASE WHEN p.id IS NOT NULL THEN p.given_name || ' ' || p.family_name
          WHEN l.id IS NOT NULL THEN CASE WHEN l.id = l.top THEN l.name ELSE t.name || ', ' || l.name END
          WHEN d.id IS NOT NULL THEN CASE WHEN d.tag <> '' THEN d.tag WHEN d.serial <> '' THEN d.serial
            ELSE 'unidentified device' END
          WHEN r.id IS NOT NULL THEN printf('R-%06d', r.number)
          WHEN m.id IS NOT NULL THEN m.maker || ' ' || m.name
          WHEN v.id IS NOT NULL THEN v.name
          WHEN x.id IS NOT NULL THEN x.sku || ' ' || x.name
          WHEN g.id IS NOT NULL THEN g.name
          WHEN b.id IS NOT NULL THEN b.name
          WHEN c.id IS NOT NULL THEN c.name
          WHEN y.id IS NOT NULL THEN printf('V-%05d', y.number)
          WHEN k.id IS NOT NULL THEN k.name
          WHEN w.id IS NOT NULL THEN 'parts for ' || e.name
          WHEN h.id IS NOT NULL THEN h.name
          WHEN o.id IS NOT NULL THEN o.name WHEN q.id IS NOT NULL THEN q.name END AS name,
        ifnull(p.kind = 'student', 0) AS student, p.grade AS grade, p.site AS site
      FROM json_each(?) AS j
      LEFT JOIN people AS p ON p.id = j.value
      LEFT JOIN locations AS l ON l.id = j.value LEFT JOIN locations AS t ON t.id = l.top
      LEFT JOIN devices AS d ON d.id = j.value
      LEFT JOIN repairs AS r ON r.id = j.value
      LEFT JOIN models AS m ON m.id = j.value
      LEFT JOIN variants AS v ON v.id = j.value
      LEFT JOIN parts AS x ON x.id = j.value
      LEFT JOIN interchange_groups AS g ON g.id = j.value
      LEFT JOIN bins AS b ON b.id = j.value
      LEFT JOIN coverage_plans AS c ON c.id = j.value
      LEFT JOIN claim_batches AS y ON y.id = j.value
      LEFT JOIN kits AS k ON k.id = j.value
      LEFT JOIN transfers AS w ON w.id = j.value LEFT JOIN bins AS e ON e.id = w.to_bin
      LEFT JOIN webhooks AS h ON h.id = j.value
      LEFT JOIN label_papers AS o ON o.id = j.value LEFT JOIN tag_ranges AS q ON q.id = j.value`,
    parameters: [JSON.stringify(ids)],
  };
}

/**
 * The sites by which somebody may see a thing; no row: there is no such thing.
 * Things without a site (models, parts) give a row with nulls.
 */
export function sitesOfThing(kind: string, id: string): Query<{ a: string | null; b: string | null }> {
  const sql = SITES[kind];
  return { sql: sql ?? 'SELECT NULL AS a, NULL AS b', parameters: sql ? [id] : [] };
}

const SITES: Readonly<Record<string, string>> = {
  device: 'SELECT home AS a, at_site AS b FROM devices WHERE id = ?',
  repair:
    'SELECT r.site AS a, d.home AS b FROM repairs AS r JOIN devices AS d ON d.id = r.device WHERE r.id = ?',
  location: 'SELECT top AS a, NULL AS b FROM locations WHERE id = ?',
  person: 'SELECT site AS a, NULL AS b FROM people WHERE id = ?',
};
