import { squareCode } from './codes.ts';
import type { Code } from './layout-rules.ts';
import { type Bits, bitsOf, isSet, outlinesOf, turned } from './square-sums-rules.ts';

/** Fewer are made one by one: the parts that sums are made of cost about forty codes. */
const FEW = 60;
/** Codes made in one go before others have their turn, and sums: about 30 ms. */
const AT_ONCE = 4;
const SUMS_AT_ONCE = 60;
/** Kinds of codes whose parts are kept: a district's links are of one or two. */
const MOST_KEPT = 4;

/** What each bit of the text turns, of codes of one kind: it is the same whatever else the text says. */
const kept = new Map<number, Map<number, Bits>>();

/** A text of small letters alone, and its code. */
interface Base {
  text: string;
  side: number;
  /** codes of one size have one of four levels of check words: the library takes the highest that has room */
  kind: number;
  bits: Bits;
}

/**
 * The square codes of many links. A code is the sum (bit by bit) of what its text's bits turn: the check words are
 * linear, and the mask is the same. So the library makes one code for each length, and one for each bit in which texts
 * differ from it; the rest are sums. A code by itself takes 5 ms, a sum a fifth of one. Others have their turn meanwhile.
 */
export async function squareCodes(links: readonly string[]): Promise<Map<string, Code>> {
  const made = new Map<string, Code>();
  const byLength = Map.groupBy(new Set(links), (link) => link.length);
  const pause = breaths(AT_ONCE);
  const rest = breaths(SUMS_AT_ONCE);
  for (const some of byLength.values()) {
    const plan = planOf(some);
    for (const link of plan ? [] : some) {
      await pause();
      made.set(link, squareCode(link));
    }
    if (!plan) continue;
    const base = drawn(plan.base);
    const parts = partsOf(base.kind);
    for (const key of plan.keys) {
      if (parts.has(key)) continue;
      await pause();
      parts.set(key, turnedBy(base, key));
    }
    for (const link of some) {
      await rest();
      let { bits } = base;
      for (const key of bitsApart(link, base.text))
        bits = turned(bits, parts.get(key) ?? turnedBy(base, key));
      made.set(link, { columns: base.side, rows: base.side, outlines: outlinesOf(bits, base.side) });
    }
  }
  return made;
}

/** The text that links of one length are summed up from, and the bits that it takes; null: they are made one by one. */
function planOf(links: readonly string[]): { base: string; keys: ReadonlySet<number> } | null {
  const [first = ''] = links;
  if (links.length < FEW || !links.every((link) => /^[\x20-\x7e]{1,150}$/.test(link))) return null;
  const base = lowered(first);
  const keys = new Set(links.flatMap((link) => bitsApart(link, base)));
  return keys.size < links.length ? { base, keys } : null;
}

/** Every so many calls, others have their turn. */
function breaths(every: number): () => Promise<void> {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls % every === 0) await new Promise((resume) => setTimeout(resume, 0));
  };
}

function partsOf(kind: number): Map<number, Bits> {
  const known = kept.get(kind);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const parts = new Map<number, Bits>();
  kept.set(kind, parts);
  return parts;
}

/**
 * As near to the text as small letters go: the library writes those as bytes, where it packs digits and capitals
 * otherwise. Most characters are one bit away from one.
 */
function lowered(text: string): string {
  return text.replace(/[^a-z]/g, (char) => {
    const code = char.charCodeAt(0);
    const near = String.fromCharCode(code < 0x40 ? code | 0x60 : code | 0x20);
    return /[a-z]/.test(near) ? near : 'o';
  });
}

function drawn(text: string): Base {
  const { columns, outlines } = squareCode(text);
  const bits = bitsOf(outlines, columns);
  // The level stands in the first two modules of the ninth row.
  const level = (isSet(bits, 8 * columns) ? 2 : 0) + (isSet(bits, 8 * columns + 1) ? 1 : 0);
  return { text, side: columns, kind: columns * 4 + level, bits };
}

/** Where two texts of one length differ: place and bit, in one number. */
function bitsApart(one: string, other: string): number[] {
  const apart: number[] = [];
  for (let at = 0; at < one.length; at++) {
    const differs = one.charCodeAt(at) ^ other.charCodeAt(at);
    for (let bit = 1; bit <= differs; bit <<= 1) if (differs & bit) apart.push(at * PLACE + bit);
  }
  return apart;
}

const PLACE = 128;

/** What the bit turns: the code with it, less the code without. */
function turnedBy({ text, bits }: Base, key: number): Bits {
  const at = Math.floor(key / PLACE);
  const other = String.fromCharCode(text.charCodeAt(at) ^ (key % PLACE));
  return turned(drawn(text.slice(0, at) + other + text.slice(at + 1)).bits, bits);
}
