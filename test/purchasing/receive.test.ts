import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let order: string;
let panels: string;
let batteries: string;

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s } = stage);
  [order, panels, batteries] = [newId(), newId(), newId()];
  await stage.engine.batch(
    orderRows({
      id: order,
      number: 'PO-00007',
      supplier: stage.b.north,
      budget: stage.b.budget,
      state: 'sent',
      by: w.sid,
      approvedBy: w.mara,
      lines: [
        { id: panels, part: s.panel, quantity: 3, cents: 1840 },
        { id: batteries, part: s.battery, quantity: 5, cents: 3000, pack: 5 },
      ],
    }),
  );
});

const at = (id: string, rest = '') => `/purchasing/receipts/${id}${rest}`;
const begin = async (by = w.sid) =>
  (await app.post(`/purchasing/orders/${order}/receive`, {}, by)).location?.split('/')[3] ?? '';
const scan = (id: string, q: string, by = w.sid) => app.post(at(id), { q }, by);
const version = async (id: string) =>
  String((await app.rows<{ version: number }>('SELECT version FROM receipts WHERE id = ?', id))[0]?.version);
const book = async (id: string, fields: Record<string, string> = {}, by = w.sid) =>
  app.post(at(id, '/book'), { version: await version(id), into: s.shelf, ...fields }, by);
const onHand = async (part: string) =>
  (
    await app.rows<{ n: number }>('SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?', s.shelf, part)
  )[0]?.n ?? 0;
const received = async (line: string) =>
  (await app.rows<{ n: number }>('SELECT received AS n FROM order_lines WHERE id = ?', line))[0]?.n;
const counts = (id: string) =>
  app.rows<{ condition: string; quantity: number }>(
    'SELECT condition, quantity FROM receipt_lines WHERE receipt = ? AND quantity > 0 ORDER BY condition',
    id,
  );
const state = async () =>
  (await app.rows<{ state: string }>('SELECT state FROM orders WHERE id = ?', order))[0]?.state;
const lastScan = async (id: string) =>
  (
    await app.rows<{ id: string }>(
      'SELECT id FROM receipt_scans WHERE receipt = ? ORDER BY n DESC LIMIT 1',
      id,
    )
  )[0]?.id ?? '';

