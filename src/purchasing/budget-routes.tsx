import { Hono } from 'hono';
import { BudgetForm, BudgetList, BudgetPage, LimitForm } from '../../views/purchasing/budgets.tsx';
import { can } from '../accounts/permissions.ts';
import { settingVersion } from '../settings/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { findBudget, listBudgets, ordersOfBudget } from './budget-queries.ts';
import { createBudget, editBudget, retireOrRestoreBudget } from './budgets.ts';
import { BudgetEdit, BudgetFilter, NewBudget, Versioned } from './forms.ts';
import { saveLimits } from './limits.ts';
import { Limits } from './order-forms.ts';
import { LIMIT_SETTING, limitsOf } from './order-rules.ts';

export const budgetRoutes = new Hono<AppEnv>();

const BASE = '/purchasing/budgets';
const TAKEN = {
  'budgets.name, budgets.fiscal_year_from': ['name', 'That year has a budget of this name'],
} as const;

budgetRoutes.get(BASE, allow('order.see'), async (c) => {
  const { db, today, actor } = c.var.ctx;
  const parsed = BudgetFilter.safeParse(c.req.query());
  const filter = parsed.success ? parsed.data : { show: null };
  const budgets = await db.all(listBudgets(filter, today));
  const mayEdit = can(actor, 'order.approve');
  return c.html(
    <BudgetList frame={frameOf(c, 'purchasing')} filter={filter} budgets={budgets} mayEdit={mayEdit} />,
  );
});

budgetRoutes.get(`${BASE}/new`, allow('order.approve'), (c) =>
  c.html(<BudgetForm frame={frameOf(c, 'purchasing')} state={freshState()} />),
);

budgetRoutes.post(`${BASE}/new`, allow('order.approve'), (c) =>
  submit(c, {
    schema: NewBudget,
    run: createBudget,
    done: ({ id }) => `${BASE}/${id}?done=created`,
    again: (state) => <BudgetForm frame={frameOf(c, 'purchasing')} state={state} />,
    taken: TAKEN,
  }),
);

budgetRoutes.get(`${BASE}/:id`, allow('order.see'), async (c) => {
  const { db, actor, district } = c.var.ctx;
  const budget = await findBudget(db, c.req.param('id'));
  return c.html(
    <BudgetPage
      frame={frameOf(c, 'purchasing')}
      budget={budget}
      orders={await db.all(ordersOfBudget(budget.id))}
      currency={district.currency}
      mayEdit={can(actor, 'order.approve')}
    />,
  );
});

budgetRoutes.get(`${BASE}/:id/edit`, allow('order.approve'), async (c) => {
  const { version, amountCents, ...values } = await findBudget(c.var.ctx.db, c.req.param('id'));
  const typed = { ...asTyped(values), amount: (amountCents / 100).toFixed(2) };
  return c.html(await editForm(c, freshState(typed, version)));
});

budgetRoutes.post(`${BASE}/:id/edit`, allow('order.approve'), (c) =>
  submit(c, {
    schema: BudgetEdit,
    run: (ctx, form) => editBudget(ctx, c.req.param('id'), form),
    done: ({ id }) => `${BASE}/${id}?done=saved`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

budgetRoutes.post(`${BASE}/:id/retire`, allow('order.approve'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestoreBudget(ctx, id, form),
    done: () => `${BASE}/${id}?done=saved`,
    back: `${BASE}/${id}`,
  });
});

budgetRoutes.get('/settings/orders', allow('settings.manage'), async (c) => {
  const { db, district } = c.var.ctx;
  const { manager, specialist } = limitsOf(district.settings);
  const shown = {
    limit: (manager / 100).toFixed(2),
    specialist: specialist > 0 ? (specialist / 100).toFixed(2) : '',
  };
  const state = freshState(shown, await settingVersion(db, LIMIT_SETTING));
  return c.html(<LimitForm frame={frameOf(c, 'settings')} state={state} />);
});

budgetRoutes.post('/settings/orders', allow('settings.manage'), (c) =>
  submit(c, {
    schema: Limits,
    run: saveLimits,
    done: () => '/settings/orders?done=saved',
    again: async (state) => {
      const version = state.version ?? (await settingVersion(c.var.ctx.db, LIMIT_SETTING));
      return <LimitForm frame={frameOf(c, 'settings')} state={{ ...state, version }} />;
    },
  }),
);

async function editForm(c: AppContext, state: FormState) {
  const budget = await findBudget(c.var.ctx.db, c.req.param('id') ?? '');
  const current = { ...state, version: state.version ?? budget.version };
  return <BudgetForm frame={frameOf(c, 'purchasing')} state={current} budget={budget} />;
}
