import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

// The cast is written as rows, without history.
const WITHOUT_HISTORY = 'every device has its history';

const DEVICES = ['one', 'two', 'spare', 'birchDevice', 'lostDevice'] as const;
const STATES = ['in_service', 'lost', 'stolen', 'retired', 'disposed'] as const;
const STEPS = [
  'lost',
  'found',
  'retire',
  'restore',
  'dispose',
  'use',
  'edit',
  'tag',
  'serial',
  'join',
  'undo',
] as const;

const step = fc.record({
  what: fc.constantFrom(...STEPS),
  device: fc.constantFrom(...DEVICES),
  other: fc.constantFrom(...DEVICES),
  home: fc.constantFrom('maple', 'birch'),
  number: fc.integer({ min: 1, max: 6 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One form, filled from what the page would show; many of them are refused, and then change nothing. */
async function take(app: TestApp, w: Cast, { what, device, other, home, number }: Step): Promise<number> {
  const id = w[device];
  const [row] = await app.rows<{ state: string; use: string; tag: string; serial: string; version: number }>(
    'SELECT state, use, tag, serial, version FROM devices WHERE id = coalesce((SELECT joined_into FROM devices WHERE id = ?), ?)',
    id,
    id,
  );
  const joins = await app.rows<{ id: string }>(
    'SELECT id FROM device_joins WHERE undone_at IS NULL AND kept = ?',
    id,
  );
  const seen = row?.state ?? STATES[0];
  const forms: Record<Step['what'], [path: string, fields: Record<string, string>]> = {
    lost: ['lost', { seen, state: number > 3 ? 'lost' : 'stolen' }],
    found: ['found', { seen, place: w[home as 'maple'] }],
    retire: ['retire', { seen, why: 'worn' }],
    restore: ['restore', { seen }],
    dispose: ['dispose', { seen, reason: 'gone' }],
    use: ['use', { seen: row?.use ?? '', use: number > 3 ? 'loaner' : 'spare' }],
    edit: [
      'edit',
      {
        version: String(row?.version ?? 1),
        model: number > 3 ? w.dell3100 : w.lenovo100e,
        home: w[home as 'maple'],
        condition: 'good',
      },
    ],
    tag: ['tag', { seen: row?.tag ?? '', value: `T${number}` }],
    serial: ['serial', { seen: row?.serial ?? '', value: `S${number}` }],
    join: ['join', { other: w[other], confirmed: w[other] }],
    undo: ['join/undo', { join: joins[0]?.id ?? id }],
  };
  const [path, fields] = forms[what];
  return (await app.post(`/devices/${id}/${path}`, fields, w.mara)).status;
}

test('whatever befalls devices in whatever order, every rule holds', { timeout: 120_000 }, async () => {
  const answers = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const engine = freshDatabase();
      const w = await makeWorld(engine);
      const app = testApp(engine);
      for (const one of steps) {
        app.later(60_000);
        const status = await take(app, w, one);
        expect([303, 404, 409, 422]).toContain(status);
        const key = `${one.what} ${status}`;
        answers.set(key, (answers.get(key) ?? 0) + 1);
      }
      const broken = await brokenRules(new Database(engine));
      expect(broken.filter(({ rule }) => rule !== WITHOUT_HISTORY)).toEqual([]);
    }),
    { numRuns: process.env.SPUDGER_TEST_ENGINE === 'd1' ? 2 : 12, seed: 7 },
  );
  for (const what of ['lost', 'found', 'retire', 'dispose', 'restore', 'use', 'edit', 'tag', 'join'])
    if (process.env.SPUDGER_TEST_ENGINE !== 'd1') expect(answers.get(`${what} 303`) ?? 0).toBeGreaterThan(0);
});
