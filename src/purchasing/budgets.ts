import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict } from '../errors.ts';
import { record } from '../history/record.ts';
import { findBudget } from './budget-queries.ts';
import type { BudgetEdit, NewBudget, Versioned } from './forms.ts';

const LABELS = {
  name: 'Name',
  fund: 'Fund',
  accountCode: 'Account code',
  fiscalYearFrom: 'First day',
  fiscalYearTo: 'Last day',
  note: 'Note',
} as const;

export function createBudget(ctx: Ctx, form: NewBudget): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    q.insertInto('budgets').values({ id, created_at: ctx.now, ...columnsOf(form) }),
    record({ thing: id, kind: 'budget', verb: 'created', data: factsOf(form), text: form.note, first: true }),
  );
}

/** @throws NotFound, Conflict of kind 'version' with what somebody else changed */
export async function editBudget(ctx: Ctx, id: string, form: BudgetEdit): Promise<{ id: string }> {
  const before = await findBudget(ctx.db, id);
  refuseStale(form.version, before, form, LABELS);
  return commit(
    ctx,
    { id },
    sameVersion('budgets', id, form.version),
    update(id, columnsOf(form)),
    record({
      thing: id,
      kind: 'budget',
      verb: 'edited',
      data: { ...factsOf(form), amountCents: [before.amountCents, form.amount] },
      text: form.note,
    }),
  );
}

/** No order can be charged to it any more; those that are stay. Or it is offered again. */
export async function retireOrRestoreBudget(ctx: Ctx, id: string, form: Versioned): Promise<{ id: string }> {
  const before = await findBudget(ctx.db, id);
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('budgets', id, form.version),
    update(id, { retired_at: retire ? ctx.now : null }),
    record({ thing: id, kind: 'budget', verb: retire ? 'retired' : 'restored' }),
  );
}

function update(
  id: string,
  columns: Partial<ReturnType<typeof columnsOf>> & { retired_at?: string | null },
): Change {
  return q
    .updateTable('budgets')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

function columnsOf(form: NewBudget) {
  return {
    name: form.name,
    fund: form.fund,
    account_code: form.accountCode,
    fiscal_year_from: form.fiscalYearFrom,
    fiscal_year_to: form.fiscalYearTo,
    amount_cents: form.amount,
    note: form.note,
  };
}

function factsOf(form: NewBudget): Record<string, unknown> {
  return {
    name: form.name,
    fund: form.fund,
    accountCode: form.accountCode,
    fiscalYearFrom: form.fiscalYearFrom,
    fiscalYearTo: form.fiscalYearTo,
    amountCents: form.amount,
  };
}
