import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, encodeCursor, type Page } from '../web/paging.ts';
import { type LeaverCount, type LeaverKind, type Listed, leaverCounts, leaversOf } from './leaver-queries.ts';

/** Of one site: who left, who went elsewhere, and who came with a device of another one. */
export interface SiteLeavers {
  site: string;
  name: string;
  left: number;
  away: number;
  came: number;
}

export interface LeaverFilter {
  /** home of the devices */
  site: string;
  kind: LeaverKind | null;
  cursor?: string | undefined;
}

/** Sites whose devices are looked at in one go: others come in between. */
const SLICE = 20;

const SITES: Query<{ id: string; name: string }> = {
  sql: 'SELECT id, name FROM locations WHERE parent IS NULL ORDER BY name, id',
  parameters: [],
};

/** Leavers and movers of the whole district: how many at which site, in the order of their names. */
export async function leaversBySite(db: Database): Promise<SiteLeavers[]> {
  const sites = await db.all(SITES);
  const counts: LeaverCount[] = [];
  for (let i = 0; i < sites.length; i += SLICE) {
    counts.push(...(await db.all(leaverCounts(sites.slice(i, i + SLICE).map(({ id }) => id)))));
    await new Promise((resume) => setTimeout(resume));
  }
  const rows = new Map<string, SiteLeavers>();
  for (const { id, name } of sites) rows.set(id, { site: id, name, left: 0, away: 0, came: 0 });
  for (const { home, site, active, n } of counts) {
    const own = rows.get(home);
    if (own && active === 0) own.left += n;
    if (own && active === 1) own.away += n;
    const other = active === 1 && site ? rows.get(site) : undefined;
    if (other) other.came += n;
  }
  return [...rows.values()].filter(({ left, away, came }) => left + away + came > 0);
}

/** How many the filter leaves. */
export function totalOf(sites: readonly SiteLeavers[], { site, kind }: LeaverFilter): number {
  const mine = sites.filter((row) => site === '' || row.site === site);
  return mine.reduce(
    (sum, { left, away }) => sum + (kind === 'moved' ? 0 : left) + (kind === 'left' ? 0 : away),
    0,
  );
}

/** A page of them: site by site, in each by tag. Only the sites that it shows are read. */
export async function leaversPage(
  db: Database,
  sites: readonly SiteLeavers[],
  filter: LeaverFilter,
  limit: number,
): Promise<Page<Listed>> {
  const { site, kind } = filter;
  const [name, from, tag, n] = (decodeCursor(filter.cursor, 'sssn') ?? ['', '', '', 0]) as [
    string,
    string,
    string,
    number,
  ];
  const wanted = sites.filter(
    (row) =>
      (site === '' || row.site === site) &&
      (row.name > name || (row.name === name && row.site >= from)) &&
      (kind === 'left' ? row.left : kind === 'moved' ? row.away : row.left + row.away) > 0,
  );
  const homes: string[] = [];
  let rows = 0;
  for (const row of wanted) {
    homes.push(row.site);
    // Of the first one some may have been shown.
    if (homes.length > 1) rows += totalOf([row], { site: '', kind });
    if (rows > limit) break;
  }
  const after = homes[0] === from ? ([0, tag, n] as const) : ([-1, '', 0] as const);
  const found = await db.all(leaversOf(homes, kind, after, limit + 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: found.length > limit && last ? encodeCursor([last.homeName, last.home, last.tag, last.n]) : null,
  };
}
