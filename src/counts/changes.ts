import { type Change, must } from '../db/commit.ts';
import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';
import { DIFFERENCE, NEWER } from './difference-rules.ts';

/** The guard's words where a difference has to be computed anew; the use case does so by itself. */
export const AS_COMPUTED = 'the difference is what the count comes to';

export interface NewCount {
  id: string;
  bin: string;
  kind: 'cycle' | 'opening' | 'check';
  by: string | null;
}

/** Only one at a time counts a bin: whoever comes second joins. */
export function insertCount(x: NewCount, now: string): Change {
  return q.insertInto('counts').values({
    id: x.id,
    bin: x.bin,
    kind: x.kind,
    state: 'counting',
    started_by: x.by,
    started_at: now,
  });
}

export interface NewEntry {
  id: string;
  /** id of the line, where the part has none in this count yet */
  line: string;
  part: string;
  quantity: number;
  /** the entry that this one has in it: it does not stand beside it as another count of the same */
  on?: string | null;
}

/** How many of each part lie there, with what the books say at this very moment. */
export function addEntries(
  count: { id: string; bin: string; by: string | null },
  entries: readonly NewEntry[],
  now: string,
): Change {
  const rows = JSON.stringify(entries.map((e) => [e.id, e.line, e.part, e.quantity]));
  const within = entries.flatMap(({ on }) => (on ? [on] : []));
  return [
    stillCounting(count.id),
    within.length > 0
      ? q
          .updateTable('count_entries')
          .set({ withdrawn_at: now })
          .where('id', 'in', (e) => idsOf(e, within))
      : null,
    {
      sql: `INSERT INTO count_entries (id, count, part, quantity, books_at_scan, movement_at_scan, person, at)
            SELECT j.value ->> 0, ?, j.value ->> 2, j.value ->> 3,
              ifnull((SELECT s.on_hand FROM stock AS s WHERE s.bin = ? AND s.part = j.value ->> 2), 0),
              ifnull((SELECT max(m.n) FROM movements AS m WHERE m.bin = ? AND m.part = j.value ->> 2), 0), ?, ?
            FROM json_each(?) AS j`,
      parameters: [count.id, count.bin, count.bin, count.by, now, rows],
    },
    {
      sql: `INSERT INTO count_lines (id, count, bin, part, entry, person, at, state)
            SELECT j.value ->> 1, ?, ?, j.value ->> 2, j.value ->> 0, ?, ?, 'counted' FROM json_each(?) AS j WHERE true
            ON CONFLICT (count, part) DO UPDATE SET entry = excluded.entry, person = excluded.person,
              at = excluded.at, state = 'counted'`,
      parameters: [count.id, count.bin, count.by, now, rows],
    },
  ];
}

/** A part that was counted by mistake: as if it had not been. */
export function withdrawLine(count: string, part: string, now: string): Change {
  return [
    stillCounting(count),
    must('the part is counted', {
      sql: "SELECT 1 FROM count_lines WHERE count = ? AND part = ? AND state = 'counted'",
      parameters: [count, part],
    }),
    q
      .updateTable('count_lines')
      .set({ state: 'withdrawn' })
      .where('count', '=', count)
      .where('part', '=', part),
    q
      .updateTable('count_entries')
      .set({ withdrawn_at: now })
      .where('count', '=', count)
      .where('part', '=', part)
      .where('withdrawn_at', 'is', null),
  ];
}

/** No entry comes to it any more: from now on its differences are shown. */
export function closeCount(count: string, by: string | null, now: string): Change {
  return [
    stillCounting(count),
    q.updateTable('counts').set({ state: 'closed', closed_by: by, closed_at: now }).where('id', '=', count),
  ];
}

export function withdrawCount(count: string, now: string): Change {
  return [
    stillCounting(count),
    q.updateTable('counts').set({ state: 'withdrawn', ended_at: now }).where('id', '=', count),
  ];
}

/** Posted, when every line is decided. */
export function endIfDecided(count: string, now: string): Change {
  return {
    sql: `UPDATE counts SET state = 'posted', ended_at = ? WHERE id = ? AND state = 'closed' AND NOT EXISTS (
            SELECT 1 FROM count_lines WHERE count = counts.id AND state IN ('counted', 'waiting'))`,
    parameters: [now, count],
  };
}

export interface SettledLine {
  id: string;
  count: string;
  bin: string;
  part: string;
  /** when it was counted (ISO UTC) */
  at: string;
  /** the entry that stands, as it was read: counted anew meanwhile it is not posted */
  entry: string;
  difference: number;
  valueCents: number;
  reason: string | null;
  second: string | null;
  /** days until the next count of its class */
  days: number;
}

