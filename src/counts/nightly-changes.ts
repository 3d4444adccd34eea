import type { Change } from '../db/commit.ts';
import type { AbcClass } from './rules.ts';
import type { CountSettings } from './settings-rules.ts';

/** As many parts as one parameter takes as JSON. */
const AT_ONCE = 5_000;

/** Parts whose class is another one from now on. */
export function setClasses(classes: readonly (readonly [part: string, abc: AbcClass])[]): Change {
  const slices = Array.from({ length: Math.ceil(classes.length / AT_ONCE) }, (_, i) =>
    classes.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  return slices.map((slice) => ({
    sql: `UPDATE parts SET class_abc = j.value ->> 1 FROM json_each(?) AS j WHERE parts.id = j.value ->> 0`,
    parameters: [JSON.stringify(slice)],
  }));
}

const DAYS = `(CASE p.class_abc WHEN 'A' THEN ? WHEN 'B' THEN ? ELSE ? END)`;

/**
 * When each part of each bin is to be counted: what was never counted is spread over the days of its
 * class, so that no morning begins with all of it; what has left its bin is counted no more.
 * @param today YYYY-MM-DD
 */
export function keepSchedule({ daysA, daysB, daysC }: CountSettings, today: string): Change {
  const days = [daysA, daysB, daysC];
  return [
    {
      sql: `INSERT INTO count_schedule (bin, part, counted_on, due_on)
            SELECT s.bin, s.part, NULL, date(?, '+' || ((p.n * 7 + b.rowid * 13) % ${DAYS}) || ' days')
            FROM stock AS s JOIN parts AS p ON p.id = s.part AND p.counted = 1 AND p.retired_at IS NULL
            JOIN bins AS b ON b.id = s.bin AND b.retired_at IS NULL
            WHERE s.on_hand > 0 ON CONFLICT (bin, part) DO NOTHING`,
      parameters: [today, ...days],
    },
    {
      sql: `UPDATE count_schedule SET due_on = x.due_on FROM (
              SELECT d.bin, d.part, date(d.counted_on, '+' || ${DAYS} || ' days') AS due_on
              FROM count_schedule AS d JOIN parts AS p ON p.id = d.part WHERE d.counted_on IS NOT NULL
            ) AS x WHERE count_schedule.bin = x.bin AND count_schedule.part = x.part
              AND count_schedule.due_on > x.due_on`,
      parameters: days,
    },
    {
      sql: `DELETE FROM count_schedule WHERE
              (due_on > ? AND NOT EXISTS (SELECT 1 FROM stock AS s
                WHERE s.bin = count_schedule.bin AND s.part = count_schedule.part AND s.on_hand > 0))
              OR EXISTS (SELECT 1 FROM bins AS b WHERE b.id = count_schedule.bin AND b.retired_at IS NOT NULL)
              OR EXISTS (SELECT 1 FROM parts AS p WHERE p.id = count_schedule.part AND p.retired_at IS NOT NULL)`,
      parameters: [today],
    },
  ];
}
