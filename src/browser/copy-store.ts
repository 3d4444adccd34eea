import { clear, readAll, write } from './kept-db.ts';
import { changePhone, thisPhone } from './phone.ts';

/** Names of columns once, then a row each: as it travels and as it is kept. */
export interface Table {
  columns: string[];
  rows: unknown[][];
}

export interface Manifest {
  now: string;
  person: string;
  name: string;
  district: string;
  zone: string;
  days: number;
  can: Record<'work' | 'report' | 'custody' | 'swap' | 'create' | 'intern', boolean>;
  sites: { id: string; code: string; name: string; why: string; devices: number }[];
  visits: {
    id: string;
    site: string;
    siteName: string;
    day: string;
    fromTime: string;
    toTime: string;
    state: string;
    note: string;
  }[];
  audits: { id: string; title: string }[];
  versions: Record<string, string>;
}

/** One part of the copy. */
export interface CopyPart {
  part: string;
  /** as the server names it; of a site its cursor */
  version: string;
  /** the server's time of it */
  at: string;
  data: unknown;
}

export type Refreshed = 'fresh' | 'offline' | 'sign_in';

const ANSWER_MS = 60_000;

/** Ends what is being fetched when the copy is wiped, in every tab: nothing of it is written afterwards. */
let stop = new AbortController();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('spudger:wiped');
channel?.addEventListener('message', () => stop.abort());

async function keep(part: CopyPart, within: AbortSignal, gone: readonly string[] = []): Promise<void> {
  if (!within.aborted) await write({ copy: [part] }, { copy: gone });
}

async function ask<T>(path: string, within: AbortSignal): Promise<T | 'offline' | 'sign_in'> {
  try {
    const answer = await fetch(path, {
      redirect: 'error',
      signal: AbortSignal.any([within, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (answer.status === 401) return 'sign_in';
    return answer.ok ? ((await answer.json()) as T) : 'offline';
  } catch {
    return 'offline';
  }
}

/** Brings the copy up to date: what changed since, part by part, each kept as it comes. */
export async function refreshCopy(): Promise<Refreshed> {
  if (stop.signal.aborted) stop = new AbortController();
  const { signal } = stop;
  const manifest = await ask<Manifest>('/sync/manifest', signal);
  if (typeof manifest === 'string') return manifest;
  const known = new Map((await readAll<CopyPart>('copy')).map((part) => [part.part, part]));
  if ((known.get('manifest')?.data as Manifest | undefined)?.person !== manifest.person) {
    // Another person's: nothing of theirs stays.
    await clear('copy');
    known.clear();
  }
  const wanted = ['manifest'];
  const { now } = manifest;
  for (const [part, version] of Object.entries(manifest.versions)) {
    wanted.push(part);
    if (known.get(part)?.version === version) continue;
    const data = await ask<unknown>(`/sync/copy/${part.replace(':', '/')}`, signal);
    if (typeof data === 'string') return data as Refreshed;
    await keep({ part, version, at: now, data }, signal);
  }
  for (const { id } of manifest.sites) {
    const part = `site:${id}`;
    wanted.push(part);
    const answer = await refreshSite(known.get(part), id, now, signal);
    if (answer !== 'fresh') return answer;
  }
  for (const { id } of manifest.audits) {
    wanted.push(`audit:${id}`);
    const list = await ask<unknown>(`/api/v1/audits/${id}/list`, signal);
    if (typeof list === 'string') return list as Refreshed;
    await keep({ part: `audit:${id}`, version: now, at: now, data: list }, signal);
  }
  const gone = [...known.keys()].filter((part) => !wanted.includes(part));
  await keep({ part: 'manifest', version: now, at: now, data: manifest }, signal, gone);
  const { person, name: personName, days } = manifest;
  await changePhone((phone) => ({ phone: { ...phone, contactAt: now, days, person, personName } }));
  return 'fresh';
}

interface SiteAnswer extends Table {
  cursor: number;
  whole: boolean;
  gone: string[];
}

async function refreshSite(
  known: CopyPart | undefined,
  id: string,
  now: string,
  within: AbortSignal,
): Promise<Refreshed> {
  const part = `site:${id}`;
  const answer = await ask<SiteAnswer>(`/sync/copy/sites/${id}?after=${known?.version ?? 0}`, within);
  if (typeof answer === 'string') return answer;
  const { cursor, whole, gone, columns, rows } = answer;
  const data = whole || !known ? { columns, rows } : withChanges(known.data as Table, answer, new Set(gone));
  await keep({ part, version: String(cursor), at: now, data }, within);
  return 'fresh';
}

/** A table with rows replaced, added and dropped, by their first column. */
export function withChanges(table: Table, changes: Table, gone: ReadonlySet<string>): Table {
  const fresh = new Map(changes.rows.map((row) => [String(row[0]), row]));
  const kept = table.rows.filter((row) => !fresh.has(String(row[0])) && !gone.has(String(row[0])));
  return {
    columns: table.columns.length > 0 ? table.columns : changes.columns,
    rows: [...kept, ...fresh.values()],
  };
}

/** Takes the district's data off this phone; what waits to be sent stays. */
export async function wipeCopy(): Promise<void> {
  stop.abort();
  channel?.postMessage(null);
  await clear('copy');
  await changePhone((phone) => ({ phone: { ...phone, sent: [] } }));
}

const DAY_MS = 86_400_000;

/** Wipes a copy that had no contact for too long. @returns whether it did */
export async function wipeOldCopy(now: number): Promise<boolean> {
  const { contactAt, days } = await thisPhone();
  if (contactAt === null || now - Date.parse(contactAt) < days * DAY_MS) return false;
  const parts = await readAll<CopyPart>('copy');
  if (parts.length === 0) return false;
  await wipeCopy();
  return true;
}
