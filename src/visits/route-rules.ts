/** Distances and the order of a day's stops. Pure; distances in tenths of a mile. */

export interface Position {
  latitude: number;
  longitude: number;
}

const EARTH_MILES = 3958.8;

/** Great-circle distance in miles. */
export function haversineMiles(a: Position, b: Position): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = rad(b.latitude - a.latitude);
  const dLon = rad(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(h)));
}

export interface Place {
  id: string;
  latitude: number | null;
  longitude: number | null;
}

/** Measured miles between two places, in tenths, by `pairKey`. */
export type Measured = ReadonlyMap<string, number>;

export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

export interface Drive {
  tenths: number;
  how: 'measured' | 'computed';
}

/** What was measured wins; else the great circle times the road factor; null where a position is missing. */
export function driveBetween(a: Place, b: Place, measured: Measured, roadFactor: number): Drive | null {
  if (a.id === b.id) return { tenths: 0, how: 'computed' };
  const known = measured.get(pairKey(a.id, b.id));
  if (known !== undefined) return { tenths: known, how: 'measured' };
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const miles = haversineMiles(
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  );
  return { tenths: Math.round(miles * roadFactor * 10), how: 'computed' };
}

/** As many stops as are ordered exactly; above, by the nearest next and improved by turning stretches round. */
export const EXACT_STOPS = 12;

/**
 * The shortest round trip from place 0 through all others and back. Stops whose times are set come in the order of
 * these; the others wherever the trip is shortest.
 * @param distance square matrix, any unit; may differ by direction
 * @param times HH:MM of each place, '' for none
 * @returns indexes 1..n-1 in the order of the trip
 */
export function shortestOrder(
  distance: readonly (readonly number[])[],
  times: readonly string[] = [],
): number[] {
  const stops = distance.length - 1;
  if (stops <= 1) return stops === 1 ? [1] : [];
  return stops <= EXACT_STOPS ? heldKarp(distance, times) : nearestThenTurned(distance, times);
}

/** One has to come before the other. */
function comesBefore(times: readonly string[], one: number, other: number): boolean {
  const [a = '', b = ''] = [times[one], times[other]];
  return a !== '' && b !== '' && a < b;
}

function keepsTimes(times: readonly string[], order: readonly number[]): boolean {
  const set = order.filter((stop) => times[stop]);
  return set.every((stop, i) => i === 0 || !comesBefore(times, stop, set[i - 1] ?? stop));
}

export function tripLength(distance: readonly (readonly number[])[], order: readonly number[]): number {
  let sum = 0;
  let at = 0;
  for (const next of order) {
    sum += distance[at]?.[next] ?? 0;
    at = next;
  }
  return sum + (distance[at]?.[0] ?? 0);
}

/** Held and Karp (1962): the best way to have been at each set of stops, ending at each of them. */
function heldKarp(distance: readonly (readonly number[])[], times: readonly string[]): number[] {
  const n = distance.length - 1;
  // As bits: the stops that must have been before each stop.
  const needs = Array.from({ length: n }, (_, k) =>
    Array.from({ length: n }, (_, j) => (comesBefore(times, j + 1, k + 1) ? 1 << j : 0)).reduce(
      (all, bit) => all | bit,
      0,
    ),
  );
  const d = (a: number, b: number) => distance[a]?.[b] ?? 0;
  const sets = 1 << n;
  const best = new Float64Array(sets * n).fill(Number.POSITIVE_INFINITY);
  const from = new Int8Array(sets * n).fill(-1);
  for (let j = 0; j < n; j++) if (needs[j] === 0) best[(1 << j) * n + j] = d(0, j + 1);
  for (let set = 1; set < sets; set++) {
    for (let j = 0; j < n; j++) {
      const here = best[set * n + j] ?? Number.POSITIVE_INFINITY;
      if ((set & (1 << j)) === 0 || here === Number.POSITIVE_INFINITY) continue;
      for (let k = 0; k < n; k++) {
        const before = needs[k] ?? 0;
        if (set & (1 << k) || (set & before) !== before) continue;
        const slot = (set | (1 << k)) * n + k;
        const length = here + d(j + 1, k + 1);
        if (length < (best[slot] ?? 0)) {
          best[slot] = length;
          from[slot] = j;
        }
      }
    }
  }
  const all = sets - 1;
  let last = 0;
  for (let j = 1; j < n; j++)
    if ((best[all * n + j] ?? 0) + d(j + 1, 0) < (best[all * n + last] ?? 0) + d(last + 1, 0)) last = j;
  const order: number[] = [];
  for (let set = all, at = last; at >= 0; ) {
    order.unshift(at + 1);
    const previous = from[set * n + at] ?? -1;
    set &= ~(1 << at);
    at = previous;
  }
  return order;
}

