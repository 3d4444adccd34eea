import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { partMeant } from './find-part.ts';
import type { NewPrice, NewSupplier, SupplierEdit, Versioned } from './forms.ts';
import { dayBefore } from './price-rules.ts';
import { endPrice, insertSupplier, retireSupplier, setPrices, updateSupplier } from './supplier-changes.ts';
import { findSupplier } from './supplier-queries.ts';

/** The words of the form, for the page that says what somebody else changed. */
const LABELS = {
  name: 'Name',
  kind: 'Kind',
  accountNumber: 'Our account number',
  email: 'E-mail',
  phone: 'Telephone',
  address: 'Address',
  leadDays: 'Promised days',
  note: 'Note',
} as const;

export function createSupplier(ctx: Ctx, form: NewSupplier): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    insertSupplier(id, form, ctx.now),
    record({
      thing: id,
      kind: 'supplier',
      verb: 'created',
      data: factsOf(form),
      text: form.note,
      first: true,
    }),
  );
}

/** @throws NotFound, Conflict of kind 'version' with what somebody else changed */
export async function editSupplier(ctx: Ctx, id: string, form: SupplierEdit): Promise<{ id: string }> {
  const before = await findSupplier(ctx.db, id);
  refuseStale(form.version, before, form, LABELS);
  return commit(
    ctx,
    { id },
    sameVersion('suppliers', id, form.version),
    updateSupplier(id, form),
    record({ thing: id, kind: 'supplier', verb: 'edited', data: factsOf(form), text: form.note }),
  );
}

/** Takes a supplier out of use, or back in. @throws Conflict an order is under way */
export async function retireOrRestoreSupplier(
  ctx: Ctx,
  id: string,
  form: Versioned,
): Promise<{ id: string }> {
  const before = await findSupplier(ctx.db, id);
  if (before.version !== form.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('suppliers', id, form.version),
    retire
      ? must('no order from them is under way', {
          sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM orders WHERE supplier = ?
                  AND state IN ('draft', 'proposed', 'approved', 'sent'))`,
          parameters: [id],
        })
      : null,
    retireSupplier(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'supplier', verb: retire ? 'retired' : 'restored' }),
  );
}

/**
 * What a part costs there from a day on (today where none is given); the price before it ends the day before.
 * @throws NotFound, Invalid no such part, a later price is known
 */
export async function setPrice(
  ctx: Ctx,
  supplier: string,
  form: NewPrice,
): Promise<{ id: string; part: string }> {
  const { id } = await findSupplier(ctx.db, supplier);
  const part = await partMeant(ctx, form.part, id);
  const fromOn = form.fromOn ?? ctx.today;
  const later = await ctx.db.first<{ fromOn: string }>({
    sql: `SELECT from_on AS fromOn FROM supplier_parts WHERE supplier = ? AND part = ? AND to_on IS NULL
          AND from_on > ?`,
    parameters: [id, part.id, fromOn],
  });
  if (later) throw new Invalid({ fromOn: `A price from ${later.fromOn} on is known already` });
  return commit(
    ctx,
    { id, part: part.id },
    setPrices(
      id,
      [
        {
          part: part.id,
          number: form.number,
          pack: form.pack,
          priceCents: form.price,
          fromOn,
          inStock: form.inStock,
        },
      ],
      ctx.actor.person,
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'supplier',
      verb: 'priced',
      data: { part: part.id, number: form.number, pack: form.pack, priceCents: form.price, fromOn },
    }),
  );
}

/** They do not sell it any more; yesterday was the last day of its price. */
export async function stopSelling(
  ctx: Ctx,
  supplier: string,
  part: string,
): Promise<{ id: string; part: string }> {
  const { id } = await findSupplier(ctx.db, supplier);
  return commit(
    ctx,
    { id, part },
    endPrice(id, part, dayBefore(ctx.today)),
    record({ thing: id, kind: 'supplier', verb: 'price ended', data: { part } }),
  );
}

function factsOf(form: NewSupplier): Record<string, unknown> {
  return {
    name: form.name,
    kind: form.kind,
    minimumCents: form.minimum ?? 0,
    shippingCents: form.shipping ?? 0,
    leadDays: form.leadDays,
  };
}
