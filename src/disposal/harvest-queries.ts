import type { Query } from '../db/query.ts';
import { ON_ITS_WAY_OUT } from './rules.ts';

/** What may come out of a device, by what fits its model. */
export interface HarvestItem {
  /** id of the interchange group, or of the part that has none */
  item: string;
  isGroup: 0 | 1;
  name: string;
  /** the part to make a harvested twin after */
  base: string;
  baseSku: string;
  /** the harvested part, where there is one */
  twin: string | null;
  twinSku: string | null;
  /** came out of this device before */
  taken: number;
  /** open repairs that wait for it */
  wanted: number;
}

/**
 * Groups and parts that fit the model (and the variant, where it is known), those in the ledger alone.
 * @param variant null: unknown, every variant's parts are offered
 */
export function harvestItems(device: string, model: string, variant: string | null): Query<HarvestItem> {
  return {
    sql: `SELECT k.item, k.isGroup, ifnull(g.name, b.name) AS name, b.id AS base, b.sku AS baseSku,
            t.id AS twin, t.sku AS twinSku,
            (SELECT ifnull(sum(h.quantity), 0) FROM harvests AS h WHERE h.device = ? AND h.item = k.item) AS taken,
            (SELECT count(*) FROM repair_holds AS w WHERE w.interchange_group = k.item AND w.to_at IS NULL) AS wanted
          FROM (
            SELECT DISTINCT coalesce(f.interchange_group, p.interchange_group, f.part) AS item,
              coalesce(f.interchange_group, p.interchange_group) IS NOT NULL AS isGroup
            FROM fits AS f LEFT JOIN parts AS p ON p.id = f.part
            WHERE f.model = ? AND f.state = 'confirmed' AND (? IS NULL OR f.variant IS NULL OR f.variant = ?)
              AND ifnull(p.condition, '') <> 'harvested'
          ) AS k
          LEFT JOIN interchange_groups AS g ON g.id = k.item
          JOIN parts AS b ON b.id = (
            SELECT x.id FROM parts AS x WHERE (x.interchange_group = k.item OR x.id = k.item) AND x.counted = 1
            ORDER BY x.condition <> 'new', x.retired_at IS NOT NULL, x.sku LIMIT 1)
          LEFT JOIN parts AS t ON t.id = (
            SELECT x.id FROM parts AS x WHERE x.interchange_group = k.item AND x.condition = 'harvested'
              AND x.counted = 1 AND x.retired_at IS NULL
            UNION ALL SELECT y.part FROM harvested_twins AS y WHERE y.of_part = k.item LIMIT 1)
          ORDER BY wanted = 0, name LIMIT 200`,
    parameters: [device, model, variant, variant],
  };
}

export interface HarvestRow {
  id: string;
  sku: string;
  name: string;
  part: string;
  bin: string;
  binName: string;
  quantity: number;
  repair: number | null;
  at: string;
  by: string | null;
}

/** What came out of a device. */
export function harvestsOf(device: string): Query<HarvestRow> {
  return {
    sql: `SELECT h.id, p.sku, p.name, h.part, h.bin, b.name AS binName, h.quantity, r.number AS repair, h.at,
            u.name AS by
          FROM harvests AS h JOIN parts AS p ON p.id = h.part JOIN bins AS b ON b.id = h.bin
          LEFT JOIN repairs AS r ON r.id = h.repair LEFT JOIN users AS u ON u.id = h.person
          WHERE h.device = ? ORDER BY h.n DESC LIMIT 100`,
    parameters: [device],
  };
}

/** Whether a device that is still in service is on its way out. */
export function onItsWayOut(device: string): Query<{ yes: 0 | 1 }> {
  return { sql: `SELECT (${ON_ITS_WAY_OUT}) AS yes FROM devices AS d WHERE d.id = ?`, parameters: [device] };
}

/** The confirmed fits of a part that has no group: its harvested twin takes them over. */
export function fitsOfPart(part: string): Query<{ model: string; variant: string | null; fault: string }> {
  return {
    sql: "SELECT model, variant, fault FROM fits WHERE part = ? AND state = 'confirmed' LIMIT 200",
    parameters: [part],
  };
}

export interface BaseOfTwin {
  id: string;
  sku: string;
  name: string;
  partKind: string;
  touch: number | null;
  unit: string;
}

export function basePart(id: string): Query<BaseOfTwin> {
  return {
    sql: 'SELECT id, sku, name, part_kind AS partKind, touch, unit FROM parts WHERE id = ?',
    parameters: [id],
  };
}

