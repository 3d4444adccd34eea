import { expect, it } from 'vitest';
import { compiled, type Readable } from '../../src/db/query.ts';
import { auditsAt, followUpsAt, handOuts } from '../../src/visits/checklist-queries.ts';
import { happenedIn, partsUsedIn, takenIn } from '../../src/visits/happened-queries.ts';
import { onTheRoad, unanswered } from '../../src/visits/hours-queries.ts';
import {
  handOutNeeds,
  heldIn,
  needsAt,
  readyDevices,
  trendOf,
  usedAt,
} from '../../src/visits/load-queries.ts';
import { goingOn, overlapping, repairsWaiting, visitsBetween, visitsOf } from '../../src/visits/queries.ts';
import { siteNeeds } from '../../src/visits/suggestion-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

const NOW = '2027-03-02T15:00:00.000Z';
const TODAY = '2027-03-02';
const SITES = ['a', 'b'];
const BIG = [
  'r',
  'd',
  'v',
  'x',
  'c',
  'u',
  'records',
  'devices',
  'repairs',
  'visits',
  'custody',
  'movements',
  's',
];

/** The repairs that are open, which the suggestion reads once. */
const OPEN_ALONE = / USING INDEX repairs_open_site$/;

it('no query of a visit walks the whole district', () => {
  const engine = freshSqlite();
  const span = { people: SITES, from: NOW, to: NOW };
  const queries: Record<string, Readable<unknown>> = {
    siteNeeds: siteNeeds({ person: 'p', now: NOW, today: TODAY, countedSince: NOW }),
    needsAt: needsAt(SITES),
    usedAt: usedAt(SITES, [[TODAY, TODAY]]),
    trendOf: trendOf(SITES, '2027-03', ['2027-02']),
    heldIn: heldIn('bin'),
    handOutNeeds: handOutNeeds(SITES),
    readyDevices: readyDevices('place'),
    handOuts: handOuts('a'),
    followUpsAt: followUpsAt('a'),
    auditsAt: auditsAt('a'),
    happenedIn: happenedIn(span),
    partsUsedIn: partsUsedIn(span),
    takenIn: takenIn(span),
    onTheRoad: onTheRoad('vehicle', 'p'),
    unanswered: unanswered(),
    visitsBetween: visitsBetween(
      { from: TODAY, to: TODAY, site: null, who: { all: true, person: 'p', sites: [] } },
      NOW,
    ),
    visitsOf: visitsOf('p', TODAY, TODAY, NOW),
    goingOn: goingOn(SITES, 'v'),
    overlapping: overlapping({ visit: 'v', day: TODAY, fromTime: '09:00', toTime: '10:00', people: SITES }),
    repairsWaiting: repairsWaiting('a'),
  };
  for (const [name, query] of Object.entries(queries))
    expect([
      name,
      scansIn(planOf(engine, compiled(query)), BIG).filter((step) => !OPEN_ALONE.test(step)),
    ]).toEqual([name, []]);
  // What lies ready is read from its own small index, for each stop and each depot.
  for (const name of ['handOutNeeds', 'readyDevices', 'handOuts'] as const)
    expect(planOf(engine, compiled(queries[name] as Readable<unknown>)).join()).toContain('devices_ready');
});
