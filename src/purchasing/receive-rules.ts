export interface ScannedPart {
  id: string;
  group: string | null;
}

export interface AwaitedLine {
  id: string;
  part: string;
  group: string | null;
  /** pieces that are still to come, without what is being counted */
  open: number;
}

/** What a scan counts as. */
export type Placed =
  | { kind: 'good' | 'over' | 'substitute'; line: string; part: string }
  | { kind: 'wrong'; line: null; part: string }
  | { kind: 'several' | 'unknown'; line: null; part: null };

/**
 * Which line of the order a scanned part belongs to: the part itself, else one that does for it, else none.
 * @param parts that carry the scanned number
 * @param counted pieces that are counted for each line so far
 */
export function placeScan(
  parts: readonly ScannedPart[],
  lines: readonly AwaitedLine[],
  counted: ReadonlyMap<string, number>,
): Placed {
  const left = (line: AwaitedLine) => line.open - (counted.get(line.id) ?? 0);
  const ids = new Set(parts.map((part) => part.id));
  const own = lines.filter((line) => ids.has(line.part));
  const wanted = own.find((line) => left(line) > 0);
  if (wanted) return { kind: 'good', line: wanted.id, part: wanted.part };
  for (const line of lines) {
    const part = parts.find((one) => one.group !== null && one.group === line.group && one.id !== line.part);
    if (own.length === 0 && part && left(line) > 0)
      return { kind: 'substitute', line: line.id, part: part.id };
  }
  const [full] = own;
  if (full) return { kind: 'over', line: full.id, part: full.part };
  const [only] = parts;
  if (!only) return { kind: 'unknown', line: null, part: null };
  return parts.length > 1
    ? { kind: 'several', line: null, part: null }
    : { kind: 'wrong', line: null, part: only.id };
}

export interface Arrived {
  /** the receipt's line */
  id: string;
  part: string;
  group: string | null;
  bin: string;
  quantity: number;
}

export interface Waiting {
  repair: string;
  group: string;
  /** pieces that the hold waits for and that nothing is kept for yet */
  needs: number;
}

/**
 * Pieces that a hold h of a repair r waits for and that nothing is kept for: neither on a shelf nor under way to the
 * technician's vehicle, or in it.
 */
export const NEEDS = `(ifnull(h.quantity, 1) - ifnull((
  SELECT sum(iif(v.ended_at IS NULL, v.quantity, 0) + iif(v.at >= h.from_at, v.moved, 0))
  FROM reservations AS v JOIN parts AS p ON p.id = v.part
  WHERE v.repair = r.id AND p.interchange_group = h.interchange_group), 0))`;

export interface Kept {
  line: string;
  part: string;
  bin: string;
  repair: string;
  quantity: number;
}

/** What of an arrival is kept for which repair: those that wait longest first, each as far as it needs. */
export function keptFor(arrived: readonly Arrived[], waiting: readonly Waiting[]): Kept[] {
  const rest = arrived.map((line) => ({ ...line }));
  const kept: Kept[] = [];
  for (const { repair, group, needs } of waiting) {
    let missing = needs;
    for (const line of rest) {
      if (missing <= 0) break;
      if (line.group !== group || line.quantity <= 0) continue;
      const quantity = Math.min(missing, line.quantity);
      kept.push({ line: line.id, part: line.part, bin: line.bin, repair, quantity });
      line.quantity -= quantity;
      missing -= quantity;
    }
  }
  return kept;
}
