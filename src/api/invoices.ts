import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalChoice, optionalId } from '../fields.ts';
import { Nothing } from '../purchasing/forms.ts';
import { NewInvoice, NewReturn, SendReturn, SettleReturn } from '../purchasing/invoice-forms.ts';
import { findInvoice, linesOfInvoice, listInvoices } from '../purchasing/invoice-queries.ts';
import { enterInvoice, settleInvoice, withdrawInvoice } from '../purchasing/invoices.ts';
import { findReturn, listReturns } from '../purchasing/return-queries.ts';
import { returnToSupplier, sendReturn, settleReturn } from '../purchasing/supplier-returns.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Invoice, InvoiceListed, Return } from './shapes-invoices.ts';

const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const TAKEN = {
  'invoices.supplier, invoices.number': ['number', 'This invoice of theirs is entered already'],
} as const;

export function invoiceOperations(api: Hono<AppEnv>): void {
  const tag = 'Invoices';
  lists(
    api,
    {
      path: '/invoices',
      rights: ['order.see'],
      summary: 'Invoices, newest first',
      tag,
      item: InvoiceListed,
      filters: { show: optionalChoice(['differ']).describe('Billed other than ordered, and not settled') },
    },
    (c, { limit, cursor, show }) => listInvoices(c.var.ctx.db, show ?? '', cursor, limit),
  );
  reads(
    api,
    { path: '/invoices/:id', rights: ['order.see'], summary: 'One invoice', tag, answer: Invoice },
    async (c) => {
      const { db } = c.var.ctx;
      const invoice = await findInvoice(db, idOf(c));
      return { ...invoice, lines: await db.all(linesOfInvoice(invoice.id)) };
    },
  );
  writes(
    api,
    {
      path: '/orders/:id/invoices',
      rights: ['order.approve'],
      summary: 'Enter what was billed for an order',
      description: 'By the id of the order line. A price that is left out is the one that was ordered.',
      tag,
      schema: NewInvoice,
      example: {
        number: 'R-4711',
        invoicedOn: '2027-03-01',
        quantity: { [ID]: 10 },
        price: { [ID]: '18.90' },
      },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: (made) => `/invoices/${made.id}`,
    },
    (ctx, form, c) => enterInvoice(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/invoices/:id/settle',
      rights: ['order.approve'],
      summary: 'The difference is cleared up',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => settleInvoice(ctx, idOf(c)),
  );
  writes(
    api,
    {
      path: '/invoices/:id/withdraw',
      rights: ['order.approve'],
      summary: 'It was entered by mistake',
      tag,
      schema: Nothing,
      answer: z.object({ order: z.string() }),
    },
    (ctx, _, c) => withdrawInvoice(ctx, idOf(c)),
  );
}

export function returnOperations(api: Hono<AppEnv>): void {
  const tag = 'Returns to suppliers';
  lists(
    api,
    {
      path: '/returns',
      rights: ['order.see'],
      summary: 'Open credits by age, or those that are done',
      tag,
      item: Return,
      filters: { supplier: optionalId(), show: optionalChoice(['done']) },
    },
    async (c, { limit, cursor, supplier, show }) =>
      (await listReturns(c.var.ctx.db, { supplier, show: show ?? '' }, cursor, limit)).page,
  );
  reads(
    api,
    { path: '/returns/:id', rights: ['order.see'], summary: 'One return', tag, answer: Return },
    (c) => findReturn(c.var.ctx.db, idOf(c)),
  );
  writes(
    api,
    {
      path: '/returns',
      rights: ['return.propose'],
      summary: 'Set parts aside that go back to who sold them',
      description:
        'Out of the bin where one is named; a credit is expected. From level II on it is posted at once; below it is proposed.',
      tag,
      schema: NewReturn,
      example: { supplier: ID, part: 'LCD-116-30', bin: ID, quantity: 1, reason: 'dead' },
      answer: z.object({
        id: z.string().nullable().describe('Null where it was proposed'),
        proposed: z.boolean().describe('True: a manager decides, nothing was posted yet'),
      }),
      status: 201,
      location: (made) => (made.id ? `/returns/${made.id}` : '/proposals'),
    },
    returnToSupplier,
  );
  writes(
    api,
    {
      path: '/returns/:id/send',
      rights: ['order.receive'],
      summary: 'It is on its way back',
      tag,
      schema: SendReturn,
      example: { version: 1, rma: 'RMA-9' },
      answer: Done,
    },
    (ctx, form, c) => sendReturn(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/returns/:id/settle',
      rights: ['order.propose'],
      summary: 'The credit has come, or will not',
      tag,
      schema: SettleReturn,
      example: { version: 2, outcome: 'credited', credited: '18.40', creditNumber: 'C-12' },
      answer: Done,
    },
    (ctx, form, c) => settleReturn(ctx, idOf(c), form),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
