import type { D1Database } from '@cloudflare/workers-types';
import { inject } from 'vitest';
import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import { D1Engine } from '../../src/db/engine-d1.ts';

interface Local {
  d1: D1Database;
  /** statements that empty every table again */
  reset: string[];
}

let local: Promise<Local> | undefined;

/** This process's database of the local D1 that the run has started. */
async function connect(): Promise<Local> {
  const database = `DB${((Number(process.env.VITEST_POOL_ID ?? 1) - 1) % 4) + 1}`;
  const url = new URL(database, inject('d1Url'));
  const d1 = throughGate(async (statements) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(statements) });
    return (await response.json()) as { rows?: Row[][]; error?: string };
  });
  return { d1, reset: await resetStatements(d1) };
}

/** As much of D1's interface as the engine uses. */
function throughGate(
  call: (statements: readonly Statement[]) => Promise<{ rows?: Row[][]; error?: string }>,
): D1Database {
  const prepare = (sql: string) => ({
    sql,
    parameters: [] as unknown[],
    bind: (...parameters: unknown[]) => ({ sql, parameters }),
  });
  const batch = async (statements: readonly Statement[]) => {
    const { rows, error } = await call(statements.map(({ sql, parameters }) => ({ sql, parameters })));
    if (rows === undefined) throw new Error(error);
    return rows.map((results) => ({ results }));
  };
  return { prepare, batch } as unknown as D1Database;
}

async function resetStatements(d1: D1Database): Promise<string[]> {
  const [answer] = await d1.batch<{ name: string; sql: string }>([
    d1.prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    ),
  ]);
  const tables = answer?.results ?? [];
  const searched = tables.filter((table) => /fts5/.test(table.sql)).map((table) => table.name);
  const plain = tables
    .map((table) => table.name)
    .filter((name) => !searched.some((fts) => name === fts || name.startsWith(`${fts}_`)));
  return [
    'PRAGMA defer_foreign_keys = ON',
    ...searched.map((name) => `INSERT INTO ${name} (${name}) VALUES ('delete-all')`),
    ...plain.map((name) => `DELETE FROM ${name}`),
  ];
}

/** Tests make their database without waiting; the first use waits. */
class EmptiedD1 implements Engine {
  private readonly ready: Promise<D1Engine>;

  constructor() {
    local ??= connect();
    this.ready = local.then(async ({ d1, reset }) => {
      await d1.batch(reset.map((sql) => d1.prepare(sql)));
      return new D1Engine(d1);
    });
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    return (await this.ready).read(statements);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    return (await this.ready).batch(statements);
  }
}

export function freshD1(): Engine {
  return new EmptiedD1();
}
