/** What a directory says of one device. */
export interface Facts {
  external: string;
  serial: string;
  model: string;
  status: string;
  orgUnit: string;
  assetId: string;
  user: string;
  location: string;
  osVersion: string;
  /** ISO UTC */
  lastSync: string | null;
  lastUser: string;
  /** YYYY-MM-DD */
  aueOn: string | null;
}

type Doc = Readonly<Record<string, unknown>>;

/** One `admin#directory#chromeosdevice`; null where it names no device. */
export function factsOf(doc: unknown): Facts | null {
  if (typeof doc !== 'object' || doc === null) return null;
  const one = doc as Doc;
  const external = text(one.deviceId, 100);
  if (external === '') return null;
  return {
    external,
    serial: text(one.serialNumber, 64),
    model: text(one.model, 200),
    status: text(one.status, 40).toUpperCase() || 'UNKNOWN',
    orgUnit: text(one.orgUnitPath, 300),
    assetId: text(one.annotatedAssetId, 200),
    user: text(one.annotatedUser, 100),
    location: text(one.annotatedLocation, 200),
    osVersion: text(one.osVersion, 60),
    lastSync: momentOf(one.lastSync),
    lastUser: lastUserIn(one.recentUsers),
    // Newer answers call the same thing otherwise.
    aueOn: dayOf(one.autoUpdateExpiration) ?? dayOf(one.autoUpdateThrough),
  };
}

function text(value: unknown, most: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  // A NUL ends a text in some places and not in others.
  return String(value).replaceAll('\0', '').trim().slice(0, most);
}

const MILLISECONDS = /^\d{9,14}$/;
const FIRST = Date.parse('2000-01-01');
const LAST = Date.parse('2100-01-01');

/** Epoch milliseconds as text or number, or ISO: as ISO UTC; null for what is neither, or out of this century. */
export function momentOf(value: unknown): string | null {
  const typed = text(value, 40);
  const time = MILLISECONDS.test(typed)
    ? Number(typed)
    : /^\d{4}-\d\d(-\d\d)?/.test(typed)
      ? Date.parse(typed)
      : Number.NaN;
  return time >= FIRST && time < LAST ? new Date(time).toISOString() : null;
}

/** The same as a day, YYYY-MM-DD: update ends are midnights of UTC. */
export function dayOf(value: unknown): string | null {
  return momentOf(value)?.slice(0, 10) ?? null;
}

function lastUserIn(list: unknown): string {
  if (!Array.isArray(list)) return '';
  const [first] = list as Doc[];
  return text(first?.email, 200);
}

/** What of it counts as a change: not that it was used again. */
export function essence(facts: Omit<Facts, 'external' | 'lastSync' | 'lastUser' | 'osVersion'>): string {
  const { serial, model, status, orgUnit, assetId, user, location, aueOn } = facts;
  return JSON.stringify([serial, model, status, orgUnit, assetId, user, location, aueOn]);
}

export const PROBLEMS = {
  unknown: 'No device here has this serial',
  double: 'Two records there are one device here',
  tag: 'Another asset id there than the tag here',
  gone: 'Taken out there, in service here',
  back: 'In use there, not in service here',
} as const;
export type Problem = keyof typeof PROBLEMS;

const OUT = ['DEPROVISIONED', 'DISABLED', 'RETURN_ARRIVED', 'RETURN_REQUESTED'];

/** What somebody should look at. @param own the device here, as it was read */
export function problemsOf(
  facts: Pick<Facts, 'status' | 'assetId'>,
  own: { tag: string; state: string } | null,
  double: boolean,
): Problem[] {
  if (!own) return OUT.includes(facts.status) ? [] : ['unknown'];
  const found: Problem[] = [];
  if (double) found.push('double');
  if (facts.assetId !== '' && own.tag !== '' && facts.assetId.toUpperCase() !== own.tag.toUpperCase())
    found.push('tag');
  const inService = own.state === 'in_service';
  if (inService && OUT.includes(facts.status)) found.push('gone');
  if (!inService && facts.status === 'ACTIVE') found.push('back');
  return found;
}

/** Percent of the known devices that a run would change; 0 where nothing was known before. */
export function shareOf(changed: number, gone: number, known: number): number {
  return known === 0 ? 0 : (100 * (changed + gone)) / known;
}

/** Fewer than that is never many. */
const FEW = 20;

export function mustAsk(changed: number, gone: number, known: number, percent: number): boolean {
  return changed + gone > FEW && shareOf(changed, gone, known) > percent;
}

export const MOST_TRIES = 8;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * Milliseconds until a page that failed is tried again: twice as long each time, apart from others that wait too.
 * @param tries that failed, this one counted @param asked by the server, milliseconds @param chance 0 to 1
 */
export function waitAfter(tries: number, asked: number | null, chance: number): number {
  const ours = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 20)) * (0.5 + chance / 2);
  return Math.round(Math.min(LONGEST_WAIT_MS, Math.max(ours, asked ?? 0)));
}

/** Seconds or a date, as Retry-After has it. @returns milliseconds */
export function retryAfter(header: string | null, now: number): number | null {
  if (!header) return null;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

export interface DirectorySettings {
  nightly: boolean;
  /** a run that would change more than so many percent asks first */
  percent: number;
  /** whose word counts for the end of updates of a model */
  aue: 'google' | 'ours';
  /** a device without a tag takes the asset id */
  tag: 'ours' | 'fill';
}

/** @param settings of the district: `directory` */
export function directorySettings(settings: Readonly<Record<string, string>>): DirectorySettings {
  const set: DirectorySettings = { nightly: false, percent: 10, aue: 'google', tag: 'ours' };
  try {
    const kept = JSON.parse(settings.directory ?? '{}') as Partial<DirectorySettings>;
    if (kept.nightly === true) set.nightly = true;
    if (typeof kept.percent === 'number' && kept.percent >= 1 && kept.percent <= 100)
      set.percent = kept.percent;
    if (kept.aue === 'ours') set.aue = 'ours';
    if (kept.tag === 'fill') set.tag = 'fill';
  } catch {
    return set;
  }
  return set;
}
