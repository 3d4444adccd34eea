import type { Ctx } from '../context.ts';
import { findBudget } from './budget-queries.ts';
import { invoicesOf, receiptsOf } from './order-page-queries.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { goodsOf, limitsOf, totalOf } from './order-rules.ts';

/** Everything that an order's page and its JSON say. @throws NotFound */
export async function readOrder(ctx: Ctx, ref: string) {
  const order = await findOrder(ctx.db, ref);
  const [lines, receipts, invoices] = await ctx.db.read(
    linesOf(order.id),
    receiptsOf(order.id),
    invoicesOf(order.id),
  );
  return {
    order,
    lines,
    receipts,
    invoices,
    budget: order.budget ? await findBudget(ctx.db, order.budget) : null,
    total: totalOf(order, lines),
    goods: goodsOf(lines),
    limits: limitsOf(ctx.district.settings),
  };
}
