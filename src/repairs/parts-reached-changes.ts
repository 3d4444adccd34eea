import type { District } from '../context.ts';
import { type Change, must } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { dueColumns } from './due-changes.ts';
import { keepColumns } from './line-changes.ts';
import { GOING, type GoingReservation, type PartsHold, type Reached } from './parts-reached-rules.ts';
import { endHold, makeMove } from './state-changes.ts';

/**
 * The parts are in the technician's vehicle: the repairs go on, due as much later as the hold has lasted.
 * @param data what brought the parts, for the history
 */
export function endPartsHolds(
  holds: readonly PartsHold[],
  x: {
    district: Pick<District, 'zone' | 'settings'>;
    holidays: readonly string[];
    data: Record<string, unknown>;
  },
  now: string,
): Change {
  return holds.map((hold) => [
    makeMove(hold.repair, 'resume', {
      started_at: hold.startedAt ?? now,
      ...dueColumns(hold, now, x.district, x.holidays),
    }),
    endHold(hold.repair, now),
    keepColumns(hold.repair),
    record({
      thing: hold.repair,
      kind: 'repair',
      verb: 'resumed',
      device: hold.device,
      site: hold.site,
      data: { from: hold.holdReason, ...x.data },
    }),
  ]);
}

/** Ends what was found to end, where what it rests on still is so. @param data what brought the parts */
export function endReached(
  { reads, holds, holidays }: Reached,
  x: { district: Pick<District, 'zone' | 'settings'>; data: Record<string, unknown> },
  now: string,
): Change {
  return [reads.map((one) => reservedAsRead(one, one.going)), endPartsHolds(holds, { ...x, holidays }, now)];
}

/** The guard's words where somebody keeps parts for a repair, or frees them, while they are sent. */
const AS_RESERVED = 'what is reserved there is as it was';

/** What goes from a bin into a vehicle with these parts, for repairs of its keeper, is what was read: no less, no more. */
function reservedAsRead(
  x: { from: string; to: string; parts: readonly string[] },
  read: readonly GoingReservation[],
): Change {
  return must(AS_RESERVED, {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j LEFT JOIN reservations AS v
            ON v.id = j.value ->> 0 AND v.ended_at IS NULL AND v.bin = ? AND v.quantity = j.value ->> 1
            WHERE v.id IS NULL) AND (SELECT count(*) ${GOING}) = ?`,
    parameters: [
      JSON.stringify(read.map((one) => [one.id, one.quantity])),
      x.from,
      x.to,
      x.from,
      JSON.stringify(x.parts),
      read.length,
    ],
  });
}
