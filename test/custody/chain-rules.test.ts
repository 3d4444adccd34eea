import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

type Step =
  | { kind: 'out' | 'issue' | 'loan' | 'in' | 'move' | 'end'; device: number; to: number; flag: boolean }
  | { kind: 'scan' | 'badge' | 'undo' | 'unswap'; device: number; to: number; flag: boolean }
  | { kind: 'swap'; device: number; to: number; flag: boolean };

const KINDS = [
  'out',
  'issue',
  'loan',
  'in',
  'move',
  'end',
  'scan',
  'badge',
  'undo',
  'swap',
  'unswap',
] as const;
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  device: fc.nat(3),
  to: fc.nat(3),
  flag: fc.boolean(),
}) as fc.Arbitrary<Step>;

const PEOPLE = ['700001', '700002', 'S-Tess', 'S-Ian'];
const PLACES = ['MAP', 'MAP-12', 'VAN1', 'MAP-C1'];
const TAGS = ['48213', '48214', '50001', '50002'];

/** Every rule of custody and assignment, as a query that finds what breaks it. */
const BROKEN: Readonly<Record<string, string>> = {
  'at most one open custody row':
    'SELECT device FROM custody WHERE to_at IS NULL GROUP BY device HAVING count(*) > 1',
  'at most one open assignment':
    'SELECT device FROM assignments WHERE to_at IS NULL GROUP BY device HAVING count(*) > 1',
  'at most one open repair':
    'SELECT device FROM repairs WHERE closed_at IS NULL GROUP BY device HAVING count(*) > 1',
  'no row ends before it starts': 'SELECT id FROM custody WHERE to_at < from_at',
  'no gap and no overlap': `SELECT id FROM (
      SELECT id, from_at, lag(to_at) OVER (PARTITION BY device ORDER BY from_at, recorded_at, id) AS before,
        row_number() OVER (PARTITION BY device ORDER BY from_at, recorded_at, id) AS place FROM custody)
    WHERE place > 1 AND before IS NOT from_at`,
  'kept columns of custody': `SELECT d.id FROM devices AS d
    LEFT JOIN custody AS c ON c.device = d.id AND c.to_at IS NULL LEFT JOIN locations AS l ON l.id = c.location
    WHERE d.place IS NOT c.location OR d.at_site IS NOT l.top OR d.holder IS NOT c.person
      OR d.due_on IS NOT c.due_on`,
  'kept columns of assignments': `SELECT d.id FROM devices AS d
    LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
    WHERE d.assigned_person IS NOT a.person OR d.assigned_location IS NOT a.location OR d.slot IS NOT a.slot`,
  'kept use': `SELECT d.id FROM devices AS d JOIN device_uses AS u ON u.device = d.id AND u.to_at IS NULL
    WHERE d.use <> u.use`,
  'tallies are right': `SELECT use FROM (
      SELECT use, n FROM device_tallies WHERE home = ''
      UNION ALL SELECT use, -1 FROM devices WHERE joined_into IS NULL)
    GROUP BY use HAVING sum(n) <> 0`,
  'one device a slot': `SELECT slot FROM assignments WHERE to_at IS NULL AND slot IS NOT NULL
    GROUP BY location, slot HAVING count(*) > 1`,
  'the count of a session': `SELECT s.id FROM scan_sessions AS s WHERE s.done <> (
      SELECT count(*) FROM scan_entries AS e
      WHERE e.session = s.id AND e.outcome = 'done' AND e.undone_at IS NULL)`,
};

async function brokenRules(engine: Engine): Promise<string[]> {
  const names = Object.keys(BROKEN);
  const results = await engine.read(names.map((name) => ({ sql: BROKEN[name] ?? '', parameters: [] })));
  return names.filter((_name, index) => (results[index] ?? []).length > 0);
}

class Walk {
  readonly app: TestApp;
  private readonly w: Cast;
  private readonly sessions: string[];

  constructor(app: TestApp, w: Cast, sessions: string[]) {
    this.app = app;
    this.w = w;
    this.sessions = sessions;
  }

  async take({ kind, device, to, flag }: Step): Promise<number> {
    const { app, w } = this;
    const id = [w.one, w.two, w.spare, w.loaner][device] ?? w.one;
    const person = PEOPLE[to] ?? '';
    const place = PLACES[to] ?? '';
    const session = this.sessions[to] ?? '';
    app.later(flag ? 0 : 1000);
    const post = async (path: string, fields: Record<string, string>) =>
      (await app.post(path, fields, w.sid)).status;
    switch (kind) {
      case 'out':
        return post(`/devices/${id}/check-out`, { to: flag ? person : place, issue: flag ? '1' : '' });
      case 'issue':
        return post(`/devices/${id}/issue`, {
          to: flag ? 'MAP-C1' : person,
          slot: flag ? String(to + 1) : '',
        });
      case 'loan':
        return post(`/devices/${id}/loan`, { to: person, dueOn: '2027-03-09' });
      case 'in':
        return post(`/devices/${id}/check-in`, { to: place, end: flag ? '1' : '' });
      case 'move':
        return post(`/devices/${id}/move`, { to: place, keep: flag ? '1' : '' });
      case 'end':
        return post(`/devices/${id}/issue/end`, {});
      case 'scan':
        return post(session, { q: TAGS[device] ?? '' });
      case 'badge':
        return post(session, { q: person });
      case 'undo':
        return post(`${await this.someEntry(device)}/undo`, {});
      case 'swap':
        return post(`/devices/${id}/swap`, {
          spare: TAGS[to] ?? '',
          how: flag ? 'loaner' : 'for_good',
          to: 'MAP',
        });
      case 'unswap': {
        const [swap] = await app.rows('SELECT id FROM swaps ORDER BY at DESC LIMIT 1');
        return post(`/swaps/${swap?.id ?? 'none'}/undo`, {});
      }
    }
  }

  private async someEntry(back: number): Promise<string> {
    const rows = await this.app.rows(
      "SELECT session, id FROM scan_entries WHERE outcome = 'done' ORDER BY rowid DESC LIMIT 4",
    );
    const entry = rows[back % Math.max(1, rows.length)];
    return `/check/${entry?.session}/entries/${entry?.id}`;
  }
}

async function newWalk(): Promise<{ walk: Walk; engine: Engine }> {
  const engine = freshDatabase();
  const w = await makeWorld(engine);
  const app = testApp(engine);
  const starts: Record<string, string>[] = [
    { mode: 'person', issue: '1' },
    { mode: 'place', to: 'MAP-C1', issue: '1' },
    { mode: 'collection', to: 'MAP', end: '1' },
    { mode: 'day_loan' },
  ];
  const sessions: string[] = [];
  for (const fields of starts) sessions.push((await app.post('/check', fields, w.sid)).location ?? '');
  return { walk: new Walk(app, w, sessions), engine };
}

test('whatever is done in whatever order, every rule of custody holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 50 }), async (steps) => {
      const { walk, engine } = await newWalk();
      for (const one of steps) {
        const status = await walk.take(one);
        expect([200, 303, 404, 409, 422]).toContain(status);
      }
      expect(await brokenRules(engine)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('two steps at the same moment break no rule either', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 3, maxLength: 8 }), async (pairs) => {
      const { walk, engine } = await newWalk();
      for (const [a, b] of pairs) {
        const statuses = await Promise.all([walk.take(a), walk.take(b)]);
        for (const status of statuses) expect([200, 303, 404, 409, 422]).toContain(status);
      }
      expect(await brokenRules(engine)).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
