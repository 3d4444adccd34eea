import { can, scopeOf, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { namesOf } from './name-queries.ts';
import type { RecordRow } from './queries.ts';
import { type Detail, detailsOf, idsIn, namesFor } from './words-rules.ts';

/** One line of history as it is shown. */
export interface Line {
  n: number;
  at: string;
  /** when it was done, where that is another day than when it was recorded */
  doneAt: string | null;
  who: string | null;
  thing: string;
  kind: string;
  /** name that the thing has now */
  name: string;
  href: string;
  verb: string;
  details: readonly Detail[];
  text: string | null;
  purged: boolean;
  site: string | null;
}

const PLACES: Readonly<Record<string, string>> = {
  device: '/devices/',
  repair: '/repairs/',
  location: '/locations/',
  person: '/people/',
  model: '/models/',
  part: '/stock/parts/',
  bin: '/stock/bins/',
  lot: '/disposal/lots/',
  'interchange group': '/stock/groups/',
  'vendor batch': '/vendor-batches/',
  kit: '/stock/kits/',
  'label paper': '/labels/papers/',
  'tag range': '/labels/ranges/',
  import: '/imports/',
  transfer: '/stock/transfers/',
  user: '/users/',
  webhook: '/settings/webhooks/',
};

const SOURCES: Readonly<Record<string, string>> = {
  cli: 'the command line',
  demo: 'the demo',
  system: 'the program itself',
};

const HOUR_MS = 3_600_000;

/** Lines with the names that their ids have now, as this reader may see them. */
export async function present(ctx: Ctx, rows: readonly RecordRow[]): Promise<Line[]> {
  if (rows.length === 0) return [];
  const scope = scopeOf(ctx.actor, 'student.see');
  const names = namesFor(await ctx.db.all(namesOf(idsIn(rows))), (site) => within(scope, site));
  const nameOf = (id: string) => names.get(id) ?? null;
  const money = (cents: number) =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency: ctx.district.currency }).format(
      cents / 100,
    );
  return rows.map((row) => ({
    n: row.n,
    at: row.at,
    doneAt: Date.parse(row.at) - Date.parse(row.done_at) > HOUR_MS ? row.done_at : null,
    who: row.person ? (nameOf(row.person) ?? 'somebody who left') : (SOURCES[row.source] ?? null),
    thing: row.thing,
    kind: row.kind,
    name: nameOf(row.thing) ?? '',
    href: hrefOf(ctx, row),
    verb: row.verb,
    details: detailsOf(row, nameOf, money),
    text: row.text,
    purged: row.purged === 1,
    site: row.site ? nameOf(row.site) : null,
  }));
}

function hrefOf(ctx: Ctx, { kind, thing }: RecordRow): string {
  const place = PLACES[kind];
  if (!place || (kind === 'user' && !can(ctx.actor, 'users.manage'))) return `/history/${thing}`;
  if (kind === 'import' && !can(ctx.actor, 'import.run')) return `/history/${thing}`;
  return `${place}${thing}`;
}
