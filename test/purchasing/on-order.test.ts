import { beforeEach, expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import { newId } from '../../src/db/id.ts';
import { leadTimesBySupplier, onOrderByPart } from '../../src/purchasing/lead-queries.ts';
import { type BuyingStage, buyingStage, orderRows } from '../support/purchasing.ts';
import { row } from '../support/world-row.ts';

let stage: BuyingStage;

beforeEach(async () => {
  stage = await buyingStage();
});

const orderOf = (
  state: 'draft' | 'approved' | 'sent' | 'closed',
  quantity: number,
  received = 0,
  sentOn = '2027-02-20',
) => {
  const { w, s, b } = stage;
  const id = newId();
  const line = newId();
  return {
    id,
    line,
    rows: orderRows({
      id,
      number: id,
      supplier: b.north,
      state,
      by: w.sid,
      sentOn,
      lines: [{ id: line, part: s.panel, quantity, cents: 1840, received }],
    }),
  };
};

test('on order is what is approved or sent, less what came and what was cancelled', async () => {
  const { engine, s } = stage;
  const sent = orderOf('sent', 10, 3);
  await engine.batch([
    ...orderOf('draft', 100).rows,
    ...orderOf('approved', 5).rows,
    ...sent.rows,
    ...orderOf('closed', 7, 7).rows,
    { sql: 'UPDATE order_lines SET cancelled = 2 WHERE id = ?', parameters: [sent.line] },
  ]);
  const db = new Database(engine);
  expect(await db.all(onOrderByPart())).toEqual([{ part: s.panel, onOrder: 5 + 5 }]);
  expect(await db.all(onOrderByPart([s.battery]))).toEqual([]);
});

test('more than was ordered is not less on order of another', async () => {
  await stage.engine.batch([...orderOf('sent', 2, 5).rows, ...orderOf('sent', 4).rows]);
  expect(await new Database(stage.engine).all(onOrderByPart())).toMatchObject([{ onOrder: 4 }]);
});

test('lead times count from sent to arrived, each arrival once, by supplier', async () => {
  const { engine, w, b } = stage;
  const [fast, slow] = [orderOf('closed', 1, 1, '2027-02-01'), orderOf('sent', 9, 0, '2027-02-01')];
  const arrived = (order: string, on: string, state = 'booked') =>
    row('receipts', {
      id: newId(),
      order_id: order,
      state,
      arrived_on: on,
      started_by: w.sid,
      started_at: on,
      booked_at: state === 'booked' ? on : null,
    });
  await engine.batch([
    ...fast.rows,
    ...slow.rows,
    arrived(fast.id, '2027-02-05'),
    arrived(slow.id, '2027-02-11'),
    arrived(slow.id, '2027-02-21'),
    arrived(slow.id, '2027-02-28', 'open'),
  ]);
  const leads = await leadTimesBySupplier(new Database(engine), '2027-03-02');
  expect(leads.get(b.north)).toEqual({ receipts: 3, excluded: 0, median: 10, ninetieth: 20 });
  expect(leads.get(b.east)).toBeUndefined();
});
