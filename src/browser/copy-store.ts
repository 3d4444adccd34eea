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

async function ask<T>(path: string): Promise<T | 'offline' | 'sign_in'> {
  try {
    const answer = await fetch(path, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status === 401) return 'sign_in';
    return answer.ok ? ((await answer.json()) as T) : 'offline';
  } catch {
    return 'offline';
  }
}

/** Brings the copy up to date: what changed since, part by part, each kept as it comes. */
export async function refreshCopy(): Promise<Refreshed> {
  const manifest = await ask<Manifest>('/sync/manifest');
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
    const data = await ask<unknown>(`/sync/copy/${part.replace(':', '/')}`);
    if (typeof data === 'string') return data as Refreshed;
    await write({ copy: [{ part, version, at: now, data }] });
  }
  for (const { id } of manifest.sites) {
    const part = `site:${id}`;
    wanted.push(part);
    const answer = await refreshSite(known.get(part), id, now);
    if (answer !== 'fresh') return answer;
  }
  const gone = [...known.keys()].filter((part) => !wanted.includes(part));
  await write({ copy: [{ part: 'manifest', version: now, at: now, data: manifest }] }, { copy: gone });
  await changePhone((phone) => ({ phone: { ...phone, contactAt: now, days: manifest.days } }));
  return 'fresh';
}

interface SiteAnswer extends Table {
  cursor: number;
  whole: boolean;
  gone: string[];
}

async function refreshSite(known: CopyPart | undefined, id: string, now: string): Promise<Refreshed> {
  const part = `site:${id}`;
  const answer = await ask<SiteAnswer>(`/sync/copy/sites/${id}?after=${known?.version ?? 0}`);
  if (typeof answer === 'string') return answer;
  const { cursor, whole, gone, columns, rows } = answer;
  const data = whole || !known ? { columns, rows } : withChanges(known.data as Table, answer, new Set(gone));
  await write({ copy: [{ part, version: String(cursor), at: now, data }] });
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
