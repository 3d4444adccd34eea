import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import { type ChainedRecord, hashOf, textDigest } from '../history/record.ts';
import { Rows } from './bulk-rows.ts';

/** The chain of one thing's history while it is written. */
export class Chain {
  seq = 0;
  hash = '';
  readonly thing: string;

  constructor(thing: string) {
    this.thing = thing;
  }
}

export type Line = {
  kind: string;
  verb: string;
  at: string;
  person: string | null;
  device?: string | null;
  site?: string | null;
  data?: Readonly<Record<string, unknown>>;
  text?: string;
};

const COLUMNS = [
  'thing',
  'seq',
  'kind',
  'verb',
  'at',
  'done_at',
  'person',
  'source',
  'device',
  'site',
  'data',
  'text_digest',
  'previous',
  'hash',
] as const;

/**
 * History of a made district: each thing's chain is written in one go, the lines of all things wait, month by month,
 * until `settle` brings them into the order of time.
 */
export class Records {
  readonly #file: Sqlite.Database;
  /** By month of `at`: a month can be sorted without leaving memory. */
  readonly #months = new Map<string, Rows>();
  readonly #texts: Rows;

  constructor(file: Sqlite.Database) {
    this.#file = file;
    this.#texts = new Rows(file, 'record_texts', ['thing', 'seq', 'salt', 'text']);
  }

  get count(): number {
    let sum = 0;
    for (const rows of this.#months.values()) sum += rows.count;
    return sum;
  }

  #lines(month: string): Rows {
    let rows = this.#months.get(month);
    if (!rows) {
      const table = tableOf(month);
      this.#file.exec(`CREATE TABLE ${table} (${COLUMNS.join(', ')})`);
      rows = new Rows(this.#file, table, COLUMNS);
      this.#months.set(month, rows);
    }
    return rows;
  }

  add(chain: Chain, { kind, verb, at, person, device, site, data, text }: Line): void {
    const seq = chain.seq + 1;
    const { thing } = chain;
    let digest: string | null = null;
    if (text) {
      // Repeatable, as everything here; a salt is secret where the text is.
      const salt = createHash('sha256').update(`${thing} ${seq}`).digest('base64url').slice(0, 16);
      digest = textDigest(salt, text);
      this.#texts.add(thing, seq, salt, text);
    }
    const line: Omit<ChainedRecord, 'hash'> = {
      thing,
      seq,
      kind,
      verb,
      at,
      done_at: at,
      person,
      source: 'demo',
      device: device ?? (kind === 'device' ? thing : null),
      site: site ?? null,
      data: data === undefined ? '{}' : JSON.stringify(data),
      text_digest: digest,
      previous: chain.hash,
    };
    const hash = hashOf(line);
    this.#lines(at.slice(0, 7)).add(
      thing,
      seq,
      kind,
      verb,
      at,
      at,
      person,
      'demo',
      line.device,
      line.site,
      line.data,
      digest,
      line.previous,
      hash,
    );
    chain.seq = seq;
    chain.hash = hash;
  }

  /** Numbers all lines by when they were recorded, as if they had been written one after the other. */
  settle(): void {
    this.#texts.flush();
    const columns = COLUMNS.join(', ');
    for (const month of [...this.#months.keys()].sort()) {
      this.#months.get(month)?.flush();
      const table = tableOf(month);
      this.#file.exec(`INSERT INTO records (${columns}) SELECT ${columns} FROM ${table} ORDER BY at, rowid`);
    }
  }
}

function tableOf(month: string): string {
  return `waiting.records_${month.replace('-', '_')}`;
}
