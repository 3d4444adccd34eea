import { can } from '../accounts/permissions.ts';
import type { Actor } from '../context.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { type ListPlace, PLACES, placeOf } from './list-rules.ts';

type Who = Pick<Actor, 'grants' | 'person'>;
type Query = Readonly<Record<string, string>>;

const BY_PATH = new Map<string, string>(Object.entries(PLACES).map(([name, { path }]) => [path, name]));

/** The list that stands at a path, where this person may export it. */
export function listAt(actor: Who, path: string): string | null {
  const name = BY_PATH.get(path);
  const place = name ? placeOf(name) : undefined;
  return name && place && mayExport(actor, place) ? name : null;
}

/** Whether this person may export a list of this name. */
export function exportsList(actor: Who, list: string): boolean {
  const place = placeOf(list);
  return place !== undefined && mayExport(actor, place);
}

function mayExport(actor: Who, place: ListPlace): boolean {
  if (!place.needs.some((action) => can(actor, action))) return false;
  return can(actor, 'export.lists') || (can(actor, 'export.own') && place.own !== undefined);
}

/**
 * The filters that this person's export of a list has: as in the URL, and for whoever exports own lists only,
 * narrowed to what is theirs.
 * @throws NotFound there is no such list @throws Forbidden it is not theirs to export
 */
export function allowedQuery(actor: Who, list: string, query: Query): Query {
  const place = placeOf(list);
  if (!place) throw new NotFound('There is no such list');
  if (!mayExport(actor, place)) throw new Forbidden();
  if (can(actor, 'export.lists')) return query;
  return place.own?.(query, actor.person ?? '') ?? query;
}