/** Lines that are posted: their movements are posted by the use case, in the same commit. */
export function settleLines(
  lines: readonly SettledLine[],
  x: { by: string | null; today: string },
  now: string,
): Change {
  if (lines.length === 0) return null;
  const rows = JSON.stringify(
    lines.map((l) => [
      l.id,
      l.bin,
      l.part,
      l.at,
      l.difference,
      l.valueCents,
      l.reason,
      l.second,
      l.days,
      l.entry,
    ]),
  );
  return [
    must('nobody decided or counted these parts meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN count_lines AS l ON l.id = j.value ->> 0
              WHERE l.state IS NULL OR l.state NOT IN ('counted', 'waiting') OR l.entry <> j.value ->> 9)`,
      parameters: [rows],
    }),
    must(AS_COMPUTED, {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j JOIN count_entries AS e ON e.id = j.value ->> 9
              JOIN count_lines AS l ON l.id = j.value ->> 0
              WHERE ${DIFFERENCE} <> j.value ->> 4 OR ${NEWER})`,
      parameters: [rows],
    }),
    {
      sql: `UPDATE count_lines SET state = 'posted', difference = j.value ->> 4, value_cents = j.value ->> 5,
              reason = j.value ->> 6, second = j.value ->> 7, decided_by = ?, decided_at = ?
            FROM json_each(?) AS j WHERE count_lines.id = j.value ->> 0`,
      parameters: [x.by, now, rows],
    },
    // What was used before the count is in what was counted, what was used since in the difference.
    {
      sql: `UPDATE shortfalls SET settled_at = ?, settled_by = ?
            WHERE settled_at IS NULL AND withdrawn_at IS NULL AND EXISTS (
              SELECT 1 FROM json_each(?) AS j WHERE shortfalls.bin = j.value ->> 1 AND shortfalls.part = j.value ->> 2)`,
      parameters: [now, x.by, rows],
    },
    supersede(rows, now),
    {
      sql: `INSERT INTO count_schedule (bin, part, counted_on, due_on)
            SELECT j.value ->> 1, j.value ->> 2, ?, date(?, '+' || (j.value ->> 8) || ' days')
            FROM json_each(?) AS j WHERE true
            ON CONFLICT (bin, part) DO UPDATE SET counted_on = excluded.counted_on, due_on = excluded.due_on`,
      parameters: [x.today, x.today, rows],
    },
  ];
}

/** An older count of the same part in the same bin has nothing to say any more. */
function supersede(rows: string, now: string): Change {
  return [
    {
      sql: `UPDATE count_lines SET state = 'superseded', decided_at = ?
            WHERE state = 'waiting' AND EXISTS (
              SELECT 1 FROM json_each(?) AS j WHERE count_lines.bin = j.value ->> 1
                AND count_lines.part = j.value ->> 2 AND count_lines.id <> j.value ->> 0
                AND count_lines.at <= j.value ->> 3)`,
      parameters: [now, rows],
    },
    {
      sql: `UPDATE counts SET state = 'posted', ended_at = ? WHERE state = 'closed' AND bin IN (
              SELECT j.value ->> 1 FROM json_each(?) AS j)
            AND NOT EXISTS (
              SELECT 1 FROM count_lines WHERE count = counts.id AND state IN ('counted', 'waiting'))`,
      parameters: [now, rows],
    },
  ];
}

/** Lines that wait for a second count or another person's yes, with the reason that was given. */
export function holdLines(
  lines: readonly Pick<SettledLine, 'id' | 'bin' | 'part' | 'at' | 'difference' | 'valueCents' | 'reason'>[],
  now: string,
): Change {
  if (lines.length === 0) return null;
  const rows = JSON.stringify(
    lines.map((l) => [l.id, l.bin, l.part, l.at, l.difference, l.valueCents, l.reason]),
  );
  return [
    {
      sql: `UPDATE count_lines SET state = 'waiting', difference = j.value ->> 4, value_cents = j.value ->> 5,
              reason = j.value ->> 6
            FROM json_each(?) AS j WHERE count_lines.id = j.value ->> 0 AND count_lines.state = 'counted'`,
      parameters: [rows],
    },
    supersede(rows, now),
  ];
}

/** Counted anew meanwhile: that count was posted or waits. */
export function supersedeLines(ids: readonly string[], now: string): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE count_lines SET state = 'superseded', decided_at = ?
          WHERE state IN ('counted', 'waiting') AND id IN (SELECT value FROM json_each(?))`,
    parameters: [now, JSON.stringify(ids)],
  };
}

/** Looked at by another person, and not believed: the books stay. */
export function refuseLines(ids: readonly string[], by: string | null, now: string): Change {
  const list = JSON.stringify(ids);
  return [
    must('nobody decided these parts meanwhile', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN count_lines AS l ON l.id = j.value
              WHERE l.state IS NULL OR l.state <> 'waiting')`,
      parameters: [list],
    }),
    {
      sql: `UPDATE count_lines SET state = 'refused', decided_by = ?, decided_at = ?
            WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [by, now, list],
    },
  ];
}

/** What was refused is to be counted again at once. */
export function dueAgain(lines: readonly { bin: string; part: string }[], today: string): Change {
  return {
    sql: `INSERT INTO count_schedule (bin, part, counted_on, due_on)
          SELECT value ->> 0, value ->> 1, NULL, ? FROM json_each(?) WHERE true
          ON CONFLICT (bin, part) DO UPDATE SET due_on = excluded.due_on`,
    parameters: [today, JSON.stringify(lines.map((l) => [l.bin, l.part]))],
  };
}

function stillCounting(count: string): Change {
  return must('this count is still open', {
    sql: "SELECT 1 FROM counts WHERE id = ? AND state = 'counting'",
    parameters: [count],
  });
}
