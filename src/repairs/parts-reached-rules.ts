import type { GoingReservation, PartsHold } from './parts-reached-queries.ts';

/** How much of each repair's reservations goes with these parts: the oldest first, as it is taken off them. */
export function goingFor(
  reservations: readonly GoingReservation[],
  moves: readonly { part: string; quantity: number }[],
): Map<string, number> {
  const left = new Map(moves.map(({ part, quantity }) => [part, quantity]));
  const going = new Map<string, number>();
  for (const { part, quantity, repair } of reservations) {
    const n = Math.min(quantity, left.get(part) ?? 0);
    if (n <= 0) continue;
    left.set(part, (left.get(part) ?? 0) - n);
    going.set(repair, (going.get(repair) ?? 0) + n);
  }
  return going;
}

/** The holds that wait for nothing more when that much more is there. */
export function reachedBy(holds: readonly PartsHold[], going: ReadonlyMap<string, number>): PartsHold[] {
  return holds.filter((hold) => hold.moved + (going.get(hold.repair) ?? 0) >= hold.needs);
}
