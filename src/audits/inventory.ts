import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { normalizeSerial, normalizeTag } from '../devices/identifier-rules.ts';
import { Invalid, NotFound } from '../errors.ts';
import { startOfDay } from '../web/day.ts';
import { scopeOf } from './changes.ts';
import { devicesNamed } from './event-queries.ts';
import type { InventoryFilter, VerifyFilter } from './forms.ts';
import {
  type ChainRow,
  chainsOf,
  type InventoryRow,
  inventoryAt,
  type PickedRow,
  pickedDevices,
  sitesOf,
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
  const on = filter.on ?? ctx.today;
  if (on > ctx.today) throw new Invalid({ on: 'A day that has come' });
  const end = endOfDay(ctx, on);
  const at = end < ctx.now ? end : ctx.now;
  const rows = await ctx.db.all(inventoryAt(place.id, at, filter.known === 'then' ? at : ctx.now));
  return { place, on, known: filter.known, rows };
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
