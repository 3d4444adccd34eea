import type { Scope } from '../accounts/permissions.ts';
import { prepared, type Query, q } from '../db/query.ts';
import type { DeviceFilter } from './list-rules.ts';

/** Sites, then depots, each by name: an index alone holds them in this order. */
const SITES: Query<SiteChoice> = {
  sql: `SELECT code AS value, name AS label FROM locations
        WHERE kind IN ('site', 'depot') AND retired_at IS NULL ORDER BY kind DESC, name`,
  parameters: [],
};

export interface SiteChoice {
  value: string;
  label: string;
}

/** The sites and depots that the person sees, by the code that stands in the URL. */
export function siteChoices(scope: Exclude<Scope, null>): Query<SiteChoice> {
  if (scope === 'all') return SITES;
  return {
    sql: `SELECT code AS value, name AS label FROM locations
          WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name`,
    parameters: [JSON.stringify(scope)],
  };
}

const FIELDS = prepared(() =>
  q
    .selectFrom('custom_fields')
    .where('retired_at', 'is', null)
    .select(['id as value', 'name as label', 'type'])
    .orderBy('name')
    .limit(100),
);

/** The district's own fields, for a filter. */
export const fieldChoices = () => FIELDS({});

export interface NamedThings {
  home: string | null;
  at: string | null;
  place: string | null;
  room: string | null;
  holder: string | null;
  holderKind: string | null;
  holderSite: string | null;
  assigned: string | null;
  assignedKind: string | null;
  assignedSite: string | null;
}

/** The names of what the filter names by id. */
export function namesQuery({ home, at, place, room, holder, assigned }: DeviceFilter): Query<NamedThings> {
  return {
    sql: `SELECT (SELECT name FROM locations WHERE id = ? OR code = ?) AS home,
            (SELECT name FROM locations WHERE id = ? OR code = ?) AS at,
            (SELECT name FROM locations WHERE id = ?) AS place, (SELECT name FROM locations WHERE id = ?) AS room,
            h.given_name || ' ' || h.family_name AS holder, h.kind AS holderKind, h.site AS holderSite,
            a.given_name || ' ' || a.family_name AS assigned, a.kind AS assignedKind, a.site AS assignedSite
          FROM (SELECT 1) LEFT JOIN people AS h ON h.id = ? LEFT JOIN people AS a ON a.id = ?`,
    parameters: [home, home, at, at, place, room, holder, assigned],
  };
}
