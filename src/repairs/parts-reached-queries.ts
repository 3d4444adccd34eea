import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { holidayDates } from './list-queries.ts';
import {
  GOING,
  type GoingReservation,
  goingFor,
  type PartsHold,
  type Reached,
  type Reaching,
  reachedBy,
} from './parts-reached-rules.ts';

/** What of these parts is kept in a bin for repairs of the other bin's keeper, in the order in which it goes. */
export function reservationsGoing(
  from: string,
  to: string,
  parts: readonly string[],
): Query<GoingReservation> {
  return {
    sql: `SELECT v.id, v.part, p.interchange_group AS "group", v.quantity, v.repair ${GOING}
          ORDER BY v.part, v.at, v.id`,
    parameters: [to, from, JSON.stringify(parts)],
  };
}

/**
 * Of a reservation v of a repair r: pieces of the transfers that took it along which are still under way to the
 * technician. A transfer serves reservations before anything else, so none that was sent after all of it had left
 * carries any of it. Takes the parts of a transfer that are there with this commit, and that transfer.
 */
const UNDER_WAY = `ifnull((SELECT sum(l.quantity - l.arrived - l.short) FROM transfers AS t
  JOIN bins AS k ON k.id = t.to_bin JOIN transfer_lines AS l ON l.transfer = t.id AND l.part = v.part
  WHERE t.closed_at IS NULL AND t.from_bin = v.bin AND k.keeper = r.technician
    AND t.sent_at >= v.at AND (v.ended_at IS NULL OR t.sent_at <= v.ended_at)
    AND NOT (t.id = ? AND l.part IN (SELECT value FROM json_each(?)))), 0)`;

const HOLD = `SELECT r.id AS repair, r.device, r.site, r.technician, r.started_at AS startedAt, r.due_at AS dueAt,
    r.expected_on AS expectedOn, h.reason AS holdReason, h.from_at AS holdFrom,
    h.interchange_group AS "group", ifnull(h.quantity, 1) AS needs,
    ifnull((SELECT sum(v.moved - iif(v.moved > 0, min(v.moved, ${UNDER_WAY}), 0)
        + iif(v.ended_at IS NULL AND b.keeper = r.technician, v.quantity, 0))
      FROM reservations AS v JOIN parts AS p ON p.id = v.part JOIN bins AS b ON b.id = v.bin WHERE v.repair = r.id
      AND v.at >= h.from_at AND (h.interchange_group IS NULL OR p.interchange_group = h.interchange_group)), 0) AS moved
  FROM repairs AS r JOIN repair_holds AS h ON h.repair = r.id AND h.to_at IS NULL AND h.reason = 'parts'
  WHERE r.state = 'on_hold'`;

/** Which of the bins are vehicles, and of whom. */
export function keepersOf(bins: readonly string[]): Query<{ bin: string; keeper: string }> {
  return {
    sql: `SELECT id AS bin, keeper FROM bins WHERE keeper IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(bins)],
  };
}

export function groupsOf(parts: readonly string[]): Query<{ part: string; group: string | null }> {
  return {
    sql: `SELECT id AS part, interchange_group AS "group" FROM parts WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(parts)],
  };
}

/** Those of the repairs that are on hold for parts. */
export function partsHolds(repairs: readonly string[]): Query<PartsHold> {
  return {
    sql: `${HOLD} AND r.id IN (SELECT value FROM json_each(?))`,
    parameters: ['', '[]', JSON.stringify(repairs)],
  };
}

/**
 * Repairs on hold that everything they wait for has reached, once these parts of a transfer are there: they were
 * kept in the bin that it left, and went with it. What else is under way for one has not reached it.
 */
export function holdsReached(transfer: string, parts: readonly string[]): Query<PartsHold> {
  return {
    sql: `SELECT * FROM (${HOLD} AND r.id IN (
            SELECT v.repair FROM transfers AS t JOIN bins AS b ON b.id = t.to_bin
            JOIN reservations AS v ON v.bin = t.from_bin AND v.moved > 0 AND v.part IN (SELECT value FROM json_each(?))
            JOIN repairs AS w ON w.id = v.repair AND w.technician = b.keeper
            WHERE t.id = ? AND (v.ended_at IS NULL OR v.ended_at >= t.sent_at)
          )) WHERE moved >= needs`,
    parameters: [transfer, JSON.stringify(parts), JSON.stringify(parts), transfer],
  };
}

/**
 * What parts that go into a bin at once end: repairs on hold for them, where it is the vehicle of their technician and
 * all that they wait for is in it then.
 */
export async function reachedWith(
  db: Database,
  to: string,
  transfers: readonly { from: string; moves: readonly { part: string; quantity: number }[] }[],
): Promise<Reached> {
  const reads = await Promise.all(
    transfers.map(async ({ from, moves }) => {
      const parts = moves.map(({ part }) => part);
      return { from, to, moves, parts, going: await db.all(reservationsGoing(from, to, parts)) };
    }),
  );
  return {
    reads,
    ...(await endedBy(
      db,
      reads.flatMap((one) => goingFor(one.going, one.moves)),
    )),
  };
}

/**
 * What parts end that are kept for repairs where they lie: in the vehicle of a repair's technician, they have reached
 * it already. @param kept with the group where the part is made in the same commit
 */
export async function reachedWhere(
  db: Database,
  kept: readonly { repair: string; part: string; group?: string | null; bin: string; quantity: number }[],
): Promise<Reached> {
  if (kept.length === 0) return { reads: [], holds: [], holidays: [] };
  const [keepers, groups] = await db.read(
    keepersOf(kept.map(({ bin }) => bin)),
    groupsOf(kept.map(({ part }) => part)),
  );
  const keeperOf = new Map(keepers.map(({ bin, keeper }) => [bin, keeper]));
  const groupOf = new Map(groups.map(({ part, group }) => [part, group]));
  const here = kept.flatMap(({ repair, part, group, bin, quantity }) => {
    const keeper = keeperOf.get(bin);
    return keeper ? [{ repair, keeper, group: group ?? groupOf.get(part) ?? null, quantity }] : [];
  });
  return { reads: [], ...(await endedBy(db, here)) };
}

async function endedBy(
  db: Database,
  there: readonly Reaching[],
): Promise<Pick<Reached, 'holds' | 'holidays'>> {
  if (there.length === 0) return { holds: [], holidays: [] };
  const holds = reachedBy(await db.all(partsHolds([...new Set(there.map(({ repair }) => repair))])), there);
  return { holds, holidays: holds.length > 0 ? await holidayDates(db) : [] };
}
