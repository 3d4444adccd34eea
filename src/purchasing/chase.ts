import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid, NotFound } from '../errors.ts';
import { mustBeIn } from './draft-changes.ts';
import { ordered } from './draft-order.ts';
import type { Chase } from './order-forms.ts';
import { findOrder } from './order-queries.ts';

/**
 * Somebody asked the supplier about a line that is late: what they said, and the day that they name now.
 * @throws NotFound, Invalid, Conflict the order is not sent, or closed
 */
export async function chaseLine(ctx: Ctx, ref: string, line: string, form: Chase): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  const found = await ctx.db.first(
    q.selectFrom('order_lines').select('part').where('id', '=', line).where('order_id', '=', order.id),
  );
  if (!found) throw new NotFound();
  const askedOn = form.askedOn ?? ctx.today;
  if (askedOn > ctx.today) throw new Invalid({ askedOn: 'Not after today' });
  if (form.expectedOn && form.expectedOn < ctx.today) throw new Invalid({ expectedOn: 'Not before today' });
  return commit(
    ctx,
    { id: order.id },
    mustBeIn(order.id, ['sent']),
    q.insertInto('order_chases').values({
      id: newId(),
      order_line: line,
      asked_on: askedOn,
      note: form.note,
      expected_on: form.expectedOn,
      at: ctx.now,
      person: ctx.actor.person,
    }),
    form.expectedOn
      ? q.updateTable('order_lines').set({ expected_on: form.expectedOn }).where('id', '=', line)
      : null,
    ordered(order, 'chased', { line, part: found.part, askedOn, expectedOn: form.expectedOn }, form.note),
  );
}
