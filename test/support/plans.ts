import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';

/** How better-sqlite3 runs one statement, a line for each step. */
export function planOf(engine: SqliteEngine, { sql, parameters }: Statement): string[] {
  const rows = engine.file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters) as { detail: string }[];
  return rows.map((row) => row.detail);
}

/** The engine, which notes every read that goes through it. */
export function listening(engine: SqliteEngine): { engine: Engine; reads: Statement[] } {
  const reads: Statement[] = [];
  return {
    reads,
    engine: {
      read: (statements): Promise<Row[][]> => {
        reads.push(...statements);
        return engine.read(statements);
      },
      batch: (statements) => engine.batch(statements),
    },
  };
}

/** Tables that grow with the district; a step that walks one of them whole is a fault. */
const BIG = [
  ...['devices', 'd', 'people', 'p', 'custody', 'c', 'records', 'r', 'repairs', 'assignments', 'a'],
  ...[
    'identifiers',
    'i',
    'device_uses',
    'device_states',
    'custom_values',
    'photos',
    'movements',
    'repair_lines',
    'l',
  ],
];

/** The steps that walk a whole big table or an index of it, whatever it is called in the statement. */
export function scansIn(plan: readonly string[], big: readonly string[] = BIG): string[] {
  return plan.filter((step) => {
    const name = /^SCAN (\w+)/.exec(step)?.[1];
    return name !== undefined && big.includes(name);
  });
}