describe('counting an arrival', () => {
  test('finds the order by its number or by a part in the box', async () => {
    for (const q of ['PO-00007', 'LCD-116-30', '4006381333931', 'north'])
      expect((await app.get(`/purchasing/receive?q=${q}`, w.sid)).text).toContain('PO-00007');
    expect((await app.get('/purchasing/receive?q=LCD-116-T', w.sid)).text).toContain('No order that is sent');
    const part = (await app.get(`/stock/parts/${s.panel}`, w.sid)).text;
    expect([part.includes('3 to come'), part.includes('Eastbound Supply')]).toEqual([true, true]);
    expect((await app.get(`/stock/parts/${s.panel}`, w.ada)).text).not.toContain('Eastbound Supply');
  });

  test('begins at zero, and each scan is one piece, whichever number is on it', async () => {
    const id = await begin();
    expect((await app.get(at(id), w.sid)).text).toContain('0 counted');
    for (const q of ['LCD-116-30', 'NT116WHM-N21', '4006381333931']) await scan(id, q);
    const fourth = await scan(id, 'n-4711');
    expect(fourth.text).toContain('more than is open');
    expect(await counts(id)).toEqual([{ condition: 'good', quantity: 4 }]);
    expect(await onHand(s.panel)).toBe(10);
  });

  test('the last scan can be undone once, made a pack, called damaged, or set by hand', async () => {
    const id = await begin();
    await scan(id, 'LCD-116-30');
    const first = await lastScan(id);
    expect((await app.post(at(id, `/scans/${first}/undo`), {}, w.sid)).status).toBe(303);
    expect((await app.post(at(id, `/scans/${first}/undo`), {}, w.sid)).status).toBe(409);
    expect(await counts(id)).toEqual([]);
    await scan(id, 'BAT-3100');
    await app.post(at(id, `/scans/${await lastScan(id)}/pack`), {}, w.sid);
    expect(await counts(id)).toEqual([{ condition: 'good', quantity: 5 }]);
    await scan(id, 'LCD-116-30');
    await app.post(at(id, `/scans/${await lastScan(id)}/damaged`), {}, w.sid);
    expect(await counts(id)).toEqual([
      { condition: 'damaged', quantity: 1 },
      { condition: 'good', quantity: 5 },
    ]);
    const [line] = await app.rows<{ id: string }>(
      "SELECT id FROM receipt_lines WHERE condition = 'good' AND quantity = 5",
    );
    const by = (fields: Record<string, string>) => app.post(at(id, `/lines/${line?.id}`), fields, w.sid);
    expect((await by({ quantity: '4', damaged: '1', seen: '5', seenDamaged: '0' })).status).toBe(303);
    expect((await by({ quantity: '9', damaged: '1', seen: '5', seenDamaged: '0' })).status).toBe(409);
    expect((await by({ quantity: '-1', damaged: '0', seen: '4', seenDamaged: '1' })).status).toBe(422);
    expect((await by({ quantity: '4', damaged: '0', seen: '4', seenDamaged: '1' })).status).toBe(303);
    expect(await counts(id)).toEqual([
      { condition: 'damaged', quantity: 1 },
      { condition: 'good', quantity: 4 },
    ]);
  });

  test('what nobody has a number for counts as nothing until it is set aside', async () => {
    const id = await begin();
    expect((await scan(id, 'ZZZ-99')).text).toContain('no part has this number');
    await app.post(at(id, `/scans/${await lastScan(id)}/wrong`), {}, w.sid);
    expect(await counts(id)).toEqual([{ condition: 'wrong', quantity: 1 }]);
    expect((await scan(id, 'LCD-116-T')).text).toContain('not on this order');
  });
});

