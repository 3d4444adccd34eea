import type { Updateable } from 'kysely';
import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import type { Schema } from '../db/schema.ts';
import { keepColumns } from './line-changes.ts';
import { MOVES, wordsForStates } from './rules.ts';
import { endHold, updateRepair } from './state-changes.ts';

/** Many repairs whose devices go to one vendor together. */
export interface ToVendorTogether {
  repairs: readonly string[];
  /** of these, those that count as an incident of their device's plan from now on */
  covered: readonly string[];
  vendor: string;
  expectedOn: string | null;
  note: string;
  by: string | null;
}

/** The guard's words where one of them cannot be sent. */
export const NOT_SENDABLE = `each repair is ${wordsForStates(MOVES.vendor.from)}`;

/**
 * The repairs wait at the vendor from now on and their clocks stand still: what the move 'vendor' does to one, to
 * all of them in as many statements.
 */
export function sendTogether(x: ToVendorTogether, now: string): Change {
  const ids = JSON.stringify(x.repairs);
  return [
    must(NOT_SENDABLE, {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
              LEFT JOIN repairs AS r ON r.id = j.value AND +r.state IN (SELECT value FROM json_each(?))
              WHERE r.id IS NULL)`,
      parameters: [ids, JSON.stringify(MOVES.vendor.from)],
    }),
    {
      sql: `UPDATE repair_holds SET to_at = ?
            WHERE to_at IS NULL AND repair IN (SELECT value FROM json_each(?))`,
      parameters: [now, ids],
    },
    {
      sql: `INSERT INTO repair_holds (id, repair, reason, vendor, note, from_at, done_by)
            SELECT j.value ->> 0, j.value ->> 1, 'vendor', ?, ?, ?, ? FROM json_each(?) AS j`,
      parameters: [x.vendor, x.note, now, x.by, JSON.stringify(x.repairs.map((id) => [newId(), id]))],
    },
    {
      sql: `UPDATE repairs SET state = 'at_vendor', hold_reason = 'vendor', in_use = 0,
              technician = ifnull(technician, ?), accepted_at = ifnull(accepted_at, ?),
              expected_on = ifnull(?, expected_on), version = version + 1,
              covered = CASE WHEN id IN (SELECT value FROM json_each(?)) THEN 1 ELSE covered END
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [x.by, now, x.expectedOn, JSON.stringify(x.covered), ids],
    },
  ];
}

/**
 * A repair comes back from a vendor's batch: repaired it is ready, unrepaired it is in work again, and where another
 * unit came or the carrier lost it, it is closed. Beside 'resume' no move does this: only a batch knows.
 */
export function endAtVendor(
  repair: string,
  to: 'ready' | 'in_work' | 'closed',
  columns: Updateable<Schema['repairs']>,
  now: string,
): Change {
  return [
    must('the repair is at the vendor', {
      sql: "SELECT 1 FROM repairs WHERE id = ? AND state = 'at_vendor'",
      parameters: [repair],
    }),
    updateRepair(repair, { ...columns, state: to }),
    endHold(repair, now),
    keepColumns(repair),
  ];
}

/** A repair that is out in a vendor's batch comes back in that batch, where it is said how. */
export function inNoBatchAway(repair: string): Change {
  return must('the repair is in no batch at a vendor: bring it back there', {
    sql: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM claim_lines WHERE repair = ? AND state = 'sent')",
    parameters: [repair],
  });
}

/** What a vendor has accepted counts until its batch says that the vendor refused it. */
export function acceptedByNobody(repair: string): Change {
  return must('no vendor has accepted it as an incident: only its batch can give it back', {
    sql: `SELECT 1 WHERE NOT EXISTS
            (SELECT 1 FROM claim_incidents WHERE repair = ? AND given_back_at IS NULL)`,
    parameters: [repair],
  });
}
