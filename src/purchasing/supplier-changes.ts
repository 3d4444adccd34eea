import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { NewSupplier } from './forms.ts';

export function insertSupplier(id: string, form: NewSupplier, now: string): Change {
  return q.insertInto('suppliers').values({ id, created_at: now, ...columnsOf(form) });
}

export function updateSupplier(id: string, form: NewSupplier): Change {
  return q
    .updateTable('suppliers')
    .set(columnsOf(form))
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

export function retireSupplier(id: string, retiredAt: string | null): Change {
  return q
    .updateTable('suppliers')
    .set({ retired_at: retiredAt })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

/** What is bought from it must be somebody who is in use. */
export function supplierInUse(id: string): Change {
  return must(
    'the supplier is in use',
    q.selectFrom('suppliers').select('id').where('id', '=', id).where('retired_at', 'is', null),
  );
}

function columnsOf(form: NewSupplier) {
  return {
    name: form.name,
    kind: form.kind,
    account_number: form.accountNumber,
    email: form.email,
    phone: form.phone,
    address: form.address,
    minimum_cents: form.minimum ?? 0,
    shipping_cents: form.shipping ?? 0,
    lead_days: form.leadDays,
    note: form.note,
  };
}

export interface PriceRow {
  part: string;
  number: string;
  pack: number;
  /** of one piece */
  priceCents: number;
  fromOn: string;
  inStock: number | null;
}

/**
 * New prices of one supplier, a row for each part. The price that held until then ends the day before; one that
 * began the same day ends before it begins, which says that it never held.
 * @throws Conflict (when committed) a part has a price of a later day already
 */
export function setPrices(
  supplier: string,
  prices: readonly PriceRow[],
  by: string | null,
  now: string,
): Change {
  if (prices.length === 0) return null;
  const rows = JSON.stringify(
    prices.map((p) => [newId(), p.part, p.number, p.pack, p.priceCents, p.fromOn, p.inStock]),
  );
  return [
    must('no price of a later day is known for these parts', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              JOIN supplier_parts AS s ON s.supplier = ? AND s.part = j.value ->> 1
                AND s.to_on IS NULL AND s.from_on > j.value ->> 5)`,
      parameters: [rows, supplier],
    }),
    {
      sql: `UPDATE supplier_parts SET to_on = date(j.value ->> 5, '-1 day') FROM json_each(?) AS j
            WHERE supplier_parts.supplier = ? AND supplier_parts.to_on IS NULL
              AND supplier_parts.part = j.value ->> 1`,
      parameters: [rows, supplier],
    },
    {
      sql: `INSERT INTO supplier_parts (id, supplier, part, number, pack, price_cents, from_on, in_stock, at, person)
            SELECT j.value ->> 0, ?, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5,
              j.value ->> 6, ?, ? FROM json_each(?) AS j`,
      parameters: [supplier, now, by, rows],
    },
  ];
}

/** What they say they hold of parts whose price stays. */
export function setInStock(
  supplier: string,
  held: readonly { part: string; inStock: number | null }[],
): Change {
  if (held.length === 0) return null;
  return {
    sql: `UPDATE supplier_parts SET in_stock = j.value ->> 1 FROM json_each(?) AS j
          WHERE supplier_parts.supplier = ? AND supplier_parts.to_on IS NULL AND supplier_parts.part = j.value ->> 0`,
    parameters: [JSON.stringify(held.map((h) => [h.part, h.inStock])), supplier],
  };
}

/** They do not sell it any more: the price that holds ends. */
export function endPrice(supplier: string, part: string, lastOn: string): Change {
  return [
    must('a price of this part holds', {
      sql: 'SELECT 1 FROM supplier_parts WHERE supplier = ? AND part = ? AND to_on IS NULL',
      parameters: [supplier, part],
    }),
    {
      sql: 'UPDATE supplier_parts SET to_on = ? WHERE supplier = ? AND part = ? AND to_on IS NULL',
      parameters: [lastOn, supplier, part],
    },
  ];
}
