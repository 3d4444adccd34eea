import { beforeEach, expect, test } from 'vitest';
import { type BuyingStage, buyingStage } from '../support/purchasing.ts';

let stage: BuyingStage;
let order: string;

const at = (rest: string) => `/purchasing/orders/${order}${rest}`;
const lines = () =>
  stage.app.rows<{ id: string; quantity: number }>('SELECT * FROM order_lines WHERE order_id = ?', order);

beforeEach(async () => {
  stage = await buyingStage();
  const { app, b, w } = stage;
  const made = await app.post(
    '/purchasing/orders/new',
    { supplier: b.north, budget: b.budget, note: '' },
    w.sid,
  );
  order = made.location?.split(/[/?]/)[3] ?? '';
  await app.post(at('/add'), { part: 'LCD-116-30', quantity: '20' }, w.sid);
});

async function put(quantity: string) {
  const [line] = await lines();
  const [row] = await stage.app.rows<{ version: number }>('SELECT version FROM orders WHERE id = ?', order);
  const fields = { version: String(row?.version), [`quantity.${line?.id}`]: quantity };
  return stage.app.post(at('/lines'), fields, stage.w.sid);
}

test('a quantity of thousands is taken as people write it; what is none is told and changes nothing', async () => {
  expect((await put('1,250')).status).toBe(303);
  expect(await lines()).toMatchObject([{ quantity: 1250 }]);
  for (const wrong of ['1,25', '12,50', '1.5', '-4', ',100', '1e3', '999,999,999'])
    expect([wrong, (await put(wrong)).status]).toEqual([wrong, 422]);
  expect(await lines()).toMatchObject([{ quantity: 1250 }]);
});

test('the paper says the day of the district on which it was sent', async () => {
  const { engine, app, w } = stage;
  await engine.batch([
    {
      sql: "UPDATE orders SET state = 'sent', sent_on = '2027-03-02', sent_at = '2027-03-03T02:30:00.000Z' WHERE id = ?",
      parameters: [order],
    },
  ]);
  const { text } = await app.get(at('/print'), w.ivy);
  const said = ['LCD-116-30', 'Mar 2, 2027', 'Mar 3'].map((words) => text.includes(words));
  expect(said).toEqual([true, true, false]);
});
