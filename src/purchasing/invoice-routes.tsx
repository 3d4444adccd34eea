import { Hono } from 'hono';
import { InvoiceForm, InvoiceList, InvoicePage } from '../../views/purchasing/invoices.tsx';
import { ReturnForm } from '../../views/purchasing/return-form.tsx';
import { ReturnList, ReturnPage } from '../../views/purchasing/returns.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { Nothing } from './forms.ts';
import { NewInvoice, NewReturn, SendReturn, SettleReturn } from './invoice-forms.ts';
import { findInvoice, linesOfInvoice, listInvoices } from './invoice-queries.ts';
import { enterInvoice, settleInvoice, withdrawInvoice } from './invoices.ts';
import { OrderFilter } from './order-forms.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { BINS_TO_FILL } from './receipt-queries.ts';
import { findReturn, listReturns } from './return-queries.ts';
import { SUPPLIER_OPTIONS } from './supplier-queries.ts';
import { returnToSupplier, sendReturn, settleReturn } from './supplier-returns.ts';

export const invoiceRoutes = new Hono<AppEnv>();

const INVOICES = '/purchasing/invoices';
const RETURNS = '/purchasing/returns';
const TAKEN = {
  'invoices.supplier, invoices.number': ['number', 'This invoice of theirs is entered already'],
} as const;

invoiceRoutes.get(INVOICES, allow('order.see'), async (c) => {
  const { db, district } = c.var.ctx;
  const { cursor } = c.req.query();
  const show = c.req.query('show') === 'differ' ? 'differ' : '';
  const page = await listInvoices(db, show, cursor);
  const frame = frameOf(c, 'purchasing');
  return c.html(
    <InvoiceList frame={frame} show={show} cursor={cursor} page={page} currency={district.currency} />,
  );
});

invoiceRoutes.get('/purchasing/orders/:id/invoices/new', allow('order.approve'), async (c) =>
  c.html(await invoiceForm(c, freshState())),
);

invoiceRoutes.post('/purchasing/orders/:id/invoices/new', allow('order.approve'), (c) =>
  submit(c, {
    schema: NewInvoice,
    run: (ctx, form) => enterInvoice(ctx, c.req.param('id'), form),
    done: ({ id }) => `${INVOICES}/${id}?done=created`,
    again: (state) => invoiceForm(c, state),
    taken: TAKEN,
  }),
);

invoiceRoutes.get(`${INVOICES}/:id`, allow('order.see'), async (c) => {
  const { db, actor, district } = c.var.ctx;
  const invoice = await findInvoice(db, c.req.param('id'));
  return c.html(
    <InvoicePage
      frame={frameOf(c, 'purchasing')}
      invoice={invoice}
      lines={await db.all(linesOfInvoice(invoice.id))}
      currency={district.currency}
      mayEdit={can(actor, 'order.approve')}
    />,
  );
});

invoiceRoutes.post(`${INVOICES}/:id/settle`, allow('order.approve'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => settleInvoice(ctx, id),
    done: () => `${INVOICES}/${id}?done=saved`,
    back: `${INVOICES}/${id}`,
  });
});

invoiceRoutes.post(`${INVOICES}/:id/withdraw`, allow('order.approve'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => withdrawInvoice(ctx, id),
    done: () => `${INVOICES}/${id}?done=withdrawn`,
    back: `${INVOICES}/${id}`,
  });
});

invoiceRoutes.get(RETURNS, allow('order.see'), async (c) => {
  const { db, actor, district } = c.var.ctx;
  const { cursor, supplier, show } = c.req.query();
  const parsed = OrderFilter.safeParse({ supplier });
  const filter = {
    supplier: parsed.success ? parsed.data.supplier : null,
    show: show === 'done' ? 'done' : '',
  } as const;
  const [found, suppliers] = await Promise.all([listReturns(db, filter, cursor), db.all(SUPPLIER_OPTIONS)]);
  return c.html(
    <ReturnList
      frame={frameOf(c, 'purchasing')}
      filter={filter}
      cursor={cursor}
      {...found}
      suppliers={suppliers}
      currency={district.currency}
      mayReturn={can(actor, 'return.propose')}
    />,
  );
});

invoiceRoutes.get(`${RETURNS}/new`, allow('return.propose'), async (c) => {
  const { part = '', bin = '', supplier = '', order = '' } = c.req.query();
  return c.html(await returnForm(c, freshState({ part, bin, supplier, order })));
});

invoiceRoutes.post(`${RETURNS}/new`, allow('return.propose'), (c) =>
  submit(c, {
    schema: NewReturn,
    run: returnToSupplier,
    done: ({ id }) => (id ? `${RETURNS}/${id}?done=created` : `${RETURNS}?done=proposed`),
    again: (state) => returnForm(c, state),
  }),
);

invoiceRoutes.get(`${RETURNS}/:id`, allow('order.see'), async (c) =>
  c.html(await returnPage(c, freshState(), freshState())),
);

invoiceRoutes.post(`${RETURNS}/:id/send`, allow('order.receive'), (c) =>
  submit(c, {
    schema: SendReturn,
    run: (ctx, form) => sendReturn(ctx, c.req.param('id'), form),
    done: ({ id }) => `${RETURNS}/${id}?done=sent`,
    again: (state) => returnPage(c, state, freshState()),
  }),
);

invoiceRoutes.post(`${RETURNS}/:id/settle`, allow('order.propose'), (c) =>
  submit(c, {
    schema: SettleReturn,
    run: (ctx, form) => settleReturn(ctx, c.req.param('id'), form),
    done: ({ id }) => `${RETURNS}/${id}?done=saved`,
    again: (state) => returnPage(c, freshState(), state),
  }),
);

async function invoiceForm(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const order = await findOrder(db, c.req.param('id') ?? '');
  const lines = await db.all(linesOf(order.id));
  return <InvoiceForm frame={frameOf(c, 'purchasing')} order={order} lines={lines} state={state} />;
}

async function returnForm(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const [suppliers, bins] = await db.read(SUPPLIER_OPTIONS, BINS_TO_FILL);
  return (
    <ReturnForm
      frame={frameOf(c, 'purchasing')}
      state={state}
      suppliers={suppliers}
      bins={bins}
      decides={can(actor, 'return.do')}
    />
  );
}

async function returnPage(c: AppContext, send: FormState, settle: FormState) {
  const { db, actor, district } = c.var.ctx;
  const row = await findReturn(db, c.req.param('id') ?? '');
  return (
    <ReturnPage
      frame={frameOf(c, 'purchasing')}
      row={row}
      send={send}
      settle={settle}
      currency={district.currency}
      may={{ send: can(actor, 'order.receive'), settle: can(actor, 'order.propose') }}
    />
  );
}
