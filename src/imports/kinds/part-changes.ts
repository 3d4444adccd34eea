import type { Change } from '../../db/commit.ts';

const rowsOf = (columns: number) => Array.from({ length: columns }, (_, i) => `value ->> ${i}`).join(', ');

/** @param rows id, part, kind, value */
export function addNumbers(rows: readonly unknown[][]): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO part_numbers (id, part, kind, value) SELECT ${rowsOf(4)} FROM json_each(?) WHERE true
          ON CONFLICT DO NOTHING`,
    parameters: [JSON.stringify(rows)],
  };
}

/** @param rows id, name, kind of part */
export function addGroups(rows: readonly unknown[][]): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO interchange_groups (id, name, part_kind) SELECT ${rowsOf(3)} FROM json_each(?)`,
    parameters: [JSON.stringify(rows)],
  };
}

/** What a file says fits is confirmed, asked about or refused before or not. @param rows id, model, fault, group, part */
export function confirmFits(rows: readonly unknown[][], by: string | null, now: string): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO fits (id, model, fault, interchange_group, part, state, proposed_by, at, decided_by, decided_at)
          SELECT ${rowsOf(5)}, 'confirmed', ?, ?, ?, ? FROM json_each(?) WHERE true
          ON CONFLICT DO UPDATE SET state = 'confirmed', decided_by = excluded.decided_by,
            decided_at = excluded.decided_at`,
    parameters: [by, now, by, now, JSON.stringify(rows)],
  };
}

/** @param rows id, name */
export function addSuppliers(rows: readonly unknown[][], kind: string, now: string): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO suppliers (id, name, kind, created_at) SELECT ${rowsOf(2)}, ?, ? FROM json_each(?)`,
    parameters: [kind, now, JSON.stringify(rows)],
  };
}

/** Prices hold from today on, those before until yesterday. @param rows id, supplier, part, number, pack, cents */
export function addPrices(rows: readonly unknown[][], today: string, by: string | null, now: string): Change {
  if (rows.length === 0) return null;
  const list = JSON.stringify(rows);
  return [
    {
      sql: `UPDATE supplier_parts SET to_on = date(?, '-1 day') FROM json_each(?) AS j
            WHERE supplier = j.value ->> 1 AND part = j.value ->> 2 AND to_on IS NULL`,
      parameters: [today, list],
    },
    {
      sql: `INSERT INTO supplier_parts (id, supplier, part, number, pack, price_cents, from_on, at, person)
            SELECT ${rowsOf(6)}, ?, ?, ? FROM json_each(?)`,
      parameters: [today, now, by, list],
    },
  ];
}

/** Fits that an import has confirmed are what they were, where nobody has decided about them since. */
export function fitsBack(
  fits: readonly { id: string; state: string; by: string | null; at: string | null; confirmed: string }[],
): Change {
  if (fits.length === 0) return null;
  return {
    sql: `UPDATE fits SET state = j.value ->> 1, decided_by = j.value ->> 2, decided_at = j.value ->> 3
          FROM json_each(?) AS j WHERE fits.id = j.value ->> 0 AND fits.state = 'confirmed'
            AND fits.decided_at = j.value ->> 4`,
    parameters: [
      JSON.stringify(fits.map(({ id, state, by, at, confirmed }) => [id, state, by, at, confirmed])),
    ],
  };
}

/** What an import brought with parts: fits are refused, prices never held, numbers are gone. @param x ids */
export function takeOutWith(x: {
  fits: readonly string[];
  prices: readonly string[];
  numbers: readonly string[];
}): Change {
  const list = (ids: readonly string[]) => JSON.stringify(ids);
  return [
    {
      sql: `UPDATE fits SET state = 'refused' WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [list(x.fits)],
    },
    {
      sql: `UPDATE supplier_parts SET to_on = date(from_on, '-1 day')
            WHERE to_on IS NULL AND id IN (SELECT value FROM json_each(?))`,
      parameters: [list(x.prices)],
    },
    {
      // The price that held until the day before holds again, where none holds now.
      sql: `UPDATE supplier_parts SET to_on = NULL WHERE rowid IN (
              SELECT max(p.rowid) FROM json_each(?) AS j JOIN supplier_parts AS o ON o.id = j.value
              JOIN supplier_parts AS p ON p.supplier = o.supplier AND p.part = o.part AND p.rowid < o.rowid
                AND p.to_on = date(o.from_on, '-1 day') AND p.id NOT IN (SELECT value FROM json_each(?))
              WHERE NOT EXISTS (SELECT 1 FROM supplier_parts AS n
                WHERE n.supplier = o.supplier AND n.part = o.part AND n.to_on IS NULL)
              GROUP BY o.supplier, o.part)`,
      parameters: [list(x.prices), list(x.prices)],
    },
    {
      sql: 'DELETE FROM part_numbers WHERE id IN (SELECT value FROM json_each(?))',
      parameters: [list(x.numbers)],
    },
  ];
}

/** Groups that no part in use is in are no longer offered. */
export function retireEmptyGroups(ids: readonly string[], now: string): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE interchange_groups SET retired_at = ?, version = version + 1
          WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM parts
            WHERE interchange_group = interchange_groups.id AND retired_at IS NULL)`,
    parameters: [now, JSON.stringify(ids)],
  };
}

/** Groups that parts come into are in use. */
export function useGroups(ids: readonly string[]): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE interchange_groups SET retired_at = NULL, version = version + 1
          WHERE retired_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(ids)],
  };
}
