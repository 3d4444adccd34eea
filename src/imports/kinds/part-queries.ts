import type { Query } from '../../db/query.ts';
import { outByImport } from './retired-queries.ts';

export interface KnownPart {
  id: string;
  version: number;
  sku: string;
  name: string;
  part_kind: string;
  interchange_group: string | null;
  condition: string;
  counted: number;
  touch: number | null;
  unit: string;
  pack: number;
  price_cents: number;
  /** `maker:X` and `barcode:X`, a JSON list */
  numbers: string;
  retired_at: string | null;
  /** 1: out of use by an import, not by a person */
  out: number;
}

/** Parts by their SKUs, in whatever case they are written. */
export function partsBySku(skus: readonly string[]): Query<KnownPart> {
  return {
    sql: `SELECT p.id, p.version, p.sku, p.name, p.part_kind, p.interchange_group, p.condition, p.counted, p.touch,
            p.unit, p.pack, p.price_cents,
            (SELECT json_group_array(kind || ':' || value) FROM part_numbers WHERE part = p.id) AS numbers, p.retired_at, ${outByImport('p')} AS out
          FROM json_each(?) AS j JOIN parts AS p ON p.sku = j.value`,
    parameters: [JSON.stringify(skus)],
  };
}

export interface KnownGroup {
  id: string;
  name: string;
  part_kind: string;
}

export function groupsNamed(names: readonly string[]): Query<KnownGroup> {
  return {
    sql: `SELECT g.id, g.name, g.part_kind FROM json_each(?) AS j JOIN interchange_groups AS g ON g.name = j.value`,
    parameters: [JSON.stringify(names)],
  };
}

export const ALL_FAULTS: Query<{ code: string; name: string; part_kind: string | null }> = {
  sql: 'SELECT code, name, part_kind FROM faults WHERE retired_at IS NULL ORDER BY position, code',
  parameters: [],
};

/** Confirmed fits of parts, and of the groups that they are in. */
export function fitsOf(
  parts: readonly string[],
  groups: readonly string[],
): Query<{ side: string; model: string; fault: string }> {
  return {
    sql: `SELECT f.part AS side, f.model, f.fault FROM json_each(?) AS j JOIN fits AS f ON f.part = j.value
          WHERE f.state = 'confirmed' AND f.variant IS NULL
          UNION ALL
          SELECT f.interchange_group, f.model, f.fault FROM json_each(?) AS j
          JOIN fits AS f ON f.interchange_group = j.value WHERE f.state = 'confirmed' AND f.variant IS NULL`,
    parameters: [JSON.stringify(parts), JSON.stringify(groups)],
  };
}

/** A fit that was asked about or refused before a file says that it fits. */
export interface OpenFit {
  id: string;
  model: string;
  fault: string;
  side: string;
  state: string;
  by: string | null;
  at: string | null;
}

/** Fits that are there and not confirmed. @param rows id, model, fault, group, part */
export function openFits(rows: readonly unknown[][]): Query<OpenFit> {
  return {
    sql: `SELECT f.id, f.model, f.fault, ifnull(f.interchange_group, f.part) AS side, f.state,
            f.decided_by AS by, f.decided_at AS at
          FROM json_each(?) AS j JOIN fits AS f ON f.model = j.value ->> 1 AND f.fault = j.value ->> 2
            AND ifnull(f.variant, '') = '' AND ifnull(f.interchange_group, '') = ifnull(j.value ->> 3, '')
            AND ifnull(f.part, '') = ifnull(j.value ->> 4, '')
          WHERE f.state <> 'confirmed'`,
    parameters: [JSON.stringify(rows)],
  };
}

export function suppliersNamed(names: readonly string[]): Query<{ id: string; name: string }> {
  return {
    sql: 'SELECT s.id, s.name FROM json_each(?) AS j JOIN suppliers AS s ON s.name = j.value',
    parameters: [JSON.stringify(names)],
  };
}

/** The prices of parts that hold. */
export function pricesOf(
  parts: readonly string[],
): Query<{ id: string; part: string; supplier: string; number: string; price_cents: number }> {
  return {
    sql: `SELECT s.id, s.part, s.supplier, s.number, s.price_cents FROM json_each(?) AS j
          JOIN supplier_parts AS s ON s.part = j.value AND s.to_on IS NULL`,
    parameters: [JSON.stringify(parts)],
  };
}
