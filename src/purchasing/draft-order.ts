import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { findBudget } from './budget-queries.ts';
import { changeLines, mustBeIn, updateOrder } from './draft-changes.ts';
import { partMeant } from './find-part.ts';
import { insertLines, insertOrder, type NewLine } from './order-changes.ts';
import type { AddLine, EditLines, NewDraft, OrderEdit } from './order-forms.ts';
import { findOrder, linesOf, type Order } from './order-queries.ts';
import { sellersOf } from './price-queries.ts';
import { packProblem } from './price-rules.ts';
import { supplierInUse } from './supplier-changes.ts';
import { findSupplier, type Supplier } from './supplier-queries.ts';

/** A line of an order's history. */
export function ordered(
  order: Pick<Order, 'id'>,
  verb: string,
  data: Record<string, unknown> = {},
  text?: string,
) {
  return record({ thing: order.id, kind: 'order', verb, data, text });
}

/** @throws Invalid a supplier or budget that is not in use */
export async function createOrder(ctx: Ctx, form: NewDraft): Promise<{ id: string }> {
  const supplier = form.supplier ? await supplierFor(ctx, form.supplier) : null;
  if (form.budget) await budgetFor(ctx, form.budget);
  const id = newId();
  return commit(
    ctx,
    { id },
    supplier ? supplierInUse(supplier.id) : null,
    insertOrder(
      {
        id,
        supplier: supplier?.id ?? null,
        budget: form.budget,
        lines: [],
        by: ctx.actor.person,
        note: form.note,
        shippingCents: supplier?.shippingCents ?? 0,
      },
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'order',
      verb: 'drafted',
      data: { supplier: form.supplier, budget: form.budget },
      text: form.note,
      first: true,
    }),
  );
}

/** The head of a draft. @throws NotFound, Invalid, Conflict */
export async function editOrder(ctx: Ctx, ref: string, form: OrderEdit): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const supplier = form.supplier ? await supplierFor(ctx, form.supplier) : null;
  if (form.budget) await budgetFor(ctx, form.budget);
  const changed = form.supplier !== order.supplier;
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['draft']),
    updateOrder(order.id, {
      supplier: form.supplier,
      budget: form.budget,
      note: form.note,
      shipping_cents: form.shipping ?? (changed ? (supplier?.shippingCents ?? 0) : order.shippingCents),
    }),
    ordered(
      order,
      'edited',
      {
        supplier: [order.supplier, form.supplier],
        budget: [order.budget, form.budget],
        shippingCents: form.shipping,
      },
      form.note,
    ),
  );
}

/**
 * A part onto a draft at the supplier's price of today; in a mixed draft from who is cheapest.
 * @throws NotFound, Invalid: no such part, no price, not in packs, Conflict: no draft any more
 */
export async function addLine(ctx: Ctx, ref: string, form: AddLine): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  if (order.state !== 'draft') throw new Conflict('must', 'the order is still a draft');
  const part = await partMeant(ctx, form.part, order.supplier);
  const wanted = order.supplier ?? form.supplier;
  const sellers = await ctx.db.all(sellersOf([part.id], ctx.today));
  const seller = wanted ? sellers.find((one) => one.supplier === wanted) : sellers[0];
  const unitCents = form.price ?? seller?.priceCents ?? null;
  if (unitCents === null)
    throw new Invalid({ price: `No price of ${part.sku} is known there: type what one costs` });
  const pack = seller?.pack ?? 1;
  const problem = packProblem(form.quantity, pack);
  if (problem) throw new Invalid({ quantity: problem });
  const line: NewLine = {
    part: part.id,
    quantity: form.quantity,
    unitCents,
    supplier: order.supplier ? null : (wanted ?? seller?.supplier ?? null),
    number: seller?.number ?? '',
    pack,
    reason: form.reason,
  };
  return commit(
    ctx,
    { id: order.id },
    mustBeIn(order.id, ['draft']),
    insertLines(order.id, [line]),
    updateOrder(order.id, {}),
    ordered(order, 'line added', { part: part.id, quantity: form.quantity, unitCents }),
  );
}

/** Quantities and prices of a draft's lines. @throws NotFound, Invalid at the line's field, Conflict */
export async function saveLines(ctx: Ctx, ref: string, form: EditLines): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const known = new Map((await ctx.db.all(linesOf(order.id))).map((line) => [line.id, line]));
  const errors: Record<string, string> = {};
  const changes = Object.entries(form.quantity).flatMap(([id, quantity]) => {
    const line = known.get(id);
    if (!line) return [];
    const problem = packProblem(quantity, line.pack);
    if (problem && quantity !== line.quantity) errors[`quantity.${id}`] = problem;
    const unitCents = form.price[id] ?? line.unitCents;
    return quantity === line.quantity && unitCents === line.unitCents
      ? []
      : [{ id, quantity, unitCents, line }];
  });
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['draft']),
    changeLines(order.id, changes),
    updateOrder(order.id, {}),
    ordered(order, 'lines changed', {
      lines: changes.map(({ line, quantity, unitCents }) => ({ part: line.part, quantity, unitCents })),
    }),
  );
}

export async function supplierFor(ctx: Ctx, id: string): Promise<Supplier> {
  const supplier = await findSupplier(ctx.db, id).catch(() => null);
  if (!supplier || supplier.retiredAt) throw new Invalid({ supplier: 'Choose a supplier that is in use' });
  return supplier;
}

async function budgetFor(ctx: Ctx, id: string): Promise<void> {
  const budget = await findBudget(ctx.db, id).catch(() => null);
  if (!budget || budget.retiredAt) throw new Invalid({ budget: 'Choose a budget that is in use' });
}
