import { beforeEach, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { keptFaults } from '../repairs/workshop.ts';
import { wordsOf } from '../support/visitor.ts';
import { row } from '../support/world-row.ts';
import { type Bench, claimBench, comeBack, done, draftOf, onPlan, sent } from './bench.ts';

let bench: Bench;
let batch: string;

beforeEach(async () => {
  bench = await claimBench();
  const field = newId();
  await bench.engine.batch([
    row('custom_fields', { id: field, device_kind: 'chromebook', name: 'Case colour', type: 'text' }),
    row('custom_values', { device: bench.w.one, field, value: 'Blue' }),
  ]);
  await onPlan(bench, bench.w.one);
  batch = await draftOf(bench, bench.w.one);
  await sent(bench, batch);
});

const swap = (fields: Record<string, string> = {}, person?: string) =>
  comeBack(bench, batch, bench.w.one, { how: 'exchanged', serial: '5CD7777NEW', ...fields }, person);

async function broken(): Promise<string[]> {
  const rules = (await brokenRules(new Database(bench.engine))).map(({ rule }) => rule);
  return [...rules.filter((rule) => rule !== 'every device has its history'), ...(await keptFaults(bench))];
}

test('another unit takes over tag, person, home, use and coverage; each leads to the other', async () => {
  const { app, w } = bench;
  const to = await done(swap());
  const id = to.split(/[/?]/)[2] ?? '';
  const [unit] = await app.rows('SELECT * FROM devices WHERE id = ?', id);
  expect(unit).toMatchObject({
    tag: '48213',
    serial: '5CD7777NEW',
    model: w.dell3100,
    home: w.maple,
    use: 'one_to_one',
    state: 'in_service',
    assigned_person: w.student,
    place: w.depot,
    warranty_until: '2026-06-30',
    coverage_plan: bench.plan,
    coverage_until: '2028-06-30',
    purchased_on: '2024-07-01',
    cost_cents: 27900,
  });
  const [old] = await app.rows('SELECT * FROM devices WHERE id = ?', w.one);
  expect(old).toMatchObject({
    tag: '',
    serial: '5CD1234XYZ',
    state: 'retired',
    assigned_person: null,
    place: w.vendor,
  });
  const now = wordsOf((await app.get('/devices/48213', w.sid)).text);
  expect(now).toContain('Came from Maker repair centre in place of 5CD1234XYZ');
  expect(now).toContain('It took over the tag 48213');
  expect(now).toContain('Case colour Blue');
  const before = wordsOf((await app.get('/devices/5CD1234XYZ', w.sid)).text);
  expect(before).toContain('Retired since');
  expect(before).toMatch(/sent another unit in its place, 10:00 AM\s+: 48213/);
  expect((await app.get('/scan?q=5CD1234XYZ', w.sid)).location).toContain(w.one);
  const repair = wordsOf((await app.get('/repairs/1', w.sid)).text);
  expect(repair).toContain('Exchanged for another unit');
  expect(repair).toContain('48213 in its place');
  expect(await broken()).toEqual([]);
});

test('two people record the unit at once: there is one new device', async () => {
  const { app, w } = bench;
  const both = await Promise.all([swap({}, w.tess), swap({ serial: '5CD8888NEW' }, w.sid)]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(wordsOf(both.find(({ status }) => status === 409)?.text ?? '')).toMatch(/exchanged, by/i);
  expect(await app.rows('SELECT 1 FROM exchanges')).toHaveLength(1);
  expect(await app.rows("SELECT 1 FROM devices WHERE serial LIKE '%NEW'")).toHaveLength(1);
  expect(await broken()).toEqual([]);
});

test('a serial that is known, or the same one, is refused with words', async () => {
  const { w } = bench;
  const cases = [
    ['5CD1235XYZ', 'A Dell Chromebook 3100 of Maple Elementary (tag 48214) has this serial'],
    ['S/N 5cd1234xyz', 'it is no other unit'],
    ['6.37702E+15', 'A spreadsheet has turned this into a rounded number'],
    ['', 'Scan or type the serial of the unit that came'],
  ] as const;
  for (const [serial, words] of cases) {
    const refused = await swap({ serial });
    expect([refused.status, serial]).toEqual([422, serial]);
    expect(wordsOf(refused.text)).toContain(words);
  }
  expect((await swap({}, w.ivy)).status).toBe(403);
  expect((await swap({ place: w.vendor })).status).toBe(422);
  expect(await broken()).toEqual([]);
});

test('a device that had only a tag is known by its record when the tag is gone', async () => {
  const { app, engine, w } = bench;
  await engine.batch([
    {
      sql: 'DELETE FROM identifiers_fts WHERE rowid = (SELECT n FROM identifiers WHERE device = ? AND kind = ?)',
      parameters: [w.one, 'serial'],
    },
    { sql: "DELETE FROM identifiers WHERE device = ? AND kind = 'serial'", parameters: [w.one] },
    { sql: "UPDATE devices SET serial = '' WHERE id = ?", parameters: [w.one] },
  ]);
  await done(swap({ model: w.lenovo100e }));
  const [old] = await app.rows('SELECT tag, unidentified, state FROM devices WHERE id = ?', w.one);
  expect(old).toEqual({ tag: '', unidentified: 1, state: 'retired' });
  const [unit] = await app.rows("SELECT model, tag FROM devices WHERE serial = '5CD7777NEW'");
  expect(unit).toEqual({ model: w.lenovo100e, tag: '48213' });
  expect(await broken()).toEqual([]);
});
