import { describe, expect, test } from 'vitest';
import { compiled, type Readable } from '../../src/db/query.ts';
import { photoByName, photosOfDevice, photosOfRepair } from '../../src/photos/queries.ts';
import { BOARD_STATES, columnQuery, countsQuery } from '../../src/repairs/board-queries.ts';
import { waitingToBeConfirmed } from '../../src/repairs/confirm-queries.ts';
import { coverageOf } from '../../src/repairs/coverage-queries.ts';
import { handedBack, readyToHandBack } from '../../src/repairs/hand-back-queries.ts';
import { faultsFor, technicians } from '../../src/repairs/list-queries.ts';
import { loanersFor } from '../../src/repairs/loaner-queries.ts';
import { historyOf, holdsOf, linesOf, notesOf, partsOf, repairByRef } from '../../src/repairs/queries.ts';
import { queueQueries } from '../../src/repairs/queue-queries.ts';
import { queueFilter } from '../../src/repairs/queue-rules.ts';
import { myPlace, quickByRepair, sameAgain } from '../../src/repairs/quick-queries.ts';
import { mayHaveHad } from '../../src/repairs/report-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

const engine = freshSqlite();
const planned = (query: Readable<unknown>) => planOf(engine, compiled(query));

/** Tables that grow; `r` and `repairs` may be walked by an index of the open ones alone. */
const BIG = [
  ...['repairs', 'r', 'devices', 'd', 'repair_lines', 'l', 'repair_holds', 'h', 'repair_notes', 'n'],
  ...['records', 'x', 'photos', 'p', 'custody', 'c', 'quick_repairs', 'mentions', 'm', 'movements'],
];
const OPEN_INDEX = /USING (COVERING )?INDEX repairs_(open\w*|to_confirm|above_level|closed\w*)/;

const beyondOpen = (plan: readonly string[]) => scansIn(plan, BIG).filter((step) => !OPEN_INDEX.test(step));

const asking = { scope: 'all' as const, person: 'me', now: '2027-03-02T15:00:00.000Z' };
const own = { ...asking, scope: ['a', 'b'] };

const FILTERS: Record<string, string>[] = [
  {},
  { site: 'a' },
  { technician: 'me' },
  { technician: 'none' },
  { state: 'ready' },
  { level: '2' },
  { hold: 'parts' },
  { hold: 'any' },
  { priority: 'urgent' },
  { age: '30' },
  { mark: 'late' },
  { mark: 'above' },
  { q: 'R-000123' },
  { q: 'screen' },
  { site: 'a', technician: 'me', state: 'in_work', level: '1', sort: 'age' },
  { sort: 'age' },
];

describe('the queue walks nothing beyond the open repairs, by an index', () => {
  test.each(FILTERS)('%j', (query) => {
    for (const who of [asking, own]) {
      const { rows, counted } = queueQueries(queueFilter(query), who);
      expect(beyondOpen(planned(rows))).toEqual([]);
      expect(beyondOpen(planned(counted))).toEqual([]);
    }
  });

  test('an unfiltered page comes in the order of its index, the next one from where the last ended', () => {
    for (const [query, index] of [
      [{}, 'repairs_open '],
      [{ sort: 'age' }, 'repairs_open_age '],
      [{ site: 'a' }, 'repairs_open_site '],
      [{ technician: 'me' }, 'repairs_open_technician '],
      [{ state: 'ready' }, 'repairs_open_state '],
      [{ show: 'closed' }, 'repairs_closed_at '],
      [{ show: 'closed', site: 'a' }, 'repairs_closed_site '],
      [{ show: 'closed', technician: 'me' }, 'repairs_closed_technician '],
    ] as const) {
      const cursor = 'WyIyMDI3LTAzLTAyVDE1OjAwOjAwLjAwMFoiLDEyXQ';
      for (const at of ['', cursor]) {
        const { rows } = queueQueries(queueFilter({ ...query, cursor: at }), asking);
        const plan = planned(rows).join('\n');
        expect(`${plan} `, JSON.stringify(query)).toContain(index.trim());
        expect(plan, JSON.stringify(query)).not.toContain('TEMP B-TREE');
      }
    }
  });

  test('work above the level is found by its own index, of closed repairs too', () => {
    const both: Record<string, string>[] = [{ mark: 'above' }, { show: 'closed', mark: 'above' }];
    for (const query of both) {
      const { rows, counted } = queueQueries(queueFilter(query), asking);
      for (const one of [rows, counted])
        expect(planned(one).join('\n'), JSON.stringify(query)).toContain('repairs_above_level');
    }
  });

  const closed: Record<string, string>[] = [{}, { q: 'R-000123' }, { q: '48213' }, { mark: 'above' }];
  test.each(closed)('closed ones with %j', (query) => {
    const { rows } = queueQueries(queueFilter({ show: 'closed', ...query }), asking);
    expect(beyondOpen(planned(rows))).toEqual([]);
  });
});

const QUERIES: [string, Readable<unknown>][] = [
  ...BOARD_STATES.map((state): [string, Readable<unknown>] => [
    `board ${state}`,
    columnQuery(state, { site: '', technician: null }, 'all'),
  ]),
  ['board of a site', columnQuery('ready', { site: 'a', technician: 'me' }, ['a'])],
  ['board counts', countsQuery({ site: '', technician: null }, 'all')],
  ['board counts of a site', countsQuery({ site: 'a', technician: null }, ['a'])],
  ['repair by number', repairByRef('R-000001')],
  ['repair by id', repairByRef('01890000-0000-7000-8000-000000000000')],
  ['lines', linesOf('r')],
  ['parts', partsOf('r')],
  ['holds', holdsOf('r')],
  ['notes', notesOf('r', 'me')],
  ['history', historyOf('r')],
  ['photos of a repair', photosOfRepair('r')],
  ['photos of a device', photosOfDevice('d')],
  ['a photo', photoByName('n')],
  ['the quick repair', quickByRepair('r')],
  ['same again', sameAgain('me', '2027')],
  ['my place', myPlace('me')],
  ['faults of a model', faultsFor('m')],
  ['technicians', technicians()],
  ['loaners', loanersFor('d', 'me')],
  ['who may have had it', mayHaveHad('d')],
  ['coverage', coverageOf('d')],
  ['to confirm', waitingToBeConfirmed()],
  ['ready', readyToHandBack('a')],
  ['handed back', handedBack('s', 'e', 'me')],
];

test.each(QUERIES)('%s walks no table', (_name, query) => {
  expect(beyondOpen(planned(query))).toEqual([]);
});
