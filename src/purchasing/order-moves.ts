import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { budgetHolds, budgetOptions, findBudget } from './budget-queries.ts';
import {
  cancelOpenPieces,
  cancelPieces,
  closeWhereDone,
  mustBeIn,
  noOpenReceipt,
  updateOrder,
} from './draft-changes.ts';
import { ordered } from './draft-order.ts';
import type { Versioned } from './forms.ts';
import type { Approve, CancelLine, WithReason } from './order-forms.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { approvalProblem, limitsOf, totalOf } from './order-rules.ts';

/** Asks for a manager's yes. @throws NotFound, Invalid something is missing, Conflict */
export async function proposeOrder(ctx: Ctx, ref: string, form: Versioned): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const [lines, budgets] = await ctx.db.read(linesOf(order.id), budgetOptions(ctx.today));
  if (lines.length === 0) throw new Invalid({ '': 'The order has no line' });
  if (!order.supplier) throw new Invalid({ '': 'Choose the supplier first, or split it by supplier' });
  if (!order.budget && budgets.length > 0) throw new Invalid({ '': 'Choose the budget that pays it first' });
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['draft']),
    must('the order has a line', {
      sql: 'SELECT 1 FROM order_lines WHERE order_id = ?',
      parameters: [order.id],
    }),
    updateOrder(order.id, { state: 'proposed', proposed_by: ctx.actor.person, proposed_at: ctx.now }),
    ordered(order, 'proposed', { totalCents: totalOf(order, lines) }),
  );
}

/**
 * A manager's yes, or up to its limit that of level III. Beyond the budget it takes a tick, that is kept.
 * @throws Forbidden above the limit of the role, or a manager's own above the limit
 * @throws NotFound, Invalid over the budget without the tick, Conflict
 */
export async function approveOrder(ctx: Ctx, ref: string, form: Approve): Promise<{ id: string }> {
  const limits = limitsOf(ctx.district.settings);
  const approver = { person: ctx.actor.person, manager: can(ctx.actor, 'order.approve') };
  if (!approver.manager && limits.specialist === 0) throw new Forbidden('A manager approves orders');
  const order = await findOrder(ctx.db, ref);
  const total = totalOf(order, await ctx.db.all(linesOf(order.id)));
  const problem = approvalProblem(order, total, limits, approver);
  if (problem) throw new Forbidden(problem);
  const budget = order.budget ? await findBudget(ctx.db, order.budget) : null;
  const over = budget !== null && budget.leftCents < total;
  if (over && !form.overBudget)
    throw new Invalid({
      overBudget: 'The budget does not hold that much: tick that it is approved nevertheless',
    });
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['proposed']),
    budget && !form.overBudget
      ? must('the budget still holds that much', budgetHolds(budget.id, total))
      : null,
    updateOrder(order.id, {
      state: 'approved',
      approved_by: ctx.actor.person,
      approved_at: ctx.now,
      over_budget: over ? 1 : 0,
    }),
    ordered(order, 'approved', {
      totalCents: total,
      budget: order.budget,
      overBudget: over,
      leftCents: budget?.leftCents,
    }),
  );
}

/** Back to who drafted it. @throws NotFound, Conflict */
export async function sendBack(ctx: Ctx, ref: string, form: WithReason): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['proposed', 'approved']),
    updateOrder(order.id, {
      state: 'draft',
      proposed_by: null,
      proposed_at: null,
      approved_by: null,
      approved_at: null,
      over_budget: 0,
    }),
    ordered(order, 'sent back', { from: order.state }, form.reason),
  );
}

/**
 * What is still open will not come. An order of which something came is closed, another one cancelled.
 * @throws Forbidden approved or sent already, and no manager
 * @throws NotFound, Conflict somebody counts an arrival of it
 */
export async function cancelOrder(ctx: Ctx, ref: string, form: WithReason): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const sent = order.state === 'sent';
  if ((sent || order.state === 'approved') && !can(ctx.actor, 'order.approve'))
    throw new Forbidden('What a manager has approved is cancelled by a manager');
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['draft', 'proposed', 'approved', 'sent']),
    noOpenReceipt(order.id),
    cancelOpenPieces(order.id),
    sent
      ? closeWhereDone(order.id, ctx.actor.person, ctx.now)
      : updateOrder(order.id, {
          state: 'cancelled',
          cancelled_at: ctx.now,
          cancelled_by: ctx.actor.person,
        }),
    ordered(order, sent ? 'rest cancelled' : 'cancelled', { from: order.state }, form.reason),
  );
}

/** Pieces of one line will not come. @throws NotFound, Invalid fewer are open, Conflict somebody counts an arrival */
export async function cancelLine(
  ctx: Ctx,
  ref: string,
  line: string,
  form: CancelLine,
): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const found = await ctx.db.first(
    q
      .selectFrom('order_lines')
      .select(['id', 'part', 'quantity', 'received', 'cancelled'])
      .where('id', '=', line)
      .where('order_id', '=', order.id),
  );
  if (!found) throw new NotFound();
  if (order.state === 'draft' || order.state === 'proposed')
    throw new Conflict('must', 'the order is approved or sent');
  const open = Math.max(found.quantity - found.received - found.cancelled, 0);
  if (form.quantity > open)
    throw new Invalid({
      quantity: open === 1 ? 'Only 1 is still to come' : `Only ${open} are still to come`,
    });
  return commit(
    ctx,
    { id: order.id },
    mustBeIn(order.id, ['approved', 'sent']),
    noOpenReceipt(order.id),
    cancelPieces(line, form.quantity),
    updateOrder(order.id, {}),
    closeWhereDone(order.id, ctx.actor.person, ctx.now),
    ordered(order, 'line cancelled', { line, part: found.part, quantity: form.quantity }, form.reason),
  );
}
