import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { custodyOf, keptFaults } from '../repairs/workshop.ts';
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

// The cast is written as rows, without history.
const WITHOUT_HISTORY = 'every device has its history';

async function broken(): Promise<string[]> {
  const rules = (await brokenRules(new Database(bench.engine))).map(({ rule }) => rule);
  return [...rules.filter((rule) => rule !== WITHOUT_HISTORY), ...(await keptFaults(bench))];
}

async function pool(): Promise<number> {
  const [row] = await bench.app.rows<{ used: number }>('SELECT used FROM coverage_pools');
  return row?.used ?? 0;
}

describe('a batch goes to the vendor', () => {
  test('ticked repairs become a draft, which is packed, sent, and closed with the last one back', async () => {
    const { app, w } = bench;
    await onPlan(bench, w.two);
    const one = await reported(bench, w.one);
    const two = await reported(bench, w.two);
    const list = wordsOf((await app.get('/vendor-batches/covered', w.sid)).text);
    expect(list).toContain('In warranty until Jun 30');
    expect(list).toContain('Accident plan until Jun 30, 2028, 2 of 2 left for it, pool 3 of 3 left');
    const to = await done(
      app.post('/vendor-batches/add', { batch: w.vendor, repairs: [one.id, two.id] }, w.sid),
    );
    const batch = to.split(/[/?]/)[2] ?? '';
    expect(wordsOf((await app.get('/vendor-batches/covered', w.sid)).text)).toContain('No open repair fits');

    await sent(bench, batch, { rma: 'RMA-77', carrier: 'Parcel', tracking: '1Z9', expectedOn: '2027-03-20' });
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'sent', devices: 2, waiting: 2 });
    expect((await linesOf(bench, batch)).map((line) => [line.state, line.cover])).toEqual([
      ['sent', 'warranty'],
      ['sent', 'plan'],
    ]);
    expect(await custodyOf(bench, w.one)).toMatchObject({ location: w.vendor, person: null, why: 'vendor' });
    const waiting = await repairOf(bench, w.two);
    expect(waiting).toMatchObject({
      state: 'at_vendor',
      hold_reason: 'vendor',
      technician: w.sid,
      expected_on: '2027-03-20',
    });
    expect(await pool()).toBe(1);
    expect(wordsOf((await app.get('/devices/48214', w.sid)).text)).toContain(
      '1 incident left, pool 2 of 3 left',
    );
    expect(await broken()).toEqual([]);

    await done(comeBack(bench, batch, w.one, { how: 'ready' }));
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'partly_back', waiting: 1 });
    expect(await repairOf(bench, w.one)).toMatchObject({
      state: 'ready',
      outcome: 'repaired',
      hold_reason: null,
    });
    expect(await custodyOf(bench, w.one)).toMatchObject({ location: w.depot });
    await done(comeBack(bench, batch, w.two, { how: 'work' }));
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'closed', waiting: 0 });
    expect(await repairOf(bench, w.two)).toMatchObject({ state: 'in_work' });
    expect(await pool()).toBe(1);
    expect(await broken()).toEqual([]);
  });

  test('a Chromebook that is not deprovisioned keeps the batch from being packed', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one, w.two);
    const pack = async () =>
      batchStep(bench, batch, 'packed', { version: String((await batchRow(bench, batch)).version) });
    const refused = await pack();
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Not deprovisioned: 48213, 48214.');
    const [first, second] = await linesOf(bench, batch);
    await done(batchStep(bench, batch, 'deprovisioned', { claims: first?.id ?? '', how: 'done' }, w.tess));
    expect(wordsOf((await pack()).text)).toContain('Not deprovisioned: 48214.');
    const page = wordsOf((await app.get(`/vendor-batches/${batch}`, w.sid)).text);
    expect(page).toMatch(/Deprovisioned Tess Torx/);
    await done(batchStep(bench, batch, 'deprovisioned', { claims: second?.id ?? '', how: 'not_enrolled' }));
    expect((await pack()).status).toBe(303);
    const closed = await batchStep(bench, batch, 'take-out', { claims: first?.id ?? '' });
    expect([closed.status, (await linesOf(bench, batch)).length]).toEqual([409, 2]);
    await done(
      batchStep(bench, batch, 'unpack', { version: String((await batchRow(bench, batch)).version) }),
    );
    await done(batchStep(bench, batch, 'take-out', { claims: first?.id ?? '' }));
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'draft', devices: 1 });
    expect(await broken()).toEqual([]);
  });

  test('what nothing covers goes only where somebody says so', async () => {
    const { w } = bench;
    await bench.engine.batch([{ sql: "UPDATE devices SET warranty_until = '2026-01-31'", parameters: [] }]);
    const batch = await draftOf(bench, w.one);
    await packed(bench, batch);
    const { version } = await batchRow(bench, batch);
    const refused = await batchStep(bench, batch, 'send', { version: String(version), rma: 'RMA-9' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Nothing covers 48213.');
    expect(refused.text).toContain('value="RMA-9"');
    expect(wordsOf(refused.text)).toContain('warranty ended Jan 31, 2026');
    await done(batchStep(bench, batch, 'send', { version: String(version), uncovered: 'on' }));
    expect((await linesOf(bench, batch))[0]).toMatchObject({ state: 'sent', cover: 'none' });
    expect(await pool()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  test('a repair that moved on keeps it here, with words', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one, w.two);
    await packed(bench, batch);
    await done(
      app.post(`/repairs/${(await repairOf(bench, w.one)).number}/ready`, { outcome: 'no_fault' }, w.sid),
    );
    const { version } = await batchRow(bench, batch);
    const refused = await batchStep(bench, batch, 'send', { version: String(version) });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('take out what cannot go: the repair of 48213 is ready');
    expect(await broken()).toEqual([]);
  });

  test('a device is in one batch, and free again when that is cancelled', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one);
    const { id } = await repairOf(bench, w.one);
    const second = await app.post('/vendor-batches/new', { vendor: w.vendor, repairs: [id] }, w.tess);
    expect(second.status).toBe(422);
    expect(wordsOf(second.text)).toContain('48213 is in V-00001 already');
    await done(
      batchStep(bench, batch, 'cancel', { version: String((await batchRow(bench, batch)).version) }),
    );
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'cancelled', devices: 0 });
    expect((await draftOf(bench, w.one)).length).toBe(36);
    expect(await broken()).toEqual([]);
  });

  test('a hundred devices go in one commit, one more is too many', async () => {
    const made = await moreDevices(bench, 101);
    const repairs = made.map(({ repair }) => repair.id);
    const { app, w } = bench;
    const many = await app.post('/vendor-batches/new', { vendor: w.vendor, repairs }, w.sid);
    expect(many.status).toBe(422);
    const batch = await draftOf(bench, ...made.slice(0, 100).map(({ device }) => device));
    const over = await app.post('/vendor-batches/add', { batch, repairs: repairs.slice(100) }, w.sid);
    expect([over.status, wordsOf(over.text).includes('at most 100 devices')]).toEqual([422, true]);
    await sent(bench, batch);
    expect(await batchRow(bench, batch)).toMatchObject({ state: 'sent', devices: 100, waiting: 100 });
    const [count] = await app.rows<{ n: number }>(
      "SELECT count(*) AS n FROM repairs WHERE state = 'at_vendor' AND hold_reason = 'vendor'",
    );
    expect(count?.n).toBe(100);
    expect(await broken()).toEqual([]);
  });
});

