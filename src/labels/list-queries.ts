import type { Query } from '../db/query.ts';

/** What one typed or scanned text may name: its place in the list, and the kind and value to look for. */
export type Wanted = readonly [at: number, kind: string, value: string];

export interface DeviceNamed {
  at: number;
  kind: 'tag' | 'serial';
  value: string;
  tag: string;
  serial: string;
  modelName: string;
  home: string;
  homeName: string;
  atSite: string | null;
  placeName: string | null;
}

/** Devices by the tags and serials of a list, former ones too. Parameter: one JSON list. */
export function devicesNamed(wanted: readonly Wanted[]): Query<DeviceNamed> {
  return {
    sql: `SELECT j.value ->> 0 AS at, i.kind AS kind, i.value AS value, d.tag, d.serial,
        m.maker || ' ' || m.name AS modelName, d.home, h.name AS homeName, d.at_site AS atSite, p.name AS placeName
      FROM json_each(?) AS j
      CROSS JOIN identifiers AS i
        ON i.kind = j.value ->> 1 AND i.value = j.value ->> 2 AND i.withdrawn_at IS NULL
      JOIN devices AS x ON x.id = i.device
      JOIN devices AS d ON d.id = ifnull(x.joined_into, x.id)
      JOIN models AS m ON m.id = d.model
      JOIN locations AS h ON h.id = d.home
      LEFT JOIN locations AS p ON p.id = d.place`,
    parameters: [JSON.stringify(wanted.filter(([, kind]) => kind === 'tag' || kind === 'serial'))],
  };
}

export interface CodeNamed {
  at: number;
  kind: 'location' | 'bin' | 'part';
  value: string;
  code: string;
  name: string;
  /** the site that it belongs to, null for a part */
  site: string | null;
  /** where it is, or a part's interchange group */
  place: string | null;
}

/** Places, bins and parts by the codes of a list. Parameters: one JSON list for each kind. */
export function codesNamed(wanted: readonly Wanted[]): Query<CodeNamed> {
  const of = (kind: string) => JSON.stringify(wanted.filter((one) => one[1] === kind));
  return {
    sql: `SELECT j.value ->> 0 AS at, 'location' AS kind, j.value ->> 2 AS value, l.code AS code, l.name AS name,
          l.top AS site, CASE WHEN l.top = l.id THEN NULL ELSE t.name END AS place
        FROM json_each(?) AS j CROSS JOIN locations AS l ON l.code = j.value ->> 2
        JOIN locations AS t ON t.id = l.top
      UNION ALL SELECT j.value ->> 0, 'bin', j.value ->> 2, b.code, b.name, l.top, l.name
        FROM json_each(?) AS j CROSS JOIN bins AS b ON b.code = j.value ->> 2
        JOIN locations AS l ON l.id = b.location
      UNION ALL SELECT j.value ->> 0, 'part', j.value ->> 2, p.sku, p.name, NULL, g.name
        FROM json_each(?) AS j CROSS JOIN parts AS p ON p.sku = j.value ->> 2
        LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group`,
    parameters: [of('location'), of('bin'), of('part')],
  };
}
