import { describe, expect, test } from 'vitest';
import { sessionByCookie, sessionByToken } from '../../src/accounts/session-queries.ts';
import { staffByName } from '../../src/accounts/user-queries.ts';
import { Database } from '../../src/db/database.ts';
import { compiled, type Readable } from '../../src/db/query.ts';
import { namesOf, sitesOfThing } from '../../src/history/name-queries.ts';
import { firstRecord, recordsOfThing } from '../../src/history/queries.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import {
  bench,
  dueLoans,
  foundDevices,
  mySites,
  openAt,
  stockWaiting,
  theseSites,
  unseenMentions,
  WAITING,
  worstSites,
} from '../../src/today/queries.ts';
import { keptPhotos } from '../../src/upkeep/queries.ts';
import { freshSqlite } from '../support/database.ts';
import { listening, planOf } from '../support/plans.ts';

const engine = freshSqlite();
const NOW = '2027-03-02T15:00:00.000Z';

/** Steps that walk a table, or an index that does not hold the few open rows alone. */
function walks(plan: readonly string[]): string[] {
  return plan.filter(
    (step) =>
      step.startsWith('SCAN') &&
      !/VIRTUAL TABLE|CONSTANT ROW|\(subquery|SCAN w$|INDEX (repairs_open\w*|repairs_to_confirm|proposals_open|lots_open|transfers_open|count_lines_waiting)/.test(
        step,
      ),
  );
}

const QUERIES: Readonly<Record<string, Readable<unknown>>> = {
  'sites of a technician': mySites('p', NOW),
  'sites of a contact': theseSites(['s'], NOW),
  'where most is late': worstSites(NOW),
  bench: bench('p', NOW),
  'open at a school': openAt('s', NOW),
  mentions: unseenMentions('p'),
  waiting: WAITING,
  'waiting in the stock': stockWaiting('p', '2027-03-02'),
  'found elsewhere': foundDevices(['s']),
  'loans due': dueLoans(['s'], '2027-03-02'),
  'session by cookie': sessionByCookie('t', NOW),
  'session by token': sessionByToken('t'),
  'staff by name': staffByName('ada quill'),
  'names of ids': namesOf(['a', 'b']),
  'first record': firstRecord('a'),
  'kept photos': keptPhotos(['a.jpg']),
  ...Object.fromEntries(
    ['device', 'repair', 'location', 'person'].map((kind) => [`sites of a ${kind}`, sitesOfThing(kind, 'a')]),
  ),
};

describe('what every page reads walks no table', () => {
  test.each(Object.entries(QUERIES))('%s', (_, query) => {
    expect(walks(planOf(engine, compiled(query)))).toEqual([]);
  });

  test('the history of a thing, and the check of all of it, follow an index and sort nothing', async () => {
    const heard = listening(engine);
    const db = new Database(heard.engine);
    await recordsOfThing(db, 'a', false, undefined);
    await recordsOfThing(db, 'a', true, undefined);
    await verifyHistory(db, 10);
    const plans = heard.reads.slice(0, 3).flatMap((statement) => planOf(engine, statement));
    expect(walks(plans)).toEqual([]);
    expect(plans.filter((step) => step.includes('B-TREE'))).toEqual([]);
  });
});
