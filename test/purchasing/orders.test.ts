import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let b: BuyingStage['b'];

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s, b } = stage);
});

const at = (id: string, rest = '') => `/purchasing/orders/${id}${rest}`;
const order = async (id: string) =>
  (
    await app.rows<{ state: string; version: number; total: number; over_budget: number; sent_on: string }>(
      `SELECT *, (SELECT ifnull(sum((quantity - cancelled) * unit_cents), 0) FROM order_lines WHERE order_id = o.id)
         + shipping_cents AS total FROM orders AS o WHERE id = ?`,
      id,
    )
  )[0];
const version = async (id: string) => String((await order(id))?.version);
const linesOf = (id: string) =>
  app.rows<{ id: string; part: string; quantity: number; unit_cents: number }>(
    'SELECT * FROM order_lines WHERE order_id = ? ORDER BY position',
    id,
  );

async function draft(fields: Record<string, string> = {}, by = w.sid): Promise<string> {
  const made = await app.post(at('new'), { supplier: b.north, budget: b.budget, ...fields }, by);
  expect(made.status).toBe(303);
  return made.location?.split(/[/?]/)[3] ?? '';
}

const add = (id: string, part: string, quantity: number, more: Record<string, string> = {}) =>
  app.post(at(id, '/add'), { part, quantity: String(quantity), ...more }, w.sid);

const step = async (id: string, name: string, fields: Record<string, string> = {}, by = w.mara) =>
  app.post(at(id, `/${name}`), { version: await version(id), ...fields }, by);

describe('a draft', () => {
  test('takes the price, the pack and the number of its supplier', async () => {
    const id = await draft();
    expect((await add(id, 'LCD-116-30', 20)).status).toBe(303);
    expect((await add(id, 'NT116WHM-N21', 5)).status).toBe(303);
    expect((await add(id, 'n-9', 10)).status).toBe(303);
    expect(await linesOf(id)).toMatchObject([
      { part: s.panel, quantity: 25, unit_cents: 1840, number: 'N-4711' },
      { part: s.battery, quantity: 10, unit_cents: 3000, pack: 5 },
    ]);
    const page = await app.get(at(id), w.mara);
    expect(page.text).toContain('$769.00');
    expect((await app.get(at(id, '?part=lcd'), w.sid)).text).toContain('18.40');
  });

  test('lines change by hand, in packs; a quantity of nothing takes one off; a stale form is told', async () => {
    const id = await draft();
    await add(id, 'LCD-116-30', 20);
    await add(id, 'BAT-3100', 5);
    const [panel, battery] = await linesOf(id);
    const fields = {
      [`quantity.${panel?.id}`]: '12',
      [`price.${panel?.id}`]: '18.00',
      [`quantity.${battery?.id}`]: '0',
    };
    const before = await version(id);
    expect((await step(id, 'lines', fields, w.sid)).status).toBe(303);
    expect(await linesOf(id)).toMatchObject([{ quantity: 12, unit_cents: 1800 }]);
    expect((await app.post(at(id, '/lines'), { ...fields, version: before }, w.sid)).status).toBe(409);
  });

  test('says what it lacks of the minimum, and of the budget', async () => {
    const id = await draft();
    await add(id, 'LCD-116-30', 1);
    expect((await app.get(at(id), w.sid)).text).toContain('below their minimum order');
    await add(id, 'LCD-116-30', 400);
    expect((await app.get(at(id), w.sid)).text).toContain('over it');
  });
});

