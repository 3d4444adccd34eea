import { inject } from 'vitest';
import { checkedValues, type Row, type Statement } from '../../src/db/engine.ts';
import type { Fillable } from './filled.ts';

/** One call of the engine. */
export interface Trip {
  writes: boolean;
  statements: readonly Statement[];
}

/** What D1 said to it: rows of each statement, where it reads. */
export interface Told {
  rows?: Row[][];
  error?: string;
}

interface Local {
  url: URL;
  tables: readonly Table[];
  /** tables that were written to since they were emptied */
  touched: Set<Table>;
  /** by the text of a statement */
  named: Map<string, readonly Table[]>;
}

interface Table {
  name: string;
  /** a full-text index: written to by its own statements, never read */
  searched: boolean;
}

let local: Promise<Local> | undefined;

export const statement = (sql: string, ...parameters: string[]): Statement => ({ sql, parameters });

/** This process's database of the local D1 that the run has started. */
async function connect(): Promise<Local> {
  const database = `DB${((Number(process.env.VITEST_POOL_ID ?? 1) - 1) % 4) + 1}`;
  const url = new URL(database, inject('d1Url'));
  const tables = await tablesOf(url);
  return { url, tables, touched: new Set(tables), named: new Map() };
}

async function send(url: URL, trips: readonly Trip[]): Promise<Told[]> {
  const texts = new Map<string, number>();
  const numberOf = (sql: string) => texts.get(sql) ?? texts.set(sql, texts.size).size - 1;
  const sent = trips.map(({ writes, statements }) => ({
    writes,
    statements: statements.map((one) => [numberOf(one.sql), ...checkedValues(one)]),
  }));
  const body = JSON.stringify({ texts: [...texts.keys()], trips: sent });
  const response = await fetch(url, { method: 'POST', body });
  if (!response.ok) throw new Error(`local D1 said ${response.status}: ${await response.text()}`);
  return (await response.json()) as Told[];
}

async function tablesOf(url: URL): Promise<Table[]> {
  const sql = `SELECT name, sql FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'`;
  const [told] = await send(url, [{ writes: false, statements: [statement(sql)] }]);
  const found = (told?.rows?.[0] ?? []) as { name: string; sql: string }[];
  const searched = found.filter(({ sql }) => /fts5/.test(sql)).map(({ name }) => name);
  return found
    .filter(({ name }) => !searched.some((fts) => name.startsWith(`${fts}_`)))
    .map(({ name }) => ({ name, searched: searched.includes(name) }));
}

/** Which tables a statement names: those that it may write to, and more. */
function namedIn(sql: string, { tables, named }: Local): readonly Table[] {
  const known = named.get(sql);
  if (known) return known;
  const words = new Set(sql.match(/\w+/g));
  const found = tables.filter(({ name }) => words.has(name));
  named.set(sql, found);
  return found;
}

function noteWrites(trips: readonly Trip[], known: Local): void {
  for (const { writes, statements } of trips)
    if (writes)
      for (const { sql } of statements) for (const table of namedIn(sql, known)) known.touched.add(table);
}

/** Empties what was written to. */
function emptying({ touched }: Local): Trip {
  const statements = [...touched].map(({ name, searched }) =>
    statement(searched ? `INSERT INTO ${name} (${name}) VALUES ('delete-all')` : `DELETE FROM ${name}`),
  );
  touched.clear();
  return { writes: true, statements: [statement('PRAGMA defer_foreign_keys = ON'), ...statements] };
}

/** Empties local D1, then does all of it there; what it said to each. */
export async function onD1(trips: readonly Trip[]): Promise<Told[]> {
  local ??= connect();
  const known = await local;
  const all = [emptying(known), ...trips];
  noteWrites(all, known);
  const [emptied, ...told] = await send(known.url, all);
  if (emptied?.error) throw new Error(emptied.error);
  return told;
}

/** Local D1 itself, each call when it is made. Tests make it without waiting; its first use waits. */
class LiveD1 implements Fillable {
  // Nothing is copied here.
  filledWith = null;
  private begun: Promise<Local> | null = null;

  private async call(trip: Trip): Promise<Row[][]> {
    this.begun ??= onD1([]).then(() => local as Promise<Local>);
    const known = await this.begun;
    noteWrites([trip], known);
    const [told] = await send(known.url, [trip]);
    if (told?.error !== undefined) throw new Error(told.error);
    return told?.rows ?? [];
  }

  read(statements: readonly Statement[]): Promise<Row[][]> {
    return this.call({ writes: false, statements });
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    await this.call({ writes: true, statements });
  }

  async kept(): Promise<() => void> {
    return () => {};
  }
}

export function liveD1(): Fillable {
  return new LiveD1();
}
