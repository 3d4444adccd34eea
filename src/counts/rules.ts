/** By value of use: A is what most of the money goes into. */
export type AbcClass = 'A' | 'B' | 'C';

/**
 * ABC by value of use (Pareto; Dickie, "ABC inventory analysis shoots for dollars", 1951): parts from the
 * dearest use down, A while what comes before them is below `shareA` of all, B below `shareB`, the rest C.
 * @param uses value of use in cents, by part; a part without use is C
 * @param shares percent, as {a: 80, b: 95}
 */
export function classify(
  uses: readonly { part: string; cents: number }[],
  shares: { a: number; b: number },
): Map<string, AbcClass> {
  const total = uses.reduce((sum, use) => sum + Math.max(0, use.cents), 0);
  const classes = new Map<string, AbcClass>();
  let before = 0;
  for (const { part, cents } of [...uses].sort((x, y) => y.cents - x.cents || (x.part < y.part ? -1 : 1))) {
    const share = total === 0 ? 100 : (before * 100) / total;
    classes.set(part, cents <= 0 ? 'C' : share < shares.a ? 'A' : share < shares.b ? 'B' : 'C');
    before += Math.max(0, cents);
  }
  return classes;
}

/** What the books knew of a part when it was counted, and what came to light since. */
export interface Seen {
  counted: number;
  /** what the books said at the moment of the scan */
  books: number;
  /** recorded after the scan, but done before it: the shelf had it already, the books had not (signed) */
  late: number;
  /** used after the scan beyond the books: it came off what was counted */
  shortSince: number;
}

/** By how much the books are to be changed, whatever has moved since the scan. */
export function differenceOf({ counted, books, late, shortSince }: Seen): number {
  return counted - books - late - shortSince;
}

export interface Limit {
  /** units of one part that one person may change alone */
  units: number;
  /** cents of one part that one person may change alone */
  cents: number;
}

/** Whether a difference takes a second count, or another person's yes. @param unitCents cost of one */
export function aboveLimit(difference: number, unitCents: number, limit: Limit): boolean {
  const units = Math.abs(difference);
  return units > limit.units || units * unitCents > limit.cents;
}

export interface Line {
  difference: number;
  unitCents: number;
  /** another person has counted the same difference */
  second: boolean;
  /** two people counted it, and differently */
  disputed: boolean;
  /** all differences of its count together are beyond what one person puts right */
  overTotal?: boolean;
}

export interface Counter {
  /** may change the books of this bin without a limit but the four eyes: level II, III, manager */
  adjusts: boolean;
  /** level I in the own vehicle */
  adjustsWithin: boolean;
}

export type Fate = 'posted' | 'waiting';

/**
 * What becomes of a counted line when its count is settled.
 * A line that changes nothing is posted by whoever counted it: it says that the books are right.
 * @param opening the first count of a bin expects the books to be wrong: only what goes missing beyond the limit waits
 */
export function fateOf(line: Line, counter: Counter, limit: Limit, opening: boolean): Fate {
  if (line.disputed) return 'waiting';
  if (line.difference === 0) return 'posted';
  if (!counter.adjusts && !counter.adjustsWithin) return 'waiting';
  if (opening && line.difference > 0) return 'posted';
  if (!line.overTotal && !aboveLimit(line.difference, line.unitCents, limit)) return 'posted';
  return line.second && counter.adjusts ? 'posted' : 'waiting';
}

/** Cents that a difference is worth, signed. */
export function centsOf(difference: number, unitCents: number): number {
  return Math.round(difference * unitCents) || 0;
}

/** Cost of one: the average of what is there, else the price. */
export function unitCost(value: { onHand: number; cents: number } | null, priceCents: number): number {
  return value && value.onHand > 0 ? value.cents / value.onHand : priceCents;
}
