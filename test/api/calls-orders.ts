import { newId } from '../../src/db/id.ts';
import { buyingWorld, orderRows } from '../support/purchasing.ts';
import type { Calls, Stage } from './calls.ts';

type State = 'draft' | 'proposed' | 'approved' | 'sent' | 'closed';

/** Who it is bought from, and an order of ten panels there that is in this state. */
export const withOrder =
  (state: State) =>
  async (stage: Stage): Promise<void> => {
    const { app, w, s, made } = stage;
    const { engine } = app.services;
    const b = await buyingWorld(engine, s);
    Object.assign(made, b, { order: newId(), line: newId() });
    await engine.batch(
      orderRows({
        id: made.order ?? '',
        number: 'PO-00100',
        supplier: b.north,
        budget: b.budget,
        state,
        by: w.sid,
        approvedBy: w.mara,
        lines: [{ id: made.line ?? '', part: s.panel, quantity: 10, cents: 1840 }],
      }),
    );
  };

export const theOrder = ({ made }: Stage) => ({ id: made.order ?? '' });
const theLine = ({ made }: Stage) => ({ id: made.order ?? '', line: made.line ?? '' });
const theBudget = ({ made }: Stage) => ({ id: made.budget ?? '' });
const BUDGET = {
  name: 'Summer parts',
  fund: '100',
  accountCode: '100-1',
  fiscalYearFrom: '2027-07-01',
  fiscalYearTo: '2028-06-30',
  amount: '85000',
};

/** Budgets and orders, from the draft to what will not come. */
export const orderCalls: Calls = {
  'get-budgets': {
    before: withOrder('sent'),
    refuses: ['ada', 403],
    answers: { items: [{ name: 'Device parts', committedCents: 18_400, leftCents: 481_600 }, {}] },
  },
  'get-budgets-by-id': { before: withOrder('sent'), at: theBudget, refuses: ['cora', 403] },
  'post-budgets': { body: () => BUDGET, refuses: ['sid', 403] },
  'put-budgets-by-id': {
    before: withOrder('draft'),
    at: theBudget,
    body: () => ({ version: 1, ...BUDGET }),
    refuses: ['audrey', 403],
  },
  'post-budgets-by-id-retire': {
    before: withOrder('draft'),
    at: theBudget,
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'get-orders': {
    before: withOrder('sent'),
    query: () => 'state=sent&limit=1',
    refuses: ['bert', 403],
    answers: { items: [{ number: 'PO-00100', totalCents: 18_400, open: 10 }], next: null },
  },
  'get-orders-by-id': {
    before: withOrder('sent'),
    at: () => ({ id: 'PO-00100' }),
    as: 'audrey',
    refuses: ['ada', 403],
    answers: { state: 'sent', lines: [{ sku: 'LCD-116-30', quantity: 10 }] },
  },
  'get-back-orders': {
    before: withOrder('sent'),
    query: () => 'show=all',
    as: 'ivy',
    refuses: ['cora', 403],
    answers: { items: [{ number: 'PO-00100', open: 10, askedOn: null }] },
  },
  'post-orders': {
    before: withOrder('draft'),
    as: 'sid',
    body: ({ made }) => ({ supplier: made.north, budget: made.budget, note: 'To the depot' }),
    refuses: ['tess', 403],
  },
  'put-orders-by-id': {
    before: withOrder('draft'),
    at: theOrder,
    as: 'sid',
    body: ({ made }) => ({ version: 1, supplier: made.east, budget: made.budget, shipping: '4.50' }),
    refuses: ['ian', 403],
  },
  'post-orders-by-id-lines': {
    before: withOrder('draft'),
    at: theOrder,
    as: 'sid',
    body: () => ({ part: 'BAT-3100', quantity: 10 }),
    refuses: ['ivy', 403],
  },
  'put-orders-by-id-lines': {
    before: withOrder('draft'),
    at: theOrder,
    as: 'sid',
    body: ({ made }) => ({ version: 1, quantity: { [made.line ?? '']: 12 } }),
    refuses: ['tess', 403],
  },
  'post-orders-by-id-split': {
    before: async (stage) => {
      await withOrder('draft')(stage);
      await stage.app.services.engine.batch([
        { sql: 'UPDATE order_lines SET supplier = ?', parameters: [stage.made.east ?? ''] },
        { sql: 'UPDATE orders SET supplier = NULL', parameters: [] },
      ]);
    },
    at: theOrder,
    as: 'sid',
    body: () => ({ version: 1 }),
    refuses: ['audrey', 403],
  },
  'post-orders-combine': {
    before: async (stage) => {
      await withOrder('draft')(stage);
      const { app, w, s, made } = stage;
      const more = {
        id: newId(),
        number: 'PO-00101',
        supplier: made.north ?? '',
        budget: made.budget ?? null,
      };
      const lines = [{ id: newId(), part: s.battery, quantity: 5, cents: 3000 }];
      await app.services.engine.batch([
        ...orderRows({ ...more, state: 'draft', by: w.sid, lines }),
        { sql: "UPDATE orders SET created_at = '2027-03-01T14:00:00.000Z'", parameters: [] },
      ]);
    },
    as: 'sid',
    body: ({ made }) => ({ supplier: made.north, budget: made.budget }),
    refuses: ['tess', 403],
  },
  'post-orders-by-id-propose': {
    before: withOrder('draft'),
    at: theOrder,
    as: 'sid',
    body: () => ({ version: 1 }),
    refuses: ['ian', 403],
  },
  'post-orders-by-id-approve': {
    before: withOrder('proposed'),
    at: theOrder,
    body: () => ({ version: 1 }),
    refuses: ['sid', 403],
  },
  'post-orders-by-id-send-back': {
    before: withOrder('approved'),
    at: theOrder,
    body: () => ({ version: 1, reason: 'Too many' }),
    refuses: ['sid', 403],
  },
  'post-orders-by-id-send': {
    before: withOrder('approved'),
    at: theOrder,
    as: 'sid',
    body: () => ({ version: 1, how: 'mail', expectedOn: '2027-03-20' }),
    refuses: ['ivy', 403],
  },
  'post-orders-by-id-cancel': {
    before: withOrder('sent'),
    at: theOrder,
    body: () => ({ version: 1, reason: 'Sold out' }),
    refuses: ['sid', 403],
  },
  'post-orders-by-id-lines-by-line-cancel': {
    before: withOrder('sent'),
    at: theLine,
    body: () => ({ quantity: 4, reason: 'Sold out' }),
    refuses: ['sid', 403],
  },
  'post-orders-by-id-lines-by-line-chase': {
    before: withOrder('sent'),
    at: theLine,
    as: 'ian',
    body: () => ({ note: 'On the boat', expectedOn: '2027-04-01' }),
    refuses: ['ivy', 403],
  },
};
