import { Hono } from 'hono';
import { BackOrderList } from '../../views/purchasing/back-orders.tsx';
import { OrderLinePage } from '../../views/purchasing/order-line.tsx';
import { PrintPage, ReasonPage, SendPage } from '../../views/purchasing/order-steps.tsx';
import { can } from '../accounts/permissions.ts';
import { Conflict, NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { backOrders, chasesOf } from './back-order-queries.ts';
import { chaseLine } from './chase.ts';
import { CancelLine, Chase, OrderFilter, Send, WithReason } from './order-forms.ts';
import { cancelLine, cancelOrder, sendBack } from './order-moves.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { csvOf } from './order-text-rules.ts';
import { expectedDay, sendOrder } from './send-order.ts';
import { SUPPLIER_OPTIONS } from './supplier-queries.ts';

export const orderStepRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/orders';
const at = (id: string) => `${BASE}/${id}`;

orderStepRoutes.get(`${BASE}/:id/send`, allow('order.propose'), async (c) =>
  c.html(await sendPage(c, freshState({ how: 'mail' }))),
);

orderStepRoutes.post(`${BASE}/:id/send`, allow('order.propose'), (c) =>
  submit(c, {
    schema: Send,
    run: (ctx, form) => sendOrder(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=saved`,
    again: (state) => sendPage(c, state),
  }),
);

orderStepRoutes.get(`${BASE}/:id/send-back`, allow('order.approve'), async (c) =>
  c.html(await reasonPage(c, freshState(), 'send-back')),
);

orderStepRoutes.post(`${BASE}/:id/send-back`, allow('order.approve'), (c) =>
  submit(c, {
    schema: WithReason,
    run: (ctx, form) => sendBack(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=saved`,
    again: (state) => reasonPage(c, state, 'send-back'),
  }),
);

orderStepRoutes.get(`${BASE}/:id/cancel`, allow('order.propose'), async (c) =>
  c.html(await reasonPage(c, freshState(), 'cancel')),
);

orderStepRoutes.post(`${BASE}/:id/cancel`, allow('order.propose'), (c) =>
  submit(c, {
    schema: WithReason,
    run: (ctx, form) => cancelOrder(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=cancelled`,
    again: (state) => reasonPage(c, state, 'cancel'),
  }),
);

orderStepRoutes.get(`${BASE}/:id/print`, allow('order.see'), async (c) => {
  const { db, district } = c.var.ctx;
  const order = await findOrder(db, c.req.param('id'));
  const lines = await db.all(linesOf(order.id));
  const frame = frameOf(c, 'purchasing');
  return c.html(<PrintPage frame={frame} order={order} lines={lines} currency={district.currency} />);
});

orderStepRoutes.get(`${BASE}/:id/order.csv`, allow('order.see'), async (c) => {
  const { db } = c.var.ctx;
  const order = await findOrder(db, c.req.param('id'));
  const text = csvOf(order, await db.all(linesOf(order.id)));
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${order.number.replace(/[^\w.-]/g, '_')}.csv"`,
  });
});

orderStepRoutes.get(`${BASE}/:id/lines/:line`, allow('order.see'), async (c) =>
  c.html(await linePage(c, freshState(), freshState())),
);

orderStepRoutes.post(`${BASE}/:id/lines/:line/chase`, allow('order.receive', 'order.propose'), (c) => {
  const { id, line } = c.req.param();
  return submit(c, {
    schema: Chase,
    run: (ctx, form) => chaseLine(ctx, id, line, form),
    done: (order) => `${at(order.id)}/lines/${line}?done=saved`,
    again: (state) => linePage(c, state, freshState()),
  });
});

orderStepRoutes.post(`${BASE}/:id/lines/:line/cancel`, allow('order.approve'), (c) => {
  const { id, line } = c.req.param();
  return submit(c, {
    schema: CancelLine,
    run: (ctx, form) => cancelLine(ctx, id, line, form),
    done: (order) => `${at(order.id)}/lines/${line}?done=cancelled`,
    again: (state) => linePage(c, freshState(), state),
  });
});

orderStepRoutes.get('/purchasing/back-orders', allow('order.see'), async (c) => {
  const { db, today } = c.var.ctx;
  const { cursor, show, supplier } = c.req.query();
  const parsed = OrderFilter.safeParse({ supplier });
  const filter = {
    supplier: parsed.success ? parsed.data.supplier : null,
    show: show === 'all' ? 'all' : 'late',
  } as const;
  const [found, suppliers] = await Promise.all([
    backOrders(db, filter, today, cursor),
    db.all(SUPPLIER_OPTIONS),
  ]);
  return c.html(
    <BackOrderList
      frame={frameOf(c, 'purchasing')}
      filter={filter}
      cursor={cursor}
      {...found}
      suppliers={suppliers}
    />,
  );
});

async function sendPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const order = await findOrder(ctx.db, c.req.param('id') ?? '');
  if (order.state !== 'approved' && state.message === undefined)
    throw new Conflict('must', 'the order is approved and not sent');
  const expected = await expectedDay(ctx, order);
  return <SendPage frame={frameOf(c, 'purchasing')} order={order} state={state} expected={expected} />;
}

async function reasonPage(c: AppContext, state: FormState, step: 'send-back' | 'cancel') {
  const order = await findOrder(c.var.ctx.db, c.req.param('id') ?? '');
  return <ReasonPage frame={frameOf(c, 'purchasing')} order={order} state={state} step={step} />;
}

async function linePage(c: AppContext, chase: FormState, cancel: FormState) {
  const { db, actor, district } = c.var.ctx;
  const { id = '', line: lineId = '' } = c.req.param();
  const order = await findOrder(db, id);
  const [lines, chases] = await db.read(linesOf(order.id), chasesOf(lineId));
  const line = lines.find((one) => one.id === lineId);
  if (!line) throw new NotFound();
  return (
    <OrderLinePage
      frame={frameOf(c, 'purchasing')}
      order={order}
      line={line}
      chases={chases}
      chase={chase}
      cancel={cancel}
      currency={district.currency}
      may={{
        chase: can(actor, 'order.receive') || can(actor, 'order.propose'),
        cancel: can(actor, 'order.approve'),
      }}
    />
  );
}
