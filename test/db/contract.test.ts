import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../../src/context.ts';
import { commit, must } from '../../src/db/commit.ts';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { q } from '../../src/db/query.ts';
import { sameVersion } from '../../src/db/version.ts';
import { Conflict } from '../../src/errors.ts';
import { hashOf, record, textDigest } from '../../src/history/record.ts';
import { freshDatabase } from '../support/database.ts';
import { onTheEngineItself } from '../support/opened.ts';

onTheEngineItself();

const NOW = '2027-03-02T15:00:00.000Z';
let engine: Engine;

beforeEach(() => {
  engine = freshDatabase();
});

function ctx(overrides: Partial<Ctx> = {}): Ctx {
  return {
    db: new Database(engine),
    actor: { person: 'p', name: 'Sid', grants: [], source: 'page' },
    now: NOW,
    today: '2027-03-02',
    district: { name: 'Test', zone: 'America/New_York', currency: 'USD', settings: {} },
    submission: null,
    ...overrides,
  };
}

const holiday = (day: string, name = 'Holiday') => q.insertInto('holidays').values({ day, name });
const rows = async (sql: string) => (await engine.read([{ sql, parameters: [] }]))[0] ?? [];

async function conflictOf(run: Promise<unknown>): Promise<Conflict> {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Conflict);
  return error as Conflict;
}

describe('a commit', () => {
  test('applies everything, in order, with its history', async () => {
    const thing = newId();
    await commit(ctx(), null, holiday('2027-07-05'), [
      null,
      [record({ thing, kind: 'day', verb: 'added', first: true })],
    ]);
    expect(await rows('SELECT day FROM holidays')).toEqual([{ day: '2027-07-05' }]);
    expect(await rows('SELECT thing, seq, previous, person FROM records')).toEqual([
      { thing, seq: 1, previous: '', person: 'p' },
    ]);
  });

  test('a failed guard applies nothing and says which', async () => {
    const never = { sql: 'SELECT 1 FROM holidays WHERE day = ?', parameters: ['2000-01-01'] };
    const conflict = await conflictOf(
      commit(ctx(), null, holiday('2027-07-05'), must('the day is free', never)),
    );
    expect([conflict.kind, conflict.what]).toEqual(['must', 'the day is free']);
    expect(await rows('SELECT 1 FROM holidays UNION ALL SELECT 1 FROM guards')).toEqual([]);
  });

  test('a guard that holds leaves nothing behind', async () => {
    await commit(ctx(), null, must('one is one', { sql: 'SELECT 1', parameters: [] }), holiday('2027-07-05'));
    expect(await rows('SELECT 1 FROM guards')).toEqual([]);
  });

  test('a unique constraint is a conflict with its columns', async () => {
    await commit(ctx(), null, holiday('2027-07-05'));
    const conflict = await conflictOf(commit(ctx(), null, holiday('2027-12-24'), holiday('2027-07-05')));
    expect([conflict.kind, conflict.what]).toEqual(['unique', 'holidays.day']);
    expect(await rows('SELECT count(*) AS n FROM holidays')).toEqual([{ n: 1 }]);
  });

  test('an expression index is a conflict with its name', async () => {
    const person = newId();
    await engine.batch([
      {
        sql: "INSERT INTO people (id, kind, given_name, family_name, sort_name, created_at) VALUES (?, 'staff', 'a', 'b', 'b', 'x')",
        parameters: [person],
      },
      {
        sql: "INSERT INTO users (id, name, email, created_at, updated_at) VALUES (?, 'a', 'a', 'x', 'x')",
        parameters: [person],
      },
    ]);
    const role = () => q.insertInto('user_roles').values({ id: newId(), person, role: 'admin' });
    const conflict = await conflictOf(commit(ctx(), null, role(), role()));
    expect([conflict.kind, conflict.what]).toEqual(['unique', 'user_roles_one']);
  });

  test('a CHECK is a conflict with its name', async () => {
    const bad = q.insertInto('stock').values({ bin: 'b', part: 'p', on_hand: -1 });
    const conflict = await conflictOf(commit(ctx(), null, bad));
    expect([conflict.kind, conflict.what]).toEqual(['check', 'stock_not_negative']);
  });

  test('a missing reference is a conflict', async () => {
    const bad = q.insertInto('stock').values({ bin: 'no such bin', part: 'none', on_hand: 1 });
    expect((await conflictOf(commit(ctx(), null, bad))).kind).toBe('reference');
  });

  test('a stale version is a conflict of its own kind', async () => {
    const conflict = await conflictOf(commit(ctx(), null, sameVersion('locations', newId(), 1)));
    expect(conflict.kind).toBe('version');
  });

  test('an unknown table is an error, not a conflict', async () => {
    const error = await commit(ctx(), null, { sql: 'INSERT INTO nothing VALUES (1)', parameters: [] }).catch(
      (e) => e,
    );
    expect(error).not.toBeInstanceOf(Conflict);
  });

  test("a submission's key is kept with the answer, and refused the second time", async () => {
    const submission = { key: 'key-12345', route: '/x', bodyHash: 'h', fromPhone: false };
    await commit(ctx({ submission }), { id: 7 }, holiday('2027-07-05'));
    expect(await rows('SELECT key, person, result FROM idempotency_keys')).toEqual([
      { key: 'key-12345', person: 'p', result: '{"id":7}' },
    ]);
    const conflict = await conflictOf(commit(ctx({ submission }), { id: 8 }, holiday('2027-12-24')));
    expect(conflict.what).toBe('idempotency_keys.key');
    expect(await rows('SELECT count(*) AS n FROM holidays')).toEqual([{ n: 1 }]);
  });
});

