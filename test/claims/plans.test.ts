import { describe, expect, test } from 'vitest';
import { coveredFilter, coveredQueries, coverOf, openLinesOf } from '../../src/claims/covered-queries.ts';
import { awayFilter, awayQuery, batchesQuery, batchFilter } from '../../src/claims/list-queries.ts';
import { batchByRef, chasesOf, claimById, claimsOf, claimsOfRepair } from '../../src/claims/queries.ts';
import { claimsOfEntries, lastClaimOf, undoableEntries } from '../../src/claims/station-queries.ts';
import { compiled, type Readable } from '../../src/db/query.ts';
import { exchangesOf } from '../../src/devices/page-queries.ts';
import { deviceByRef } from '../../src/devices/queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

const engine = freshSqlite();
const planned = (query: Readable<unknown>) => planOf(engine, compiled(query));

const BIG = [
  ...['repairs', 'r', 'devices', 'd', 'custody', 'q', 'claim_lines', 'c', 'x', 'claim_incidents', 'e'],
  ...['exchanges', 'identifiers', 'scan_entries', 'claim_notes', 'n', 'repair_lines'],
];
const OPEN_INDEX = /USING (COVERING )?INDEX (repairs_open\w*|claim_lines_away)/;
const beyond = (plan: readonly string[]) => scansIn(plan, BIG).filter((step) => !OPEN_INDEX.test(step));

const today = '2027-03-02';
const CURSOR = 'WyIyMDI3LTAzLTAyVDE1OjAwOjAwLjAwMFoiLDEyXQ';

describe('covered repairs walk nothing beyond the open ones, in the order of their age', () => {
  const filters: Record<string, string>[] = [
    {},
    { cover: 'any' },
    { cover: 'not', maker: 'Dell' },
    { vendor: 'v', plan: 'p' },
    { q: '48213' },
    { site: 'a' },
  ];
  test.each(filters)('%j', (query) => {
    for (const cursor of ['', CURSOR]) {
      const { rows, counted } = coveredQueries(coveredFilter({ ...query, cursor }), today);
      expect(beyond(planned(rows))).toEqual([]);
      expect(beyond(planned(counted))).toEqual([]);
      if (query.q || query.site) continue;
      expect(planned(rows).join('\n')).toContain('repairs_open_age');
      expect(planned(rows).join('\n')).not.toContain('TEMP B-TREE');
    }
  });
});

const QUERIES: [string, Readable<unknown>][] = [
  ['batches', batchesQuery(batchFilter({}))],
  ['batches of a vendor', batchesQuery(batchFilter({ vendor: 'v', state: 'all', cursor: 'WzEyXQ' }))],
  ['away', awayQuery(awayFilter({}))],
  ['away, later', awayQuery(awayFilter({ vendor: 'v', cursor: CURSOR }))],
  ['away, one', awayQuery(awayFilter({ q: '48213' }))],
  ['a batch', batchByRef('V-00012')],
  ['its devices', claimsOf('b', today)],
  ['one of them', claimById('c', today)],
  ['of a repair', claimsOfRepair('r')],
  ['chases', chasesOf('b')],
  ['cover', coverOf(['r'], today)],
  ['open lines', openLinesOf(['d'])],
  ['last claim', lastClaimOf('d')],
  ['undoable', undoableEntries('s')],
  ['claims of scans', claimsOfEntries('s')],
  ['exchanges', exchangesOf('48213')],
  ['a device', deviceByRef('48213')],
];

test.each(QUERIES)('%s walks no table', (_name, query) => {
  expect(beyond(planned(query))).toEqual([]);
});
