import type { Updateable } from 'kysely';
import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';
import type { Outcome } from './forms.ts';

export interface NewQuickRepair {
  id: string;
  device: string;
  site: string;
  /** ready: waits to be confirmed by a specialist */
  state: 'ready' | 'closed';
  level: number;
  hadDevice: string | null;
  aboveLevel: boolean;
  covered: boolean;
  outcome: Outcome;
  by: string | null;
  /** when it was done (ISO UTC) */
  at: string;
  /** null for a closed one */
  dueAt: string | null;
}

/** A repair that was reported, done and ended at one moment. Its number is the next one. */
export function insertQuickRepair(x: NewQuickRepair, now: string): Change {
  const open = x.state === 'ready';
  return [
    must('no repair was opened on the device meanwhile', {
      sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repairs WHERE device = ? AND closed_at IS NULL)',
      parameters: [x.device],
    }),
    {
      sql: `INSERT INTO repairs (id, number, device, site, state, level, technician, reported_by, had_device,
              quick, above_level, to_confirm, covered, outcome, reported_at, recorded_at, accepted_at,
              started_at, ready_at, closed_at, due_at)
            SELECT ?, ifnull(max(number), 0) + 1, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            FROM repairs`,
      parameters: [
        x.id,
        x.device,
        x.site,
        x.state,
        x.level,
        x.by,
        x.by,
        x.hadDevice,
        x.aboveLevel ? 1 : 0,
        open ? 1 : 0,
        x.covered ? 1 : 0,
        x.outcome,
        x.at,
        now,
        x.at,
        x.at,
        x.at,
        open ? null : x.at,
        x.dueAt,
      ],
    },
  ];
}

/** A serial that was replaced, as an undo needs it. */
export interface SerialSwap {
  from: string;
  to: string;
  /** the device never had it before */
  made: boolean;
}

/** What undoing a quick repair takes; kept with it as JSON. */
export interface QuickUndo<Placed> {
  device: string;
  /** the repair's version after the save */
  version: number;
  /** null: the repair was made by it */
  before: Updateable<Schema['repairs']> | null;
  /** fault lines as they were before */
  lines: readonly {
    id: string;
    /** the line's fault after the save */
    fault: string | null;
    columns: Updateable<Schema['repair_lines']>;
  }[];
  /** the line that it made, with its fault */
  newLine: { id: string; fault: string } | null;
  /** the hold that it ended */
  hold: string | null;
  /** ids of repair_parts */
  parts: readonly string[];
  /** the variant that the parts told */
  variant: string | null;
  placed: Placed | null;
  /** the serial that it replaced; absent in repairs of an earlier version */
  serial?: SerialSwap | null;
}

export function keepQuick(
  x: { id: string; repair: string; person: string; fault: string; remedy: string; undo: QuickUndo<unknown> },
  now: string,
): Change {
  return q.insertInto('quick_repairs').values({
    id: x.id,
    repair: x.repair,
    person: x.person,
    fault: x.fault,
    remedy: x.remedy,
    at: now,
    undo: JSON.stringify(x.undo),
  });
}

/** It was taken back, once. */
export function markUndone(id: string, now: string): Change {
  return [
    must('it was not undone before', {
      sql: 'SELECT 1 FROM quick_repairs WHERE id = ? AND undone_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('quick_repairs').set({ undone_at: now }).where('id', '=', id),
  ];
}

export function reopenHold(id: string): Change {
  return q.updateTable('repair_holds').set({ to_at: null }).where('id', '=', id);
}
