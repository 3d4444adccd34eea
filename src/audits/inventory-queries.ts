import type { Query } from '../db/query.ts';

/** A device that a place had at a moment. */
export interface InventoryRow {
  device: string;
  /** as they were then; '' for none */
  tag: string;
  serial: string;
  modelName: string;
  state: string;
  place: string;
  placeName: string;
  placeKind: string;
  /** a person had it there */
  held: number;
  since: string;
  recordedAt: string;
}

export const MOST_DEVICES = 20_000;

const THEN = 'k.from_at <= ? AND k.recorded_at <= ?';

const BELOW = `WITH RECURSIVE below (id) AS (
            SELECT ? UNION SELECT p.location FROM below CROSS JOIN location_parents AS p ON p.parent = below.id
              AND p.from_at <= ? AND (p.to_at IS NULL OR p.to_at > ?))`;
const THERE = `FROM below CROSS JOIN custody AS c INDEXED BY custody_location
            ON c.location = below.id AND c.from_at <= ? AND c.recorded_at <= ?`;
const LAST = `c.id = (SELECT k.id FROM custody AS k WHERE k.device = c.device AND ${THEN}
                        ORDER BY k.from_at DESC, k.recorded_at DESC, k.id DESC LIMIT 1)
            AND NOT (c.to_at IS NOT NULL AND c.to_at <= ? AND c.to_at <= ? AND NOT EXISTS (
              SELECT 1 FROM custody AS s WHERE s.device = c.device AND s.from_at = c.to_at AND s.id <> c.id))`;

export interface TopPlace {
  id: string;
  n: number;
  name: string;
  code: string;
  kind: string;
}

/** Sites, depots, vehicles and vendors by name, retired ones too: what may have held devices at any time. */
export function topPlaces(after: readonly [string, number] | null, limit: number): Query<TopPlace> {
  return {
    sql: `SELECT id, n, name, code, kind FROM locations WHERE parent IS NULL AND (name, n) > (?, ?)
          ORDER BY name, n LIMIT ?`,
    parameters: [after?.[0] ?? '', after?.[1] ?? 0, limit],
  };
}

/** How many devices lay in a place and below it at a moment, and how many of them somebody had there. */
export function inventoryCount(
  location: string,
  at: string,
  known: string,
): Query<{ devices: number; held: number }> {
  return {
    sql: `${BELOW} SELECT count(*) AS devices, ifnull(sum(c.person IS NOT NULL), 0) AS held ${THERE} WHERE ${LAST}`,
    parameters: [location, at, at, at, known, at, known, at, known],
  };
}

/**
 * What lay in a place and below it at a moment: by the tree of that moment, and by the custody rows that were
 * recorded until another moment. A row that ended without a next one (lost, gone) holds nothing from its end on.
 * @param at moment of the inventory @param known moment until which things were recorded
 */
export function inventoryAt(location: string, at: string, known: string): Query<InventoryRow> {
  const identifier = (
    kind: 'tag' | 'serial',
  ) => `ifnull((SELECT i.value FROM identifiers AS i WHERE i.device = d.id
      AND i.kind = '${kind}' AND i.from_at <= ? AND (i.to_at IS NULL OR i.to_at > ?) AND i.withdrawn_at IS NULL
      ORDER BY i.from_at DESC LIMIT 1), d.${kind})`;
  return {
    sql: `${BELOW}
          SELECT d.id AS device, ${identifier('tag')} AS tag, ${identifier('serial')} AS serial,
            m.maker || ' ' || m.name AS modelName,
            ifnull((SELECT s.state FROM device_states AS s WHERE s.device = d.id AND s.from_at <= ?
                    ORDER BY s.from_at DESC LIMIT 1), d.state) AS state,
            c.location AS place, l.name AS placeName, l.kind AS placeKind, c.person IS NOT NULL AS held,
            c.from_at AS since, c.recorded_at AS recordedAt
          ${THERE}
          CROSS JOIN devices AS d ON d.id = c.device CROSS JOIN models AS m ON m.id = d.model
          CROSS JOIN locations AS l ON l.id = c.location
          WHERE ${LAST}
          ORDER BY l.name, tag, serial LIMIT ${MOST_DEVICES}`,
    parameters: [
      ...[location, at, at],
      ...[at, at, at, at],
      at,
      ...[at, known],
      ...[at, known],
      ...[at, known],
    ],
  };
}

export interface ChainRow {
  device: string;
  placeName: string;
  siteName: string;
  held: number;
  why: string;
  fromAt: string;
  toAt: string | null;
  recordedAt: string;
  by: string | null;
}

/** Where each of these devices was, from the first day on. */
export function chainsOf(devices: readonly string[]): Query<ChainRow> {
  return {
    sql: `SELECT c.device, l.name AS placeName, t.name AS siteName, c.person IS NOT NULL AS held, c.why,
            c.from_at AS fromAt, c.to_at AS toAt, c.recorded_at AS recordedAt,
            b.given_name || ' ' || b.family_name AS "by"
          FROM json_each(?) AS j CROSS JOIN custody AS c ON c.device = j.value
          JOIN locations AS l ON l.id = c.location JOIN locations AS t ON t.id = l.top
          LEFT JOIN people AS b ON b.id = c.done_by
          ORDER BY j.key, c.from_at DESC, c.to_at IS NULL DESC, c.recorded_at DESC, c.id DESC LIMIT 5000`,
    parameters: [JSON.stringify(devices)],
  };
}

export interface PickedRow {
  device: string;
  tag: string;
  serial: string;
  modelName: string;
  homeName: string;
  state: string;
  lastSeenAt: string | null;
}

/** Devices by their ids, in the order of the list. */
export function pickedDevices(ids: readonly string[]): Query<PickedRow> {
  return {
    sql: `SELECT d.id AS device, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, h.name AS homeName, d.state,
            d.last_seen_at AS lastSeenAt
          FROM json_each(?) AS j CROSS JOIN devices AS d ON d.id = j.value JOIN models AS m ON m.id = d.model
          JOIN locations AS h ON h.id = d.home ORDER BY j.key`,
    parameters: [JSON.stringify(ids)],
  };
}

/** The sites by which somebody may see these devices, in the order of the list. */
export function sitesOf(
  ids: readonly string[],
): Query<{ device: string; home: string; atSite: string | null }> {
  return {
    sql: `SELECT d.id AS device, d.home, d.at_site AS atSite FROM json_each(?) AS j
          CROSS JOIN devices AS d ON d.id = j.value ORDER BY j.key`,
    parameters: [JSON.stringify(ids)],
  };
}
