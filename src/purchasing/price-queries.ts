import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

export interface PriceLine {
  part: string;
  sku: string;
  name: string;
  number: string;
  pack: number;
  priceCents: number;
  fromOn: string;
  toOn: string | null;
  inStock: number | null;
}

const COLUMNS = `s.part, p.sku, p.name, s.number, s.pack, s.price_cents AS priceCents, s.from_on AS fromOn,
  s.to_on AS toOn, s.in_stock AS inStock`;

/** What a supplier sells now or from a later day on, by SKU. */
export async function pricesOf(
  db: Database,
  supplier: string,
  cursor: string | undefined,
  limit = 50,
): Promise<Page<PriceLine>> {
  const [after = ''] = (decodeCursor(cursor, 's') ?? ['']) as string[];
  const rows = await db.all<PriceLine>({
    sql: `SELECT ${COLUMNS} FROM supplier_parts AS s JOIN parts AS p ON p.id = s.part
          WHERE s.supplier = ? AND s.to_on IS NULL AND p.sku > ? ORDER BY p.sku LIMIT ?`,
    parameters: [supplier, after, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.sku]);
}

/** Every price that held, newest first; those replaced on their first day are left out. */
export function priceHistory(supplier: string, part: string): Query<PriceLine> {
  return {
    sql: `SELECT ${COLUMNS} FROM supplier_parts AS s JOIN parts AS p ON p.id = s.part
          WHERE s.supplier = ? AND s.part = ? AND (s.to_on IS NULL OR s.to_on >= s.from_on)
          ORDER BY s.from_on DESC LIMIT 200`,
    parameters: [supplier, part],
  };
}

export interface SellerPrice extends PriceLine {
  supplier: string;
  supplierName: string;
}

/** Who sells these parts on a day, cheapest first for each part. @param on YYYY-MM-DD */
export function sellersOf(parts: readonly string[], on: string): Query<SellerPrice> {
  return {
    sql: `SELECT ${COLUMNS}, s.supplier, u.name AS supplierName
          FROM json_each(?) AS j CROSS JOIN supplier_parts AS s ON s.part = j.value
          JOIN parts AS p ON p.id = s.part JOIN suppliers AS u ON u.id = s.supplier AND u.retired_at IS NULL
          WHERE s.from_on <= ? AND (s.to_on IS NULL OR s.to_on >= ?)
          ORDER BY s.part, s.price_cents, u.name`,
    parameters: [JSON.stringify(parts), on, on],
  };
}

export interface FoundPart {
  id: string;
  sku: string;
  name: string;
  group: string | null;
  retiredAt: string | null;
}

/** Parts by id, SKU, maker's number or barcode, or a supplier's own number. */
export function partsCalled(text: string, supplier: string | null): Query<FoundPart> {
  const upper = text.toUpperCase();
  return {
    sql: `SELECT DISTINCT p.id, p.sku, p.name, p.interchange_group AS "group", p.retired_at AS retiredAt FROM (
            SELECT id FROM parts WHERE id = ? UNION SELECT id FROM parts WHERE sku IN (?, ?)
            UNION SELECT part FROM part_numbers WHERE value IN (?, ?)
            UNION SELECT part FROM supplier_parts WHERE number IN (?, ?) AND number <> '' AND supplier = ?
          ) AS x JOIN parts AS p ON p.id = x.id ORDER BY p.sku LIMIT 20`,
    parameters: [text, text, upper, text, upper, text, upper, supplier ?? ''],
  };
}
