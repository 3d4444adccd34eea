import { describe, expect, test } from 'vitest';
import { isAsStored } from '../../src/audits/findings.ts';
import { AUDIT_RULES } from '../../src/check/audit-queries.ts';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { device } from '../support/world-device.ts';
import { type Sent, school } from './school.ts';

/** A draw that is the same each time. */
function* luck(seed: number): Generator<number> {
  for (let x = seed; ; x = (x * 48_271) % 2_147_483_647) yield x;
}

describe('four phones at once', () => {
  test('repeat, mix up and take back; each scan counts once, the findings are those of the events', async () => {
    const s = await school();
    const { w } = s;
    const tags = Array.from({ length: 72 }, (_, n) => `8${String(n).padStart(4, '0')}`);
    const facts = { home: w.maple, at: w.maple, holder: null, assigned: null, use: 'cart' };
    await s.engine.batch(
      tags.flatMap((tag, n) =>
        device(w, newId(), {
          ...facts,
          tag,
          serial: `S${tag}`,
          place: n % 2 ? w.mapleRoom : w.mapleCart,
        }),
      ),
    );
    const id = await s.audit({ location: 'MAP-12' });
    const draw = luck(7);
    const next = (below: number) => (draw.next().value ?? 0) % below;
    const people = [w.sid, w.ian, w.tess, w.ivy];
    const sent = people.map((_, phone) =>
      tags
        .filter((_tag, n) => n % 4 === phone && n % 10 !== 0)
        .map((tag, n): Sent => ({ id: `${phone}-${tag}-key`, seq: n, value: n % 3 ? tag : `S${tag}` })),
    );
    const posts: Promise<unknown>[] = [];
    for (const [phone, events] of sent.entries()) {
      const undone = events.filter((_, n) => n % 7 === 3);
      const all = [
        ...events,
        ...undone.map((one): Sent => ({ id: `undo-${one.id}`, kind: 'undo', about: one.id ?? '' })),
      ].sort(() => next(3) - 1);
      for (let i = 0; i < all.length; i += 5) {
        const batch = all.slice(i, i + 5);
        // An answer was lost: the same again, with more beside it.
        posts.push(s.send(id, `p${phone}`, batch, people[phone]));
        if (next(3) === 0)
          posts.push(s.send(id, `p${phone}`, all.slice(Math.max(0, i - 3), i + 7), people[phone]));
      }
    }
    await Promise.all(posts);
    expect((await s.close(id)).status).toBe(200);
    const scans = sent.flat();
    const taken = new Set(
      sent.flatMap((events) => events.filter((_, n) => n % 7 === 3)).map((one) => one.id),
    );
    const standing = scans
      .filter((one) => !taken.has(one.id))
      .map((one) => (one.value ?? '').replace('S', ''));
    expect((await s.findings(id)).found?.sort()).toEqual(standing.sort());
    const [count] = await s.app.rows<{ n: number }>('SELECT count(*) AS n FROM audit_events');
    expect(count?.n).toBe(scans.length + taken.size);
    const db = new Database(s.engine);
    expect(await isAsStored(db, { id, round: 1 })).toBe(true);
    expect((await brokenRules(db, AUDIT_RULES)).map(({ rule }) => rule)).toEqual([]);
  });
});

describe('the check', () => {
  const breaks: [string, string][] = [
    ['what an audit keeps as found and missing are its findings', 'UPDATE audits SET found = found + 1'],
    [
      'every expected device of a closed audit is found, missing or excused, once',
      "DELETE FROM audit_findings WHERE kind = 'missing' AND rank = 1",
    ],
    [
      'a finding "found" or "missing" is what the scans say',
      "UPDATE audit_events SET late = 1 WHERE value = '70001'",
    ],
    [
      'each event of an audit is one line in the chain of its phone',
      "UPDATE audit_events SET phone = 'another-phone' WHERE value = '70002'",
    ],
    [
      'who scanned in an audit is not its only signer',
      'UPDATE audit_signatures SET person = (SELECT person FROM audit_events LIMIT 1)',
    ],
    [
      'the frozen list is as long as it was, and nothing is settled after the signing',
      'UPDATE audits SET held = held + 1',
    ],
  ];

  test('finds each rule of audits that is broken', async () => {
    const s = await school();
    const id = await s.audit({ location: 'MAP-12' });
    await s.scan(id, ['70001', '70002', '60001', 'ODD']);
    await s.close(id);
    const [row] = await s.app.rows<{ version: number }>('SELECT version FROM audits');
    await s.app.json('POST', `/api/v1/audits/${id}/sign`, { version: row?.version }, s.w.audrey);
    const db = () => new Database(s.engine);
    expect((await brokenRules(db(), AUDIT_RULES)).map(({ rule }) => rule)).toEqual([]);
    const found = new Set<string>();
    for (const [, sql] of breaks) {
      await s.engine.batch([{ sql, parameters: [] }]);
      for (const { rule } of await brokenRules(db(), AUDIT_RULES)) found.add(rule);
    }
    for (const [rule] of breaks) expect(found).toContain(rule);
    expect(await isAsStored(db(), { id, round: 1 })).toBe(false);
  });
});