describe('it comes back', () => {
  test('not repaired or refused: work goes on, and what was refused gives its incident back', async () => {
    const { app, w } = bench;
    await onPlan(bench, w.one, w.two, w.spare);
    const batch = await draftOf(bench, w.one, w.two, w.spare);
    await sent(bench, batch);
    expect(await pool()).toBe(3);
    const bare = await comeBack(bench, batch, w.one, { how: 'refused' });
    expect([bare.status, wordsOf(bare.text).includes('Say what the vendor wrote')]).toEqual([422, true]);
    await done(comeBack(bench, batch, w.one, { how: 'refused', reason: 'Liquid is not covered' }));
    expect(await pool()).toBe(2);
    const [refused] = await app.rows<{ state: string; covered: number }>(
      'SELECT state, covered FROM repairs WHERE device = ?',
      w.one,
    );
    expect(refused).toEqual({ state: 'in_work', covered: 0 });
    await done(comeBack(bench, batch, w.two, { how: 'unrepaired', reason: 'No part', giveBack: 'on' }));
    await done(comeBack(bench, batch, w.spare, { how: 'unrepaired', reason: 'No fault found' }));
    expect(await pool()).toBe(1);
    const list = wordsOf((await app.get('/vendor-batches/covered?cover=any', w.sid)).text);
    expect(list).toContain('Not covered a vendor refused it on Mar 2');
    expect(await broken()).toEqual([]);
  });

  test('the same return sent twice is recorded once, and the second one is told by whom', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one);
    await sent(bench, batch);
    const both = await Promise.all([
      comeBack(bench, batch, w.one, { how: 'ready' }, w.tess),
      comeBack(bench, batch, w.one, { how: 'work' }, w.ian),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    const told = wordsOf(both.find(({ status }) => status === 409)?.text ?? '');
    expect(told).toMatch(/repaired, by (Tess Torx|Ian Bezel)/);
    const back = await app.rows("SELECT 1 FROM records WHERE verb = 'came back'");
    expect(back).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });

  test('lost by the carrier: the device is lost with the number, its repair ended', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one);
    await sent(bench, batch);
    const told = await comeBack(bench, batch, w.one, { how: 'lost', caseNumber: 'C-4711' }, w.tess);
    expect(told.status).toBe(403);
    await done(comeBack(bench, batch, w.one, { how: 'lost', caseNumber: 'C-4711' }));
    const device = wordsOf((await app.get('/devices/48213', w.sid)).text);
    expect(device).toContain('lost by the carrier, police report C-4711');
    expect(await repairOf(bench, w.one)).toMatchObject({ state: 'closed', outcome: 'not_worth' });
    expect(wordsOf((await app.get('/repairs/1', w.sid)).text)).toContain('Lost by the carrier');
    expect(await broken()).toEqual([]);
  });

  test('what a vendor has is moved by its batch alone', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one);
    await sent(bench, batch);
    const refused = await Promise.all([
      app.post('/devices/48213/check-in', { to: 'MAP-12' }, w.sid),
      app.post('/devices/48213/move', { to: 'MAP-12' }, w.sid),
      app.post('/devices/48213/lost', { state: 'lost', seen: 'in_service' }, w.sid),
      app.post('/devices/48213/join', { other: '48214', confirmed: w.two }, w.sid),
      app.post('/repairs/1/resume', { place: w.depot }, w.sid),
      app.post('/repairs/1/edit', { version: '2', priority: 'normal', level: '1' }, w.sid),
    ]);
    expect(refused.slice(0, 5).map(({ status }) => status)).toEqual([422, 422, 422, 422, 409]);
    expect(wordsOf(refused[0]?.text ?? '')).toContain('By the books it is at a vendor');
    expect(await custodyOf(bench, w.one)).toMatchObject({ location: w.vendor });
    expect(await broken()).toEqual([]);
  });

  test('late ones stand on top, and asking the vendor is noted', async () => {
    const { app, w } = bench;
    const batch = await draftOf(bench, w.one);
    await sent(bench, batch, { expectedOn: '2027-03-04' });
    expect(wordsOf((await app.get('/vendor-batches/away', w.sid)).text)).not.toContain('Late');
    app.later(4 * 86_400_000);
    expect(wordsOf((await app.get('/vendor-batches/away', w.audrey)).text)).toMatch(/48213 .* Late 4 d/);
    await done(batchStep(bench, batch, 'chase', { text: 'Waits for a board, two weeks' }));
    expect(wordsOf((await app.get(`/vendor-batches/${batch}`, w.sid)).text)).toContain('Waits for a board');
    expect(await broken()).toEqual([]);
  });
});

test('the packing list prints, and is a file for the vendor', async () => {
  const { app, w } = bench;
  const batch = await draftOf(bench, w.one, w.two);
  const page = wordsOf((await app.get(`/vendor-batches/${batch}/packing-list`, w.audrey)).text);
  expect(page).toContain('1 5CD1234XYZ 48213 Dell Chromebook 3100');
  expect(page).toContain('http://spudger.test/vendor-batches/V-00001');
  expect(page).not.toContain('Quill');
  // Sent on the evening of Monday here, which is Tuesday elsewhere.
  await bench.engine.batch([
    { sql: "UPDATE claim_batches SET sent_at = '2027-03-02T02:30:00.000Z'", parameters: [] },
  ]);
  const paper = wordsOf((await app.get(`/vendor-batches/${batch}/packing-list`, w.audrey)).text);
  expect([paper.includes('Mar 1, 2027'), paper.includes('Mar 2')]).toEqual([true, false]);
  const file = await app.get(`/vendor-batches/${batch}/packing-list.csv`, w.sid);
  expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="V-00001.csv"');
  expect(file.text.split('\r\n')[1]).toMatch(/^V-00001,,1,48213,5CD1234XYZ,Dell Chromebook 3100,R-000001,/);
});
