import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Statement } from '../db/engine.ts';
import { announcements } from './announce.ts';
import { type ChainedRecord, hashOf, newSalt, type RecordEntry, type Tail, textDigest } from './record.ts';

type Tails = ReadonlyMap<string, Tail>;

const READ_TAILS = `SELECT r.thing AS thing, r.seq AS seq, r.hash AS hash
  FROM json_each(?) AS j
  JOIN records AS r ON r.thing = j.value
   AND r.seq = (SELECT max(seq) FROM records WHERE thing = j.value)`;

/** The ends of the chains that the records will be added to. @param all read known and new things' chains too */
export async function tailsOf(db: Database, records: readonly RecordEntry[], all: boolean): Promise<Tails> {
  const made = new Set(records.filter((r) => r.record.first).map((r) => r.record.thing));
  const known = new Map<string, Tail>();
  if (!all) for (const { record } of records) if (record.after) known.set(record.thing, record.after);
  const things = [...new Set(records.map((r) => r.record.thing))].filter(
    (id) => all || !(made.has(id) || known.has(id)),
  );
  if (things.length === 0) return known;
  const rows = await db.all<{ thing: string; seq: number; hash: string }>({
    sql: READ_TAILS,
    parameters: [JSON.stringify(things)],
  });
  for (const row of rows) known.set(row.thing, { seq: row.seq, hash: row.hash });
  return known;
}

const ADD_RECORDS = `INSERT INTO records
    (thing, seq, kind, verb, at, done_at, person, source, device, site, data, text_digest, previous, hash)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
    value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13
  FROM json_each(?)`;

const ADD_TEXTS = `INSERT INTO record_texts (thing, seq, salt, text)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`;

const ROWS_PER_STATEMENT = 500;

/** The statements that add records to their chains, and tell webhooks of them. */
export function chainStatements(ctx: Ctx, records: readonly RecordEntry[], tails: Tails): Statement[] {
  const ends = new Map(tails);
  const rows: unknown[][] = [];
  const texts: unknown[][] = [];
  const told: [string, number, string, string][] = [];
  for (const { record } of records) {
    const tail = ends.get(record.thing);
    const seq = (tail?.seq ?? 0) + 1;
    const salt = record.text ? newSalt() : null;
    const line: Omit<ChainedRecord, 'hash'> = {
      thing: record.thing,
      seq,
      kind: record.kind,
      verb: record.verb,
      at: ctx.now,
      done_at: record.doneAt ?? ctx.doneAt ?? ctx.now,
      person: ctx.actor.person,
      source: ctx.actor.source,
      device: record.device ?? (record.kind === 'device' ? record.thing : null),
      site: record.site ?? null,
      data: JSON.stringify(record.data ?? {}),
      text_digest: salt && record.text ? textDigest(salt, record.text) : null,
      previous: tail?.hash ?? '',
    };
    const hash = hashOf(line);
    ends.set(record.thing, { seq, hash });
    rows.push([...Object.values(line), hash]);
    told.push([line.thing, seq, line.kind, line.verb]);
    if (salt) texts.push([record.thing, seq, salt, record.text]);
  }
  return [...inserts(ADD_RECORDS, rows), ...inserts(ADD_TEXTS, texts), ...announcements(ctx, records, told)];
}

function inserts(sql: string, rows: readonly unknown[][]): Statement[] {
  const statements: Statement[] = [];
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    statements.push({ sql, parameters: [JSON.stringify(rows.slice(i, i + ROWS_PER_STATEMENT))] });
  }
  return statements;
}
