import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { monthOf } from '../months.ts';
import { findBudget, listBudgets } from '../purchasing/budget-queries.ts';
import { insertOrder, type NewLine } from '../purchasing/order-changes.ts';
import type { Propose } from './forms.ts';
import { cutOf, knownOf, type PlanRead, readPlanned } from './plan-page-queries.ts';
import { choiceOf, expectedOn, sharesOf } from './plan-read.ts';
import { findRun } from './run-queries.ts';
import { reasonText, stopText } from './words-rules.ts';

export interface Proposed {
  /** the drafts that were made, one for each supplier */
  orders: { id: string; supplier: string | null; lines: number }[];
}

/**
 * The ticked lines of a plan, as draft orders: one for each supplier, all of them in one commit.
 * @throws NotFound, Invalid nothing is to be ordered of what is ticked
 * @throws Conflict somebody has ordered of the same meanwhile
 */
export async function proposeOrders(ctx: Ctx, form: Propose): Promise<Proposed> {
  const run = await findRun(ctx.db, form.run);
  if (run.thinnedAt || run.state !== 'done') throw new Conflict('must', 'this plan is the latest one');
  if (form.ids.length === 0 && !form.all) throw new Invalid({ ids: 'Tick what is to be ordered' });
  const fund = form.fund ? await findBudget(ctx.db, form.fund) : null;
  const funds = await ctx.db.all(listBudgets({ show: null }, ctx.today));
  const read = await readPlanned(ctx.db, run);
  const { takes } = cutOf(read, choiceOf(form, fund ?? funds[0] ?? null, sharesOf(ctx)));
  const ticked = new Set(form.all ? takes.keys() : form.ids);
  const lines = read.planned.filter(({ line }) => ticked.has(line.thing) && takes.has(line.thing));
  if (lines.length === 0) throw new Invalid({ ids: 'Nothing is to be ordered of what is ticked' });
  const known = await knownOf(
    ctx.db,
    run.id,
    lines.map(({ line }) => line.thing),
  );
  const bySupplier = new Map<string | null, NewLine[]>();
  for (const { line } of lines) {
    const take = takes.get(line.thing);
    if (!take || !line.offer) continue;
    const facts = known.get(line.thing);
    const reason = [stopText(line, run), facts ? reasonText(facts, monthOf(run.today)) : ''].filter(Boolean);
    const { supplier } = line.offer;
    bySupplier.set(supplier, [
      ...(bySupplier.get(supplier) ?? []),
      {
        part: line.offer.part,
        quantity: take.units,
        unitCents: line.offer.unitCents,
        pack: line.offer.pack,
        expectedOn: expectedOn(line, ctx.today),
        reason: reason.join('; ').slice(0, 300),
      },
    ]);
  }
  const shipping = new Map(read.suppliers.map(({ id, shippingCents }) => [id, shippingCents]));
  const orders = [...bySupplier].map(([supplier, own]) => ({ id: newId(), supplier, lines: own }));
  return commit(
    ctx,
    { orders: orders.map((order) => ({ ...order, lines: order.lines.length })) },
    nobodyElse(read, run.at, [...ticked]),
    orders.map(({ id, supplier, lines: own }) => [
      insertOrder(
        {
          id,
          supplier,
          budget: fund?.id ?? null,
          lines: own,
          by: ctx.actor.person,
          plan: run.id,
          shippingCents: (supplier && shipping.get(supplier)) || 0,
        },
        ctx.now,
      ),
      record({
        thing: id,
        kind: 'order',
        verb: 'drafted',
        data: { supplier, budget: fund?.id ?? null, lines: own.length, plan: run.n },
        first: true,
      }),
    ]),
  );
}

/** What was ordered of the ticked things since the run is what this person has seen. */
function nobodyElse(read: PlanRead, since: string, things: readonly string[]) {
  const ticked = new Set(things);
  const seen = read.planned.reduce((sum, one) => (ticked.has(one.line.thing) ? sum + one.since : sum), 0);
  return must('nobody has ordered of the same meanwhile', {
    sql: `SELECT 1 WHERE ? = (
            SELECT ifnull(sum(l.quantity - l.cancelled), 0) FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
            JOIN parts AS p ON p.id = l.part
            WHERE o.created_at >= ? AND o.state <> 'cancelled' AND l.quantity > l.cancelled
              AND ifnull(p.interchange_group, p.id) IN (SELECT value FROM json_each(?)))`,
    parameters: [seen, since, JSON.stringify(things)],
  });
}
