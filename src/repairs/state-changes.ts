import type { Updateable } from 'kysely';
import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';
import type { HoldReason } from './forms.ts';
import { MOVES, type Move, wordsForStates } from './rules.ts';

type Columns = Updateable<Schema['repairs']>;

/**
 * Makes the move, with whatever else of the repair it changes (a state of its own goes before the
 * move's); the commit fails where it is not legal.
 */
export function makeMove(repair: string, move: Move, columns: Columns = {}): Change {
  const { from, to } = MOVES[move];
  return [
    must(`the repair is ${wordsForStates(from)}`, {
      sql: 'SELECT 1 FROM repairs WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
      parameters: [repair, JSON.stringify(from)],
    }),
    updateRepair(repair, to === null ? columns : { state: to, ...columns }),
  ];
}

/** Other columns of a repair; its version grows. One that is closed keeps no parts reserved. */
export function updateRepair(repair: string, columns: Columns): Change {
  const change = q
    .updateTable('repairs')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', repair);
  return typeof columns.closed_at === 'string' ? [change, releaseParts(repair, columns.closed_at)] : change;
}

/** Whatever closes a repair comes through here, so that no part stays reserved for one that has ended. */
function releaseParts(repair: string, at: string): Change {
  return [
    q
      .updateTable('reservations')
      .set({ ended_at: at, ended_why: 'released' })
      .where('repair', '=', repair)
      .where('ended_at', 'is', null),
    {
      sql: `UPDATE stock SET reserved = (SELECT ifnull(sum(v.quantity), 0) FROM reservations AS v
              WHERE v.bin = stock.bin AND v.part = stock.part AND v.ended_at IS NULL)
            WHERE (bin, part) IN (SELECT bin, part FROM reservations WHERE repair = ?)`,
      parameters: [repair],
    },
  ];
}

export interface NewHold {
  repair: string;
  reason: HoldReason;
  group: string | null;
  quantity: number | null;
  vendor: string | null;
  note: string;
  by: string | null;
}

export function openHold(x: NewHold, now: string): Change {
  return q.insertInto('repair_holds').values({
    id: newId(),
    repair: x.repair,
    reason: x.reason,
    interchange_group: x.group,
    quantity: x.quantity,
    vendor: x.vendor,
    note: x.note,
    from_at: now,
    done_by: x.by,
  });
}

/** Ends the hold that is open, where there is one. */
export function endHold(repair: string, now: string): Change {
  return q
    .updateTable('repair_holds')
    .set({ to_at: now })
    .where('repair', '=', repair)
    .where('to_at', 'is', null);
}

export interface NewRepairNote {
  id: string;
  repair: string;
  text: string;
  by: string | null;
  /** persons that it mentions */
  mentions: readonly string[];
}

export function insertNote(x: NewRepairNote, now: string): Change {
  return [
    q.insertInto('repair_notes').values({ id: x.id, repair: x.repair, at: now, person: x.by, text: x.text }),
    x.mentions.length === 0
      ? null
      : {
          sql: `INSERT INTO mentions (note, person, at) SELECT ?, u.id, ?
                FROM users AS u WHERE ${OPEN_LOGIN} AND u.id IN (SELECT value FROM json_each(?))`,
          parameters: [x.id, now, JSON.stringify(x.mentions)],
        },
  ];
}
