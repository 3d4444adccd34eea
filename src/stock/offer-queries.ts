import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { type PartOffer, rankOffers } from './offer-rules.ts';

export interface WantedPart {
  model: string;
  /** null where nobody knows it: parts for every variant are offered */
  variant: string | null;
  fault: string;
  /** whose vehicle is "mine" */
  person: string | null;
  /** the repair that it is for: what is reserved for it counts as available */
  repair?: string | null;
}

interface OfferRow extends Omit<PartOffer, 'counted' | 'fit'> {
  counted: number;
  confirmed: number;
}

// Looked up only where something is reserved: seldom.
const FREE = `s.on_hand - CASE WHEN s.reserved = 0 THEN 0 ELSE (SELECT ifnull(sum(v.quantity), 0)
    FROM reservations AS v WHERE v.bin = s.bin AND v.part = s.part AND v.ended_at IS NULL AND v.repair IS NOT ?) END`;

const STOCK_OF = `(SELECT ifnull(sum(${FREE}), 0) FROM stock AS s JOIN bins AS b ON b.id = s.bin
    WHERE s.part = p.id AND b.retired_at IS NULL`;

// A bin in somebody's keeping is a vehicle's; all others are a depot's shelves.
const OFFERS = `WITH fitting AS (
    SELECT f.interchange_group AS grp, f.part AS part, f.variant AS variant, f.state = 'confirmed' AS confirmed
    FROM fits AS f
    WHERE f.model = ? AND f.fault = ? AND f.state <> 'refused'
      AND (f.variant IS NULL OR ? IS NULL OR f.variant = ?)
  ), offered AS (
    SELECT p.id AS part, f.variant AS variant, f.confirmed AS confirmed
    FROM fitting AS f JOIN parts AS p ON p.interchange_group = f.grp WHERE f.grp IS NOT NULL
    UNION ALL
    SELECT f.part, f.variant, f.confirmed FROM fitting AS f WHERE f.part IS NOT NULL
  )
  SELECT p.id AS part, p.sku AS sku, p.name AS name, p.interchange_group AS "group", g.name AS groupName,
    p.condition AS condition, p.counted AS counted, p.price_cents AS priceCents,
    max(o.confirmed) AS confirmed, o.variant AS variant, v.name AS variantName,
    (SELECT id FROM bins WHERE keeper = ? AND retired_at IS NULL) AS mineBin,
    ${STOCK_OF} AND b.keeper = ?) AS mine,
    ${STOCK_OF} AND b.keeper IS NULL) AS depot,
    (SELECT s.bin FROM stock AS s JOIN bins AS b ON b.id = s.bin
      WHERE s.part = p.id AND b.keeper IS NULL AND b.retired_at IS NULL AND s.on_hand > 0
      ORDER BY s.on_hand - s.reserved DESC LIMIT 1) AS depotBin,
    ${STOCK_OF} AND b.keeper IS NOT NULL AND b.keeper IS NOT ?) AS others,
    (SELECT ifnull(sum(v.quantity), 0) FROM reservations AS v
      WHERE v.part = p.id AND v.ended_at IS NULL AND v.repair IS NOT ?) AS reserved
  FROM offered AS o
  JOIN parts AS p ON p.id = o.part AND p.retired_at IS NULL
  LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
  LEFT JOIN variants AS v ON v.id = o.variant
  GROUP BY p.id, o.variant`;

/** As a statement, for a page that reads it together with others. Give its rows to `offersOf`. */
export function offersQuery(wanted: WantedPart): Query<OfferRow> {
  const { model, variant, fault, person, repair = null } = wanted;
  const parameters = [model, fault, variant, variant, person, repair, person, repair, repair, person, repair];
  return { sql: OFFERS, parameters };
}

export function offersOf(rows: readonly OfferRow[]): PartOffer[] {
  return rankOffers(
    rows.map(({ confirmed, counted, ...row }) => ({
      ...row,
      counted: counted === 1,
      fit: confirmed ? 'confirmed' : 'proposed',
    })),
  );
}

/** The parts that fit this model and fault, acceptable twins included, the handiest first. */
export async function partsForFault(db: Database, wanted: WantedPart): Promise<PartOffer[]> {
  return offersOf(await db.all(offersQuery(wanted)));
}
