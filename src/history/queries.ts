import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, encodeCursor, type Page } from '../web/paging.ts';
import type { ChainedRecord } from './record.ts';

/** A line of history with its free text, where that was not purged. */
export type RecordRow = Omit<ChainedRecord, 'previous' | 'hash' | 'text_digest'> & {
  n: number;
  text: string | null;
  purged: 0 | 1;
};

export interface RecordFilter {
  /** id of a person, '' for everybody */
  who: string;
  kind: string;
  /** a piece of what was done */
  verb: string;
  site: string;
  /** ISO UTC, '' for no bound; `to` is not included */
  from: string;
  to: string;
  cursor?: string | undefined;
  /** rows of a page */
  limit?: number | undefined;
}

export interface RecordPage extends Page<RecordRow> {
  /** the page is not full, but only so far back was looked (ISO UTC); `next` goes on from there */
  soFar: string | null;
}

const LIMIT = 50;

/** One page looks at no more rows than this, however rare what is asked for is. */
export const LOOKED_AT = 20_000;

const COLUMNS = `r.n AS n, r.thing AS thing, r.seq AS seq, r.kind AS kind, r.verb AS verb, r.at AS at,
  r.done_at AS done_at, r.person AS person, r.source AS source, r.device AS device, r.site AS site, r.data AS data,
  t.text AS text, (r.text_digest IS NOT NULL AND t.text IS NULL) AS purged`;
const TEXTS = 'LEFT JOIN record_texts AS t ON t.thing = r.thing AND t.seq = r.seq';

/**
 * Everything that was done, newest first. One index leads (person, site, time or kind); the other filters
 * look at what it gives, at most LOOKED_AT rows a page.
 */
export async function listRecords(db: Database, filter: RecordFilter): Promise<RecordPage> {
  const { limit = LIMIT } = filter;
  const lead = leadOf(filter);
  const rest = restOf(filter, lead.covers);
  const rows = await db.all<RecordRow>({
    // A subquery with a LIMIT runs beside the outer one and is not run further than the page needs.
    sql: `SELECT ${COLUMNS} FROM (SELECT * FROM records WHERE ${lead.sql} LIMIT ?) AS r ${TEXTS}
          ${rest.sql ? `WHERE ${rest.sql}` : ''} LIMIT ?`,
    parameters: [...lead.parameters, LOOKED_AT, ...rest.parameters, limit + 1],
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length > limit && last) return { items, next: cursorOf(last), soFar: null };
  if (!rest.sql) return { items, next: null, soFar: null };
  const end = await db.first<{ at: string; n: number }>({
    sql: `SELECT at, n FROM records WHERE ${lead.sql} LIMIT 1 OFFSET ?`,
    parameters: [...lead.parameters, LOOKED_AT - 1],
  });
  return { items, next: end ? cursorOf(end) : null, soFar: end?.at ?? null };
}

interface Piece {
  sql: string;
  parameters: (string | number)[];
}

type Field = 'who' | 'kind' | 'verb' | 'site' | 'from' | 'to';

const ENDLESS = '9999';

/** The rows that one index gives in order, from the cursor on. */
function leadOf(filter: RecordFilter): Piece & { covers: readonly Field[] } {
  const [at, n] = (decodeCursor(filter.cursor, 'sn') ?? [ENDLESS, Number.MAX_SAFE_INTEGER]) as [
    string,
    number,
  ];
  const by = (column: 'person' | 'site' | 'kind', value: string, field: Field) => ({
    sql: `${column} = ? AND n < ? ORDER BY n DESC`,
    parameters: [value, n],
    covers: [field],
  });
  if (filter.who) return by('person', filter.who, 'who');
  if (filter.site) return by('site', filter.site, 'site');
  if (filter.kind && !filter.from && !filter.to) return by('kind', filter.kind, 'kind');
  return {
    sql: 'at >= ? AND at < ? AND (at, n) < (?, ?) ORDER BY at DESC, n DESC',
    parameters: [filter.from, filter.to || ENDLESS, at, n],
    covers: ['from', 'to'],
  };
}

const CONDITIONS: Readonly<Record<Field, string>> = {
  who: 'r.person = ?',
  kind: 'r.kind = ?',
  verb: 'instr(r.verb, ?) > 0',
  site: 'r.site = ?',
  from: 'r.at >= ?',
  to: 'r.at < ?',
};

function restOf(filter: RecordFilter, covered: readonly Field[]): Piece {
  const left = (Object.keys(CONDITIONS) as Field[]).filter(
    (field) => filter[field] && !covered.includes(field),
  );
  return {
    sql: left.map((field) => CONDITIONS[field]).join(' AND '),
    parameters: left.map((field) => filter[field]),
  };
}

function cursorOf({ at, n }: { at: string; n: number }): string {
  return encodeCursor([at, n]);
}

/** The history of one thing, newest first; of a device that of its repairs too. */
export async function recordsOfThing(
  db: Database,
  thing: string,
  isDevice: boolean,
  cursor: string | undefined,
  limit = LIMIT,
): Promise<Page<RecordRow>> {
  const [n] = (decodeCursor(cursor, 'n') ?? [Number.MAX_SAFE_INTEGER]) as [number];
  const rows = await db.all<RecordRow>(
    isDevice
      ? {
          sql: `SELECT ${COLUMNS} FROM records AS r ${TEXTS} WHERE r.device = ? AND r.n < ? ORDER BY r.n DESC LIMIT ?`,
          parameters: [thing, n, limit + 1],
        }
      : {
          sql: `SELECT ${COLUMNS} FROM records AS r ${TEXTS} WHERE r.thing = ? AND r.n < ? ORDER BY r.seq DESC LIMIT ?`,
          parameters: [thing, n, limit + 1],
        },
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor([last.n]) : null };
}

/** The first line of a thing: what it is. */
export function firstRecord(
  thing: string,
): Query<{ kind: string; site: string | null; device: string | null }> {
  return {
    sql: 'SELECT kind, site, device FROM records WHERE thing = ? ORDER BY seq LIMIT 1',
    parameters: [thing],
  };
}

/** The people of these names or addresses, to choose whose history to show. */
export function whoIs(typed: string): Query<{ id: string; name: string }> {
  return {
    sql: `SELECT id, name FROM users WHERE instr(lower(name || ' ' || email), lower(?)) > 0
          ORDER BY name LIMIT 20`,
    parameters: [typed],
  };
}
