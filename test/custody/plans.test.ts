import { describe, expect, test } from 'vitest';
import { chainOf, issuedThere, listLoans } from '../../src/custody/queries.ts';
import {
  entryOf,
  openErrors,
  openSessions,
  placesOf,
  recentEntries,
  sessionOf,
} from '../../src/custody/session-queries.ts';
import { scanQueries } from '../../src/custody/session-read.ts';
import { lastSwap, nothingSince } from '../../src/custody/swap-queries.ts';
import {
  likelyPlaces,
  takenSlots,
  targetById,
  targetsByCode,
  targetsByIds,
} from '../../src/custody/target-queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { compiled, type Readable } from '../../src/db/query.ts';
import { parseScan } from '../../src/devices/identifier-rules.ts';
import { freshDatabase } from '../support/database.ts';

/** Lists in a parameter and short inner lists are walked; a table never is. */
const MAY_BE_WALKED = /^SCAN (\w+ VIRTUAL TABLE INDEX|j$|\(subquery|CONSTANT)/;

async function planOf({ sql, parameters }: Statement): Promise<string[]> {
  const [rows] = await freshDatabase().read([{ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }]);
  return (rows ?? []).map((row) => String(row.detail));
}

async function scansOf(query: Readable<unknown>): Promise<string[]> {
  const lines = await planOf(compiled(query));
  return lines.filter((line) => line.startsWith('SCAN') && !MAY_BE_WALKED.test(line));
}

/** The statements that a read sends, without a database. */
async function statementsOf(read: (db: Database) => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const engine: Engine = {
    read: async (statements) => {
      sent.push(...statements);
      return statements.map(() => []);
    },
    batch: async () => undefined,
  };
  await read(new Database(engine));
  return sent;
}

test.each([
  ['a chain', (db: Database) => chainOf(db, 'd', 'all')],
  ['a cart', (db: Database) => issuedThere(db, 'c', 'all')],
  [
    'overdue loans',
    (db: Database) => listLoans(db, { show: 'overdue', site: '' }, '2027-03-02', 'all', 'all'),
  ],
  ['loans of a site', (db: Database) => listLoans(db, { show: '', site: 's' }, '2027-03-02', 'all', 'all')],
  ['own loans', (db: Database) => listLoans(db, { show: '', site: '' }, '2027-03-02', ['a', 'b'], 'all')],
])('%s walks no table, and sorts by an index', async (_name, read) => {
  for (const statement of await statementsOf(read)) {
    const lines = await planOf(statement);
    // The index of loans holds what is lent alone.
    const scans = lines.filter(
      (line) => line.startsWith('SCAN') && !MAY_BE_WALKED.test(line) && !/devices_due|^SCAN c$/.test(line),
    );
    expect(scans).toEqual([]);
  }
});

describe('no custody query walks a table', () => {
  const queries: [string, Readable<unknown>][] = [
    ...scanQueries('s', parseScan('48213'), '48213', null).map((query, i): [string, Readable<unknown>] => [
      `a scan ${i}`,
      query,
    ]),
    ['a chosen device', scanQueries('s', [], '', 'd')[0]],
    ['the session', sessionOf('s', 'p')],
    ['last scans', recentEntries('s')],
    ['errors', openErrors('s')],
    ['one entry', entryOf('s', 'e')],
    ['open sessions', openSessions('p', ['person'])],
    ['places', placesOf('p', ['a'])],
    ['likely places', likelyPlaces(['a'], 'p')],
    ['slots', takenSlots('a')],
    ['a target', targetById('person', 'p')],
    ['codes', targetsByCode(['1'], ['2'])],
    ['targets', targetsByIds(['1'], ['2'])],
    ['the last swap', lastSwap('d')],
    ['nothing since', nothingSince('s')],
  ];
  test.each(queries)('%s', async (_name, query) => {
    expect(await scansOf(query)).toEqual([]);
  });
});
