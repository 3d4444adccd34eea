import { describe, expect, test } from 'vitest';
import { brokenRules, RULES } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { freshDatabase } from '../support/database.ts';
import { faultRows, stockWorld } from '../support/stock.ts';
import { makeWorld } from '../support/world.ts';

async function world() {
  const engine = freshDatabase();
  const w = await makeWorld(engine);
  await engine.batch(faultRows());
  const s = await stockWorld(engine, w);
  return { engine, w, s, broken: async () => (await brokenRules(new Database(engine))).map((b) => b.rule) };
}

// The cast is written as rows, without history.
const WITHOUT_HISTORY = ['every device has its history'];

describe('the check', () => {
  test('the cast breaks no rule but that it has no history', async () => {
    const { broken } = await world();
    expect(await broken()).toEqual(WITHOUT_HISTORY);
  });

  const breaks: [string, string][] = [
    ['custody has no gap and no overlap', "UPDATE custody SET to_at = '2000-01-01T00:00:00.000Z'"],
    ['what a device keeps of its custody is the open row', 'UPDATE devices SET holder = NULL'],
    ['what a device keeps of its assignment is the open row', 'UPDATE devices SET assigned_person = NULL'],
    ['what a device keeps of its use is the open row', "UPDATE device_uses SET use = 'testing'"],
    ['what a device keeps of its state is the open row', "UPDATE device_states SET state = 'stolen'"],
    [
      'tag and serial of a device are its open identifiers',
      "UPDATE devices SET tag = 'other' WHERE tag = '48213'",
    ],
    ['the tallies count the devices', 'UPDATE device_tallies SET n = n + 1'],
    ['a location lies in its open dated parent', 'UPDATE location_parents SET parent = NULL'],
    [
      'the tree of locations has no loop, and each knows its top',
      "UPDATE locations SET top = parent WHERE kind = 'cart'",
    ],
    ['on hand is the sum of its movements, and never negative', 'UPDATE stock SET on_hand = on_hand + 1'],
    [
      'a part is in stock, and worth, what its movements add up to',
      'UPDATE part_values SET value_cents = value_cents + 1',
    ],
    [
      'what a bin keeps as reserved is its open reservations, never more than it holds',
      'UPDATE stock SET reserved = 1 WHERE on_hand > 0',
    ],
    ['every row of people can be searched', "INSERT INTO people_fts (people_fts) VALUES ('delete-all')"],
  ];

  test.each(breaks)('finds that not: %s', async (rule, sql) => {
    const { engine, broken } = await world();
    await engine.batch([{ sql, parameters: [] }]);
    expect(await broken()).toContain(rule);
  });

  test('finds a repair without lines and history, a hold without its row, wrong sums', async () => {
    const { engine, w, broken } = await world();
    await engine.batch([
      {
        sql: `INSERT INTO repairs (id, number, device, site, state, hold_reason, minutes, parts_cents, reported_at, recorded_at)
              VALUES ('r', 1, ?, ?, 'on_hold', 'parts', 5, 5, 'x', 'x')`,
        parameters: [w.one, w.maple],
      },
      {
        sql: "INSERT INTO fault_tallies (model, fault, n) VALUES (?, 'screen', 3)",
        parameters: [w.dell3100],
      },
    ]);
    expect((await broken()).filter((rule) => !WITHOUT_HISTORY.includes(rule))).toEqual([
      'a repair has its lines',
      'minutes of a repair are those of its lines',
      'parts cost of a repair is that of its parts',
      'a repair on hold has one open hold, others none',
      'the fault tallies count the fault lines',
      'every repair has its history',
    ]);
  });

  test('every rule has a name of its own', () => {
    expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
  });
});
