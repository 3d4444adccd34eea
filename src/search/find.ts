import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { compiled, type Query } from '../db/query.ts';
import { type Candidate, normalizeTag, parseScan } from '../devices/identifier-rules.ts';
import {
  type DeviceHit,
  exactCodes,
  exactDevices,
  exactRepair,
  maySee,
  type OtherHit,
  type Rights,
} from './exact-queries.ts';
import {
  type DeviceFound,
  devicesByPiece,
  devicesByStart,
  devicesByValues,
  type ModelFound,
  modelsByName,
  type PartFound,
  type PersonFound,
  type PlaceFound,
  partsByName,
  peopleByName,
  placesByName,
  rightsOf,
} from './queries.ts';
import {
  looksLikeIdentifier,
  MAX_SEARCH_LENGTH,
  mayBePiece,
  mayStartIdentifier,
  repairNumber,
  wordsOf,
} from './text-rules.ts';
import { oneEditVariants } from './typos.ts';

/** The page of what a text names exactly; of another site's device little is said (rule 7). */
export type Exact = { kind: 'open'; href: string } | { kind: 'elsewhere'; href: string; device: DeviceHit };

export interface Found {
  devices: DeviceFound[];
  people: PersonFound[];
  places: PlaceFound[];
  models: ModelFound[];
  parts: PartFound[];
  /** tags and serials one slip of the finger away, where nothing has what was typed */
  near: DeviceFound[];
}

const HREFS = {
  person: '/people/',
  location: '/locations/',
  bin: '/stock/bins/',
  part: '/stock/parts/',
  repair: '/repairs/',
} as const;

const NOTHING: Query<never> = { sql: 'SELECT 1 WHERE 0', parameters: [] };

/** What a scanned or typed text names exactly, or null. One trip. */
export async function findExact(ctx: Ctx, text: string): Promise<Exact | null> {
  const candidates = parseScan(text);
  if (candidates.length === 0) return null;
  const rows = await ctx.db.read(...exactQueries(candidates, text));
  return firstOf(candidates, rightsOf(ctx.actor), ...rows);
}

/** What names exactly this tag, as on a label's short link. */
export async function findTag(ctx: Ctx, tag: string): Promise<Exact | null> {
  const candidates: Candidate[] = [{ kind: 'tag', value: normalizeTag(tag.slice(0, 200)) }];
  const rows = await ctx.db.read(...exactQueries(candidates, ''));
  return firstOf(candidates, rightsOf(ctx.actor), ...rows);
}

/** Everything that fits a text: one trip, and a second one for typos where no tag or serial has it. */
export async function findAnything(ctx: Ctx, text: string, limit: number): Promise<Found> {
  const rights = rightsOf(ctx.actor);
  if (text.length > MAX_SEARCH_LENGTH) return nothing();
  return withTypos(ctx, text, limit, foundOf(await ctx.db.read(...foundQueries(text, rights, limit)), limit));
}

/** What a text names exactly, else everything that fits it: one trip for both. */
export async function findExactOrAnything(ctx: Ctx, text: string, limit: number): Promise<Exact | Found> {
  const candidates = parseScan(text);
  const rights = rightsOf(ctx.actor);
  const rows = await ctx.db.read(...exactQueries(candidates, text), ...foundQueries(text, rights, limit));
  const [devices, codes, repairs, ...found] = rows;
  const exact = firstOf(candidates, rights, devices, codes, repairs);
  return exact ?? withTypos(ctx, text, limit, foundOf(found, limit));
}

type FoundRows = readonly [
  DeviceFound[],
  DeviceFound[],
  PersonFound[],
  PlaceFound[],
  ModelFound[],
  PartFound[],
];

function foundOf([devices, pieces, people, places, models, parts]: FoundRows, limit: number): Found {
  const merged = mergeDevices(devices, pieces).slice(0, limit);
  return { devices: merged, people, places, models, parts, near: [] };
}

