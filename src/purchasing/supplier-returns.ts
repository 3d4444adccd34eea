import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { sameVersion } from '../db/version.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { askFor } from '../proposals/ask-changes.ts';
import { post } from '../stock/posting.ts';
import { supplierFor } from './draft-order.ts';
import { partMeant } from './find-part.ts';
import type { NewReturn, SendReturn, SettleReturn } from './invoice-forms.ts';
import { findOrder, linesOf } from './order-queries.ts';
import { sellersOf } from './price-queries.ts';
import { insertReturns } from './return-changes.ts';
import { findReturn } from './return-queries.ts';

/** What goes back, with the ids that the form's words meant. */
export interface Meant {
  supplier: string;
  part: string;
  quantity: number;
  bin: string | null;
  reason: NewReturn['reason'];
  order: string | null;
  expectedCents: number;
  note: string;
}

/**
 * Parts go back to who sold them: out of the bin now, a credit is expected. Who may not decide that proposes it.
 * @throws Invalid no such part, order, bin; Conflict the bin does not hold that many
 */
export async function returnToSupplier(
  ctx: Ctx,
  form: NewReturn,
): Promise<{ id: string | null; proposed: boolean }> {
  const supplier = await supplierFor(ctx, form.supplier);
  const part = await partMeant(ctx, form.part, supplier.id);
  const order = form.order ? await orderOf(ctx, form.order, supplier.id) : null;
  const expectedCents = form.expected ?? form.quantity * (await priceOf(ctx, part.id, supplier.id, order));
  if (form.bin) await binFor(ctx, form.bin, part.id);
  const { quantity, bin, reason, note } = form;
  const content = { supplier: supplier.id, part: part.id, quantity, bin, reason, order, expectedCents };
  if (can(ctx.actor, 'return.do')) {
    const { id, changes } = bringingBack(ctx, { ...content, note });
    return commit(ctx, { id, proposed: false }, changes);
  }
  return commit(
    ctx,
    { id: null, proposed: true },
    askFor(
      {
        kind: 'return',
        about: { thing: part.id, kind: 'part' },
        content,
        reason: note,
        by: ctx.actor.person,
      },
      ctx.now,
    ),
  );
}

/** The changes that set parts aside for who sold them. @throws Conflict the bin does not hold that many */
export function bringingBack(
  ctx: Ctx,
  meant: Meant,
  more: Readonly<Record<string, unknown>> = {},
): { id: string; changes: Change } {
  const id = newId();
  const by = ctx.actor.person;
  const { supplier, part, quantity, bin, reason, expectedCents, note } = meant;
  const changes: Change = [
    bin
      ? [
          must('the bin holds that many', {
            sql: 'SELECT 1 FROM stock WHERE bin = ? AND part = ? AND on_hand >= ?',
            parameters: [bin, part, quantity],
          }),
          post([{ part, bin, quantity: -quantity, why: 'return', source: id, by }], ctx.now),
        ]
      : null,
    insertReturns([{ id, ...meant, by }], ctx.now),
    record({
      thing: id,
      kind: 'supplier return',
      verb: 'set aside',
      data: { supplier, part, quantity, bin, reason, expectedCents, ...more },
      text: note,
      first: true,
    }),
    bin
      ? record({
          thing: bin,
          kind: 'bin',
          verb: 'returned to supplier',
          data: { part, quantity, return: id },
        })
      : null,
  ];
  return { id, changes };
}

async function orderOf(ctx: Ctx, ref: string, supplier: string): Promise<string> {
  const order = await findOrder(ctx.db, ref).catch(() => null);
  if (order?.supplier !== supplier) throw new Invalid({ order: 'No order of this supplier has this number' });
  return order.id;
}

async function binFor(ctx: Ctx, bin: string, part: string): Promise<void> {
  const held = await ctx.db.first({
    sql: 'SELECT 1 FROM stock AS s JOIN bins AS b ON b.id = s.bin WHERE s.bin = ? AND s.part = ? AND s.on_hand > 0',
    parameters: [bin, part],
  });
  if (!held) throw new Invalid({ bin: 'By the books this bin holds none of it' });
}

/** Cents of one: as ordered, else what they ask today. */
async function priceOf(ctx: Ctx, part: string, supplier: string, order: string | null): Promise<number> {
  const [lines, sellers] = await ctx.db.read(linesOf(order ?? ''), sellersOf([part], ctx.today));
  const line = lines.find((one) => one.part === part);
  return line?.unitCents ?? sellers.find((one) => one.supplier === supplier)?.priceCents ?? 0;
}

/** It is on its way back. @throws NotFound, Invalid, Conflict */
export async function sendReturn(ctx: Ctx, id: string, form: SendReturn): Promise<{ id: string }> {
  await findReturn(ctx.db, id);
  const sentOn = form.sentOn ?? ctx.today;
  if (sentOn > ctx.today) throw new Invalid({ sentOn: 'Not after today' });
  return commit(
    ctx,
    { id },
    sameVersion('supplier_returns', id, form.version),
    mustBe(id, ['open']),
    update(id, { state: 'sent', rma: form.rma, sent_on: sentOn }),
    record({ thing: id, kind: 'supplier return', verb: 'sent', data: { rma: form.rma, sentOn } }),
  );
}

/** The credit has come, or will not. @throws NotFound, Invalid no amount, Conflict settled before */
export async function settleReturn(ctx: Ctx, id: string, form: SettleReturn): Promise<{ id: string }> {
  const before = await findReturn(ctx.db, id);
  const credited = form.outcome === 'credited';
  if (credited && form.credited === null) throw new Invalid({ credited: 'Say how much was credited' });
  const cents = credited ? (form.credited ?? 0) : 0;
  return commit(
    ctx,
    { id },
    sameVersion('supplier_returns', id, form.version),
    mustBe(id, ['open', 'sent']),
    update(id, {
      state: form.outcome,
      credited_cents: cents,
      credit_number: credited ? form.creditNumber : '',
      settled_on: ctx.today,
    }),
    record({
      thing: id,
      kind: 'supplier return',
      verb: form.outcome,
      data: { creditedCents: [before.expectedCents, cents], creditNumber: form.creditNumber },
      text: form.note,
    }),
  );
}

function mustBe(id: string, states: readonly string[]) {
  return must('the credit is still open', {
    sql: 'SELECT 1 FROM supplier_returns WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [id, JSON.stringify(states)],
  });
}

function update(id: string, columns: Record<string, string | number>) {
  return q
    .updateTable('supplier_returns')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}
