import type { Hono } from 'hono';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';
import { backOrders } from '../purchasing/back-order-queries.ts';
import { addLine, createOrder, editOrder, saveLines } from '../purchasing/draft-order.ts';
import { Versioned } from '../purchasing/forms.ts';
import { AddLine, Combine, EditLines, NewDraft, ORDER_STATES, OrderEdit } from '../purchasing/order-forms.ts';
import { listOrders } from '../purchasing/order-queries.ts';
import { readOrder } from '../purchasing/order-read.ts';
import { combineDrafts, splitOrder } from '../purchasing/shape-order.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { BackOrder, Order, OrderLine, Split } from './shapes-orders.ts';

const tag = 'Orders';
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const OTHER = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b02';

export function orderOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/orders',
      rights: ['order.see'],
      summary: 'Orders, newest first',
      tag,
      item: OrderLine,
      filters: {
        q: optionalText(30).describe('Part of the number'),
        state: optionalChoice(ORDER_STATES),
        supplier: optionalId(),
        budget: optionalId(),
      },
    },
    async (c, { limit, cursor, ...filter }) => (await listOrders(c.var.ctx.db, filter, cursor, limit)).page,
  );
  reads(
    api,
    {
      path: '/orders/:id',
      rights: ['order.see'],
      summary: 'One order by its id or number, with its lines and what arrived',
      tag,
      answer: Order,
    },
    async (c) => {
      const { order, total, lines, receipts, invoices } = await readOrder(c.var.ctx, idOf(c));
      return { ...order, totalCents: total, lines, receipts, invoices };
    },
  );
  lists(
    api,
    {
      path: '/back-orders',
      rights: ['order.see'],
      summary: 'What was sent and has not come, longest awaited first',
      tag,
      item: BackOrder,
      filters: {
        supplier: optionalId(),
        show: optionalChoice(['late', 'all']).describe('late: expected before today, or without a date'),
      },
    },
    async (c, { limit, cursor, supplier, show }) => {
      const { db, today } = c.var.ctx;
      return (await backOrders(db, { supplier, show: show ?? 'late' }, today, cursor, limit)).page;
    },
  );
  writes(
    api,
    {
      path: '/orders',
      rights: ['order.propose'],
      summary: 'Draft an order',
      description: 'Without a supplier its lines may be of several: split it before it is proposed.',
      tag,
      schema: NewDraft,
      example: { supplier: ID, budget: OTHER },
      answer: Made,
      status: 201,
      location: (made) => `/orders/${made.id}`,
    },
    createOrder,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/orders/:id',
      rights: ['order.propose'],
      summary: 'Change the head of a draft',
      tag,
      schema: OrderEdit,
      example: { version: 1, supplier: ID, budget: OTHER, shipping: '9.00' },
      answer: Done,
    },
    (ctx, form, c) => editOrder(ctx, idOf(c), form),
  );
  lineOperations(api);
}

function lineOperations(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/orders/:id/lines',
      rights: ['order.propose'],
      summary: 'Put a part onto a draft',
      description:
        "At the supplier's price of today where none is given; a part that is on it gets that many more.",
      tag,
      schema: AddLine,
      example: { part: 'LCD-116-30', quantity: 20 },
      answer: Done,
      status: 201,
    },
    (ctx, form, c) => addLine(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/orders/:id/lines',
      rights: ['order.propose'],
      summary: "Change quantities and prices of a draft's lines",
      description: 'By the id of the line; a quantity of 0 takes the line off.',
      tag,
      schema: EditLines,
      example: { version: 1, quantity: { [ID]: 25 }, price: { [ID]: '18.10' } },
      answer: Done,
    },
    (ctx, form, c) => saveLines(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/orders/:id/split',
      rights: ['order.propose'],
      summary: 'One draft for each supplier of a mixed one',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Split,
    },
    (ctx, form, c) => splitOrder(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/orders/combine',
      rights: ['order.propose'],
      summary: "One draft of this week's drafts of a supplier on a budget",
      tag,
      schema: Combine,
      example: { supplier: ID, budget: OTHER },
      answer: Done,
    },
    combineDrafts,
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
