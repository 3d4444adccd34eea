import type Sqlite from 'better-sqlite3';
import { newId } from '../../src/db/id.ts';
import type { District } from './district.ts';
import { oneOf, type Random } from './random.ts';

const KINDS = ['repair', 'custody', 'note', 'photo', 'transfer', 'location'] as const;
type Kind = (typeof KINDS)[number];

/** One write of a person, told apart from every other by its key, which it leaves behind where it can. */
export interface Write {
  kind: Kind;
  key: string;
  person: string;
  path: string;
  /** of a form */
  fields?: Record<string, string | File>;
  /** of the JSON face */
  json?: Record<string, unknown>;
}

/** The next write of somebody's day. */
export function someWrite(random: Random, d: District): Write {
  const kind = oneOf(random, KINDS);
  return { ...WRITES[kind](random, d, newId()), kind };
}

type Made = Omit<Write, 'kind'>;

const WRITES: Record<Kind, (random: Random, d: District, key: string) => Made> = {
  repair: (random, { cast, shelf, broken }, key) => ({
    key,
    person: oneOf(random, [cast.sid, cast.ian, cast.mara]),
    path: `/devices/${oneOf(random, broken)}/repair`,
    fields: {
      fault: 'screen',
      remedy: 'replaced',
      minutes: '15',
      note: key,
      parts: `${shelf.panel}:${oneOf(random, [shelf.van, shelf.van2])}`,
    },
  }),
  custody: (random, { cast, handed }, key) => {
    const [way, target] = oneOf(random, [
      ['check-out', `person:${cast.student}`],
      ['check-out', `location:${cast.mapleCart}`],
      ['check-in', `location:${cast.maple}`],
      ['move', `location:${cast.van}`],
    ] as const);
    const path = `/devices/${oneOf(random, handed)}/${way}`;
    return { key, person: oneOf(random, [cast.sid, cast.tess]), path, fields: { target } };
  },
  note: (random, { cast, open }, key) => ({
    key,
    person: oneOf(random, [cast.sid, cast.cora]),
    path: `/repairs/${open}/note`,
    fields: { text: key },
  }),
  photo: (random, { cast, open }, key) => ({
    key,
    person: oneOf(random, [cast.sid, cast.cora]),
    path: `/repairs/${open}/photos`,
    fields: { step: 'inside', photo: new File([PICTURE], 'picture.png', { type: 'image/png' }) },
  }),
  transfer: (_, { cast, shelf }, key) => ({
    key,
    person: cast.sid,
    path: '/stock/transfers/new',
    fields: { from: shelf.shelf, to: shelf.van, [`quantity.${shelf.panel}`]: '1' },
  }),
  location: (_, { cast }, key) => ({
    key,
    person: cast.mara,
    path: '/api/v1/locations',
    json: { kind: 'room', code: key.slice(0, 30), name: key, parent: cast.maple },
  }),
};

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAAPklEQVR4AeyRwQkAMAwCTVbq/hu0M9kN4kPyU/AnCHd9AU6l' +
    'mcZyciABB5FGdEhMrXpwGgfagVyYgziQAD8AAAD//w6viN8AAAAGSURBVAMA87BssZLBi4YAAAAASUVORK5CYII=',
  'base64',
);

/** What was told about a write: its HTTP status, or null while nothing came back. */
export type Told = ReadonlyMap<string, { write: Write; status: number | null }>;

const COUNTS: Record<Kind, { sql: string; byKey: boolean }> = {
  repair: { sql: 'SELECT note FROM repair_lines WHERE note <> ?', byKey: true },
  note: { sql: 'SELECT text FROM repair_notes WHERE text <> ?', byKey: true },
  location: { sql: 'SELECT name FROM locations WHERE name <> ? AND length(name) = 36', byKey: true },
  custody: {
    sql: "SELECT id FROM custody WHERE id <> ? AND why IN ('check_out', 'check_in', 'move')",
    byKey: false,
  },
  photo: { sql: 'SELECT name FROM photos WHERE name <> ?', byKey: false },
  transfer: { sql: 'SELECT DISTINCT transfer FROM movements WHERE transfer <> ?', byKey: false },
};

/** Acknowledged and not there, there and refused, there twice: empty where each was applied as it was told. */
export function effectFaults(file: Sqlite.Database, told: Told): string[] {
  const faults: string[] = [];
  const kept = new Set(file.prepare('SELECT key FROM idempotency_keys').pluck().all() as string[]);
  for (const [key, { write, status }] of told) {
    if (status === null) continue;
    const saved = status === 303 || status === 201;
    if (saved && !kept.has(key)) faults.push(`lost: ${write.kind} ${key}`);
    if (!saved && kept.has(key)) faults.push(`refused with ${status}, yet saved: ${write.kind} ${key}`);
  }
  for (const kind of KINDS) {
    const { sql, byKey } = COUNTS[kind];
    const found = file.prepare(sql).pluck().all('') as string[];
    const applied = [...told.values()].filter(({ write }) => write.kind === kind && kept.has(write.key));
    if (found.length !== applied.length)
      faults.push(`${kind}: ${found.length} are there for ${applied.length} that were saved`);
    if (byKey && new Set(found).size !== found.length) faults.push(`${kind}: one is there twice`);
    if (byKey) for (const key of found) if (!kept.has(key)) faults.push(`${kind} ${key} without its key`);
  }
  return faults;
}
