import { describe, expect, test } from 'vitest';
import type { Query } from '../../src/db/query.ts';
import { parseScan } from '../../src/devices/identifier-rules.ts';
import type { Rights } from '../../src/search/exact-queries.ts';
import { exactQueries, foundQueries } from '../../src/search/find.ts';
import { devicesByValues } from '../../src/search/queries.ts';
import { freshDatabase } from '../support/database.ts';

const ALL: Rights = {
  devices: 'all',
  repairs: 'all',
  people: 'all',
  locations: 'all',
  models: 'all',
  stock: 'all',
};
const OWN: Rights = { ...ALL, devices: ['a'], repairs: ['a'], people: ['a'], locations: ['a'] };

const KINDS = ['tags by their start', 'pieces', 'people', 'places', 'models', 'parts'];

/** Lists in a parameter and inner lists that a LIMIT has cut are walked; a table never is. */
const MAY_BE_WALKED = /^SCAN (\w+ VIRTUAL TABLE INDEX|f$|\(subquery|CONSTANT)/;

async function scansOf(name: string, query: Query<unknown>): Promise<string[]> {
  const plan = { sql: `EXPLAIN QUERY PLAN ${query.sql}`, parameters: query.parameters };
  const [rows] = await freshDatabase().read([plan]);
  const lines = (rows ?? []).map((row) => String(row.detail));
  return lines.filter(
    (line) =>
      line.startsWith('SCAN') &&
      !MAY_BE_WALKED.test(line) &&
      !(name.endsWith('by their start') && line === 'SCAN i'),
  );
}

describe('no search walks a table', () => {
  const queries: [string, Query<unknown>][] = [
    ...exactQueries(parseScan('R-000123'), 'R-000123').map((query, i): [string, Query<unknown>] => [
      `exact ${i}`,
      query,
    ]),
    ...foundQueries('abc 123', ALL, 6).map((query, i): [string, Query<unknown>] => [
      `all ${KINDS[i]}`,
      query,
    ]),
    ...foundQueries('abc 123', OWN, 6).map((query, i): [string, Query<unknown>] => [
      `own ${KINDS[i]}`,
      query,
    ]),
    ['typos', devicesByValues(['A1', 'A2'], 'all', 8)],
    ['typos at own sites', devicesByValues(['A1', 'A2'], ['a'], 8)],
  ];
  test.each(queries)('%s', async (name, query) => {
    expect(await scansOf(name, query)).toEqual([]);
  });
});
