import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { startOfDay } from '../web/day.ts';
import { moveLines, mustBeIn, updateOrder } from './draft-changes.ts';
import { ordered, supplierFor } from './draft-order.ts';
import type { Versioned } from './forms.ts';
import { insertLines, insertOrder } from './order-changes.ts';
import type { Combine } from './order-forms.ts';
import { draftsOf, findOrder, linesOf, type OrderLine } from './order-queries.ts';
import { mondayOf } from './order-rules.ts';

/**
 * A mixed draft becomes one draft for each supplier; lines without one stay where they are. With one supplier alone
 * the draft itself becomes theirs.
 * @returns ids of the drafts, the first one being the draft itself where it goes on
 * @throws NotFound, Conflict, Invalid no line has a supplier
 */
export async function splitOrder(ctx: Ctx, ref: string, form: Versioned): Promise<{ orders: string[] }> {
  const order = await findOrder(ctx.db, ref);
  if (order.supplier) throw new Conflict('must', 'the order has lines of several suppliers');
  const lines = await ctx.db.all(linesOf(order.id));
  const groups = new Map<string, OrderLine[]>();
  for (const line of lines) {
    if (!line.supplier) continue;
    const group = groups.get(line.supplier);
    if (group) group.push(line);
    else groups.set(line.supplier, [line]);
  }
  if (groups.size === 0) throw new Invalid({ '': 'No line says from whom it is bought' });
  const orphans = lines.filter((line) => line.supplier === null);
  const keepsOne = orphans.length === 0 ? [...groups.keys()][0] : undefined;
  const made: string[] = [];
  const changes: Change[] = [];
  for (const [id, group] of groups) {
    const supplier = await supplierFor(ctx, id);
    const target = id === keepsOne ? order.id : newId();
    made.push(target);
    if (target === order.id) {
      changes.push(updateOrder(target, { supplier: id, shipping_cents: supplier.shippingCents }));
      changes.push(
        moveLines(
          order.id,
          target,
          group.map((line) => line.id),
        ),
      );
      continue;
    }
    changes.push(
      insertOrder(
        {
          id: target,
          supplier: id,
          budget: order.budget,
          lines: [],
          by: ctx.actor.person,
          plan: order.plan,
          note: order.note,
          shippingCents: supplier.shippingCents,
        },
        ctx.now,
      ),
      moveLines(
        order.id,
        target,
        group.map((line) => line.id),
      ),
      record({
        thing: target,
        kind: 'order',
        verb: 'drafted',
        data: { supplier: id, splitFrom: order.id, lines: group.length },
        first: true,
      }),
    );
  }
  return commit(
    ctx,
    { orders: made },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['draft']),
    changes,
    keepsOne ? null : updateOrder(order.id, {}),
    ordered(order, 'split', { orders: made }),
  );
}

/**
 * This week's drafts of one supplier on one budget become the oldest of them; the others are cancelled and keep their
 * lines to be read.
 * @throws Conflict there are no two of them any more
 */
export async function combineDrafts(ctx: Ctx, form: Combine): Promise<{ id: string }> {
  const since = startOfDay(ctx.district.zone, mondayOf(ctx.today));
  const [first, ...others] = await ctx.db.all(draftsOf(form.supplier, form.budget, since));
  if (!first || others.length === 0) throw new Conflict('must', 'two drafts of this week wait there');
  const lines = (await ctx.db.read(...others.map((other) => linesOf(other.id)))) as OrderLine[][];
  return commit(
    ctx,
    { id: first.id },
    [first, ...others].map((draft) => [
      sameVersion('orders', draft.id, draft.version),
      mustBeIn(draft.id, ['draft']),
    ]),
    lines.map((list) =>
      insertLines(
        first.id,
        list.map((line) => ({ ...line, supplier: null })),
      ),
    ),
    updateOrder(first.id, {}),
    others.map((other) => [
      updateOrder(other.id, { state: 'cancelled', cancelled_at: ctx.now, cancelled_by: ctx.actor.person }),
      ordered(other, 'combined', { into: first.id }),
    ]),
    ordered(first, 'combined', { orders: others.map((other) => other.id) }),
  );
}
