import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STOCK_RULES } from '../../src/check/stock-queries.ts';
import { asConflict, type Change } from '../../src/db/commit.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { compiled } from '../../src/db/query.ts';
import { postCount, transferParts } from '../../src/stock/ledger-changes.ts';
import { type Posting, post } from '../../src/stock/posting.ts';
import { endReservations, reserve } from '../../src/stock/reservations.ts';
import { scrapPart } from '../../src/stock/scrap-changes.ts';
import { arriveParts, sendParts } from '../../src/stock/transit-changes.ts';
import { returnPart, usePart } from '../../src/stock/use-changes.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { row } from '../support/world-row.ts';

const ON_D1 = process.env.SPUDGER_TEST_ENGINE === 'd1';
const RUNS = ON_D1 ? 2 : 30;
const STEPS = ON_D1 ? 15 : 40;

/** What may befall stock, and how often; numbers choose which part, bin, repair and how many. */
const KINDS = [
  ['receive', 2],
  ['harvest', 1],
  ['use', 4],
  ['return', 2],
  ['transfer', 3],
  ['send', 4],
  ['arrive', 3],
  ['short', 1],
  ['count', 2],
  ['scrap', 1],
  ['reserve', 5],
  ['release', 1],
  ['close', 1],
  ['mixed', 2],
] as const;

const step = fc.record({
  kind: fc.oneof(...KINDS.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))),
  part: fc.nat(1),
  bin: fc.nat(2),
  other: fc.nat(2),
  repair: fc.nat(2),
  n: fc.integer({ min: 1, max: 7 }),
  cents: fc.integer({ min: 0, max: 999 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Bench {
  engine: Engine;
  parts: string[];
  bins: string[];
  repairs: string[];
}

const NOW = '2027-03-02T15:00:00.000Z';

async function bench(): Promise<Bench> {
  const engine = freshDatabase();
  const w: Cast = await makeWorld(engine);
  await engine.batch(faultRows());
  const s: Shelf = await stockWorld(engine, w);
  const repairs = [newId(), newId(), newId()];
  const devices = [w.one, w.two, w.spare];
  await engine.batch(
    repairs.flatMap((id, i) => [
      row('repairs', {
        id,
        number: i + 1,
        device: devices[i] ?? '',
        site: w.maple,
        state: 'in_work',
        technician: i === 0 ? w.sid : null,
        reported_at: NOW,
        recorded_at: NOW,
      }),
      row('repair_lines', { id, repair: id, position: 1 }),
    ]),
  );
  return { engine, parts: [s.panel, s.twin, s.battery], bins: [s.van, s.shelf, s.van2], repairs };
}

function statements(change: Change): Statement[] {
  if (change === null || 'record' in change) return [];
  return Array.isArray(change)
    ? change.flatMap((one: Change) => statements(one))
    : [compiled(change as Statement)];
}

async function rows<T>({ engine }: Bench, sql: string, ...parameters: string[]): Promise<T[]> {
  const [found = []] = await engine.read([{ sql, parameters }]);
  return found as T[];
}

/** The change of one step; null where there is nothing to do it to. */
async function changeOf(b: Bench, x: Step, at: string): Promise<Change> {
  const [part, bin, to] = [b.parts[x.part] ?? '', b.bins[x.bin] ?? '', b.bins[x.other] ?? ''];
  const repair = b.repairs[x.repair] ?? '';
  const one = (why: Posting['why'], quantity: number, costCents: number | null): Posting => ({
    part,
    bin,
    quantity,
    why,
    costCents,
    by: null,
  });
  const transit = (quantity: (left: number) => number, short: string | null) =>
    rows<{ transfer: string; line: string; left: number }>(
      b,
      'SELECT transfer, id AS line, quantity - arrived AS left FROM transfer_lines WHERE closed_at IS NULL ORDER BY id LIMIT 1',
    ).then(([l]) =>
      l
        ? arriveParts(
            { transfer: l.transfer, lines: [{ line: l.line, arrived: quantity(l.left), short }], by: null },
            at,
          )
        : null,
    );
  switch (x.kind) {
    case 'receive':
      return post([one('receive', x.n, x.cents)], at);
    case 'harvest':
      return post([one('harvest', x.n, null)], at);
    case 'scrap':
      return scrapPart({ id: newId(), part, bin, quantity: x.n, reason: 'broken', note: '', by: null }, at);
    case 'mixed':
      return post(
        [
          one('receive', x.n, x.cents),
          { ...one('receive', 2, x.cents + 7), bin: to },
          one('scrap', -1, null),
          { part: b.parts[x.other] ?? '', bin, quantity: 1, why: 'return', by: null },
        ],
        at,
      );
    case 'use':
      return usePart(
        {
          id: newId(),
          part,
          bin,
          quantity: x.n,
          costCents: 1,
          counted: true,
          repair,
          line: repair,
          by: null,
          at,
        },
        at,
      );
    case 'return': {
      const [used] = await rows<{ id: string }>(
        b,
        'SELECT id FROM repair_parts WHERE repair = ? AND returned_at IS NULL ORDER BY id LIMIT 1',
        repair,
      );
      return used
        ? returnPart({ repairPart: used.id, repair, bin: x.n > 4 ? to : null, by: null }, at)
        : null;
    }
    case 'transfer':
      return bin === to
        ? null
        : transferParts({ id: newId(), from: bin, to, moves: [{ part, quantity: x.n }], by: null }, at);
    case 'send':
      return bin === to
        ? null
        : sendParts({ id: newId(), from: bin, to, note: '', moves: [{ part, quantity: x.n }], by: null }, at);
    case 'arrive':
      return transit((left) => Math.min(x.n, left + (x.n > 6 ? 1 : 0)), null);
    case 'short':
      return transit((left) => Math.min(x.n - 1, left), 'lost');
    case 'count': {
      const [held] = await rows<{ n: number }>(
        b,
        'SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?',
        bin,
        part,
      );
      return postCount(bin, [{ part, counted: x.n - 1, books: held?.n ?? 0 }], null, at);
    }
    case 'reserve':
      return reserve({ part, bin, quantity: Math.ceil(x.n / 2), repair, by: null }, at);
    case 'release':
      return endReservations({ repair }, 'released', null, at);
    case 'close':
      return [
        {
          sql: "UPDATE repairs SET state = 'withdrawn', closed_at = ? WHERE id = ?",
          parameters: [at, repair],
        },
        endReservations({ repair }, 'released', null, at),
      ];
  }
}

/** Before and after, of what a use must not touch: no use is ever refused. */
const REFUSABLE = new Set<Step['kind']>(['transfer', 'send', 'arrive', 'scrap', 'reserve', 'mixed']);

test('whatever befalls stock: sums, values, reservations and what is under way stay true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS - 10, maxLength: STEPS }), async (steps) => {
      const b = await bench();
      for (const [i, x] of steps.entries()) {
        const at = new Date(Date.parse(NOW) + i * 1_000).toISOString();
        const list = statements(await changeOf(b, x, at));
        try {
          if (list.length > 0) await b.engine.batch(list);
        } catch (error) {
          if (!asConflict(error) || !REFUSABLE.has(x.kind)) throw error;
        }
        const broken = await b.engine.read(STOCK_RULES.map(({ sql }) => ({ sql, parameters: [] })));
        expect(
          STOCK_RULES.map(({ name }, n) => ({ name, found: broken[n] })).filter((r) => r.found?.length),
        ).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});
