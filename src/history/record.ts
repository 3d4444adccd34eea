import { createHash, randomBytes } from 'node:crypto';

/** One line of history before it has its place in its thing's chain. */
export interface Entry {
  /** Id of the thing that it is about. */
  thing: string;
  kind: string;
  /** What was done, a past participle: 'created', 'checked out', 'closed'. */
  verb: string;
  /** Facts as ids, codes, numbers and dates; never names of people, never free text. */
  data?: Readonly<Record<string, unknown>>;
  /** Free text: kept apart so that a privacy purge can delete it. */
  text?: string | undefined;
  device?: string | null | undefined;
  site?: string | null | undefined;
  /** When it was done, where that is not when it is recorded (ISO UTC). */
  doneAt?: string | undefined;
  /** The thing was made in this commit: its chain starts here, no tail needs to be read. */
  first?: boolean;
  /** The end of the thing's chain, where the use case has read it with the rest: saves a trip. */
  after?: Tail | undefined;
}

/** The last line of a chain. */
export interface Tail {
  seq: number;
  hash: string;
}

export interface RecordEntry {
  readonly record: Entry;
}

/** A change that writes a line of history, chained when it is committed. */
export function record(entry: Entry): RecordEntry {
  return { record: entry };
}

/** A line of history as it is stored. */
export interface ChainedRecord {
  thing: string;
  seq: number;
  kind: string;
  verb: string;
  at: string;
  done_at: string;
  person: string | null;
  source: string;
  device: string | null;
  site: string | null;
  data: string;
  text_digest: string | null;
  previous: string;
  hash: string;
}

/** SHA-256, base64url, over the fields in a fixed order; `previous` is the hash before it, '' at the start. */
export function hashOf(r: Omit<ChainedRecord, 'hash'>): string {
  const canonical = JSON.stringify([
    r.thing,
    r.seq,
    r.kind,
    r.verb,
    r.at,
    r.done_at,
    r.person,
    r.source,
    r.device,
    r.site,
    r.data,
    r.text_digest,
    r.previous,
  ]);
  return createHash('sha256').update(canonical).digest('base64url');
}

/** The salted digest that stands in a record for its free text. */
export function textDigest(salt: string, text: string): string {
  return createHash('sha256').update(salt).update('\n').update(text).digest('base64url');
}

export function newSalt(): string {
  return randomBytes(12).toString('base64url');
}
