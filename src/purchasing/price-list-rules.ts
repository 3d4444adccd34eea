import { DEAREST_CENTS, LARGEST_PACK } from './forms.ts';
import type { Mapping, RowKind } from './price-list-forms.ts';
import { type DecimalMark, isAbsurdChange, readPrice } from './price-rules.ts';

type Columns = Pick<Mapping, 'sku' | 'maker' | 'theirs' | 'price' | 'pack' | 'inStock'>;

/** Words that heads of columns are made of, most telling first. */
const HEADS: Readonly<Record<keyof Columns, readonly RegExp[]>> = {
  sku: [/^(our|your|customer) ?(sku|number|item|part)/i, /^sku$/i],
  maker: [/^(mpn|oem)/i, /(maker|manufacturer|mfg|mfr|model).*(no|num|#|part|sku)/i, /^part ?(no|num|#)/i],
  theirs: [
    /^(item|article|product|catalog|stock) ?(no|num|#|id|code)?/i,
    /(vendor|supplier).*(no|num|#|sku)/i,
  ],
  price: [/(unit|net|your|our) ?price/i, /price/i, /cost/i, /each/i],
  pack: [/pack/i, /(min|order) ?qty/i, /^(moq|uom qty|case)/i],
  inStock: [/(in|on) ?(stock|hand)/i, /avail/i, /^(stock|qty|quantity)$/i],
};

/** Which column is which, as their heads say; a column serves once. */
export function guessColumns(head: readonly string[]): Columns {
  const taken = new Set<number>();
  const find = (patterns: readonly RegExp[]): number | null => {
    for (const pattern of patterns) {
      const at = head.findIndex((text, i) => !taken.has(i) && pattern.test(text.trim()));
      if (at >= 0) {
        taken.add(at);
        return at;
      }
    }
    return null;
  };
  const price = find(HEADS.price);
  const maker = find(HEADS.maker);
  const sku = find(HEADS.sku);
  const theirs = find(HEADS.theirs);
  const inStock = find(HEADS.inStock);
  const pack = find(HEADS.pack);
  return { sku, maker, theirs, price, pack, inStock };
}

/** How the prices of a column are written: as more of them can be read. */
export function guessDecimal(prices: readonly string[]): DecimalMark {
  const readable = (mark: DecimalMark) =>
    prices.filter((text) => readPrice(text, mark, DEAREST_CENTS).ok).length;
  return readable('comma') > readable('point') ? 'comma' : 'point';
}

export interface KnownPart {
  id: string;
  sku: string;
  name: string;
}

/** What the database knows of the codes of a list. */
export interface Known {
  sku: ReadonlyMap<string, readonly KnownPart[]>;
  maker: ReadonlyMap<string, readonly KnownPart[]>;
  theirs: ReadonlyMap<string, readonly KnownPart[]>;
  /** the price that holds, by part */
  price: ReadonlyMap<string, KnownPrice>;
}

export interface KnownPrice {
  part: string;
  number: string;
  pack: number;
  priceCents: number;
  inStock: number | null;
  fromOn: string;
}

export interface JudgedRow {
  /** of the file, from 1 */
  line: number;
  kind: RowKind;
  /** what the row says of which part it is */
  code: string;
  part: KnownPart | null;
  was: KnownPrice | null;
  now: { number: string; pack: number; priceCents: number; inStock: number | null } | null;
  /** why it is what it is, or what was done to read it */
  words: string;
}

const upper = (text: string) => text.trim().toUpperCase();

/** The codes of a row by kind, as they are looked up. */
export function codesOf(cells: readonly string[], mapping: Columns) {
  const at = (column: number | null) => (column === null ? '' : upper(cells[column] ?? ''));
  return { sku: at(mapping.sku), maker: at(mapping.maker), theirs: at(mapping.theirs) };
}

/**
 * What each row of a price list means. No row is taken silently: what cannot be read, matched or believed says why.
 * @param firstLine the line of the file that the first row stands in
 */
export function judgeRows(
  rows: readonly (readonly string[])[],
  mapping: Mapping,
  known: Known,
  firstLine: number,
): JudgedRow[] {
  const seen = new Map<string, number>();
  return rows.map((cells, i) => {
    const line = firstLine + i;
    const row = judge(cells, mapping, known, line);
    if (!row.part || row.kind === 'wrong') return row;
    const before = seen.get(row.part.id);
    if (before !== undefined)
      return { ...row, kind: 'wrong', words: `Line ${before} has the same part already` };
    seen.set(row.part.id, line);
    return row;
  });
}

function judge(cells: readonly string[], mapping: Mapping, known: Known, line: number): JudgedRow {
  const codes = codesOf(cells, mapping);
  const code = codes.sku || codes.maker || codes.theirs;
  const row: JudgedRow = { line, kind: 'wrong', code, part: null, was: null, now: null, words: '' };
  if (code === '') return { ...row, words: 'It does not say which part it is' };
  const found = match(codes, known);
  if (typeof found === 'string') return { ...row, words: found };
  if (!found) return { ...row, kind: 'unmatched', words: 'No part in use has this number' };
  const was = known.price.get(found.id) ?? null;
  const about = { ...row, part: found, was };
  const notes: string[] = [];
  const pack = packIn(cells, mapping, was);
  if (typeof pack === 'string') return { ...about, words: pack };
  const price = readPrice(cells[mapping.price ?? -1] ?? '', mapping.decimal, DEAREST_CENTS);
  if (!price.ok) return { ...about, words: price.words };
  const each = mapping.per === 'pack' ? Math.round(price.cents / pack) : price.cents;
  if (each < 1) return { ...about, words: 'Less than a cent for one piece' };
  if (price.rounded) notes.push('rounded to the cent');
  if (mapping.per === 'pack' && each * pack !== price.cents)
    notes.push(`for ${pack}; one is rounded to the cent`);
  const inStock = stockIn(cells, mapping, was, notes);
  const number =
    mapping.theirs === null ? (was?.number ?? '') : (cells[mapping.theirs] ?? '').trim().slice(0, 60);
  const now = { number, pack, priceCents: each, inStock };
  if (was && was.fromOn > mapping.fromOn)
    return { ...about, now, words: `A price from ${was.fromOn} on is known already` };
  return { ...about, now, ...kindOf(was, now, notes) };
}

function kindOf(
  was: KnownPrice | null,
  now: NonNullable<JudgedRow['now']>,
  notes: readonly string[],
): { kind: RowKind; words: string } {
  const words = (text: string) => [text, ...notes].filter(Boolean).join('; ');
  if (!was) return { kind: 'new', words: words('') };
  if (isAbsurdChange(was.priceCents, now.priceCents))
    return { kind: 'doubtful', words: words('More than four times what it was, or less than a quarter') };
  const changes = [
    was.number === now.number ? '' : `their number was ${was.number || 'none'}`,
    was.pack === now.pack ? '' : `pack was ${was.pack}`,
  ].filter(Boolean);
  const same = was.priceCents === now.priceCents && changes.length === 0;
  return { kind: same ? 'same' : 'changed', words: words(changes.join(', ')) };
}

/** The part, undefined where there is none, or words where several share the number. */
function match(codes: ReturnType<typeof codesOf>, known: Known): KnownPart | string | undefined {
  for (const kind of ['sku', 'maker', 'theirs'] as const) {
    const parts = codes[kind] ? known[kind].get(codes[kind]) : undefined;
    if (!parts?.[0]) continue;
    if (parts.length === 1) return parts[0];
    return `${parts.length} parts share ${codes[kind]}: ${parts.map((part) => part.sku).join(', ')}. Give the SKU`;
  }
  return undefined;
}

/** Pieces in a pack, or words where that is none. */
function packIn(cells: readonly string[], mapping: Mapping, was: KnownPrice | null): number | string {
  const text = mapping.pack === null ? '' : (cells[mapping.pack] ?? '').trim();
  if (text === '') return was?.pack ?? 1;
  const pack = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return pack >= 1 && pack <= LARGEST_PACK ? pack : `${text}: not a pack of 1 to ${LARGEST_PACK}`;
}

/** What they say they hold; what is no number is left out, and says so. */
function stockIn(
  cells: readonly string[],
  mapping: Mapping,
  was: KnownPrice | null,
  notes: string[],
): number | null {
  if (mapping.inStock === null) return was?.inStock ?? null;
  const text = (cells[mapping.inStock] ?? '').trim();
  if (text === '') return null;
  const plain = text.replace(/^>\s*|\+$/g, '').replace(/,(?=\d{3}(\D|$))/g, '');
  if (/^\d{1,7}$/.test(plain)) return Number(plain);
  notes.push(`what they hold (${text.slice(0, 20)}) is no number: left out`);
  return null;
}
