import { expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { wordsOf } from '../support/visitor.ts';
import { claimBench, draftOf, onPlan, repairOf, sent } from './bench.ts';

test('ticked by hand while it is away, a repair uses an incident of the pool, and gives it back unticked', async () => {
  const bench = await claimBench();
  const { app, w, engine } = bench;
  const set = (sql: string) => engine.batch([{ sql, parameters: [] }]);
  const broken = async () =>
    (await brokenRules(new Database(engine)))
      .map(({ rule }) => rule)
      .filter((rule) => rule !== 'every device has its history');
  await set('UPDATE coverage_plans SET pool_incidents = 1');
  await onPlan(bench, w.one, w.two);
  await set("UPDATE devices SET warranty_until = '2028-01-01'");
  await sent(bench, await draftOf(bench, w.one, w.two));
  const [one, two] = [await repairOf(bench, w.one), await repairOf(bench, w.two)];
  const tick = async ({ number }: { number: number }, covered: boolean) => {
    const [now] = await app.rows<{ version: number }>('SELECT version FROM repairs WHERE number = ?', number);
    const form = { version: String(now?.version), priority: 'normal', level: '1' };
    return app.post(`/repairs/${number}/edit`, covered ? { ...form, covered: 'on' } : form, w.sid);
  };
  const used = () => app.rows('SELECT used FROM coverage_pools');
  for (let again = 0; again < 2; again++) {
    expect((await tick(one, true)).status).toBe(303);
    expect([await used(), await broken()]).toEqual([[{ used: 1 }], []]);
    const none = await tick(two, true);
    expect([none.status, wordsOf(none.text)]).toEqual([
      422,
      expect.stringContaining('All 1 incidents of the pool of Accident plan are used this year'),
    ]);
    expect((await tick(one, false)).status).toBe(303);
    expect([await used(), await broken()]).toEqual([[{ used: 0 }], []]);
  }
  const [now] = await app.rows<{ version: number }>(
    'SELECT version FROM repairs WHERE number = ?',
    two.number,
  );
  const body = { version: now?.version, priority: 'normal', level: 1, covered: true };
  expect((await app.json('PUT', `/api/v1/repairs/${two.number}`, body, w.sid)).status).toBe(200);
  expect([await used(), (await tick(one, true)).status, await broken()]).toEqual([[{ used: 1 }], 422, []]);
});