function nearestThenTurned(distance: readonly (readonly number[])[], times: readonly string[]): number[] {
  const left = new Set(distance.map((_, i) => i).slice(1));
  const order: number[] = [];
  let at = 0;
  while (left.size > 0) {
    let next = -1;
    for (const one of left) {
      if ([...left].some((other) => comesBefore(times, other, one))) continue;
      if (next < 0 || (distance[at]?.[one] ?? 0) < (distance[at]?.[next] ?? 0)) next = one;
    }
    order.push(next);
    left.delete(next);
    at = next;
  }
  for (let better = true; better; ) {
    better = false;
    for (let i = 0; i < order.length - 1; i++)
      for (let k = i + 1; k < order.length; k++) {
        const turned = [...order.slice(0, i), ...order.slice(i, k + 1).reverse(), ...order.slice(k + 1)];
        if (tripLength(distance, turned) < tripLength(distance, order) - 1e-9 && keepsTimes(times, turned)) {
          order.splice(0, order.length, ...turned);
          better = true;
        }
      }
  }
  return order;
}

export interface Stop extends Place {
  visit: string;
  /** the place in the day that somebody set by hand */
  position: number | null;
  /** HH:MM from when on somebody waits there; '' for any time */
  fromTime: string;
}

export interface Leg {
  from: string | null;
  to: string | null;
  drive: Drive | null;
}

export interface Trip<S extends Stop> {
  stops: S[];
  /** to each stop, and back to the base at the end */
  legs: Leg[];
  /** of the legs that are known */
  tenths: number;
  /** somebody has set the order by hand */
  byHand: boolean;
}

/**
 * A day's stops in order: as set by hand where it was, else the shortest round trip from the base that keeps the
 * times set. Stops without a position come last, in the order given.
 */
export function planTrip<S extends Stop>(
  base: Place | null,
  stops: readonly S[],
  measured: Measured,
  roadFactor: number,
): Trip<S> {
  const byHand = stops.some((stop) => stop.position !== null);
  const ordered = byHand
    ? [...stops].sort((a, b) => (a.position ?? 1e6) - (b.position ?? 1e6))
    : byDistance(base, stops, measured, roadFactor);
  const places: (Place | null)[] = [base, ...ordered, base];
  const legs = places.slice(1).map((to, i): Leg => {
    const from = places[i] ?? null;
    return {
      from: from?.id ?? null,
      to: to?.id ?? null,
      drive: from && to ? driveBetween(from, to, measured, roadFactor) : null,
    };
  });
  const shown = ordered.length === 0 ? [] : legs;
  return {
    stops: ordered,
    legs: shown,
    tenths: shown.reduce((n, leg) => n + (leg.drive?.tenths ?? 0), 0),
    byHand,
  };
}

function byDistance<S extends Stop>(
  base: Place | null,
  stops: readonly S[],
  measured: Measured,
  roadFactor: number,
): S[] {
  const first = base ?? stops[0];
  if (!first) return [];
  const drive = (a: Place, b: Place) => driveBetween(a, b, measured, roadFactor);
  const known = stops.filter((stop) => drive(first, stop) !== null);
  const unknown = stops.filter((stop) => drive(first, stop) === null);
  const places = [first, ...known];
  const distance = places.map((a) => places.map((b) => drive(a, b)?.tenths ?? 0));
  const times = ['', ...known.map((stop) => stop.fromTime)];
  const order = shortestOrder(distance, times).flatMap((i) => known[i - 1] ?? []);
  return [...order, ...unknown];
}