describe('from draft to sent', () => {
  test('III proposes, a manager approves, it is sent by mail through the outbox and says that it waits there', async () => {
    const id = await draft();
    await add(id, 'LCD-116-30', 20);
    expect((await step(id, 'approve')).status).toBe(409);
    expect((await step(id, 'propose', {}, w.tess)).status).toBe(403);
    expect((await step(id, 'propose', {}, w.sid)).status).toBe(303);
    expect((await add(id, 'LCD-116-30', 1)).status).toBe(409);
    expect((await step(id, 'approve', {}, w.sid)).status).toBe(403);
    expect((await step(id, 'approve')).status).toBe(303);
    expect((await step(id, 'send', { how: 'mail' }, w.sid)).status).toBe(303);
    expect(await order(id)).toMatchObject({
      state: 'sent',
      sent_on: '2027-03-02',
      expected_on: '2027-03-09',
    });
    const [mail] = await app.rows<{ recipient: string; subject: string; body: string }>(
      'SELECT * FROM outbox',
    );
    expect(mail).toMatchObject({
      recipient: 'orders@northside.test',
      subject: expect.stringMatching(/^Order PO-00001 of \w/),
    });
    expect(mail?.body).toContain('20 x LCD 11.6 30 pin\n    your number N-4711');
    expect((await app.get(at(id), w.ivy)).text).toContain('Not sent: no mail is set up');
    expect((await step(id, 'send', { how: 'print' }, w.sid)).status).toBe(409);
  });

  test('the file is one that a spreadsheet does not run', async () => {
    const id = await draft();
    await stage.engine.batch([
      { sql: `UPDATE parts SET name = '=cmd|"x"' WHERE id = ?`, parameters: [s.panel] },
    ]);
    await add(id, 'LCD-116-30', 20);
    const file = await app.get(at(id, '/order.csv'), w.sid);
    expect(file.headers.get('Content-Type')).toContain('text/csv');
    expect(file.text.split('\r\n')[1]).toBe(`PO-00001,N-4711,LCD-116-30,"'=cmd|""x""",20,18.40`);
  });

  test('above the limit another manager approves than who proposed', async () => {
    const id = await draft({}, w.mara);
    await add(id, 'LCD-116-30', 150);
    await step(id, 'propose');
    const own = await step(id, 'approve');
    expect([own.status, own.text.includes('another manager')]).toEqual([403, true]);
    expect((await app.post('/settings/orders', { limit: '9000', version: '1' }, w.ada)).status).toBe(303);
    expect((await step(id, 'approve')).status).toBe(303);
  });

  test('level III approves up to what the district leaves to them, and no cent more', async () => {
    const small = await draft({}, w.mara);
    await add(small, 'LCD-116-30', 2);
    await step(small, 'propose');
    expect((await step(small, 'approve', {}, w.sid)).status).toBe(403);
    const limits = { limit: '2500', specialist: '100', version: '1' };
    expect((await app.post('/settings/orders', limits, w.ada)).status).toBe(303);
    expect((await app.get(at(small), w.sid)).text.includes('/approve"')).toBe(true);
    expect((await step(small, 'approve', {}, w.sid)).status).toBe(303);
    const large = await draft({}, w.mara);
    await add(large, 'LCD-116-30', 50);
    await step(large, 'propose');
    const refused = await step(large, 'approve', {}, w.sid);
    expect([refused.status, refused.text.includes('a manager approves')]).toEqual([403, true]);
  });

  test('beyond the budget it takes a tick, that the history keeps', async () => {
    const id = await draft();
    await add(id, 'LCD-116-30', 300);
    await step(id, 'propose', {}, w.sid);
    const without = await step(id, 'approve');
    expect([without.status, without.text.includes('The budget does not hold that much')]).toEqual([
      422,
      true,
    ]);
    expect((await step(id, 'approve', { overBudget: 'on' })).status).toBe(303);
    expect(await order(id)).toMatchObject({ state: 'approved', over_budget: 1 });
    const [line] = await app.rows<{ data: string }>("SELECT data FROM records WHERE verb = 'approved'");
    expect(JSON.parse(line?.data ?? '')).toMatchObject({ overBudget: true });
  });

  test('two orders at once do not both take the last of the budget', async () => {
    const ids = [await draft(), await draft()];
    for (const id of ids) {
      await add(id, 'LCD-116-30', 150);
      await step(id, 'propose', {}, w.sid);
    }
    const versions = await Promise.all(ids.map(version));
    const answers = await Promise.all(
      ids.map((id, i) => app.post(at(id, '/approve'), { version: versions[i] ?? '' }, w.mara)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, expect.toBeOneOf([409, 422])]);
  });

  test('nothing is proposed without lines, a supplier and a budget', async () => {
    const empty = await draft();
    expect((await step(empty, 'propose', {}, w.sid)).text).toContain('has no line');
    const mixed = await draft({ supplier: '' });
    await add(mixed, 'LCD-116-30', 1);
    expect((await step(mixed, 'propose', {}, w.sid)).text).toContain('split it by supplier');
    const poor = await draft({ budget: '' });
    await add(poor, 'LCD-116-30', 1);
    expect((await step(poor, 'propose', {}, w.sid)).text).toContain('Choose the budget');
  });

  test('sent back it is a draft again', async () => {
    const id = await draft();
    await add(id, 'LCD-116-30', 2);
    await step(id, 'propose', {}, w.sid);
    expect((await step(id, 'send-back', { reason: '' })).status).toBe(422);
    expect((await step(id, 'send-back', { reason: 'Too few' })).status).toBe(303);
    expect(await order(id)).toMatchObject({ state: 'draft', proposed_by: null });
  });
});

