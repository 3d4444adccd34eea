import type { HoldReason } from './forms.ts';

/** A reservation of an open repair whose technician keeps the vehicle that parts go to. */
export interface GoingReservation {
  id: string;
  part: string;
  group: string | null;
  quantity: number;
  repair: string;
}

/** A repair on hold for parts. */
export interface PartsHold {
  repair: string;
  device: string;
  site: string;
  technician: string | null;
  startedAt: string | null;
  dueAt: string | null;
  expectedOn: string | null;
  holdReason: HoldReason;
  holdFrom: string;
  /** interchange group of the parts; null for any */
  group: string | null;
  /** pieces that it waits for */
  needs: number;
  /** pieces kept for it since it waits that have reached the technician's vehicle */
  moved: number;
}

/** Pieces that reach the vehicle of a repair's technician. */
export interface Reaching {
  repair: string;
  /** interchange group of the part */
  group: string | null;
  quantity: number;
  /** whose vehicle it is; absent where that is known to be the repair's technician */
  keeper?: string;
}

/** What reaches technicians' vehicles: what it was read from, and the holds that it ends. */
export interface Reached {
  reads: readonly {
    from: string;
    to: string;
    parts: readonly string[];
    going: readonly GoingReservation[];
  }[];
  holds: readonly PartsHold[];
  holidays: readonly string[];
}

/** What of these parts is kept in a bin for repairs of another bin's keeper; takes that bin, the bin, the parts. */
export const GOING = `FROM reservations AS v JOIN repairs AS r ON r.id = v.repair JOIN parts AS p ON p.id = v.part
  JOIN bins AS b ON b.id = ? AND b.keeper = r.technician
  WHERE v.bin = ? AND v.ended_at IS NULL AND v.part IN (SELECT value FROM json_each(?))`;

/** What of reservations goes with these parts: the oldest first, as it is taken off them. */
export function goingFor(
  reservations: readonly GoingReservation[],
  moves: readonly { part: string; quantity: number }[],
): Reaching[] {
  const left = new Map(moves.map(({ part, quantity }) => [part, quantity]));
  return reservations.flatMap(({ part, group, quantity, repair }) => {
    const n = Math.min(quantity, left.get(part) ?? 0);
    if (n <= 0) return [];
    left.set(part, (left.get(part) ?? 0) - n);
    return [{ repair, group, quantity: n }];
  });
}

/** The holds that wait for nothing more when these are there too; what a hold does not wait for does not end it. */
export function reachedBy(holds: readonly PartsHold[], reaching: readonly Reaching[]): PartsHold[] {
  return holds.filter((hold) => {
    const own = reaching.filter(
      ({ repair, group, keeper = hold.technician }) =>
        repair === hold.repair && keeper === hold.technician && (hold.group === null || hold.group === group),
    );
    const there = own.reduce((sum, { quantity }) => sum + quantity, 0);
    return there > 0 && hold.moved + there >= hold.needs;
  });
}
