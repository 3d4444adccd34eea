import { describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { custodyOf } from '../repairs/workshop.ts';
import {
  type Bench,
  batchRow,
  batchStep,
  claimBench,
  comeBack,
  done,
  draftOf,
  linesOf,
  onPlan,
  repairOf,
  sent,
} from './bench.ts';

/** Two devices at the vendor under a plan; the first one's repair, line and place as they are now. */
async function away() {
  const bench = await claimBench();
  const { w, app } = bench;
  await onPlan(bench, w.one, w.two);
  const batch = await draftOf(bench, w.one, w.two);
  await sent(bench, batch);
  const all = async () => ({
    repair: { ...(await app.rows('SELECT * FROM repairs WHERE device = ?', w.one))[0], version: 0 },
    holds: await app.rows('SELECT reason, from_at, to_at FROM repair_holds ORDER BY from_at, id'),
    line: (await linesOf(bench, batch)).find((line) => line.device === w.one),
    batch: { ...(await batchRow(bench, batch)), version: 0 },
    at: (await custodyOf(bench, w.one))?.location,
    pool: await app.rows('SELECT used FROM coverage_pools'),
  });
  const line = (await all()).line?.id ?? '';
  const undo = (person = w.sid) => batchStep(bench, batch, `claims/${line}/undo`, {}, person);
  return { bench, batch, line, all, undo };
}

async function broken(bench: Bench): Promise<string[]> {
  const rules = (await brokenRules(new Database(bench.engine))).map(({ rule }) => rule);
  return rules.filter((rule) => rule !== 'every device has its history');
}

describe('back from the vendor, taken back', () => {
  test('waits there as before, however it had come back, and comes back again', async () => {
    const { bench, batch, line, all, undo } = await away();
    const { app, w } = bench;
    const before = await all();
    for (const how of ['ready', 'work', 'unrepaired', 'refused']) {
      app.later(60_000);
      await done(comeBack(bench, batch, w.one, { how, reason: 'So it is' }));
      const page = await app.get(`/vendor-batches/${batch}/claims/${line}`, w.sid);
      expect(page.text).toContain('/undo"');
      expect((await app.get(`/vendor-batches/${batch}/claims/${line}`, w.tess)).text).not.toContain('/undo"');
      expect((await undo(w.tess)).status).toBe(403);
      app.later(60_000);
      await done(undo());
      expect([how, await all(), await broken(bench)]).toEqual([how, before, []]);
    }
    expect((await undo()).status).toBe(409);
    await done(comeBack(bench, batch, w.two, { how: 'ready' }));
    await done(comeBack(bench, batch, w.one, { how: 'ready' }));
    expect((await batchRow(bench, batch)).state).toBe('closed');
    const json = await app.json('POST', `/api/v1/vendor-batches/${batch}/claims/${line}/undo`, {}, w.sid);
    expect([json.status, (await batchRow(bench, batch)).state]).toEqual([200, 'partly_back']);
    expect(await broken(bench)).toEqual([]);
  });

  test('not once something else has happened, nor on a later day, nor where another unit came', async () => {
    const { bench, batch, undo } = await away();
    const { app, w } = bench;
    await done(comeBack(bench, batch, w.one, { how: 'ready' }));
    const { number, version } = await repairOf(bench, w.one);
    const edit = { version: String(version), priority: 'high', level: '1', covered: 'on' };
    await done(app.post(`/repairs/${number}/edit`, edit, w.sid));
    expect((await undo()).status).toBe(409);
    const other = await away();
    await done(comeBack(other.bench, other.batch, other.bench.w.one, { how: 'ready' }));
    other.bench.app.later(24 * 3_600_000);
    expect((await other.undo(other.bench.w.sid)).status).toBe(409);
    const third = await away();
    const unit = { how: 'exchanged', serial: '5CD7777NEW' };
    await done(comeBack(third.bench, third.batch, third.bench.w.one, unit));
    expect((await third.undo(third.bench.w.sid)).status).toBe(409);
    expect(await broken(third.bench)).toEqual([]);
  });
});
