import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { custodyOf, onHand, repairOf, repairsOf, type Workshop, workshop } from '../repairs/workshop.ts';
import { Phone, type Sent, type Told } from './phone.ts';

let shop: Workshop;
let sid: Phone;
let tess: Phone;

beforeEach(async () => {
  shop = await workshop();
  sid = new Phone(shop, shop.w.sid);
  tess = new Phone(shop, shop.w.tess);
});

const now = () => new Date(shop.app.services.clock()).toISOString();
const MINUTE = 60_000;

/** The cast's devices were written without a record; every other rule holds. */
async function broken(): Promise<string[]> {
  const rules = await brokenRules(new Database(shop.engine));
  return rules.map(({ rule }) => rule).filter((rule) => rule !== 'every device has its history');
}

function screen(more: Partial<Sent> = {}, fields: Sent['fields'] = {}): Sent {
  return {
    kind: 'quick',
    ref: '48213',
    fields: { fault: 'screen', remedy: 'replaced', minutes: '15', place: 'stay', ...fields },
    ...more,
  };
}

async function openCustody(device: string): Promise<string> {
  const [row] = await shop.app.rows<{ id: string }>(
    'SELECT id FROM custody WHERE device = ? AND to_at IS NULL',
    device,
  );
  return row?.id ?? '';
}

describe('an entry', () => {
  test('is saved once, however often it comes, with the time at which it was done', async () => {
    const at = now();
    const entry = sid.make(screen({ at }, { parts: [`${shop.s.panel}:${shop.s.van}`] }));
    shop.app.later(50 * MINUTE);
    const answers: string[] = [];
    for (let n = 0; n < 3; n++) answers.push(((await sid.send(entry)).json as Told).state);
    expect(answers).toEqual(['saved', 'again', 'again']);
    const repairs = await repairsOf(shop, shop.w.one);
    expect(repairs).toHaveLength(1);
    expect(repairs[0]).toMatchObject({ state: 'closed', closed_at: at, technician: shop.w.sid });
    expect(await onHand(shop, shop.s.van, shop.s.panel)).toBe(1);
    const [row] = await shop.app.rows('SELECT state, done_at, at_phone, at_server FROM sync_entries');
    expect(row).toEqual({ state: 'saved', done_at: at, at_phone: at, at_server: now() });
    expect(await shop.app.rows('SELECT from_phone FROM idempotency_keys WHERE key = ?', entry.key)).toEqual([
      { from_phone: 1 },
    ]);
    const [record] = await shop.app.rows("SELECT at, done_at FROM records WHERE verb = 'quick repair'");
    expect(record).toEqual({ at: now(), done_at: at });
  });

  test('that comes three times at once is saved once', async () => {
    const entry = sid.make(screen());
    const answers = await Promise.all([1, 2, 3].map(async () => (await sid.send(entry)).json as Told));
    expect(answers.map(({ state }) => state).sort()).toEqual(['again', 'again', 'saved']);
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
  });

  test('of a phone whose clock is a day ahead happened when it happened', async () => {
    sid.ahead = 24 * 60 * MINUTE;
    const at = now();
    const entry = sid.make(screen());
    shop.app.later(30 * MINUTE);
    await sid.send(entry);
    expect(await repairOf(shop, shop.w.one)).toMatchObject({ closed_at: at });
    const [row] = await shop.app.rows('SELECT clock_ms, done_at FROM sync_entries');
    expect(row).toEqual({ clock_ms: sid.ahead, done_at: at });
  });

  test('with a fault in it needs the person, and is saved once it is mended', async () => {
    const entry = sid.make(screen({}, { remedy: 'nothing-like-it' }));
    const told = (await sid.send(entry)).json as Told;
    expect(told).toMatchObject({ state: 'needs_you', errors: { remedy: 'Choose what was done' } });
    const mended = { ...entry, fields: { ...entry.fields, remedy: 'replaced' } };
    expect(((await sid.send(mended)).json as Told).state).toBe('saved');
    // What was sent first arrives late: it changes nothing, and says so.
    expect(((await sid.send(entry)).json as Told).state).toBe('needs_you');
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
  });

  test('on a device that nobody knows needs the person, and is matched once the tag is known', async () => {
    const entry = sid.make(screen({ ref: '99123' }));
    expect((await sid.send(entry)).json).toMatchObject({ state: 'needs_you', unknown: true });
    expect(((await sid.send({ ...entry, ref: '48214' })).json as Told).state).toBe('saved');
    expect(await repairsOf(shop, shop.w.two)).toHaveLength(1);
  });

  test('that was saved by its page already is not saved again', async () => {
    const key = newId();
    await shop.app.post(
      `/devices/${shop.w.one}/repair`,
      { idempotency_key: key, fault: 'screen', remedy: 'replaced', minutes: '15' },
      shop.w.sid,
    );
    expect((await sid.does(screen({ key }))).state).toBe('again');
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
  });

  test('of somebody else does not exist, and is not sent by another', async () => {
    const entry = sid.make(screen());
    await sid.send(entry);
    expect((await tess.send({ ...entry, person: shop.w.tess })).status).toBe(404);
    expect((await tess.send(entry)).status).toBe(401);
    expect((await sid.send(sid.make(screen()), '/sync/entries', false)).status).toBe(401);
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
  });

  test('that was withdrawn is recorded and never saved afterwards', async () => {
    const entry = sid.make(screen());
    const reason = { ...entry, reason: 'Typed for the wrong one' };
    expect(((await sid.send(reason, '/sync/entries/withdraw')).json as Told).state).toBe('withdrawn');
    expect(((await sid.send(entry)).json as Told).state).toBe('withdrawn');
    expect(await repairsOf(shop, shop.w.one)).toEqual([]);
    const [record] = await shop.app.rows('SELECT verb, person FROM records WHERE thing = ?', entry.key);
    expect(record).toEqual({ verb: 'withdrawn', person: shop.w.sid });
    const saved = sid.make(screen());
    await sid.send(saved);
    expect(((await sid.send(saved, '/sync/entries/withdraw')).json as Told).state).toBe('again');
  });
});

