import type { Scope } from '../accounts/permissions.ts';
import { idsOf } from '../db/json-list.ts';
import { prepared, type Query, q } from '../db/query.ts';
import type { DeviceFilter } from './list-rules.ts';

const SITES = prepared(() =>
  q
    .selectFrom('locations')
    .where('kind', 'in', ['site', 'depot'])
    .where('retired_at', 'is', null)
    .select(['code as value', 'name as label'])
    .orderBy('name'),
);

/** The sites and depots that the person sees, by the code that stands in the URL. */
export function siteChoices(scope: Exclude<Scope, null>) {
  if (scope === 'all') return SITES({});
  return q
    .selectFrom('locations')
    .where('id', 'in', (e) => idsOf(e, scope))
    .select(['code as value', 'name as label'])
    .orderBy('name');
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
