import type { Scope } from '../accounts/permissions.ts';
import type { Database } from '../db/database.ts';
import { idsOf } from '../db/json-list.ts';
import { prepared, q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { COUNT_CAP, type Count, cappedCount, decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { LocationKind } from './forms.ts';

export interface LocationRow {
  n: number;
  id: string;
  code: string;
  name: string;
  kind: LocationKind;
  parentName: string | null;
  topName: string;
  retiredAt: string | null;
}

export interface LocationFilter {
  kind: string;
  site: string;
  /** '' for those in use, 'retired' for the others */
  show: string;
  cursor?: string | undefined;
  /** rows of a page */
  limit?: number | undefined;
}

const LIMIT = 50;

/** A page of locations by name. */
export async function listLocations(
  db: Database,
  filter: LocationFilter,
  scope: Exclude<Scope, null>,
): Promise<{ page: Page<LocationRow>; count: Count }> {
  const { limit = LIMIT } = filter;
  let matching = q
    .selectFrom('locations as l')
    .where('l.retired_at', filter.show === 'retired' ? 'is not' : 'is', null);
  if (filter.kind) matching = matching.where('l.kind', '=', filter.kind);
  if (filter.site) matching = matching.where('l.top', '=', filter.site);
  if (scope !== 'all') matching = matching.where('l.top', 'in', (e) => idsOf(e, scope));
  const after = decodeCursor(filter.cursor, 'sn');
  let rows = matching
    .leftJoin('locations as p', 'p.id', 'l.parent')
    .innerJoin('locations as t', 't.id', 'l.top')
    .select(['l.n', 'l.id', 'l.code', 'l.name', 'l.retired_at as retiredAt'])
    .select(['p.name as parentName', 't.name as topName'])
    .select((e) => e.ref('l.kind').$castTo<LocationKind>().as('kind'))
    .orderBy('l.name')
    .orderBy('l.n')
    .limit(limit + 1);
  if (after) {
    const [name, n] = after as [string, number];
    rows = rows.where((e) => e(e.refTuple('l.name', 'l.n'), '>', e.tuple(name, n)));
  }
  const counted = q
    .selectFrom(
      matching
        .select('l.n')
        .limit(COUNT_CAP + 1)
        .as('c'),
    )
    .select((e) => e.fn.countAll<number>().as('n'));
  const [found, counts] = await db.read(rows, counted);
  return { page: pageOf(found, limit, (row) => [row.name, row.n]), count: cappedCount(counts[0]?.n ?? 0) };
}

const BY_ID = prepared((p: { id: string }) =>
  q
    .selectFrom('locations as l')
    .leftJoin('locations as p', 'p.id', 'l.parent')
    .innerJoin('locations as t', 't.id', 'l.top')
    .where('l.id', '=', p.id)
    .select(['l.id', 'l.code', 'l.name', 'l.site_type as siteType', 'l.parent', 'l.top', 'l.address'])
    .select(['l.latitude', 'l.longitude', 'l.slots', 'l.note', 'l.retired_at as retiredAt', 'l.version'])
    .select(['p.name as parentName', 'p.kind as parentKind', 't.name as topName', 't.kind as topKind'])
    .select((e) => e.ref('l.kind').$castTo<LocationKind>().as('kind')),
);

export type Location = NonNullable<ReturnType<typeof BY_ID>['rows']>;

/** @throws NotFound there is none, or it is outside the scope */
export async function findLocation(db: Database, id: string, scope: Exclude<Scope, null>): Promise<Location> {
  const location = await db.first(BY_ID({ id }));
  if (!location || (scope !== 'all' && !scope.includes(location.top))) throw new NotFound();
  return location;
}

const TREE = prepared((p: { top: string }) =>
  q
    .selectFrom('locations')
    .where('top', '=', p.top)
    .select(['id', 'parent', 'code', 'name', 'kind', 'slots', 'retired_at as retiredAt'])
    .orderBy('name'),
);

export type TreeNode = NonNullable<ReturnType<typeof TREE>['rows']>;

/** Everything that lies in the site, depot, vehicle or vendor, itself included. */
export function treeOf(db: Database, top: string): Promise<TreeNode[]> {
  return db.all(TREE({ top }));
}

export interface LocationOption {
  value: string;
  label: string;
}

/** Locations of the given kinds to choose from, by name. */
export async function locationOptions(
  db: Database,
  kinds: readonly LocationKind[],
  scope: Exclude<Scope, null> = 'all',
): Promise<LocationOption[]> {
  let query = q
    .selectFrom('locations as l')
    .innerJoin('locations as t', 't.id', 'l.top')
    .where('l.kind', 'in', (e) => idsOf(e, kinds))
    .where('l.retired_at', 'is', null)
    .select(['l.id as value', 'l.name', 't.name as topName', 'l.kind'])
    .orderBy('t.name')
    .orderBy('l.name');
  if (scope !== 'all') query = query.where('l.top', 'in', (e) => idsOf(e, scope));
  const rows = await db.all(query);
  return rows.map((row) => ({
    value: row.value,
    label: row.name === row.topName ? row.name : `${row.topName}, ${row.name}`,
  }));
}
