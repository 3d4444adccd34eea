import { Hono } from 'hono';
import { type OrderFormOf, OrderPage } from '../../views/purchasing/order.tsx';
import { OrderHeadForm, OrderList } from '../../views/purchasing/orders.tsx';
import { can } from '../accounts/permissions.ts';
import { Conflict } from '../errors.ts';
import { prefixQuery } from '../stock/list-queries.ts';
import { allow } from '../web/access.ts';
import { startOfDay } from '../web/day.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { budgetOptions } from './budget-queries.ts';
import { addLine, createOrder, editOrder, saveLines } from './draft-order.ts';
import { Versioned } from './forms.ts';
import { AddLine, Approve, Combine, EditLines, NewDraft, OrderEdit, OrderFilter } from './order-forms.ts';
import { approveOrder, proposeOrder } from './order-moves.ts';
import { draftsToCombine, findOrder, listOrders, offeredParts } from './order-queries.ts';
import { readOrder } from './order-read.ts';
import { mondayOf } from './order-rules.ts';
import { combineDrafts, splitOrder } from './shape-order.ts';
import { SUPPLIER_OPTIONS } from './supplier-queries.ts';

export const orderRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/orders';
const at = (id: string) => `${BASE}/${id}`;

orderRoutes.get(BASE, allow('order.see'), async (c) => {
  const { db, actor, district, today } = c.var.ctx;
  const { cursor, ...query } = c.req.query();
  const parsed = OrderFilter.safeParse(query);
  const filter = parsed.success ? parsed.data : { q: '', state: null, supplier: null, budget: null };
  const found = await listOrders(db, filter, cursor);
  const week = startOfDay(district.zone, mondayOf(today));
  const [suppliers, groups] = await db.read(SUPPLIER_OPTIONS, draftsToCombine(week));
  return c.html(
    <OrderList
      frame={frameOf(c, 'purchasing')}
      filter={filter}
      cursor={cursor}
      {...found}
      suppliers={suppliers}
      groups={groups}
      mayPropose={can(actor, 'order.propose')}
    />,
  );
});

orderRoutes.get(`${BASE}/new`, allow('order.propose'), async (c) => {
  const { supplier = '', budget = '' } = c.req.query();
  return c.html(await headForm(c, freshState({ supplier, budget })));
});

orderRoutes.post(`${BASE}/new`, allow('order.propose'), (c) =>
  submit(c, {
    schema: NewDraft,
    run: createOrder,
    done: ({ id }) => `${at(id)}?done=created`,
    again: (state) => headForm(c, state),
  }),
);

orderRoutes.post(`${BASE}/combine`, allow('order.propose'), (c) =>
  submit(c, {
    schema: Combine,
    run: combineDrafts,
    done: ({ id }) => `${at(id)}?done=combined`,
    back: BASE,
  }),
);

orderRoutes.get(`${BASE}/:id`, allow('order.see'), async (c) =>
  c.html(await orderPage(c, freshState(), c.req.query('part') ?? '')),
);

orderRoutes.get(`${BASE}/:id/edit`, allow('order.propose'), async (c) => {
  const order = await findOrder(c.var.ctx.db, c.req.param('id'));
  const { supplier, budget, note, version } = order;
  const typed = { ...asTyped({ supplier, budget, note }), shipping: (order.shippingCents / 100).toFixed(2) };
  return c.html(await headForm(c, freshState(typed, version)));
});

orderRoutes.post(`${BASE}/:id/edit`, allow('order.propose'), (c) =>
  submit(c, {
    schema: OrderEdit,
    run: (ctx, form) => editOrder(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=saved`,
    again: (state) => headForm(c, state),
  }),
);

orderRoutes.post(`${BASE}/:id/add`, allow('order.propose'), (c) =>
  submit(c, {
    schema: AddLine,
    run: (ctx, form) => addLine(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=saved#add`,
    again: (state) => orderPage(c, state, String(state.values.part ?? ''), 'add'),
  }),
);

orderRoutes.post(`${BASE}/:id/lines`, allow('order.propose'), (c) =>
  submit(c, {
    schema: EditLines,
    run: (ctx, form) => saveLines(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=saved`,
    again: (state) => orderPage(c, state, '', 'lines'),
  }),
);

orderRoutes.post(`${BASE}/:id/split`, allow('order.propose'), (c) =>
  submit(c, {
    schema: Versioned,
    run: (ctx, form) => splitOrder(ctx, c.req.param('id'), form),
    done: () => `${BASE}?state=draft&done=split`,
    again: (state) => orderPage(c, state, ''),
  }),
);

orderRoutes.post(`${BASE}/:id/propose`, allow('order.propose'), (c) =>
  submit(c, {
    schema: Versioned,
    run: (ctx, form) => proposeOrder(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=proposed`,
    again: (state) => orderPage(c, state, ''),
  }),
);

orderRoutes.post(`${BASE}/:id/approve`, allow('order.approve_small'), (c) =>
  submit(c, {
    schema: Approve,
    run: (ctx, form) => approveOrder(ctx, c.req.param('id'), form),
    done: ({ id }) => `${at(id)}?done=approved`,
    again: (state) => orderPage(c, state, '', 'approve'),
  }),
);

/** @param of the form of the page that the state belongs to; '' for a button */
async function orderPage(c: AppContext, state: FormState, search: string, of: OrderFormOf = '') {
  const { ctx } = c.var;
  const read = await readOrder(ctx, c.req.param('id') ?? '');
  const text = search.trim().slice(0, 60);
  const words = prefixQuery(text);
  const found =
    words && read.order.state === 'draft'
      ? await ctx.db.all(offeredParts(words, text, read.order.supplier, ctx.today))
      : [];
  return (
    <OrderPage
      frame={frameOf(c, 'purchasing')}
      {...read}
      currency={ctx.district.currency}
      state={state}
      of={of}
      search={text}
      found={found}
      mailSet={ctx.district.settings['mail.from'] !== undefined}
      may={{
        propose: can(ctx.actor, 'order.propose'),
        approve: can(ctx.actor, 'order.approve'),
        receive: can(ctx.actor, 'order.receive'),
      }}
    />
  );
}

async function headForm(c: AppContext, state: FormState) {
  const { db, today } = c.var.ctx;
  const ref = c.req.param('id');
  const [suppliers, budgets] = await db.read(SUPPLIER_OPTIONS, budgetOptions(today));
  const frame = frameOf(c, 'purchasing');
  if (!ref) return <OrderHeadForm frame={frame} state={state} suppliers={suppliers} budgets={budgets} />;
  const order = await findOrder(db, ref);
  if (order.state !== 'draft') throw new Conflict('must', 'the order is still a draft');
  const current = { ...state, version: state.version ?? order.version };
  return (
    <OrderHeadForm frame={frame} state={current} suppliers={suppliers} budgets={budgets} order={order} />
  );
}
