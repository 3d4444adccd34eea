import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { normalizeSerial, normalizeTag } from '../devices/identifier-rules.ts';
import { Invalid, NotFound } from '../errors.ts';
import { startOfDay } from '../web/day.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import { scopeOf } from './changes.ts';
import { devicesNamed } from './event-queries.ts';
import type { InventoryFilter, VerifyFilter } from './forms.ts';
import {
  type ChainRow,
  chainsOf,
  type InventoryRow,
  inventoryAt,
  inventoryCount,
  type PickedRow,
  pickedDevices,
  sitesOf,
  type TopPlace,
  topPlaces,
} from './inventory-queries.ts';
import { placeByRef, type ScopePlace } from './queries.ts';
import { DRAW_ORDER } from './sample-rules.ts';

type Where = Exclude<Scope, null>;

export interface Inventory {
  place: ScopePlace;
  on: string;
  known: 'then' | 'now';
  rows: InventoryRow[];
}

/**
 * What a place had at the end of a day, as it was known then or as it is known now.
 * @throws NotFound no such place for this person, Invalid a day to come
 */
export async function readInventory(ctx: Ctx, filter: InventoryFilter, scope: Where): Promise<Inventory> {
  const place = await placeFor(ctx, filter.location, scope);
  const { on, at, until } = momentFor(ctx, filter);
  const rows = await ctx.db.all(inventoryAt(place.id, at, until));
  return { place, on, known: filter.known, rows };
}

export interface PlaceCount extends TopPlace {
  devices: number;
  held: number;
}

/**
 * The whole district at the end of a day: places with how many devices each had. A page of them at a time, for every
 * custody row of a place is looked at.
 * @throws Invalid a day to come
 */
export async function readDistrict(
  ctx: Ctx,
  filter: Pick<InventoryFilter, 'on' | 'known'>,
  cursor: string | undefined,
  limit = 10,
): Promise<{ on: string; known: 'then' | 'now'; page: Page<PlaceCount> }> {
  const { on, at, until } = momentFor(ctx, filter);
  const after = decodeCursor(cursor, 'sn') as [string, number] | null;
  const places = await ctx.db.all(topPlaces(after, limit + 1));
  const page = pageOf(places, limit, (place) => [place.name, place.n]);
  const counts = await ctx.db.read(...page.items.map(({ id }) => inventoryCount(id, at, until)));
  const items = page.items.map((place, i) => ({ ...place, ...(counts[i]?.[0] ?? { devices: 0, held: 0 }) }));
  return { on, known: filter.known, page: { items, next: page.next } };
}

/** Every device of the district at the end of a day, place after place. @throws Invalid a day to come */
export async function* eachInventory(
  ctx: Ctx,
  filter: Pick<InventoryFilter, 'on' | 'known'>,
): AsyncGenerator<{ place: TopPlace; rows: InventoryRow[] }> {
  const { at, until } = momentFor(ctx, filter);
  for (const place of await ctx.db.all(topPlaces(null, MOST_PLACES))) {
    const rows = await ctx.db.all(inventoryAt(place.id, at, until));
    if (rows.length > 0) yield { place, rows };
  }
}

/** Each is one statement of the request. */
const MOST_PLACES = 450;

/** The moment of an inventory, and until when what it rests on was recorded. */
function momentFor(ctx: Ctx, filter: Pick<InventoryFilter, 'on' | 'known'>) {
  const on = filter.on ?? ctx.today;
  if (on > ctx.today) throw new Invalid({ on: 'A day that has come' });
  const end = endOfDay(ctx, on);
  const at = end < ctx.now ? end : ctx.now;
  return { on, at, until: filter.known === 'then' ? at : ctx.now };
}

/** The last millisecond of a day in the district's zone. */
function endOfDay(ctx: Ctx, day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const next = new Date(noon + 86_400_000).toISOString().slice(0, 10);
  return new Date(Date.parse(startOfDay(ctx.district.zone, next)) - 1).toISOString();
}

export interface Verification {
  place: ScopePlace | null;
  count: number;
  /** the number that these devices were drawn by: the same draw can be made again */
  seed: number;
  devices: (PickedRow & { chain: ChainRow[] })[];
}

/** Devices picked at random for an inspector, each with where it was. @throws NotFound */
export async function readVerification(ctx: Ctx, filter: VerifyFilter, scope: Where): Promise<Verification> {
  const place = filter.location || scope !== 'all' ? await placeFor(ctx, filter.location, scope) : null;
  const seed = filter.seed ?? 1 + Math.floor(Math.random() * 2_147_483_645);
  const { sql, parameters } = scopeOf({ location: place?.id ?? null, models: [] });
  const named = await namedDevices(ctx, filter.tags, scope);
  const picked = await ctx.db.all<{ id: string }>({
    sql: `SELECT d.id FROM ${sql} ORDER BY ${DRAW_ORDER}, d.n LIMIT ?`,
    parameters: [...parameters, seed, seed, seed, seed, filter.count],
  });
  const ids = named.length > 0 ? named : picked.map(({ id }) => id);
  const [devices, chains] = await ctx.db.read(pickedDevices(ids), chainsOf(ids));
  return {
    place,
    count: filter.count,
    seed,
    devices: devices.map((device) => ({
      ...device,
      chain: chains.filter((row) => row.device === device.device),
    })),
  };
}

const MOST_NAMED = 60;

/** Devices that somebody names by tag or serial, former ones too, in that order. */
async function namedDevices(ctx: Ctx, tags: string, scope: Where): Promise<string[]> {
  const texts = tags
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, MOST_NAMED);
  if (texts.length === 0) return [];
  const pairs = texts.flatMap((text, at) => [
    [at, 0, 'tag', normalizeTag(text)] as const,
    [at, 1, 'serial', normalizeSerial(text)] as const,
  ]);
  const found = await ctx.db.all(devicesNamed(pairs));
  const ids = [...new Set(found.map(({ device }) => device))];
  const sites = await ctx.db.all(sitesOf(ids));
  return sites.filter((row) => within(scope, row.home, row.atSite)).map(({ device }) => device);
}

async function placeFor(ctx: Ctx, ref: string, scope: Where): Promise<ScopePlace> {
  const own = ref || (scope === 'all' ? '' : (scope[0] ?? ''));
  const place = own ? await ctx.db.first(placeByRef(own)) : undefined;
  if (!place || !within(scope, place.top)) throw new NotFound('No place has this code');
  return place;
}
