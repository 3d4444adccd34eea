import type { NeedLine, Trend, WalkUp } from './load-queries.ts';

/** A shelf that holds one of the items. */
export interface Offer {
  item: string;
  part: string;
  sku: string;
  bin: string;
  binCode: string;
  depot: string;
  depotName: string;
  free: number;
}

export interface Wanted {
  item: string;
  name: string;
  /** numbers of the repairs that need one, what is due first on top */
  repairs: number[];
  walkUps: number;
}

export interface Pick extends Offer {
  name: string;
  quantity: number;
}

export interface Short {
  item: string;
  name: string;
  missing: number;
  /** repairs that will not get theirs */
  repairs: number[];
}

export interface Load {
  wanted: (Wanted & { held: number; toPick: number })[];
  /** by depot, then in the order of the shelves */
  picks: Pick[];
  short: Short[];
}

/** A forecast moves what is usual at a school by no more than this, up or down: it is made for the whole district. */
const MOST_TREND = 3;

/**
 * By how much more (or less) than in the months compared with an item is forecast to be needed; nothing is known of
 * those that are left out.
 * @param months how many were compared with
 */
export function trendsFrom(rows: readonly Trend[], months: number): Map<string, number> {
  const known = rows.filter((row) => row.ahead !== null && row.past > 0);
  return new Map(
    known.map(({ item, ahead, past }) => {
      const times = ((ahead ?? 0) * months) / past;
      return [item, Math.min(MOST_TREND, Math.max(1 / MOST_TREND, times))];
    }),
  );
}

/** One item for each fault line: what it is confirmed to take, what the vehicle has, what the depots have. */
export function wantedFor(
  lines: readonly NeedLine[],
  walkUps: readonly WalkUp[],
  has: (item: string) => boolean,
  trends: ReadonlyMap<string, number> = new Map(),
): Wanted[] {
  const chosen = new Map<string, NeedLine>();
  const better = (a: NeedLine, b: NeedLine) =>
    a.confirmed - b.confirmed || Number(has(a.item)) - Number(has(b.item));
  for (const line of lines) {
    const known = chosen.get(line.line);
    if (!known || better(line, known) > 0) chosen.set(line.line, line);
  }
  const wanted = new Map<string, Wanted>();
  const of = (item: string, name: string): Wanted => {
    const known = wanted.get(item) ?? { item, name, repairs: [], walkUps: 0 };
    wanted.set(item, known);
    return known;
  };
  for (const line of chosen.values()) of(line.item, line.name).repairs.push(line.number);
  const usual = new Map<string, { name: string; n: number }>();
  for (const row of walkUps) {
    const known = usual.get(row.item) ?? { name: row.name, n: 0 };
    usual.set(row.item, { ...known, n: known.n + row.used / Math.max(1, row.days) });
  }
  // What is taken on every second day or seldomer is not carried along for it.
  for (const [item, { name, n }] of usual) {
    const ahead = n * (trends.get(item) ?? 1);
    if (ahead >= 0.5) of(item, name).walkUps = Math.round(ahead);
  }
  return [...wanted.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * What to pick where: the depot that has most of it first, so that one stop is enough where it can be.
 * @param held what the vehicle holds, by item
 */
export function planLoad(
  wanted: readonly Wanted[],
  held: ReadonlyMap<string, number>,
  offers: readonly Offer[],
): Load {
  const lines = wanted.map((line) => {
    const have = held.get(line.item) ?? 0;
    return { ...line, held: have, toPick: Math.max(0, line.repairs.length + line.walkUps - have) };
  });
  const depots = depotOrder(lines, offers);
  const picks: Pick[] = [];
  const short: Short[] = [];
  for (const { item, name, repairs, toPick, held: have } of lines) {
    let left = toPick;
    const here = offers
      .filter((offer) => offer.item === item && offer.free > 0)
      .sort((a, b) => depots.indexOf(a.depot) - depots.indexOf(b.depot));
    for (const offer of here) {
      if (left === 0) break;
      const quantity = Math.min(left, offer.free);
      picks.push({ ...offer, name, quantity });
      left -= quantity;
    }
    // Walk-ups yield to the repairs that are known.
    const served = Math.min(repairs.length, have + toPick - left);
    if (repairs.length > served)
      short.push({ item, name, missing: repairs.length - served, repairs: repairs.slice(served) });
  }
  picks.sort(
    (a, b) =>
      depots.indexOf(a.depot) - depots.indexOf(b.depot) ||
      a.binCode.localeCompare(b.binCode, 'en', { numeric: true }) ||
      a.sku.localeCompare(b.sku),
  );
  return { wanted: lines, picks, short };
}

function depotOrder(lines: readonly { item: string; toPick: number }[], offers: readonly Offer[]): string[] {
  const can = new Map<string, number>();
  for (const { item, toPick } of lines) {
    const free = new Map<string, number>();
    for (const offer of offers)
      if (offer.item === item) free.set(offer.depot, (free.get(offer.depot) ?? 0) + offer.free);
    for (const [depot, n] of free) can.set(depot, (can.get(depot) ?? 0) + Math.min(n, toPick));
  }
  return [...can].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([depot]) => depot);
}