describe('the chain of records', () => {
  test('each record carries the hash of the one before it, and texts are digests', async () => {
    const thing = newId();
    const note = (text: string) =>
      record({ thing, kind: 'note', verb: 'noted', text, data: { n: text.length } });
    await commit(ctx(), null, note('first'), note('second'));
    await commit(ctx(), null, note('third'));
    const chain = (await rows(
      'SELECT thing, seq, kind, verb, at, done_at, person, source, device, site, data, text_digest, previous, hash FROM records ORDER BY seq',
    )) as unknown as Parameters<typeof hashOf>[0][] & { hash: string }[];
    let previous = '';
    for (const line of chain) {
      expect(line.previous).toBe(previous);
      expect(hashOf(line)).toBe(line.hash);
      previous = line.hash;
    }
    expect(chain).toHaveLength(3);
    const [text] = (await rows('SELECT salt, text FROM record_texts WHERE seq = 1')) as {
      salt: string;
      text: string;
    }[];
    expect(textDigest(text?.salt ?? '', text?.text ?? '')).toBe(chain[0]?.text_digest);
  });

  test('thirty at once on one thing all get in', async () => {
    const thing = newId();
    const one = () => commit(ctx(), null, record({ thing, kind: 'note', verb: 'noted' }));
    await Promise.all(Array.from({ length: 30 }, one));
    expect(await rows('SELECT count(*) AS n, max(seq) AS last FROM records')).toEqual([{ n: 30, last: 30 }]);
  });
});

describe('the limits of both engines', () => {
  test('values that differ between the engines are refused', async () => {
    for (const value of [true, new Date(), 1n, undefined, Number.NaN, new Uint8Array(1)]) {
      await expect(engine.read([{ sql: 'SELECT ?', parameters: [value] }])).rejects.toThrow();
    }
  });

  test('a value over a million bytes, more than a hundred parameters', async () => {
    await expect(engine.read([{ sql: 'SELECT ?', parameters: ['é'.repeat(500_001)] }])).rejects.toThrow(
      '1,000,000',
    );
    await expect(engine.read([{ sql: 'SELECT 1', parameters: Array(101).fill(1) }])).rejects.toThrow('101');
  });

  test('the 500th statement of one request', async () => {
    const db = new Database(engine);
    const one = { sql: 'SELECT 1', parameters: [] };
    await db.read(...Array<typeof one>(499).fill(one));
    await expect(db.read(one)).rejects.toThrow('500 statements');
  });

  test('there are no interactive transactions', async () => {
    await expect(q.transaction().execute(async () => {})).rejects.toThrow();
  });
});
