import type { Query } from '../../db/query.ts';

export interface KnownBin {
  id: string;
  code: string;
  name: string;
  site: string;
  place: string;
  placeCode: string;
}

/** All bins in use: shelves of depots, and vehicles. */
export const ALL_BINS: Query<KnownBin> = {
  sql: `SELECT b.id, b.code, b.name, l.top AS site, l.name AS place, l.code AS placeCode
        FROM bins AS b JOIN locations AS l ON l.id = b.location WHERE b.retired_at IS NULL`,
  parameters: [],
};

/** Parts by SKU, number or whole name, as files name them. */
export function partsNamed(
  texts: readonly string[],
): Query<{ text: string; id: string; sku: string; name: string; counted: number }> {
  const list = JSON.stringify(texts);
  const columns = 'j.value AS text, p.id, p.sku, p.name, p.counted';
  return {
    sql: `SELECT ${columns} FROM json_each(?) AS j JOIN parts AS p ON p.sku = j.value
          UNION SELECT ${columns} FROM json_each(?) AS j
          JOIN part_numbers AS n ON n.value = upper(j.value) JOIN parts AS p ON p.id = n.part
          UNION SELECT ${columns} FROM json_each(?) AS j JOIN parts AS p ON p.name = j.value`,
    parameters: [list, list, list],
  };
}

/** What bins hold of parts by the books, where their ledger has begun: an opening that was taken back is none. */
export function booksOf(parts: readonly string[]): Query<{ bin: string; part: string; onHand: number }> {
  return {
    sql: `SELECT s.bin, s.part, s.on_hand AS onHand FROM json_each(?) AS j JOIN stock AS s ON s.part = j.value
          WHERE s.on_hand <> 0 OR EXISTS (SELECT 1 FROM movements AS m WHERE m.bin = s.bin AND m.part = s.part
            AND NOT EXISTS (SELECT 1 FROM imports AS i WHERE i.id = m.source))`,
    parameters: [JSON.stringify(parts)],
  };
}

/** Openings after which the part moved, or of which some is kept for a repair. @param source of the import */
export function openingsTouched(ids: readonly string[], source: string): Query<{ id: string }> {
  return {
    sql: `SELECT m.id FROM json_each(?) AS j JOIN movements AS m ON m.id = j.value
          WHERE EXISTS (SELECT 1 FROM movements AS x WHERE x.part = m.part AND x.n > m.n AND x.source IS NOT ?)
            OR EXISTS (SELECT 1 FROM stock AS s WHERE s.bin = m.bin AND s.part = m.part AND s.reserved > 0)`,
    parameters: [JSON.stringify(ids), source],
  };
}
