import { describe, expect, test } from 'vitest';
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
import { compiled, type Readable } from '../../src/db/query.ts';
import { parseScan } from '../../src/devices/identifier-rules.ts';
import { freshDatabase } from '../support/database.ts';

/** Lists in a parameter and short inner lists are walked; a table never is. */
const MAY_BE_WALKED = /^SCAN (\w+ VIRTUAL TABLE INDEX|j$|\(subquery|CONSTANT)/;

async function scansOf(query: Readable<unknown>): Promise<string[]> {
  const { sql, parameters } = compiled(query);
  const [rows] = await freshDatabase().read([{ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }]);
  const lines = (rows ?? []).map((row) => String(row.detail));
  return lines.filter((line) => line.startsWith('SCAN') && !MAY_BE_WALKED.test(line));
}

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
