import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { coverOf } from '../../src/claims/covered-queries.ts';
import { Database } from '../../src/db/database.ts';
import { coverageNow } from '../../src/repairs/coverage.ts';
import { coverageOf } from '../../src/repairs/coverage-queries.ts';
import { wordsOf } from '../support/visitor.ts';
import {
  type Bench,
  batchRow,
  batchStep,
  claimBench,
  comeBack,
  done,
  draftOf,
  linesOf,
  moreDevices,
  onPlan,
  packed,
  repairOf,
  reported,
  sent,
} from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await claimBench();
});

const TODAY = '2027-03-02';

async function broken(): Promise<string[]> {
  const rules = (await brokenRules(new Database(bench.engine))).map(({ rule }) => rule);
  return rules.filter((rule) => rule !== 'every device has its history');
}

/** What pays for the open repair of a device, and what is left by the line that its page shows. */
async function coverNow(device: string, today = TODAY) {
  const db = new Database(bench.engine);
  const [open] = await bench.app.rows<{ id: string }>(
    'SELECT id FROM repairs WHERE device = ? AND closed_at IS NULL',
    device,
  );
  const [row] = await db.all(coverOf([open?.id ?? ''], today));
  const [coverage] = await db.all(coverageOf(device));
  return { row, plan: coverageNow(coverage, today).plan };
}

const set = (sql: string) => bench.engine.batch([{ sql, parameters: [] }]);

test('warranty, accident, plan, what is used and what has ended: each has its reason', async () => {
  const { w } = bench;
  const repair = await reported(bench, w.one);
  const code = async (sql: string) => {
    await set(sql);
    return (await coverNow(w.one)).row?.code;
  };
  expect(await code('SELECT 1')).toBe('warranty');
  expect(await code("UPDATE repair_lines SET cause = 'liquid'")).toBe('accident');
  await onPlan(bench, w.one);
  expect(await code('SELECT 1')).toBe('plan');
  expect(await code('UPDATE coverage_plans SET incidents = 1')).toBe('plan');
  expect(
    await code("INSERT INTO coverage_pools VALUES ('x', '2026-07-01', 3, 3)").catch(() => 'refused'),
  ).toBe('refused');
  expect(await code("INSERT INTO coverage_pools SELECT id, '2026-07-01', 3, 3 FROM coverage_plans")).toBe(
    'pool_used',
  );
  expect(await code('UPDATE coverage_plans SET pool_incidents = NULL')).toBe('plan');
  expect(await code('UPDATE coverage_plans SET pool_percent = 10, pool_units = 29')).toBe('pool_used');
  expect(await code('UPDATE coverage_plans SET pool_units = 49')).toBe('plan');
  expect(await code("UPDATE devices SET coverage_until = '2027-03-01'")).toBe('plan_ended');
  expect(await code('UPDATE devices SET coverage_plan = NULL, coverage_until = NULL')).toBe('warranty_ended');
  expect(await code('UPDATE devices SET warranty_until = NULL')).toBe('none');
  expect(repair.state).toBe('reported');
});

