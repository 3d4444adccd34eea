import type { Named } from './name-queries.ts';
import type { RecordRow } from './queries.ts';

/** One fact of a line: its name and what it is now, or was and became. */
export interface Detail {
  label: string;
  from?: string;
  to: string;
}

/** How an id is shown to the reader; null where it says nothing. */
export type NameOf = (id: string) => string | null;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Every id that a line names: what has to be looked up to show it. */
export function idsIn(rows: readonly RecordRow[]): string[] {
  const ids = new Set<string>();
  for (const row of rows) {
    for (const id of [row.thing, row.person, row.site, row.device]) if (id) ids.add(id);
    collect(parsed(row.data), ids);
  }
  return [...ids].filter((id) => ID.test(id));
}

/** How ids are shown: students by name only to those who may see them. */
export function namesFor(
  rows: readonly Named[],
  maySeeStudent: (site: string | null) => boolean,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const row of rows) {
    if (!row.name) continue;
    const hidden = row.student && !maySeeStudent(row.site);
    names.set(row.id, hidden ? (row.grade ? `a student, grade ${row.grade}` : 'a student') : row.name);
  }
  return names;
}

/** The facts of a line in words. Lists of two under a field's name are what was and what is. */
export function detailsOf(row: Pick<RecordRow, 'data' | 'verb'>, nameOf: NameOf, money: MoneyOf): Detail[] {
  const data = parsed(row.data);
  if (!isObject(data)) return [];
  const { from, to, ...rest } = data;
  const details: Detail[] = [];
  const say = (key: string, value: unknown) => wordsOf(value, key, nameOf, money);
  if ('to' in data || 'from' in data) {
    const [before, after] = [say('from', from), say('to', to)];
    if (after) details.push({ label: '', ...(before ? { from: before } : {}), to: after });
    else if (before) details.push({ label: 'from', to: before });
  }
  for (const [key, value] of Object.entries(rest)) {
    if (isChange(row.verb, value)) {
      details.push({
        label: labelOf(key),
        from: say(key, value[0]) || 'none',
        to: say(key, value[1]) || 'none',
      });
      continue;
    }
    const words = say(key, value);
    if (words) details.push({ label: labelOf(key), to: words });
  }
  return details;
}

export type MoneyOf = (cents: number) => string;

/** 'purchasedOn' -> 'purchased on', 'costCents' -> 'cost'. */
export function labelOf(key: string): string {
  return key
    .replace(/Cents$/, '')
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

function wordsOf(value: unknown, key: string, nameOf: NameOf, money: MoneyOf): string {
  if (value === null || value === undefined || value === '' || value === false) return '';
  if (value === true) return 'yes';
  if (typeof value === 'number') return key.endsWith('Cents') ? money(value) : String(value);
  if (typeof value === 'string') {
    if (ID.test(value)) return nameOf(value) ?? '';
    return /^[a-z]+(_[a-z]+)+$/.test(value) ? value.replaceAll('_', ' ') : value;
  }
  if (Array.isArray(value)) {
    const words = value.map((one) => wordsOf(one, key, nameOf, money)).filter(Boolean);
    return words.length > 0 ? words.join(', ') : countWords(value);
  }
  if (!isObject(value)) return '';
  return Object.entries(value)
    .map(([name, one]) => {
      const words = wordsOf(one, name, nameOf, money);
      if (!words) return '';
      // A name says itself what it names: 'LCD 11.6 touch, quantity 2'.
      return typeof one === 'string' && ID.test(one) ? words : `${labelOf(name)} ${words}`;
    })
    .filter(Boolean)
    .join(' ');
}

/** Ids that have no name, as those of photos: how many there are. */
function countWords(values: readonly unknown[]): string {
  return values.some((value) => typeof value === 'string' && ID.test(value)) ? String(values.length) : '';
}

function isChange(verb: string, value: unknown): value is [unknown, unknown] {
  return (
    /edited|changed/.test(verb) && Array.isArray(value) && value.length === 2 && !value.some(Array.isArray)
  );
}

function collect(value: unknown, ids: Set<string>): void {
  if (typeof value === 'string') ids.add(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, ids);
  else if (isObject(value)) for (const one of Object.values(value)) collect(one, ids);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
