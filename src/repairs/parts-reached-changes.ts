import type { District } from '../context.ts';
import { type Change, must } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { dueColumns } from './due-changes.ts';
import { keepColumns } from './line-changes.ts';
import type { GoingReservation, PartsHold } from './parts-reached-queries.ts';
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

/** What is kept in a bin of these parts is what was read. */
export function reservedAsRead(bin: string, read: readonly GoingReservation[]): Change {
  if (read.length === 0) return null;
  return must('what is reserved there is as it was', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j LEFT JOIN reservations AS v
            ON v.id = j.value ->> 0 AND v.ended_at IS NULL AND v.bin = ? AND v.quantity = j.value ->> 1
            WHERE v.id IS NULL)`,
    parameters: [JSON.stringify(read.map((one) => [one.id, one.quantity])), bin],
  });
}
