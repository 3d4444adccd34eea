import type { Query } from '../db/query.ts';
import { KEPT, type KeptTable } from './kept-rules.ts';

/*
 * What the forecast is made from, read in pieces that are short enough not to hold up a page: so many rows
 * by their running number.
 */

/** The last running numbers: how many pieces there are to read. */
export const ENDS: Query<{ devices: number; repairs: number; parts: number; movements: number }> = {
  sql: `SELECT ifnull((SELECT max(n) FROM devices), 0) AS devices, ifnull((SELECT max(n) FROM repairs), 0) AS repairs,
          ifnull((SELECT max(rowid) FROM repair_parts), 0) AS parts,
          ifnull((SELECT max(n) FROM movements), 0) AS movements`,
  parameters: [],
};

const BOUGHT = `substr(ifnull(d.purchased_on, d.created_at), 1, 7)`;

export interface ServiceRow {
  model: string;
  bought: string;
  /** month, and 1 where it is past its middle: 'YYYY-MM0' or 'YYYY-MM1' */
  came: string;
  went: string | null;
  devices: number;
}

/** When devices came into service and left it, by half month. */
export function serviceOf(after: number, upTo: number): Query<ServiceRow> {
  return {
    sql: `SELECT d.model AS model, ${BOUGHT} AS bought,
            substr(s.from_at, 1, 7) || (substr(s.from_at, 9, 2) > '15') AS came,
            substr(s.to_at, 1, 7) || (substr(s.to_at, 9, 2) > '15') AS went, count(*) AS devices
          FROM devices AS d CROSS JOIN device_states AS s ON s.device = d.id AND s.state = 'in_service'
          WHERE d.n > ? AND d.n <= ? AND d.joined_into IS NULL GROUP BY 1, 2, 3, 4`,
    parameters: [after, upTo],
  };
}

export interface DeviceRow {
  id: string;
  model: string;
  bought: string;
}

/** Every device with its model and month of purchase: read once, not again with each of its repairs. */
export function devicesOf(after: number, upTo: number): Query<DeviceRow> {
  return {
    sql: `SELECT d.id AS id, d.model AS model, ${BOUGHT} AS bought FROM devices AS d WHERE d.n > ? AND d.n <= ?`,
    parameters: [after, upTo],
  };
}

export interface RepairRow {
  n: number;
  device: string;
  month: string;
  partsCents: number;
  minutes: number;
  /** null where none was found */
  fault: string | null;
}

/** Repairs that were not withdrawn, with what they took, once for each fault that was found. */
export function repairsOf(after: number, upTo: number): Query<RepairRow> {
  return {
    sql: `SELECT r.n AS n, r.device AS device, substr(r.reported_at, 1, 7) AS month,
            r.parts_cents AS partsCents, r.minutes AS minutes, l.fault AS fault
          FROM repairs AS r
          LEFT JOIN repair_lines AS l ON l.repair = r.id AND l.fault IS NOT NULL AND l.withdrawn_at IS NULL
          WHERE r.n > ? AND r.n <= ? AND r.state <> 'withdrawn' ORDER BY r.n`,
    parameters: [after, upTo],
  };
}

export interface WantedRow {
  thing: string;
  model: string;
  /** when it was wanted: where a hold waited for it, when that began (ISO UTC) */
  at: string;
  units: number;
}

export interface UsedRow extends Omit<WantedRow, 'model'> {
  device: string;
}

/** Parts that went into repairs and stayed there, each when it was wanted. */
export function usedParts(after: number, upTo: number): Query<UsedRow> {
  return {
    sql: `SELECT u.part AS thing, r.device AS device, u.quantity AS units, min(u.at, ifnull((
              SELECT min(h.from_at) FROM repair_holds AS h JOIN parts AS p ON p.id = u.part
              WHERE h.repair = u.repair AND h.reason = 'parts' AND h.interchange_group IN (p.interchange_group, p.id)
            ), u.at)) AS at
          FROM repair_parts AS u CROSS JOIN repairs AS r ON r.id = u.repair
          WHERE u.rowid > ? AND u.rowid <= ? AND u.returned_at IS NULL`,
    parameters: [after, upTo],
  };
}

/**
 * What open repairs wait for and have not got: a hold for parts whose repair has none of that group yet.
 * Shortfalls are in `usedParts` already: what was used beyond the books is noted in the repair too.
 */
export const AWAITED: Query<WantedRow> = {
  sql: `SELECT h.interchange_group AS thing, d.model AS model, ifnull(h.quantity, 1) AS units, h.from_at AS at
        FROM repair_holds AS h INDEXED BY repair_holds_group
        JOIN repairs AS r ON r.id = h.repair JOIN devices AS d ON d.id = r.device
        WHERE h.to_at IS NULL AND h.reason = 'parts' AND h.interchange_group IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM repair_parts AS u JOIN parts AS p ON p.id = u.part
            WHERE u.repair = h.repair AND u.returned_at IS NULL
              AND h.interchange_group IN (p.interchange_group, p.id))`,
  parameters: [],
};

/** A piece of a kept table in the order of its keys, from behind `after` on. */
export function keptRows(
  table: KeptTable,
  after: readonly string[] | null,
  limit: number,
): Query<Record<string, string | number>> {
  const { keys, values } = KEPT[table];
  const names = keys.join(', ');
  const where = after ? `WHERE (${names}) > (${keys.map(() => '?').join(', ')})` : '';
  return {
    sql: `SELECT ${[...keys, ...values].join(', ')} FROM ${table} ${where} ORDER BY ${names} LIMIT ${limit}`,
    parameters: [...(after ?? [])],
  };
}

/** How far the ledger has been added to `stock_months`. @param name of the setting that says so */
export function ledgerSeen(name: string): Query<{ seen: number }> {
  return { sql: 'SELECT CAST(value AS INTEGER) AS seen FROM settings WHERE name = ?', parameters: [name] };
}

/** Finds a row while it is still so. */
export function readUpTo(name: string, seen: number): Query<unknown> {
  return {
    sql: 'SELECT 1 WHERE ? = ifnull((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?), 0)',
    parameters: [seen, name],
  };
}