describe('split and combined', () => {
  test('a mixed draft takes the cheapest, and becomes one order for each supplier', async () => {
    const id = await draft({ supplier: '' });
    await add(id, 'LCD-116-30', 10);
    await add(id, 'BAT-3100', 5);
    await add(id, 'LCD-116-30', 3, { supplier: b.north });
    expect((await step(id, 'split', {}, w.sid)).status).toBe(303);
    const orders = await app.rows<{ id: string; supplier: string }>(
      'SELECT id, supplier FROM orders ORDER BY n',
    );
    expect(orders.map((one) => one.supplier).sort()).toEqual([b.east, b.north].sort());
    const north = orders.find((one) => one.supplier === b.north)?.id ?? '';
    expect((await linesOf(north)).map((line) => line.quantity)).toEqual([5, 3]);
    expect((await app.rows('SELECT 1 FROM order_lines WHERE supplier IS NOT NULL')).length).toBe(0);
  });

  test("this week's drafts of one supplier become one", async () => {
    const [first, second] = [await draft(), await draft()];
    await add(first, 'LCD-116-30', 10);
    await add(second, 'LCD-116-30', 5);
    await add(second, 'BAT-3100', 5);
    expect((await app.get('/purchasing/orders', w.sid)).text).toContain('2 drafts');
    const done = await app.post(at('combine'), { supplier: b.north, budget: b.budget }, w.sid);
    expect(done.location).toBe(at(first, '?done=combined'));
    expect((await linesOf(first)).map((line) => line.quantity)).toEqual([15, 5]);
    expect(await order(second)).toMatchObject({ state: 'cancelled' });
    expect((await app.post(at('combine'), { supplier: b.north, budget: b.budget }, w.sid)).status).toBe(409);
  });
});

describe('what will not come', () => {
  const sent = async () => {
    const [id, panel, battery] = [newId(), newId(), newId()];
    await stage.engine.batch(
      orderRows({
        id,
        number: 'PO-7',
        supplier: b.north,
        budget: b.budget,
        state: 'sent',
        by: w.sid,
        approvedBy: w.mara,
        lines: [
          { id: panel, part: s.panel, quantity: 10, cents: 1840, received: 4 },
          { id: battery, part: s.battery, quantity: 5, cents: 3000 },
        ],
      }),
    );
    return { id, panel, battery };
  };

  test('a line alone, not more than is open; the last one closes the order', async () => {
    const { id, panel, battery } = await sent();
    const cancel = (line: string, quantity: string) =>
      app.post(at(id, `/lines/${line}/cancel`), { quantity, reason: 'Sold out' }, w.mara);
    const many = await cancel(panel, '7');
    expect([many.status, many.text.includes('Only 6 are still to come')]).toEqual([422, true]);
    expect((await cancel(panel, '6')).status).toBe(303);
    expect(await order(id)).toMatchObject({ state: 'sent' });
    expect((await cancel(battery, '5')).status).toBe(303);
    expect(await order(id)).toMatchObject({ state: 'closed', total: 4 * 1840 });
  });

  test('the whole rest, with a reason, by a manager', async () => {
    const { id } = await sent();
    expect((await step(id, 'cancel', { reason: 'Gone' }, w.sid)).status).toBe(403);
    expect((await step(id, 'cancel', { reason: 'Gone' })).status).toBe(303);
    expect(await order(id)).toMatchObject({ state: 'closed', total: 4 * 1840 });
  });

  test('late lines are listed by age, with who asked and when it is expected now', async () => {
    const { id, panel } = await sent();
    const list = await app.get('/purchasing/back-orders', w.ivy);
    expect(list.text).toContain('6 of 10');
    const chase = { note: 'On the boat', expectedOn: '2027-03-20' };
    expect((await app.post(at(id, `/lines/${panel}/chase`), chase, w.ian)).status).toBe(303);
    expect((await app.get('/purchasing/back-orders?show=all', w.ivy)).text).toContain('On the boat');
    expect((await app.get('/purchasing/back-orders', w.ivy)).text).not.toContain('On the boat');
    const past = await app.post(
      at(id, `/lines/${panel}/chase`),
      { ...chase, expectedOn: '2027-01-01' },
      w.ian,
    );
    expect(past.text).toContain('Not before today');
  });

  test('the budget says what is spent, committed and left', async () => {
    await sent();
    const answer = await app.json('GET', `/api/v1/budgets/${b.budget}`, undefined, w.audrey);
    expect(answer.json).toMatchObject({
      spentCents: 4 * 1840,
      committedCents: 6 * 1840 + 5 * 3000,
      leftCents: 500_000 - 10 * 1840 - 5 * 3000,
    });
    expect((await app.get('/purchasing/budgets', w.ivy)).text).toContain('Device parts');
    expect((await app.get(`/purchasing/budgets/${b.budget}`, w.ivy)).text).toContain('$334.00');
  });
});
