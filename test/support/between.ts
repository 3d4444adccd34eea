import type { Engine } from '../../src/db/engine.ts';

/**
 * An engine of a slow request: what others do comes between its reads and its commit.
 * @param sql a piece of the commit's statement @param others done once, before the first commit with that piece
 */
export function beforeNext(engine: Engine, sql: string, others: () => Promise<unknown>): Engine {
  let waiting = true;
  return {
    read: (statements) => engine.read(statements),
    batch: async (statements) => {
      if (waiting && statements.some((one) => one.sql.toLowerCase().includes(sql.toLowerCase()))) {
        waiting = false;
        await others();
      }
      await engine.batch(statements);
    },
  };
}
