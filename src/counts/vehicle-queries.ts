import type { Query } from '../db/query.ts';

/** Units that the keepers of these vehicles have used since a moment, by group (or part without one). */
export function useByVehicle(
  bins: readonly string[],
  from: string,
): Query<{ bin: string; item: string; used: number }> {
  return {
    sql: `SELECT b.id AS bin, ifnull(p.interchange_group, p.id) AS item, sum(r.quantity) AS used
          FROM json_each(?) AS j CROSS JOIN bins AS b ON b.id = j.value
          CROSS JOIN repair_parts AS r ON r.person = b.keeper AND r.at >= ? AND r.returned_at IS NULL
          CROSS JOIN parts AS p ON p.id = r.part AND p.counted = 1 GROUP BY b.id, item`,
    parameters: [JSON.stringify(bins), from],
  };
}

/** Vehicles in use. */
export function vehicleBins(): Query<{ id: string }> {
  return {
    sql: 'SELECT id FROM bins WHERE keeper IS NOT NULL AND retired_at IS NULL ORDER BY code',
    parameters: [],
  };
}

/** What one of each item costs: the cheapest new part of it. */
export function itemCosts(): Query<{ item: string; cents: number }> {
  return {
    sql: `SELECT ifnull(interchange_group, id) AS item, min(price_cents) AS cents FROM parts
          WHERE counted = 1 AND retired_at IS NULL AND condition <> 'harvested' GROUP BY item`,
    parameters: [],
  };
}

export interface Vehicle {
  id: string;
  code: string;
  name: string;
  keeper: string;
  keeperGiven: string | null;
  keeperFamily: string | null;
  /** kinds of part below their minimum */
  below: number;
  /** when it was looked into last */
  checkedAt: string | null;
}

const OF_ITEM = '(x.interchange_group = m.item OR x.id = m.item)';
const HERE = `(SELECT ifnull(sum(s.on_hand - s.reserved), 0) FROM parts AS x
  JOIN stock AS s ON s.part = x.id AND s.bin = m.bin WHERE ${OF_ITEM})`;
const COMING = `(SELECT ifnull(sum(l.quantity - l.arrived - l.short), 0) FROM transfers AS t
  JOIN transfer_lines AS l ON l.transfer = t.id AND l.closed_at IS NULL JOIN parts AS x ON x.id = l.part
  WHERE t.to_bin = m.bin AND t.closed_at IS NULL AND ${OF_ITEM})`;

const VEHICLE = `SELECT b.id, b.code, b.name, b.keeper, k.given_name AS keeperGiven, k.family_name AS keeperFamily,
    (SELECT count(*) FROM vehicle_minimums AS m
      WHERE m.bin = b.id AND ifnull(m.pinned, m.proposed) > ${HERE}) AS below,
    (SELECT max(c.started_at) FROM counts AS c WHERE c.bin = b.id AND c.state IN ('closed', 'posted')) AS checkedAt
  FROM bins AS b LEFT JOIN people AS k ON k.id = b.keeper`;

/** Vehicles by code. @param after the last code of the page before, '' for the first page */
export function listVehicles(after: string, limit: number): Query<Vehicle> {
  return {
    sql: `${VEHICLE} WHERE b.keeper IS NOT NULL AND b.retired_at IS NULL AND b.code > ?
          ORDER BY b.code LIMIT ?`,
    parameters: [after, limit],
  };
}

export function vehicleOf(keeper: string | null): Query<Vehicle> {
  return {
    sql: `${VEHICLE} WHERE b.keeper = ? AND b.retired_at IS NULL`,
    parameters: [keeper],
  };
}

export function vehicleById(id: string): Query<Vehicle> {
  return {
    sql: `${VEHICLE} WHERE b.id = ? AND b.keeper IS NOT NULL AND b.retired_at IS NULL`,
    parameters: [id],
  };
}