/** Where no tag or serial has what was typed, those one slip away. */
async function withTypos(ctx: Ctx, text: string, limit: number, found: Found): Promise<Found> {
  if (found.devices.length > 0) return found;
  return { ...found, near: await findNear(ctx.db, text, rightsOf(ctx.actor).devices, limit) };
}

/** Devices whose tag or serial is one edit away from the text. */
export async function findNear(
  db: Database,
  text: string,
  scope: Scope,
  limit: number,
): Promise<DeviceFound[]> {
  const word = normalizeTag(text.slice(0, 100));
  if (scope === null || !looksLikeIdentifier(word)) return [];
  return mergeDevices(await db.all(devicesByValues(oneEditVariants(word), scope, limit)), []);
}

/** The statements of an exact look-up. */
export function exactQueries(candidates: readonly Candidate[], text: string) {
  const number = candidates.some(({ kind }) => kind === 'repair' || kind === 'tag')
    ? repairNumber(text)
    : null;
  return [exactDevices(candidates), exactCodes(candidates, text), exactRepair(number)] as const;
}

/** The statements of a search. */
export function foundQueries(text: string, rights: Rights, limit: number) {
  const piece = normalizeTag(text);
  const words = wordsOf(text);
  const sees = rights.devices !== null && piece.length >= 2;
  const some = <Out>(query: Query<Out> | null): Query<Out> => compiled(query ?? NOTHING);
  return [
    some(sees && mayStartIdentifier(text) ? devicesByStart(piece, rights.devices, limit) : null),
    some(sees && mayBePiece(text) ? devicesByPiece(piece, rights.devices, limit) : null),
    some(rights.people === null ? null : peopleByName(words, rights.people, limit)),
    some(rights.locations === null ? null : placesByName(words, rights.locations, limit)),
    some(rights.models === null ? null : modelsByName(words, limit)),
    some(rights.stock === null ? null : partsByName(words, limit)),
  ] as const;
}

/** In the candidates' order; a plain number is a repair's only where it is nothing else. */
function firstOf(
  candidates: readonly Candidate[],
  rights: Rights,
  devices: readonly DeviceHit[],
  codes: readonly OtherHit[],
  repairs: readonly OtherHit[],
): Exact | null {
  const seen = codes.concat(repairs).filter((hit) => maySee(rights, hit));
  const open = (kind: OtherHit['kind']): Exact | null => {
    const hit = seen.find((other) => other.kind === kind);
    return hit ? { kind: 'open', href: `${HREFS[hit.kind]}${hit.id}?scan=hit` } : null;
  };
  for (const { kind, value } of candidates) {
    if (kind !== 'tag' && kind !== 'serial') {
      const exact = open(kind);
      if (exact) return exact;
      continue;
    }
    const hit = devices.find((device) => device.foundBy === kind && device.value === value);
    if (!hit || rights.devices === null) continue;
    if (!within(rights.devices, hit.home, hit.atSite)) {
      const href = `/devices/${encodeURIComponent(hit.value)}?scan=elsewhere`;
      return { kind: 'elsewhere', href, device: hit };
    }
    return { kind: 'open', href: `/devices/${hit.id}?scan=${outcomeOf(hit)}` };
  }
  return open('repair');
}

/** What the device's page says first, and how it sounds: a word of `src/web/frame-of.ts`. */
function outcomeOf(hit: DeviceHit): string {
  if (hit.state === 'lost' || hit.state === 'stolen') return hit.state;
  return hit.former ? `former_${hit.foundBy}` : 'hit';
}

/** One line a device, the first that was found. */
function mergeDevices(first: readonly DeviceFound[], second: readonly DeviceFound[]): DeviceFound[] {
  const byId = new Map<string, DeviceFound>();
  for (const device of [...first, ...second]) if (!byId.has(device.id)) byId.set(device.id, device);
  return [...byId.values()];
}

function nothing(): Found {
  return { devices: [], people: [], places: [], models: [], parts: [], near: [] };
}
