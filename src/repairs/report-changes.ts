import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { record } from '../history/record.ts';
import type { Priority } from './forms.ts';
import { keepColumns, tallyFault } from './line-changes.ts';

interface Told {
  device: string;
  /** the site that answers for the repair, `locations.id` of a root */
  site: string;
  /** code of symptoms, of faults: either may be missing */
  symptom: string | null;
  fault: string | null;
  note: string;
  reportedBy: string | null;
  now: string;
}

export interface Report extends Told {
  /** id of the new repair */
  id: string;
  /** id of its first fault line, made here where it is not given */
  line?: string;
  /** the person who had the device then */
  hadDevice: string | null;
  /** who should do it */
  level: 1 | 2 | 3;
  priority: Priority;
  /** ISO UTC, by `dueFor` of due-rules.ts */
  dueAt: string | null;
  /** YYYY-MM-DD that the school contact is told */
  expectedOn?: string | null;
  /** when it was reported, where that is not now (ISO UTC) */
  at?: string;
}

/**
 * A new repair with its first fault line and its line of history. Its number is the next one.
 * The commit fails with a Conflict of kind 'unique' on `repairs.device` where one is open already:
 * add the report to that one by `addReport`.
 */
export function insertReport(x: Report): Change {
  const at = x.at ?? x.now;
  return [
    {
      sql: `INSERT INTO repairs (id, number, device, site, state, priority, level, reported_by, had_device,
              reported_at, recorded_at, due_at, expected_on)
            SELECT ?, ifnull(max(number), 0) + 1, ?, ?, 'reported', ?, ?, ?, ?, ?, ?, ?, ? FROM repairs`,
      parameters: [
        x.id,
        x.device,
        x.site,
        x.priority,
        x.level,
        x.reportedBy,
        x.hadDevice,
        at,
        x.now,
        x.dueAt ?? at,
        x.expectedOn ?? null,
      ],
    },
    addLine({ ...x, repair: x.id }),
    keepColumns(x.id),
    record({
      thing: x.id,
      kind: 'repair',
      verb: 'reported',
      device: x.device,
      site: x.site,
      data: {
        symptom: x.symptom,
        fault: x.fault,
        priority: x.priority,
        level: x.level,
        had: x.hadDevice,
        due: x.dueAt,
      },
      text: x.note,
      doneAt: at,
      first: true,
    }),
  ];
}

/**
 * One more report on a repair that is open: another fault line. A repair that was ready waits for
 * somebody again.
 */
export function addReport(x: Told & { repair: string; line?: string }): Change {
  return [
    addLine(x),
    {
      sql: `UPDATE repairs SET state = iif(state = 'ready', 'reported', state),
              outcome = iif(state = 'ready', NULL, outcome), ready_at = iif(state = 'ready', NULL, ready_at),
              level = max(level, ifnull((SELECT level FROM faults WHERE code = ?), 1)), version = version + 1
            WHERE id = ?`,
      parameters: [x.fault, x.repair],
    },
    keepColumns(x.repair),
    record({
      thing: x.repair,
      kind: 'repair',
      verb: 'reported again',
      device: x.device,
      site: x.site,
      data: { symptom: x.symptom, fault: x.fault },
      text: x.note,
    }),
  ];
}

/** One more fault line at the end, without a line of history. */
export function addLine(
  x: Pick<Told, 'device' | 'symptom' | 'fault' | 'note'> & { repair: string; line?: string },
): Change {
  return [
    {
      sql: `INSERT INTO repair_lines (id, repair, position, symptom, fault, note)
            SELECT ?, ?, ifnull(max(position), 0) + 1, ?, ?, ? FROM repair_lines WHERE repair = ?`,
      parameters: [x.line ?? newId(), x.repair, x.symptom, x.fault, x.note, x.repair],
    },
    x.fault ? tallyFault(x.device, x.fault, 1) : null,
  ];
}
