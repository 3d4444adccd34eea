import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Row } from '../../src/db/engine.ts';
import { verifyHistory } from '../../src/history/verify.ts';

export async function rowsIn<T = Row>(
  engine: Engine,
  sql: string,
  ...parameters: (string | number | null)[]
): Promise<T[]> {
  const [found] = await engine.read([{ sql, parameters }]);
  return found as T[];
}

/** What is broken of everything that must hold. The cast itself has neither history nor tallies. */
export async function brokenIn(engine: Engine): Promise<unknown[]> {
  const broken = await brokenRules(new Database(engine));
  const history = await verifyHistory(new Database(engine), 10_000, null);
  const known = ['every device has its history', 'the tallies count the devices'];
  return [...broken.filter(({ rule }) => !known.includes(rule)), ...(history.broken ? [history.broken] : [])];
}