test('the list and the line on the device page count alike, whatever happened', async () => {
  const { w, engine, plan } = bench;
  await onPlan(bench, w.one);
  await reported(bench, w.one);
  const day = fc
    .date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const facts = fc.record({
    today: day,
    until: day,
    per: fc.constantFrom('year', 'term'),
    incidents: fc.option(fc.integer({ min: 1, max: 4 })),
    covered: fc.array(day, { maxLength: 4 }),
    pool: fc.option(fc.integer({ min: 1, max: 5 })),
    poolFrom: fc.constantFrom('07-01', '01-01', '12-28'),
    used: fc.array(
      fc.record({ year: fc.integer({ min: 2023, max: 2028 }), n: fc.integer({ min: 0, max: 5 }) }),
      {
        maxLength: 3,
      },
    ),
  });
  const runs = process.env.SPUDGER_TEST_ENGINE === 'd1' ? 5 : 150;
  await fc.assert(
    fc.asyncProperty(facts, async (x) => {
      // No incident of a year that is still to come was used yet.
      const now =
        x.today.slice(5) >= x.poolFrom ? Number(x.today.slice(0, 4)) : Number(x.today.slice(0, 4)) - 1;
      const used = new Map(x.used.filter(({ year }) => year <= now).map(({ year, n }) => [year, n]));
      await engine.batch([
        { sql: 'DELETE FROM coverage_pools', parameters: [] },
        { sql: 'DELETE FROM repairs WHERE number > 1', parameters: [] },
        {
          sql: `UPDATE coverage_plans SET incidents = ?, per = ?, pool_incidents = ?, pool_year_from = ?`,
          parameters: [x.incidents, x.per, x.pool, x.poolFrom],
        },
        {
          sql: 'UPDATE devices SET warranty_until = NULL, coverage_until = ? WHERE id = ?',
          parameters: [x.until, w.one],
        },
        {
          sql: `INSERT INTO coverage_pools (plan, year_from, used)
                SELECT ?, value ->> 0 || '-' || ?, value ->> 1 FROM json_each(?)`,
          parameters: [plan, x.poolFrom, JSON.stringify([...used])],
        },
        {
          sql: `INSERT INTO repairs (id, number, device, site, state, outcome, covered, reported_at, recorded_at, closed_at)
                SELECT 'c' || key, 100 + key, ?, ?, 'closed', 'repaired', 1, value || 'T12:00:00Z', 'x', 'x'
                FROM json_each(?)`,
          parameters: [w.one, w.maple, JSON.stringify(x.covered)],
        },
      ]);
      const { row, plan: line } = await coverNow(w.one, x.today);
      const has = row?.code === 'plan';
      expect(has).toBe(line !== null && line.incidentsLeft !== 0 && line.pool?.left !== 0);
      if (!line || !row) return;
      expect(row.incidents === null ? null : Math.max(0, row.incidents - row.deviceUsed)).toBe(
        line.incidentsLeft,
      );
      expect(row.poolSize === null ? null : Math.max(0, row.poolSize - row.poolUsed)).toBe(
        line.pool?.left ?? null,
      );
    }),
    { numRuns: runs, seed: 11 },
  );
});

