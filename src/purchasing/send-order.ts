import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { Invalid } from '../errors.ts';
import { mustBeIn, updateOrder } from './draft-changes.ts';
import { ordered } from './draft-order.ts';
import { leadSamplesOf, threeYearsBefore } from './lead-queries.ts';
import { leadTimesOf } from './lead-rules.ts';
import type { Send } from './order-forms.ts';
import { findOrder, linesOf, type Order } from './order-queries.ts';
import { daysAfter } from './order-rules.ts';
import { mailOf } from './order-text-rules.ts';

/**
 * The order goes out: its days count from today. By mail it is put into the outbox, in the same commit.
 * @throws NotFound, Invalid no address, expected before today, Conflict not approved
 */
export async function sendOrder(ctx: Ctx, ref: string, form: Send): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  if (form.how === 'mail' && !order.supplierEmail)
    throw new Invalid({ how: 'No e-mail address of this supplier is known' });
  if (form.expectedOn && form.expectedOn < ctx.today) throw new Invalid({ expectedOn: 'Not before today' });
  const lines = await ctx.db.all(linesOf(order.id));
  const mail = form.how === 'mail' ? newId() : null;
  const { subject, body } = mailOf(order, lines, ctx.district, ctx.actor.name);
  const expected = form.expectedOn ?? (await expectedDay(ctx, order));
  return commit(
    ctx,
    { id: order.id },
    sameVersion('orders', order.id, form.version),
    mustBeIn(order.id, ['approved']),
    mail
      ? q.insertInto('outbox').values({
          id: mail,
          channel: 'mail',
          recipient: order.supplierEmail ?? '',
          subject,
          body,
          at: ctx.now,
        })
      : null,
    updateOrder(order.id, {
      state: 'sent',
      sent_by: ctx.actor.person,
      sent_at: ctx.now,
      sent_on: ctx.today,
      sent_how: form.how,
      mail,
      expected_on: expected,
    }),
    ordered(order, 'sent', { how: form.how, expectedOn: expected }),
  );
}

/** When it can be expected: nine of ten arrivals of this supplier came by then; else what they promise. */
export async function expectedDay(
  ctx: Ctx,
  order: Pick<Order, 'supplier' | 'leadDays'>,
): Promise<string | null> {
  const samples = await ctx.db.all(leadSamplesOf(order.supplier ?? '', threeYearsBefore(ctx.today)));
  const measured = leadTimesOf(samples.map((sample) => sample.days));
  const days = measured.receipts >= 5 ? measured.ninetieth : (order.leadDays ?? measured.ninetieth);
  return days === null ? null : daysAfter(ctx.today, days);
}