/** SKUs that begin like this one. */
export function skusLike(sku: string): Query<{ sku: string }> {
  return {
    sql: 'SELECT sku FROM parts WHERE sku >= ? AND sku < ? LIMIT 500',
    parameters: [sku.slice(0, 36), `${sku.slice(0, 36)}\u{10ffff}`],
  };
}

/** A repair that waits for parts of a group, and how many retired devices hold one. */
export interface DonorLine {
  repair: string;
  number: number;
  group: string;
  groupName: string;
  quantity: number;
  since: string;
  technician: string | null;
  /** kept for it already */
  reserved: number;
  donors: number;
}

const DONORS = `FROM fits AS f JOIN devices AS d ON d.model = f.model AND d.state = 'retired' AND d.joined_into IS NULL
  LEFT JOIN lot_devices AS x ON x.device = d.id AND x.ended_at IS NULL
  WHERE f.interchange_group = h.interchange_group AND f.state = 'confirmed'
    AND (f.variant IS NULL OR d.variant IS NULL OR f.variant = d.variant)
    AND NOT EXISTS (SELECT 1 FROM harvests AS v WHERE v.device = d.id AND v.item = h.interchange_group)`;

/** Open repairs that wait for parts, the oldest wait first, with how many donors there are (up to 20). */
export function donorLines(after: readonly [string, string] | null, limit: number): Query<DonorLine> {
  return {
    sql: `SELECT r.id AS repair, r.number, g.id AS "group", g.name AS groupName, ifnull(h.quantity, 1) AS quantity,
            h.from_at AS since, u.name AS technician,
            (SELECT ifnull(sum(s.quantity), 0) FROM reservations AS s JOIN parts AS p ON p.id = s.part
              WHERE s.repair = r.id AND s.ended_at IS NULL AND p.interchange_group = g.id) AS reserved,
            (SELECT count(DISTINCT id) FROM (SELECT d.id ${DONORS} LIMIT 20)) AS donors
          FROM repair_holds AS h JOIN repairs AS r ON r.id = h.repair
          JOIN interchange_groups AS g ON g.id = h.interchange_group
          LEFT JOIN users AS u ON u.id = r.technician
          WHERE h.to_at IS NULL AND h.interchange_group IS NOT NULL AND (h.from_at, h.repair) > (?, ?)
          ORDER BY h.from_at, h.repair LIMIT ?`,
    parameters: [...(after ?? ['', '']), limit],
  };
}

export interface Donor {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  placeName: string | null;
  lot: number | null;
}

/** Retired devices that still hold what a repair waits for; those in no lot first. */
export function donorsFor(repair: string): Query<Donor> {
  return {
    sql: `SELECT DISTINCT k.id, k.tag, k.serial, k.modelName, k.placeName, k.lot FROM repair_holds AS h
          JOIN (SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, l.name AS placeName,
              o.n AS lot, f.interchange_group AS item
            FROM fits AS f
            JOIN devices AS d ON d.model = f.model AND d.state = 'retired' AND d.joined_into IS NULL
            JOIN models AS m ON m.id = d.model
            LEFT JOIN locations AS l ON l.id = d.place
            LEFT JOIN lot_devices AS x ON x.device = d.id AND x.ended_at IS NULL
            LEFT JOIN lots AS o ON o.id = x.lot
            WHERE f.state = 'confirmed' AND (f.variant IS NULL OR d.variant IS NULL OR f.variant = d.variant)
              AND f.interchange_group = (SELECT interchange_group FROM repair_holds
                WHERE repair = ? AND to_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM harvests AS v WHERE v.device = d.id AND v.item = f.interchange_group)
            LIMIT 200
          ) AS k ON k.item = h.interchange_group
          WHERE h.repair = ? AND h.to_at IS NULL ORDER BY k.lot IS NOT NULL, k.tag LIMIT 50`,
    parameters: [repair, repair],
  };
}

export interface WaitingRepair {
  id: string;
  number: number;
  group: string | null;
  groupName: string | null;
  quantity: number;
}

/** An open repair by its id, with what it waits for. */
export function waitingRepair(id: string): Query<WaitingRepair> {
  return {
    sql: `SELECT r.id, r.number, h.interchange_group AS "group", g.name AS groupName,
            ifnull(h.quantity, 1) AS quantity
          FROM repairs AS r LEFT JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL
          LEFT JOIN interchange_groups AS g ON g.id = h.interchange_group
          WHERE r.id = ? AND r.closed_at IS NULL`,
    parameters: [id],
  };
}