describe('a pool is never overdrawn', () => {
  test('two batches with the last incident leave at once: one is told that nothing covers it', async () => {
    const { w, app } = bench;
    await set('UPDATE coverage_plans SET pool_incidents = 1');
    await onPlan(bench, w.one, w.two);
    const first = await draftOf(bench, w.one);
    const second = await draftOf(bench, w.two);
    await packed(bench, first);
    await packed(bench, second);
    const send = async (batch: string, person: string) =>
      batchStep(bench, batch, 'send', { version: String((await batchRow(bench, batch)).version) }, person);
    const both = await Promise.all([send(first, w.sid), send(second, w.tess)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
    const told = wordsOf(both.find(({ status }) => status === 422)?.text ?? '');
    expect(told).toContain('all 1 incidents of the pool of Accident plan are used this year');
    expect(await app.rows('SELECT size, used FROM coverage_pools')).toEqual([{ size: 1, used: 1 }]);
    expect(await broken()).toEqual([]);
  });

  test('three devices of one batch share what is left', async () => {
    const { w } = bench;
    await set('UPDATE coverage_plans SET pool_incidents = 2');
    await onPlan(bench, w.one, w.two, w.spare);
    const batch = await draftOf(bench, w.one, w.two, w.spare);
    await packed(bench, batch);
    const send = async (fields: Record<string, string> = {}) =>
      batchStep(bench, batch, 'send', { version: String((await batchRow(bench, batch)).version), ...fields });
    expect(wordsOf((await send()).text)).toContain('Nothing covers 50001.');
    await done(send({ uncovered: 'on' }));
    expect((await linesOf(bench, batch)).map((line) => line.cover)).toEqual(['plan', 'plan', 'none']);
    expect(await broken()).toEqual([]);
  });

  test('whatever is sent and comes back in whatever order, every rule holds', {
    timeout: 60_000,
  }, async () => {
    const run = fc.array(
      fc.record({
        what: fc.constantFrom('send', 'send', 'ready', 'refused', 'lost', 'exchanged', 'resend', 'resize'),
        device: fc.nat(5),
        n: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 12, maxLength: 24 },
    );
    const seen = new Map<string, number>();
    let units = 0;
    await fc.assert(
      fc.asyncProperty(run, async (steps) => {
        bench = await claimBench({ pool_incidents: 2, incidents: 1 });
        const made = await moreDevices(bench, 6);
        await onPlan(bench, ...made.map(({ device }) => device));
        const { app, w } = bench;
        for (const { what, device: i, n } of steps) {
          app.later(60_000);
          const device = made[i]?.device ?? '';
          const [line] = await app.rows<{ batch: string }>(
            "SELECT batch FROM claim_lines WHERE device = ? AND state = 'sent'",
            device,
          );
          let status = 0;
          if (what === 'resize') {
            const [plan] = await app.rows<{ version: number }>('SELECT version FROM coverage_plans');
            const form = {
              version: String(plan?.version),
              name: 'Accident plan',
              per: 'year',
              incidents: '1',
            };
            const edit = `/settings/coverage-plans/${bench.plan}/edit`;
            status = (await app.post(edit, { ...form, poolIncidents: String(n) }, w.ada)).status;
          } else if (what === 'send' || what === 'resend') {
            const open = await app.rows(
              "SELECT 1 FROM repairs WHERE device = ? AND state IN ('reported', 'in_work')",
              device,
            );
            if (line || open.length === 0) continue;
            const batch = await draftOf(bench, device);
            await packed(bench, batch);
            const { version } = await batchRow(bench, batch);
            const uncovered: Record<string, string> = n > 2 ? { uncovered: 'on' } : {};
            status = (await batchStep(bench, batch, 'send', { version: String(version), ...uncovered }))
              .status;
            if (status === 422) await done(batchStep(bench, batch, 'cancel', { version: String(version) }));
          } else if (line) {
            const fields = { reason: 'So it is', caseNumber: 'C-1', serial: `NEW${String(++units)}` };
            status = (await comeBack(bench, line.batch, device, { how: what, ...fields })).status;
          }
          const key = `${what} ${status}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        expect(await broken()).toEqual([]);
      }),
      { numRuns: process.env.SPUDGER_TEST_ENGINE === 'd1' ? 1 : 8, seed: 3 },
    );
    if (process.env.SPUDGER_TEST_ENGINE === 'd1') return;
    for (const key of [
      'send 303',
      'send 422',
      'ready 303',
      'refused 303',
      'lost 303',
      'exchanged 303',
      'resize 303',
      'resize 422',
    ])
      expect([key, (seen.get(key) ?? 0) > 0]).toEqual([key, true]);
  });
});

test('a pool cannot be made smaller than what is used of it, nor its year be moved', async () => {
  const { app, w, plan } = bench;
  await onPlan(bench, w.one, w.two);
  await sent(bench, await draftOf(bench, w.one, w.two));
  const [row] = await app.rows<{ version: number }>('SELECT version FROM coverage_plans');
  const form = { version: String(row?.version), name: 'Accident plan', per: 'year', incidents: '2' };
  const edit = (fields: Record<string, string>) =>
    app.post(`/settings/coverage-plans/${plan}/edit`, { ...form, ...fields }, w.ada);
  const small = await edit({ poolIncidents: '1' });
  expect([small.status, wordsOf(small.text).includes('Vendors have accepted more')]).toEqual([422, true]);
  const moved = await edit({ poolIncidents: '5', poolYearFrom: '01-01' });
  expect([moved.status, wordsOf(moved.text).includes('2 incidents of this year are used')]).toEqual([
    422,
    true,
  ]);
  const both = await edit({ poolIncidents: '5', poolPercent: '10', poolUnits: '100' });
  expect([both.status, wordsOf(both.text).includes('Give a number or a share')]).toEqual([422, true]);
  await done(edit({ poolPercent: '10', poolUnits: '25' }));
  expect(await app.rows('SELECT size, used FROM coverage_pools')).toEqual([{ size: 2, used: 2 }]);
  expect(wordsOf((await app.get('/settings/coverage-plans', w.ada)).text)).toContain('0 of 2 left');
  expect(await broken()).toEqual([]);
});

test('what a vendor accepted stays counted until its batch gives it back', async () => {
  const { app, w } = bench;
  await onPlan(bench, w.one);
  await sent(bench, await draftOf(bench, w.one));
  const { version } = await repairOf(bench, w.one);
  const form = { version: String(version), priority: 'normal', level: '1' };
  expect((await app.post('/repairs/1/edit', form, w.sid)).status).toBe(409);
  expect((await app.post('/repairs/1/edit', { ...form, covered: 'on' }, w.sid)).status).toBe(303);
  expect(await broken()).toEqual([]);
});
