import type { Hono } from 'hono';
import { optionalChoice } from '../fields.ts';
import { findBudget, listBudgets } from '../purchasing/budget-queries.ts';
import { createBudget, editBudget, retireOrRestoreBudget } from '../purchasing/budgets.ts';
import { BudgetEdit, NewBudget, Versioned } from '../purchasing/forms.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Budget } from './shapes-orders.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Budgets';
const TAKEN = {
  'budgets.name, budgets.fiscal_year_from': ['name', 'That year has a budget of this name'],
} as const;
const EXAMPLE = {
  name: 'Device parts',
  fund: '100',
  accountCode: '100-2580-610',
  fiscalYearFrom: '2027-07-01',
  fiscalYearTo: '2028-06-30',
  amount: '85000.00',
};

export function budgetOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/budgets',
      rights: ['order.see'],
      summary: 'Budgets with what is spent, committed and left',
      tag,
      item: Budget,
      filters: { show: optionalChoice(['past', 'retired']) },
    },
    async (c, { limit, cursor, show }) => {
      const { db, today } = c.var.ctx;
      return pageOfWhole(await db.all(listBudgets({ show }, today)), { limit, cursor });
    },
  );
  reads(
    api,
    { path: '/budgets/:id', rights: ['order.see'], summary: 'One budget', tag, answer: Budget },
    (c) => findBudget(c.var.ctx.db, idOf(c)),
  );
  writes(
    api,
    {
      path: '/budgets',
      rights: ['order.approve'],
      summary: 'Make a budget',
      tag,
      schema: NewBudget,
      example: EXAMPLE,
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: (made) => `/budgets/${made.id}`,
    },
    createBudget,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/budgets/:id',
      rights: ['order.approve'],
      summary: 'Change a budget',
      tag,
      schema: BudgetEdit,
      example: { version: 1, ...EXAMPLE },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editBudget(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/budgets/:id/retire',
      rights: ['order.approve'],
      summary: 'Take a budget out of use, or back in',
      tag,
      schema: Versioned,
      example: { version: 1 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestoreBudget(ctx, idOf(c), form),
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}
