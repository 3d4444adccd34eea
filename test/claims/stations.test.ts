import { beforeEach, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { wordsOf } from '../support/visitor.ts';
import {
  type Bench,
  batchRow,
  claimBench,
  done,
  draftOf,
  linesOf,
  repairOf,
  reported,
  sent,
} from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await claimBench();
});

async function broken(): Promise<string[]> {
  const rules = (await brokenRules(new Database(bench.engine))).map(({ rule }) => rule);
  return rules.filter((rule) => rule !== 'every device has its history');
}

async function station(path: string, fields: Record<string, string>, person = bench.w.sid): Promise<string> {
  return done(bench.app.post(path, fields, person));
}

const scan = (path: string, q: string, person = bench.w.sid) => bench.app.post(path, { q }, person);
const read = async (path: string, person = bench.w.sid) => wordsOf((await bench.app.get(path, person)).text);

async function messages(): Promise<string[]> {
  const rows = await bench.app.rows<{ outcome: string; message: string }>(
    'SELECT outcome, message FROM scan_entries ORDER BY rowid',
  );
  return rows.map((row) => `${row.outcome} ${row.message}`);
}

test('devices are scanned into a draft, each at once, and the last one out again', async () => {
  const { app, engine, w } = bench;
  const batch = await draftOf(bench);
  const other = await draftOf(bench, w.birchDevice);
  await reported(bench, w.one);
  await reported(bench, w.two);
  await engine.batch([
    { sql: "UPDATE devices SET warranty_until = '2026-01-01' WHERE id = ?", parameters: [w.two] },
  ]);
  const here = await station(`/vendor-batches/${batch}/scan`, {});
  for (const q of ['48213', '48213', '5CD1235XYZ', '50001', '60001', 'nothing'])
    expect((await scan(here, q)).status).toBe(303);
  expect(await messages()).toEqual([
    'done in_warranty',
    'already already_in',
    'done in_uncovered',
    'error no_repair',
    'error other_batch',
    'error unknown',
  ]);
  expect(await batchRow(bench, batch)).toMatchObject({ devices: 2 });
  const page = await read(here);
  expect(page).toContain('48214 is in, but nothing pays for it');
  expect(page).toContain('60001 is in another batch: take it out there first');
  const [entry] = await app.rows<{ id: string }>(
    "SELECT id FROM scan_entries WHERE message = 'in_uncovered'",
  );
  await done(app.post(`${here}/${entry?.id}/undo`, {}, w.sid));
  expect((await app.post(`${here}/${entry?.id}/undo`, {}, w.sid)).status).toBe(404);
  expect((await linesOf(bench, batch)).map((line) => line.state)).toEqual(['in', 'out']);
  expect((await linesOf(bench, other)).map((line) => line.state)).toEqual(['in']);
  expect((await app.get(here, w.tess)).status).toBe(404);
  expect(await broken()).toEqual([]);
});

test('what came back is scanned in a row, each as the station says', async () => {
  const { app, w } = bench;
  const batch = await draftOf(bench, w.one, w.two, w.spare);
  await sent(bench, batch);
  const here = await station('/vendor-batches/receive', { place: w.depot });
  await scan(here, '48213');
  const bare = await app.post(`${here}/how`, { how: 'refused' }, w.sid);
  expect([bare.status, wordsOf(bare.text).includes('Say what the vendor wrote')]).toEqual([422, true]);
  await done(app.post(`${here}/how`, { how: 'refused', reason: 'Liquid' }, w.sid));
  for (const q of ['48214', '48214', '50002', 'NEW-SERIAL-1']) await scan(here, q);
  expect(await messages()).toEqual([
    'done back_ready_enroll',
    'done back_refused_enroll',
    'already was_refused',
    'error not_sent',
    'error unknown',
  ]);
  const page = await read(here);
  expect(page).toContain('North depot, Refused: not covered');
  expect(page).toContain('It came in place of another');
  expect((await repairOf(bench, w.one)).state).toBe('ready');
  expect((await repairOf(bench, w.two)).state).toBe('in_work');
  expect((await linesOf(bench, batch)).map((line) => [line.state, line.reason])).toEqual([
    ['repaired', ''],
    ['refused', 'Liquid'],
    ['sent', ''],
  ]);
  const away = await app.get('/vendor-batches/away?serial=NEW-SERIAL-1', w.sid);
  expect(away.text).toContain('?how=exchanged&amp;serial=NEW-SERIAL-1');
  expect(await broken()).toEqual([]);
});

test('two stations scan the same device in the same moment: one brings it back, the other is told', async () => {
  const { app, w } = bench;
  const batch = await draftOf(bench, w.one);
  await sent(bench, batch);
  const first = await station('/vendor-batches/receive', { place: w.depot }, w.tess);
  const second = await station('/vendor-batches/receive', { place: w.van }, w.sid);
  const both = await Promise.all([scan(first, '48213', w.tess), scan(second, '48213', w.sid)]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect((await messages()).sort()).toEqual(['already was_repaired', 'done back_ready_enroll']);
  expect(await app.rows("SELECT 1 FROM custody WHERE why = 'repair'")).toHaveLength(1);
  expect(await batchRow(bench, batch)).toMatchObject({ state: 'closed', waiting: 0 });
  expect(await broken()).toEqual([]);
});
