import type { Database } from '../db/database.ts';
import { type ChainedRecord, hashOf, textDigest } from './record.ts';

/** The first place where the history does not hold together. */
export interface Break {
  thing: string;
  seq: number;
  reason: string;
}

export interface Verified {
  /** records that were checked, from the start */
  checked: number;
  broken: Break | null;
  /** where to go on; null when all of it was checked, or it is broken */
  next: string | null;
}

const SLICE = 1_000;

type Row = ChainedRecord & { salt: string | null; text: string | null };

const ROWS = `SELECT r.thing AS thing, r.seq AS seq, r.kind AS kind, r.verb AS verb, r.at AS at, r.done_at AS done_at,
    r.person AS person, r.source AS source, r.device AS device, r.site AS site, r.data AS data,
    r.text_digest AS text_digest, r.previous AS previous, r.hash AS hash, t.salt AS salt, t.text AS text
  FROM records AS r LEFT JOIN record_texts AS t ON t.thing = r.thing AND t.seq = r.seq
  WHERE (r.thing, r.seq) > (?, ?) ORDER BY r.thing, r.seq LIMIT ?`;

/**
 * Checks the chains of all things, a slice at a time: each line carries the hash of the one before it. Texts
 * that were purged are no break; texts that were changed are.
 * @param most records of this call @param from `next` of the call before
 */
export async function verifyHistory(db: Database, most: number, from?: string | null): Promise<Verified> {
  let state = stateOf(from);
  for (let done = 0; done < most; ) {
    const rows = await db.all<Row>({ sql: ROWS, parameters: [state.thing, state.seq, SLICE] });
    for (const row of rows) {
      const reason = problemOf(row, state);
      if (reason)
        return { checked: state.checked, broken: { thing: row.thing, seq: row.seq, reason }, next: null };
      state = { thing: row.thing, seq: row.seq, hash: row.hash, checked: state.checked + 1 };
    }
    done += rows.length;
    if (rows.length < SLICE)
      return { checked: state.checked, broken: await missing(db, state.checked), next: null };
    // Others are served between the slices.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { checked: state.checked, broken: null, next: JSON.stringify(state) };
}

interface State {
  thing: string;
  seq: number;
  hash: string;
  checked: number;
}

function stateOf(from: string | null | undefined): State {
  const start: State = { thing: '', seq: 0, hash: '', checked: 0 };
  return from ? { ...start, ...(JSON.parse(from) as State) } : start;
}

function problemOf(row: Row, before: State): string | null {
  const same = row.thing === before.thing;
  if (row.seq !== (same ? before.seq + 1 : 1)) return 'the line before it is missing';
  if (row.previous !== (same ? before.hash : '')) return 'it does not follow the line before it';
  if (row.hash !== hashOf(row)) return 'the line was changed';
  if (row.text === null || row.salt === null) return null;
  return row.text_digest === textDigest(row.salt, row.text) ? null : 'its text was changed';
}

/** Lines are numbered without a gap: what was taken from the end of a chain leaves one. */
async function missing(db: Database, checked: number): Promise<Break | null> {
  const row = await db.first<{ first: number | null; last: number | null }>({
    sql: 'SELECT min(n) AS first, max(n) AS last FROM records',
    parameters: [],
  });
  if (!row?.last || row.first === null) return null;
  // Lines written while this ran may or may not be among those checked.
  const gap = row.last - checked;
  if (gap <= 0 || (await countOf(db)) === row.last) return null;
  const lost = await db.first<{ n: number }>({
    sql: `SELECT r.n + 1 AS n FROM records AS r
          WHERE NOT EXISTS (SELECT 1 FROM records AS x WHERE x.n = r.n + 1) ORDER BY r.n LIMIT 1`,
    parameters: [],
  });
  return { thing: '', seq: lost?.n ?? 1, reason: 'a line with this running number is missing' };
}

async function countOf(db: Database): Promise<number> {
  const row = await db.first<{ n: number }>({ sql: 'SELECT count(*) AS n FROM records', parameters: [] });
  return row?.n ?? 0;
}
