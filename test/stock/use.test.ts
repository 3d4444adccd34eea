import { beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { compiled } from '../../src/db/query.ts';
import { partsForFault } from '../../src/stock/offer-queries.ts';
import { variantFromPart } from '../../src/stock/offer-rules.ts';
import { proposeFit, returnPart, usePart } from '../../src/stock/use-changes.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, type Shelf, stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const NOW = '2027-03-02T15:00:00.000Z';
let engine: Engine;
let w: Cast;
let s: Shelf;
let repair: string;
let line: string;

const run = (change: Change) => engine.batch(statements(change));

function statements(change: Change): Statement[] {
  if (change === null || 'record' in change) return [];
  return Array.isArray(change)
    ? change.flatMap((one: Change) => statements(one))
    : [compiled(change as Statement)];
}

async function rows(sql: string, ...parameters: (string | number)[]) {
  const [found] = await engine.read([{ sql, parameters }]);
  return found ?? [];
}

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch(faultRows());
  s = await stockWorld(engine, w);
  repair = newId();
  line = newId();
  await engine.batch([
    {
      sql: "INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at) VALUES (?, 1, ?, ?, 'in_work', ?, ?)",
      parameters: [repair, w.one, w.maple, NOW, NOW],
    },
    { sql: 'INSERT INTO repair_lines (id, repair, position) VALUES (?, ?, 1)', parameters: [line, repair] },
  ]);
});

const use = (id: string, part: string, quantity: number, counted = true) =>
  run(
    usePart(
      { id, part, bin: s.van, quantity, costCents: 2000, counted, repair, line, by: w.sid, at: NOW },
      NOW,
    ),
  );

const onHand = async (bin: string, part: string) =>
  (await rows('SELECT on_hand FROM stock WHERE bin = ? AND part = ?', bin, part))[0]?.on_hand;

const booked = async (bin: string, part: string) =>
  (await rows('SELECT sum(quantity) AS n FROM movements WHERE bin = ? AND part = ?', bin, part))[0]?.n;

describe('using a part', () => {
  test('takes it from the bin, with its movement and its cost', async () => {
    await use(newId(), s.panel, 1);
    expect(await onHand(s.van, s.panel)).toBe(1);
    expect(await booked(s.van, s.panel)).toBe(1);
    expect(await rows('SELECT cost_cents FROM repair_parts')).toEqual([{ cost_cents: 2000 }]);
    expect(await rows('SELECT 1 FROM shortfalls')).toEqual([]);
  });

  test('beyond what the bin holds: the rest is a shortfall, the ledger stays true', async () => {
    await use(newId(), s.panel, 5);
    expect(await onHand(s.van, s.panel)).toBe(0);
    expect(await booked(s.van, s.panel)).toBe(0);
    expect(await rows('SELECT quantity FROM shortfalls')).toEqual([{ quantity: 3 }]);
  });

  test('from a bin that never held it: all of it is a shortfall', async () => {
    await use(newId(), s.twin, 1);
    expect(await rows('SELECT quantity FROM shortfalls')).toEqual([{ quantity: 1 }]);
    expect(await booked(s.van, s.twin)).toBe(null);
  });

  test('uncounted parts have no ledger', async () => {
    await use(newId(), s.keycap, 3, false);
    expect(await booked(s.van, s.keycap)).toBe(null);
    expect(await rows('SELECT quantity FROM repair_parts')).toEqual([{ quantity: 3 }]);
  });
});

describe('returning a part', () => {
  test('puts back what was taken and withdraws the open shortfall', async () => {
    const id = newId();
    await use(id, s.panel, 3);
    await run(returnPart({ repairPart: id, repair, by: w.sid }, NOW));
    expect(await onHand(s.van, s.panel)).toBe(2);
    expect(await booked(s.van, s.panel)).toBe(2);
    expect(await rows('SELECT 1 FROM shortfalls WHERE withdrawn_at IS NULL')).toEqual([]);
  });

  test('after a count has settled the shortfall, all of it is stock again', async () => {
    const id = newId();
    await use(id, s.panel, 3);
    await engine.batch([{ sql: 'UPDATE shortfalls SET settled_at = ?', parameters: [NOW] }]);
    await run(returnPart({ repairPart: id, repair, by: w.sid }, NOW));
    expect(await onHand(s.van, s.panel)).toBe(3);
    expect(await booked(s.van, s.panel)).toBe(3);
  });

  test('twice is refused', async () => {
    const id = newId();
    await use(id, s.panel, 1);
    await run(returnPart({ repairPart: id, repair, by: w.sid }, NOW));
    await expect(run(returnPart({ repairPart: id, repair, by: w.sid }, NOW))).rejects.toThrow(
      'still in the repair',
    );
    expect(await onHand(s.van, s.panel)).toBe(2);
  });
});

describe('what is offered', () => {
  const offers = (variant: string | null) =>
    partsForFault(new Database(engine), { model: w.dell3100, variant, fault: 'screen', person: w.sid });

  test('my vehicle first, twins included, other variants left out', async () => {
    const found = await offers(w.dell3100Plain);
    expect(found.map((o) => [o.sku, o.mine, o.depot, o.fit])).toEqual([
      ['LCD-116-30', 2, 10, 'confirmed'],
      ['LCD-116-30B', 0, 4, 'confirmed'],
    ]);
  });

  test('an unknown variant is offered both kinds, marked', async () => {
    const found = await offers(null);
    expect(found.map((o) => [o.sku, o.variantName])).toContainEqual(['LCD-116-T', 'Touch']);
    expect(found).toHaveLength(3);
  });

  test('a part used without a fit is proposed once, and offered at once', async () => {
    const propose = () =>
      run(
        proposeFit(
          {
            model: w.dell3100,
            variant: null,
            fault: 'hinge',
            part: s.battery,
            group: null,
            repair,
            by: w.sid,
          },
          NOW,
        ),
      );
    await propose();
    await propose();
    const found = await partsForFault(new Database(engine), {
      model: w.dell3100,
      variant: null,
      fault: 'hinge',
      person: w.ian,
    });
    expect(found.map((o) => [o.sku, o.fit, o.mine, o.others])).toEqual([['BAT-3100', 'proposed', 0, 1]]);
  });

  test('the part that was used tells the variant', () => {
    const variants = [
      { id: 'a', touch: 1 },
      { id: 'b', touch: 0 },
    ];
    expect(variantFromPart(null, 1, variants)).toBe('a');
    expect(variantFromPart('b', 1, variants)).toBe('b');
    expect(variantFromPart(null, null, variants)).toBe(null);
  });
});