describe('booking it in', () => {
  test('in parts: stock at the price as ordered, the rest still to come, the last one closes the order', async () => {
    const id = await begin();
    await scan(id, 'LCD-116-30');
    await scan(id, 'LCD-116-30');
    expect((await app.get(at(id, '/book'), w.sid)).text).toContain('still to come');
    expect((await book(id, { slip: 'S-1' })).status).toBe(303);
    expect([await onHand(s.panel), await received(panels), await state()]).toEqual([12, 2, 'sent']);
    const [movement] = await app.rows<{ value_cents: number }>(
      "SELECT * FROM movements WHERE why = 'receive'",
    );
    expect(movement).toMatchObject({ quantity: 2, value_cents: 2 * 1840 });
    const second = await begin();
    expect(second).not.toBe(id);
    await scan(second, 'LCD-116-30');
    for (let i = 0; i < 5; i++) await scan(second, 'BAT-3100');
    expect((await app.get(at(second, '/book'), w.sid)).text).toContain('Everything is as ordered');
    expect((await book(second)).status).toBe(303);
    expect([await onHand(s.battery), await state()]).toEqual([5, 'closed']);
  });

  test('more than ordered takes a tick', async () => {
    const id = await begin();
    for (let i = 0; i < 4; i++) await scan(id, 'LCD-116-30');
    const without = await book(id);
    expect([without.status, without.text.includes('LCD-116-30: 4 counted, 3 open')]).toEqual([422, true]);
    expect((await book(id, { over: 'on' })).status).toBe(303);
    expect([await onHand(s.panel), await received(panels)]).toEqual([14, 4]);
  });

  test('a substitute counts for the line, damaged and wrong ones become returns', async () => {
    const id = await begin();
    await scan(id, 'LCD-116-30B');
    await scan(id, 'LCD-116-T');
    await scan(id, 'BAT-3100');
    await app.post(at(id, `/scans/${await lastScan(id)}/damaged`), {}, w.sid);
    expect((await book(id)).status).toBe(303);
    expect([
      await onHand(s.twin),
      await onHand(s.battery),
      await received(panels),
      await received(batteries),
    ]).toEqual([5, 0, 1, 1]);
    expect(await app.rows('SELECT why, part, expected_cents FROM supplier_returns ORDER BY why')).toEqual([
      { why: 'damaged', part: s.battery, expected_cents: 3000 },
      { why: 'wrong', part: s.touchPanel, expected_cents: 0 },
    ]);
  });

  test('a damaged one that is sent again stays on order', async () => {
    const id = await begin();
    await scan(id, 'LCD-116-30');
    await app.post(at(id, `/scans/${await lastScan(id)}/damaged`), {}, w.sid);
    const [line] = await app.rows<{ id: string }>("SELECT id FROM receipt_lines WHERE condition = 'damaged'");
    expect((await book(id, { [`again.${line?.id}`]: 'on' })).status).toBe(303);
    expect([await received(panels), (await app.rows('SELECT 1 FROM supplier_returns')).length]).toEqual([
      0, 0,
    ]);
  });

  test('nothing counted, no bin, a day that is not yet or too early: said at the field', async () => {
    const id = await begin();
    expect((await book(id)).text).toContain('Nothing is counted yet');
    await scan(id, 'LCD-116-30');
    expect((await book(id, { arrivedOn: '2027-03-09' })).text).toContain('Not after today');
    expect((await book(id, { arrivedOn: '2027-02-01' })).text).toContain('Not before it was sent');
    expect((await book(id, { into: newId() })).text).toContain('Choose a bin that is in use');
    expect(await onHand(s.panel)).toBe(10);
  });

  test('who approved it does not count and book it alone, whatever it costs', async () => {
    const id = await begin(w.mara);
    await scan(id, 'LCD-116-30', w.mara);
    await scan(id, 'NOBODY-KNOWS-IT', w.sid);
    const alone = await book(id, {}, w.mara);
    expect([alone.status, alone.text.includes('does not receive it alone')]).toEqual([403, true]);
    expect((await book(id, {}, w.ian)).status).toBe(303);
  });
});

describe('two who receive the same order', () => {
  test('count into one receipt, and book once', async () => {
    const [a, b] = await Promise.all([begin(w.sid), begin(w.ian)]);
    expect(a).toBe(b);
    await Promise.all([
      scan(a, 'LCD-116-30', w.sid),
      scan(a, 'LCD-116-30', w.ian),
      scan(a, 'LCD-116-30', w.sid),
    ]);
    expect(await counts(a)).toEqual([{ condition: 'good', quantity: 3 }]);
    const fields = { version: await version(a), into: s.shelf };
    const answers = await Promise.all([w.sid, w.ian].map((who) => app.post(at(a, '/book'), fields, who)));
    expect(answers.map((one) => one.status).sort()).toEqual([303, 409]);
    expect([await onHand(s.panel), await received(panels)]).toEqual([13, 3]);
  });

  test('what one scans while the other looks is not booked unseen', async () => {
    const id = await begin();
    await scan(id, 'LCD-116-30');
    const seen = await version(id);
    await scan(id, 'LCD-116-30', w.ian);
    const stale = await app.post(at(id, '/book'), { version: seen, into: s.shelf }, w.sid);
    expect([stale.status, await onHand(s.panel)]).toEqual([409, 10]);
    await book(id);
    expect((await scan(id, 'LCD-116-30', w.ian)).status).toBe(409);
    expect(await onHand(s.panel)).toBe(12);
  });

  test('a scan that is sent twice is one piece', async () => {
    const id = await begin();
    const key = { q: 'LCD-116-30', idempotency_key: newId() };
    await app.post(at(id), key, w.sid);
    expect((await app.post(at(id), key, w.sid)).status).toBe(200);
    expect(await counts(id)).toEqual([{ condition: 'good', quantity: 1 }]);
  });
});
