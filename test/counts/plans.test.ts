import { expect, test } from 'vitest';
import { binsDue, partsDue } from '../../src/counts/due-queries.ts';
import { entriesBeside, linesById, linesOf, waitingLines } from '../../src/counts/line-queries.ts';
import { listCounts, openCountOf, partsByScan, partsToCount } from '../../src/counts/queries.ts';
import { vehicleLines } from '../../src/counts/vehicle-queries.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { compiled, type Readable } from '../../src/db/query.ts';
import { donorLines, donorsFor, harvestItems } from '../../src/disposal/harvest-queries.ts';
import { listLots, lotDevices, notLoaded, scannedForLot } from '../../src/disposal/lot-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf } from '../support/plans.ts';

/** The statements that a read sends, without a database. */
async function sentBy(read: (db: Database) => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const engine: Engine = {
    read: async (statements) => {
      sent.push(...statements);
      return statements.map(() => []);
    },
    batch: async () => {},
  };
  await read(new Database(engine));
  return sent;
}

const all = { bin: null, person: null, show: null };
const lists: [string, Statement[]][] = [
  ['parts due', await sentBy((db) => partsDue(db, all, '2027-03-02', undefined, 50))],
  [
    'parts due in a bin',
    await sentBy((db) => partsDue(db, { ...all, bin: 'b' }, '2027-03-02', undefined, 50)),
  ],
  ['counts', await sentBy((db) => listCounts(db, { bin: null, state: null }, undefined, 50))],
  ['open lots', await sentBy((db) => listLots(db, false, undefined, 50))],
  ['gone lots', await sentBy((db) => listLots(db, true, undefined, 50))],
  ['devices of a lot', await sentBy((db) => lotDevices(db, 'l', undefined, 50))],
];
const singles: [string, Readable<unknown>][] = [
  ['waiting lines', waitingLines(null, 50)],
  ['lines of a count', linesOf('c')],
  ['lines by id', linesById(['l'])],
  ['entries beside', entriesBeside(['l'])],
  ['open count', openCountOf('b')],
  ['parts by a scan', partsByScan('b', 'LCD')],
  ['parts to count', partsToCount('b', 'c')],
  ['bins due', binsDue('2027-03-02', null, 50)],
  ['vehicle', vehicleLines('b')],
  ['scan at a pallet', scannedForLot([['tag', '1']])],
  ['not loaded', notLoaded('l')],
  ['what comes out', harvestItems('d', 'm', null)],
  ['donors', donorLines(null, 50)],
  ['donors of a repair', donorsFor('r')],
];

/** Tables that grow with the district and its years; lists in a parameter and inner lists are walked. */
const BIG =
  /^SCAN (count_(lines|entries|schedule)|[cdelmpsrx]|counts|stock|movements|parts|devices|lot_devices|harvests)( |$)/;
const sorts = (plan: readonly string[]) => plan.filter((line) => line === 'USE TEMP B-TREE FOR ORDER BY');

test.each([...lists, ...singles.map(([name, query]) => [name, [compiled(query)]] as const)])(
  '%s are found by indexes',
  (_, statements) => {
    for (const statement of statements)
      expect(planOf(freshSqlite(), statement).filter((line) => BIG.test(line))).toEqual([]);
  },
);

test.each(lists)('%s are paged in the order of an index', (_, statements) => {
  for (const statement of statements) expect(sorts(planOf(freshSqlite(), statement))).toEqual([]);
});