export interface VehicleLine {
  item: string;
  name: string;
  isGroup: 0 | 1;
  proposed: number;
  pinned: number | null;
  /** expected use until the next depot visit, and what of it would be short, thousandths */
  expectedMilli: number;
  shortMilli: number;
  /** not reserved, in the vehicle */
  here: number;
  /** on its way to it */
  coming: number;
}

/** What a vehicle should hold. */
export function vehicleLines(bin: string): Query<VehicleLine> {
  return {
    sql: `SELECT m.item, ifnull(g.name, p.name) AS name, g.id IS NOT NULL AS isGroup, m.proposed, m.pinned,
            m.expected_milli AS expectedMilli, m.short_milli AS shortMilli, ${HERE} AS here, ${COMING} AS coming
          FROM vehicle_minimums AS m LEFT JOIN interchange_groups AS g ON g.id = m.item
          LEFT JOIN parts AS p ON p.id = m.item
          WHERE m.bin = ? AND ifnull(g.name, p.name) IS NOT NULL AND ifnull(m.pinned, m.proposed) + ${HERE} > 0
          ORDER BY name LIMIT 500`,
    parameters: [bin],
  };
}

export interface DepotOffer {
  item: string;
  part: string;
  sku: string;
  bin: string;
  binCode: string;
  depot: string;
  depotName: string;
  free: number;
}

/** Shelves of depots that hold one of the items, unreserved: harvested parts first, then the fullest shelf. */
export function depotOffers(items: readonly string[]): Query<DepotOffer> {
  return {
    sql: `SELECT j.value AS item, x.id AS part, x.sku, b.id AS bin, b.code AS binCode, t.id AS depot,
            t.name AS depotName, s.on_hand - s.reserved AS free
          FROM json_each(?) AS j
          JOIN parts AS x ON (x.interchange_group = j.value OR x.id = j.value) AND x.retired_at IS NULL
          JOIN stock AS s ON s.part = x.id AND s.on_hand > s.reserved
          JOIN bins AS b ON b.id = s.bin AND b.keeper IS NULL AND b.retired_at IS NULL
          JOIN locations AS l ON l.id = b.location JOIN locations AS t ON t.id = l.top AND t.kind = 'depot'
          ORDER BY j.key, x.condition <> 'harvested', free DESC, b.code LIMIT 2000`,
    parameters: [JSON.stringify(items)],
  };
}

export interface CheckLine {
  part: string;
  sku: string;
  name: string;
  onHand: number;
}

/** What is in a vehicle by the books. */
export function vehicleContents(bin: string): Query<CheckLine> {
  return {
    sql: `SELECT p.id AS part, p.sku, p.name, s.on_hand AS onHand FROM stock AS s
          JOIN parts AS p ON p.id = s.part AND p.counted = 1
          WHERE s.bin = ? AND (s.on_hand > 0 OR EXISTS (
            SELECT 1 FROM vehicle_minimums AS m WHERE m.bin = s.bin
              AND m.item = ifnull(p.interchange_group, p.id) AND ifnull(m.pinned, m.proposed) > 0))
          ORDER BY p.name, p.sku LIMIT 500`,
    parameters: [bin],
  };
}

/** Groups and parts without one that somebody may pin a minimum of. */
export function itemOptions(): Query<{ value: string; label: string }> {
  return {
    sql: `SELECT id AS value, name AS label FROM interchange_groups WHERE retired_at IS NULL
          UNION ALL SELECT id, name || ' (' || sku || ')' FROM parts
            WHERE interchange_group IS NULL AND counted = 1 AND retired_at IS NULL
          ORDER BY label LIMIT 2000`,
    parameters: [],
  };
}

export function itemExists(item: string): Query<{ n: number }> {
  return {
    sql: `SELECT 1 AS n FROM interchange_groups WHERE id = ? UNION ALL
          SELECT 1 FROM parts WHERE id = ? AND interchange_group IS NULL AND counted = 1`,
    parameters: [item, item],
  };
}
