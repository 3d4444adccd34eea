import type { Query } from '../db/query.ts';

/** Parts between two bins: they left the one and are not in the other yet. */
export const IN_TRANSIT: Query<{ part: string; quantity: number }> = {
  sql: `SELECT part, sum(quantity - arrived - short) AS quantity FROM transfer_lines WHERE closed_at IS NULL
        GROUP BY part`,
  parameters: [],
};

export interface OrderedRow {
  part: string;
  quantity: number;
  /** nobody has approved it yet */
  drafted: 0 | 1;
  supplier: string | null;
  expectedOn: string | null;
  /** where no day is known: when it was sent */
  sentOn: string | null;
}

/** What is on order, approved or not. */
export const ORDERED: Query<OrderedRow> = {
  sql: `SELECT l.part AS part, l.quantity - l.received - l.cancelled AS quantity,
          o.state IN ('draft', 'proposed') AS drafted, ifnull(l.supplier, o.supplier) AS supplier,
          ifnull(l.expected_on, o.expected_on) AS expectedOn, o.sent_on AS sentOn
        FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
        WHERE o.state IN ('draft', 'proposed', 'approved', 'sent') AND l.quantity > l.received + l.cancelled`,
  parameters: [],
};

export interface OfferRow {
  part: string;
  supplier: string | null;
  pack: number;
  unitCents: number;
  inStock: number | null;
  previousCents: number | null;
  lastOn: string | null;
}

/**
 * What suppliers ask today for parts that can be ordered, and the price of the catalogue besides.
 * @param today YYYY-MM-DD @param since a price that ended after this day is the one before
 */
export function offers(today: string, since: string): Query<OfferRow> {
  return {
    sql: `SELECT p.id AS part, s.supplier AS supplier, s.pack AS pack, s.price_cents AS unitCents,
            s.in_stock AS inStock, CASE WHEN s.to_on IS NULL THEN NULL ELSE s.to_on END AS lastOn,
            (SELECT b.price_cents FROM supplier_parts AS b
              WHERE b.supplier = s.supplier AND b.part = s.part AND b.to_on >= ? AND b.from_on < s.from_on
              ORDER BY b.from_on DESC LIMIT 1) AS previousCents
          FROM parts AS p JOIN supplier_parts AS s ON s.part = p.id
          JOIN suppliers AS u ON u.id = s.supplier AND u.retired_at IS NULL
          WHERE p.retired_at IS NULL AND p.condition <> 'harvested' AND p.counted = 1
            AND s.from_on <= ? AND (s.to_on IS NULL OR s.to_on >= ?)
          UNION ALL
          SELECT id, NULL, pack, price_cents, NULL, NULL, NULL FROM parts
          WHERE retired_at IS NULL AND condition <> 'harvested' AND counted = 1 AND price_cents > 0`,
    parameters: [since, today, today],
  };
}

/** Things of which at least one part is counted: of the others nobody knows what is on the shelf. */
export const COUNTED: Query<{ thing: string }> = {
  sql: `SELECT DISTINCT ifnull(interchange_group, id) AS thing FROM parts WHERE counted = 1 AND retired_at IS NULL`,
  parameters: [],
};

export interface SupplierRow {
  id: string;
  name: string;
  kind: string;
  minimumCents: number;
  shippingCents: number;
  leadDays: number | null;
}

export const SUPPLIERS: Query<SupplierRow> = {
  sql: `SELECT id, name, kind, minimum_cents AS minimumCents, shipping_cents AS shippingCents, lead_days AS leadDays
        FROM suppliers WHERE retired_at IS NULL ORDER BY name`,
  parameters: [],
};

/** Days from order to arrival, as measured. @param since YYYY-MM-DD */
export function leadDays(since: string): Query<{ supplier: string; days: number }> {
  return {
    sql: `SELECT o.supplier AS supplier, CAST(julianday(r.arrived_on) - julianday(o.sent_on) AS INTEGER) AS days
          FROM receipts AS r CROSS JOIN orders AS o ON o.id = r.order_id
          WHERE r.state = 'booked' AND o.sent_on IS NOT NULL AND r.arrived_on >= ? ORDER BY r.n DESC LIMIT 20000`,
    parameters: [since],
  };
}

/** Retired devices that are still there, and those that were ever retired, by model. */
export const RETIRED: Query<{ model: string; there: number; ever: number }> = {
  sql: `SELECT model, sum(CASE WHEN state = 'retired' THEN n ELSE 0 END) AS there, sum(n) AS ever
        FROM device_tallies WHERE home = '' AND state IN ('retired', 'disposed') GROUP BY model`,
  parameters: [],
};

/** Devices that a thing was taken out of, and how many of them are still there. */
export const HARVESTED: Query<{ thing: string; ever: number; there: number }> = {
  sql: `SELECT h.item AS thing, count(DISTINCT h.device) AS ever,
          count(DISTINCT CASE WHEN d.state = 'retired' THEN h.device END) AS there
        FROM harvests AS h CROSS JOIN devices AS d ON d.id = h.device GROUP BY h.item`,
  parameters: [],
};
