import type { Query } from '../db/query.ts';
import type { HoldReason } from './forms.ts';

/** A reservation of an open repair whose technician keeps the vehicle that parts go to. */
export interface GoingReservation {
  id: string;
  part: string;
  quantity: number;
  repair: string;
}

/** What of these parts is kept in a bin for repairs of the other bin's keeper, in the order in which it goes. */
export function reservationsGoing(
  from: string,
  to: string,
  parts: readonly string[],
): Query<GoingReservation> {
  return {
    sql: `SELECT v.id, v.part, v.quantity, v.repair FROM reservations AS v JOIN repairs AS r ON r.id = v.repair
          JOIN bins AS b ON b.id = ? AND b.keeper = r.technician
          WHERE v.bin = ? AND v.ended_at IS NULL AND v.part IN (SELECT value FROM json_each(?))
          ORDER BY v.part, v.at, v.id`,
    parameters: [to, from, JSON.stringify(parts)],
  };
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
  /** pieces that it waits for */
  needs: number;
  /** pieces kept for it since it waits that are in the technician's vehicle, or on their way there */
  moved: number;
}

const HOLD = `SELECT r.id AS repair, r.device, r.site, r.technician, r.started_at AS startedAt, r.due_at AS dueAt,
    r.expected_on AS expectedOn, h.reason AS holdReason, h.from_at AS holdFrom, ifnull(h.quantity, 1) AS needs,
    ifnull((SELECT sum(v.moved) FROM reservations AS v JOIN parts AS p ON p.id = v.part WHERE v.repair = r.id
      AND v.at >= h.from_at AND (h.interchange_group IS NULL OR p.interchange_group = h.interchange_group)), 0) AS moved
  FROM repairs AS r JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL AND h.reason = 'parts'
  WHERE r.state = 'on_hold'`;

/** Those of the repairs that are on hold for parts. */
export function partsHolds(repairs: readonly string[]): Query<PartsHold> {
  return {
    sql: `${HOLD} AND r.id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(repairs)],
  };
}

/**
 * Repairs on hold that everything they wait for has reached, once these parts of a transfer are there: they were
 * kept in the bin that it left, and went with it.
 */
export function holdsReached(transfer: string, parts: readonly string[]): Query<PartsHold> {
  return {
    sql: `SELECT * FROM (${HOLD} AND r.id IN (
            SELECT v.repair FROM transfers AS t JOIN bins AS b ON b.id = t.to_bin
            JOIN reservations AS v ON v.bin = t.from_bin AND v.moved > 0 AND v.part IN (SELECT value FROM json_each(?))
            JOIN repairs AS w ON w.id = v.repair AND w.technician = b.keeper
            WHERE t.id = ? AND (v.ended_at IS NULL OR v.ended_at >= t.sent_at)
          )) WHERE moved >= needs`,
    parameters: [JSON.stringify(parts), transfer],
  };
}
