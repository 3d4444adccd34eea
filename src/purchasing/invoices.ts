import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { mustBeIn } from './draft-changes.ts';
import type { NewInvoice } from './invoice-forms.ts';
import { findInvoice, linesOfInvoice } from './invoice-queries.ts';
import { findOrder, linesOf } from './order-queries.ts';

/**
 * What the supplier billed, line by line beside what was ordered. The value of the parts in stock stays at the price
 * as ordered; the difference is listed until somebody has settled it.
 * @throws NotFound, Invalid nothing on it, a price is missing, Conflict the number is taken
 */
export async function enterInvoice(ctx: Ctx, ref: string, form: NewInvoice): Promise<{ id: string }> {
  const order = await findOrder(ctx.db, ref);
  if (form.invoicedOn > ctx.today) throw new Invalid({ invoicedOn: 'Not after today' });
  const known = new Map((await ctx.db.all(linesOf(order.id))).map((line) => [line.id, line]));
  const lines = Object.entries(form.quantity).flatMap(([id, quantity]) => {
    const line = known.get(id);
    return line && quantity ? [{ line, quantity, unitCents: form.price[id] ?? line.unitCents }] : [];
  });
  if (lines.length === 0) throw new Invalid({ '': 'Say how many of at least one line were billed' });
  const id = newId();
  const shipping = form.shipping ?? 0;
  return commit(
    ctx,
    { id },
    mustBeIn(order.id, ['sent', 'closed']),
    q.insertInto('invoices').values({
      id,
      supplier: order.supplier ?? '',
      order_id: order.id,
      number: form.number,
      invoiced_on: form.invoicedOn,
      shipping_cents: shipping,
      note: form.note,
      at: ctx.now,
      person: ctx.actor.person,
    }),
    insertInvoiceLines(id, lines),
    keepBilled(order.id),
    markDifference(id),
    record({
      thing: id,
      kind: 'invoice',
      verb: 'entered',
      data: {
        order: order.id,
        number: form.number,
        shippingCents: shipping,
        lines: lines.map(({ line, quantity, unitCents }) => ({ part: line.part, quantity, unitCents })),
      },
      text: form.note,
      first: true,
    }),
  );
}

/** The difference is cleared up: paid as billed, or credited. @throws NotFound, Conflict */
export async function settleInvoice(ctx: Ctx, id: string): Promise<{ id: string }> {
  const invoice = await findInvoice(ctx.db, id);
  return commit(
    ctx,
    { id },
    must('its difference is not settled yet', {
      sql: 'SELECT 1 FROM invoices WHERE id = ? AND differs = 1 AND settled_at IS NULL AND withdrawn_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('invoices').set({ settled_at: ctx.now, settled_by: ctx.actor.person }).where('id', '=', id),
    record({ thing: id, kind: 'invoice', verb: 'settled', data: { order: invoice.order } }),
  );
}

/** It was entered by mistake: it counts no more, and its number is free again. @throws NotFound, Conflict */
export async function withdrawInvoice(ctx: Ctx, id: string): Promise<{ order: string }> {
  const invoice = await findInvoice(ctx.db, id);
  const lines = await ctx.db.all(linesOfInvoice(id));
  return commit(
    ctx,
    { order: invoice.order },
    must('it was not withdrawn before', {
      sql: 'SELECT 1 FROM invoices WHERE id = ? AND withdrawn_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('invoices').set({ withdrawn_at: ctx.now }).where('id', '=', id),
    keepBilled(invoice.order),
    record({
      thing: id,
      kind: 'invoice',
      verb: 'withdrawn',
      data: { order: invoice.order, lines: lines.length },
    }),
  );
}

/** As JSON: an invoice has more lines than a statement may have parameters. */
function insertInvoiceLines(
  invoice: string,
  lines: readonly { line: { id: string; unitCents: number }; quantity: number; unitCents: number }[],
): Change {
  const rows = lines.map(({ line, quantity, unitCents }) => [
    newId(),
    line.id,
    quantity,
    unitCents,
    line.unitCents,
  ]);
  return {
    sql: `INSERT INTO invoice_lines (id, invoice, order_line, quantity, unit_cents, ordered_cents)
          SELECT j.value ->> 0, ?, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4 FROM json_each(?) AS j`,
    parameters: [invoice, JSON.stringify(rows)],
  };
}

/**
 * Another price, more pieces than were ordered or came, or more shipping than was agreed, together with what other
 * invoices of the order billed: decided in the commit, since two may be entered at once. A later invoice may bill
 * what this one does not.
 */
function markDifference(invoice: string): Change {
  return {
    sql: `UPDATE invoices SET differs = 1 WHERE id = ? AND (
            EXISTS (SELECT 1 FROM invoice_lines AS x JOIN order_lines AS l ON l.id = x.order_line
              WHERE x.invoice = invoices.id
                AND (x.unit_cents <> x.ordered_cents OR l.invoiced > max(l.quantity - l.cancelled, l.received)))
            OR (shipping_cents > 0 AND (SELECT sum(i.shipping_cents) FROM invoices AS i
                WHERE i.order_id = invoices.order_id AND i.withdrawn_at IS NULL)
              > (SELECT shipping_cents FROM orders WHERE id = invoices.order_id)))`,
    parameters: [invoice],
  };
}

/** Writes what was billed of each line of an order, from the invoices that count. */
function keepBilled(order: string): Change {
  const sum = (what: string) => `(SELECT ifnull(sum(${what}), 0) FROM invoice_lines AS x
    JOIN invoices AS i ON i.id = x.invoice AND i.withdrawn_at IS NULL WHERE x.order_line = order_lines.id)`;
  return {
    sql: `UPDATE order_lines SET invoiced = ${sum('x.quantity')}, billed_cents = ${sum('x.quantity * x.unit_cents')}
          WHERE order_id = ?`,
    parameters: [order],
  };
}
