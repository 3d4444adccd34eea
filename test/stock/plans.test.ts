import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Statement } from '../../src/db/engine.ts';
import { compiled } from '../../src/db/query.ts';
import { holdsReached } from '../../src/repairs/parts-reached-queries.ts';
import { kitOffersQuery } from '../../src/stock/kit-queries.ts';
import { postCount, transferParts } from '../../src/stock/ledger-changes.ts';
import { listMovements } from '../../src/stock/movement-queries.ts';
import { offersQuery } from '../../src/stock/offer-queries.ts';
import { post } from '../../src/stock/posting.ts';
import { reservable, reservationsOf, reservedNow, takenFor } from '../../src/stock/reservation-queries.ts';
import { endReservations, reserve } from '../../src/stock/reservations.ts';
import { arriveParts, sendParts } from '../../src/stock/transit-changes.ts';
import { listTransfers } from '../../src/stock/transit-queries.ts';
import { returnPart, usePart } from '../../src/stock/use-changes.ts';
import { wholeValue } from '../../src/stock/value-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';

const engine = freshSqlite();

/** Tables that grow with the district, by their names and what statements call them. */
const BIG = [
  ...['movements', 'm', 'x', 'stock', 's', 'part_values', 'v', 'reservations', 'r', 'repairs', 'w'],
  ...['transfer_lines', 'l', 'transfers', 't', 'repair_parts', 'shortfalls', 'parts', 'p', 'bins', 'b'],
];

function statements(change: Change): Statement[] {
  if (change === null || 'record' in change) return [];
  return Array.isArray(change)
    ? change.flatMap((one: Change) => statements(one))
    : [compiled(change as Statement)];
}

const walks = (list: readonly Statement[]) =>
  list.flatMap((one) => scansIn(planOf(engine, one), BIG).map((step) => `${step}: ${one.sql.slice(0, 60)}`));

const NOW = '2027-03-02T15:00:00.000Z';
const moves = [{ part: 'p', quantity: 1 }];

describe('what is written touches its own rows only', () => {
  const writes: [string, Change][] = [
    ['post', post([{ part: 'p', bin: 'b', quantity: -1, why: 'use', repair: 'r', by: null }], NOW)],
    [
      'usePart',
      usePart(
        {
          ...{ id: 'u', part: 'p', bin: 'b', quantity: 1, costCents: 1, counted: true },
          ...{ repair: 'r', line: 'l', by: null, at: NOW },
        },
        NOW,
      ),
    ],
    ['returnPart', returnPart({ repairPart: 'u', repair: 'r', by: null }, NOW)],
    ['transferParts', transferParts({ id: 't', from: 'a', to: 'b', moves, by: null }, NOW)],
    ['sendParts', sendParts({ id: 't', from: 'a', to: 'b', note: '', moves, by: null }, NOW)],
    [
      'arriveParts',
      arriveParts({ transfer: 't', lines: [{ line: 'l', arrived: 1, short: 'lost' }], by: null }, NOW),
    ],
    ['postCount', postCount('b', [{ part: 'p', counted: 1, books: 2 }], null, NOW)],
    ['reserve', reserve({ part: 'p', bin: 'b', quantity: 1, repair: 'r', by: null }, NOW)],
    ['endReservations', endReservations({ repair: 'r' }, 'released', null, NOW)],
    ['endReservations of a source', endReservations({ source: 's' }, 'released', null, NOW)],
  ];
  test.each(writes)('%s', (_, change) => {
    expect(walks(statements(change))).toEqual([]);
  });
});

describe('what is read', () => {
  const wanted = { model: 'm', variant: null, fault: 'screen', person: 'me', repair: 'r' };

  test('offers, kits and reservations look up what they need', () => {
    const asked = [
      offersQuery(wanted),
      reservationsOf('r'),
      takenFor('r'),
      reservedNow({ part: 'p' }),
      reservedNow({ bin: 'b' }),
      reservable('r'),
    ];
    expect(walks(asked)).toEqual([]);
    // Kits are few; what is in them is looked up.
    expect(walks([kitOffersQuery(wanted)]).filter((step) => !/^SCAN l /.test(step))).toEqual([]);
  });

  test('what a transfer carried for repairs is looked up by the bin that it left', () => {
    const asked = holdsReached('t', ['p']);
    expect(walks([asked])).toEqual([]);
    expect(planOf(engine, asked).join('\n')).toMatch(
      /SEARCH v USING INDEX reservations_moved \(bin=\? AND part=\?/,
    );
  });

  const none = { part: '', bin: null, why: null, person: null, repair: '', since: null, until: null };
  test.each([
    { part: 'LCD' },
    { bin: 'b' },
    { why: 'scrap' as const },
    { person: 'me' },
    { repair: 'R-000123' },
    { since: NOW, until: NOW },
  ])('movements by %j come from an index', async (filter) => {
    const { engine: ears, reads } = listening(engine);
    await listMovements(new Database(ears), { ...none, ...filter }, undefined);
    const plan = reads.flatMap((one) => planOf(engine, one));
    expect(plan.join('\n')).toMatch(/SEARCH x USING INDEX movements_/);
  });

  test('the newest movements are read from the end, a later page from its cursor', async () => {
    const { engine: ears, reads } = listening(engine);
    await listMovements(new Database(ears), none, 'WzEyXQ');
    const plan = reads.flatMap((one) => planOf(engine, one)).join('\n');
    expect(plan).toContain('SEARCH x USING INTEGER PRIMARY KEY');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test('transfers under way are those of their index, and the value walks no movement for now', async () => {
    const { engine: ears, reads } = listening(engine);
    await listTransfers(new Database(ears), { bin: '', closed: false });
    await listTransfers(new Database(ears), { bin: '', closed: true });
    expect(
      reads.map(
        (one) =>
          planOf(engine, one)
            .join('\n')
            .match(/transfers_(open|closed)/)?.[1],
      ),
    ).toEqual(['open', 'closed']);
    const value = planOf(engine, wholeValue(null)).filter((step) => /movements|SCAN m/.test(step));
    expect(value.filter((step) => step.startsWith('SCAN'))).toEqual([]);
  });
});
