import { UNIT_STATES, type UnitState } from './forms.ts';

export type { UnitState } from './forms.ts';

/** What of ours is written to the directory: fields of a device there. */
export const FIELDS = ['assetId', 'user', 'location', 'unit'] as const;
export type Field = (typeof FIELDS)[number];

export interface WriteSettings {
  /** off: nothing is compared, and nothing but the reading's scope is asked for */
  on: boolean;
  /** after each nightly reading, without anybody's yes */
  nightly: boolean;
  /** beyond so many percent of the compared devices the nightly one asks */
  percent: number;
  assetId: boolean;
  /** fill: the address of whom it is issued to; mirror: emptied where it is issued to nobody */
  user: 'off' | 'fill' | 'mirror';
  location: boolean;
  /** full paths; {site} is the code of the device's home. A state without one leaves the unit alone */
  units: Readonly<Partial<Record<UnitState, string>>>;
}

/** @param settings of the district: `directory.write` */
export function writeSettings(settings: Readonly<Record<string, string>>): WriteSettings {
  const set: WriteSettings = {
    on: false,
    nightly: false,
    percent: 5,
    assetId: false,
    user: 'off',
    location: false,
    units: {},
  };
  try {
    const kept = JSON.parse(settings['directory.write'] ?? '{}') as Partial<WriteSettings>;
    set.on = kept.on === true;
    set.nightly = kept.nightly === true;
    if (typeof kept.percent === 'number' && kept.percent >= 1 && kept.percent <= 100)
      set.percent = kept.percent;
    set.assetId = kept.assetId === true;
    if (kept.user === 'fill' || kept.user === 'mirror') set.user = kept.user;
    set.location = kept.location === true;
    const units = Object.entries(kept.units ?? {}).filter(
      ([state, path]) => UNIT_STATES.includes(state as UnitState) && unitProblem(path) === null,
    );
    set.units = Object.fromEntries(units.filter(([, path]) => path !== ''));
  } catch {
    return set;
  }
  return set;
}

/** What is wrong with a path of a unit; null where nothing is, '' included. */
export function unitProblem(path: unknown): string | null {
  if (typeof path !== 'string') return 'Not a path';
  if (path === '') return null;
  if (!path.startsWith('/')) return 'The whole path, from / on';
  if (path.length > 300) return 'At most 300 characters';
  if (path !== '/' && (path.endsWith('/') || path.includes('//'))) return 'A name is missing between two /';
  if ([...path].some((one) => one < ' ')) return 'Names of units only';
  return null;
}

/** A device there and here, as both are known. */
export interface Compared {
  external: string;
  device: string;
  home: string;
  assetId: string;
  user: string;
  location: string;
  unit: string;
  tag: string;
  use: string;
  state: string;
  homeCode: string;
  homeName: string;
  /** the room or cart that it is issued to */
  roomName: string | null;
  /** whom it is issued to */
  person: string | null;
  email: string | null;
}

/** By field: as it is there, as it shall be. */
export type Differences = Partial<Record<Field, readonly [string, string]>>;

/** As long as the directory takes them. */
const LONGEST = { assetId: 200, user: 100, location: 200 } as const;

/** What the rules would have changed there; {} where nothing. Names of people are never among it. */
export function differencesOf(set: WriteSettings, one: Compared): Differences {
  const found: Differences = {};
  for (const field of FIELDS) {
    const to = wanted(set, one, field);
    if (to !== null && !same(one[field], to)) found[field] = [one[field], to];
  }
  return found;
}

/** null: it stays as it is there. */
function wanted(set: WriteSettings, one: Compared, field: Field): string | null {
  if (field === 'assetId') return set.assetId && one.tag ? one.tag.slice(0, LONGEST.assetId) : null;
  if (field === 'user') return userOf(set, one);
  if (field === 'location') {
    if (!set.location) return null;
    const room = one.roomName && one.roomName !== one.homeName ? `, ${one.roomName}` : '';
    return `${one.homeName}${room}`.slice(0, LONGEST.location);
  }
  const path = set.units[(one.state === 'in_service' ? one.use : one.state) as UnitState];
  return path ? path.replaceAll('{site}', one.homeCode) : null;
}

function userOf({ user }: WriteSettings, { person, email }: Compared): string | null {
  if (user === 'off') return null;
  if (person === null) return user === 'mirror' ? '' : null;
  // Half an address is nobody's.
  return email && email.length <= LONGEST.user ? email : null;
}

/** The directory keeps the case that something was typed with, and does not tell it apart. */
export function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Of two comparisons of one device: whether they would write the same. */
export function sameWish(a: Differences, b: Differences): boolean {
  return FIELDS.every((field) => a[field]?.[1] === b[field]?.[1]);
}

/** The names of the writable fields in the directory's documents. */
export const DOCUMENT_FIELDS = {
  assetId: 'annotatedAssetId',
  user: 'annotatedUser',
  location: 'annotatedLocation',
} as const;
