import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { Mapping } from './price-list-forms.ts';
import type { Known, KnownPart, KnownPrice } from './price-list-rules.ts';

export interface PriceList {
  id: string;
  supplier: string;
  supplierName: string;
  fileName: string;
  /** names of the columns; 'Column 3' where the file has none */
  head: string[];
  /** the first row of the file is a price too */
  headless: boolean;
  mapping: Mapping | null;
  chunks: number;
  rows: number;
  applied: number;
  changed: number;
  at: string;
  doneAt: string | null;
}

interface Row extends Omit<PriceList, 'head' | 'mapping' | 'headless'> {
  head: string;
  mapping: string;
}

/** @throws NotFound */
export async function findPriceList(db: Database, id: string): Promise<PriceList> {
  const row = await db.first<Row>({
    sql: `SELECT i.id, i.supplier, s.name AS supplierName, i.file_name AS fileName, i.head, i.mapping, i.chunks,
            i.row_count AS rows, i.applied, i.changed, i.at, i.done_at AS doneAt
          FROM price_imports AS i JOIN suppliers AS s ON s.id = i.supplier WHERE i.id = ?`,
    parameters: [id],
  });
  if (!row) throw new NotFound();
  const { names, headless } = JSON.parse(row.head) as { names: string[]; headless: boolean };
  const mapping = row.mapping === '' ? null : (JSON.parse(row.mapping) as Mapping);
  return { ...row, head: names, headless, mapping };
}

/** The rows of a list, a list of them for each chunk. */
export async function chunksOf(db: Database, list: string): Promise<string[][][]> {
  const rows = await db.all<{ cells: string }>({
    sql: 'SELECT cells FROM price_import_chunks WHERE import = ? ORDER BY chunk',
    parameters: [list],
  });
  return rows.map(({ cells }) => JSON.parse(cells) as string[][]);
}

/** The first rows of a list, to choose columns by. */
export async function sampleOf(db: Database, list: string): Promise<string[][]> {
  const row = await db.first<{ cells: string }>({
    sql: 'SELECT cells FROM price_import_chunks WHERE import = ? AND chunk = 0',
    parameters: [list],
  });
  return row ? (JSON.parse(row.cells) as string[][]) : [];
}

interface Hit extends KnownPart {
  kind: 'sku' | 'maker';
  code: string;
}

export interface Codes {
  sku: string[];
  maker: string[];
}

/** Parts in use by SKU and maker's number. */
function partsByCodes({ sku, maker }: Codes): Query<Hit> {
  return {
    sql: `SELECT 'sku' AS kind, j.value AS code, p.id, p.sku, p.name FROM json_each(?) AS j
            JOIN parts AS p ON p.sku = j.value WHERE p.retired_at IS NULL
          UNION SELECT 'maker', j.value, p.id, p.sku, p.name FROM json_each(?) AS j
            JOIN part_numbers AS n ON n.value = j.value AND n.kind = 'maker' JOIN parts AS p ON p.id = n.part
            WHERE p.retired_at IS NULL`,
    parameters: [JSON.stringify(sku), JSON.stringify(maker)],
  };
}

interface Held extends KnownPrice {
  sku: string;
  name: string;
  retiredAt: string | null;
}

/** What is known of the codes of a list, chunk by chunk in one trip, and the supplier's prices that hold. */
export async function knownOf(db: Database, supplier: string, codes: readonly Codes[]): Promise<Known> {
  const prices: Query<Held> = {
    sql: `SELECT s.part, s.number, s.pack, s.price_cents AS priceCents, s.in_stock AS inStock, s.from_on AS fromOn,
            p.sku, p.name, p.retired_at AS retiredAt
          FROM supplier_parts AS s JOIN parts AS p ON p.id = s.part WHERE s.supplier = ? AND s.to_on IS NULL`,
    parameters: [supplier],
  };
  const [held, ...hits] = (await db.read(prices, ...codes.map(partsByCodes))) as unknown as [
    Held[],
    ...Hit[][],
  ];
  const [sku, maker, theirs] = [
    new Map<string, KnownPart[]>(),
    new Map<string, KnownPart[]>(),
    new Map<string, KnownPart[]>(),
  ];
  for (const hit of hits.flat()) add(hit.kind === 'sku' ? sku : maker, hit.code, hit);
  for (const { part, sku: code, name, number, retiredAt } of held)
    if (number && !retiredAt) add(theirs, number.toUpperCase(), { id: part, sku: code, name });
  return { sku, maker, theirs, price: new Map(held.map((price) => [price.part, price])) };
}

function add(map: Map<string, KnownPart[]>, code: string, { id, sku, name }: KnownPart): void {
  const parts = map.get(code);
  if (!parts) map.set(code, [{ id, sku, name }]);
  else if (!parts.some((part) => part.id === id)) parts.push({ id, sku, name });
}