describe('two people without a network', () => {
  test('who repaired the same: parts and minutes are added to the first, and they are asked', async () => {
    const saw = { at: now() };
    shop.app.later(MINUTE);
    const part = [`${shop.s.panel}:${shop.s.van}`];
    const first = tess.make(screen({ saw }, { parts: part }));
    const second = sid.make(screen({ saw }, { parts: part, minutes: '20', note: 'Both hinges loose' }));
    shop.app.later(MINUTE);
    await tess.send(first);
    expect((await sid.send(second)).json).toMatchObject({ state: 'saved', merged: 'added' });
    const repairs = await repairsOf(shop, shop.w.one);
    expect(repairs).toHaveLength(1);
    expect(repairs[0]).toMatchObject({
      state: 'closed',
      minutes: 35,
      parts_cents: 4000,
      technician: shop.w.tess,
    });
    expect(await onHand(shop, shop.s.van, shop.s.panel)).toBe(0);
    const [mention] = await shop.app.rows('SELECT person FROM mentions');
    expect(mention).toEqual({ person: shop.w.tess });
    expect(await broken()).toEqual([]);
  });

  test('who repaired different faults: each is there', async () => {
    const saw = { at: now() };
    shop.app.later(MINUTE);
    await tess.does(screen({ saw }));
    await sid.does(screen({ saw }, { fault: 'battery' }));
    expect((await repairsOf(shop, shop.w.one)).map((one) => one.headline)).toEqual(['Screen', 'Battery']);
  });

  test('one reported, the other repaired: the report of the same fault is done, another stays open', async () => {
    const saw = { at: now() };
    shop.app.later(MINUTE);
    await tess.does({ kind: 'report', ref: '48213', fields: { fault: 'screen', priority: 'normal' }, saw });
    await tess.does({ kind: 'report', ref: '48213', fields: { fault: 'battery', priority: 'normal' }, saw });
    expect(await sid.does(screen({ saw }))).toMatchObject({ state: 'saved', merged: 'finish' });
    const lines = await shop.app.rows(
      'SELECT fault, done_at IS NOT NULL AS done FROM repair_lines ORDER BY position',
    );
    expect(lines).toEqual([
      { fault: 'screen', done: 1 },
      { fault: 'battery', done: 0 },
    ]);
    expect(await repairOf(shop, shop.w.one)).toMatchObject({ state: 'in_work', closed_at: null });
    expect(await sid.does(screen({ saw }, { fault: 'keyboard' }))).toMatchObject({ merged: 'line' });
    expect(await shop.app.rows('SELECT fault FROM repair_lines WHERE done_at IS NULL')).toEqual([
      { fault: 'battery' },
    ]);
  });

  test('a repair that was seen open and was closed by another meanwhile', async () => {
    await tess.does({ kind: 'report', ref: '48213', fields: { fault: 'screen', priority: 'normal' } });
    const { id } = await repairOf(shop, shop.w.one);
    const saw = { at: now(), repair: id };
    shop.app.later(MINUTE);
    await tess.does(screen({ saw }));
    expect(await sid.does(screen({ saw }))).toMatchObject({ state: 'saved', merged: 'added' });
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
    const part = {
      repair: id,
      line: '',
      fault: 'screen',
      minutes: '0',
      parts: [`${shop.s.panel}:${shop.s.van2}`],
    };
    expect(await sid.does({ kind: 'work', ref: id, fields: part })).toMatchObject({ merged: 'added' });
    expect(await shop.app.rows('SELECT quantity FROM shortfalls')).toEqual([{ quantity: 1 }]);
  });

  test('a device that another has moved: who has it now is asked of the person', async () => {
    const custody = await openCustody(shop.w.two);
    const move = (to: string): Sent => ({
      kind: 'move',
      ref: shop.w.two,
      fields: { target: `location:${to}` },
      saw: { custody },
    });
    expect(await tess.does(move(shop.w.van))).toMatchObject({ state: 'saved' });
    const asked = await sid.does(move(shop.w.maple));
    expect(asked).toMatchObject({ state: 'needs_you' });
    expect(asked.changes?.[0]?.theirs).toContain('Van 1');
    // Her own next step follows her first one, though her phone does not know its row.
    expect(await tess.does(move(shop.w.depot))).toMatchObject({ state: 'saved' });
    expect((await custodyOf(shop, shop.w.two))?.location).toBe(shop.w.depot);
  });

  test('a device that was taken away meanwhile is repaired and stays where it is', async () => {
    const custody = await openCustody(shop.w.one);
    await tess.does({ kind: 'move', ref: '48213', fields: { target: `location:${shop.w.depot}` } });
    const told = await sid.does(screen({ saw: { custody } }, { place: 'back' }));
    expect(told).toMatchObject({ state: 'saved', merged: 'stays' });
    expect((await custodyOf(shop, shop.w.one))?.location).toBe(shop.w.depot);
  });

  test('custody done earlier than recorded leaves no gap', async () => {
    const at = now();
    const out = sid.make({ kind: 'check_out', ref: '48214', fields: { to: '700001' }, at });
    const back = sid.make({
      kind: 'check_in',
      ref: '48214',
      fields: { target: `location:${shop.w.mapleRoom}` },
      at: new Date(Date.parse(at) + MINUTE).toISOString(),
    });
    shop.app.later(60 * MINUTE);
    await sid.send(out);
    await sid.send(back);
    const rows = await shop.app.rows(
      'SELECT from_at, to_at FROM custody WHERE device = ? ORDER BY rowid',
      shop.w.two,
    );
    expect(rows.at(-2)).toMatchObject({ from_at: at, to_at: back.at });
    expect(rows.at(-1)).toMatchObject({ from_at: back.at, to_at: null });
    expect(await broken()).toEqual([]);
  });

  test('a swap whose spare is gone needs the person', async () => {
    const swap = {
      kind: 'swap',
      ref: '48213',
      fields: { spare: '50001', how: 'loaner', target: `location:${shop.w.van}` },
    };
    expect(await tess.does(swap)).toMatchObject({ state: 'saved' });
    const other = { ...swap, ref: '48214' };
    const asked = await sid.does(other);
    expect(asked.errors?.spare).toContain('Somebody has that one');
  });
});
