import type { Change } from '../db/commit.ts';
import type { AbcClass } from './rules.ts';
import { type CountSettings, DAYS, daysIn } from './settings-rules.ts';

/** Parts whose class is another one from now on. */
export function setClasses(classes: readonly (readonly [part: string, abc: AbcClass])[]): Change {
  return {
    sql: `UPDATE parts SET class_abc = j.value ->> 1 FROM json_each(?) AS j WHERE parts.id = j.value ->> 0`,
    parameters: [JSON.stringify(classes)],
  };
}

interface Key {
  bin: string;
  part: string;
}

const pairs = (keys: readonly Key[]) => JSON.stringify(keys.map(({ bin, part }) => [bin, part]));

/** Parts of bins that have no day yet; one that got a day meanwhile keeps it. */
export function schedule(rows: readonly (Key & { due: string | null })[]): Change {
  return {
    sql: `INSERT INTO count_schedule (bin, part, counted_on, due_on)
          SELECT value ->> 0, value ->> 1, NULL, value ->> 2 FROM json_each(?) WHERE true
          ON CONFLICT (bin, part) DO NOTHING`,
    parameters: [JSON.stringify(rows.map(({ bin, part, due }) => [bin, part, due]))],
  };
}

/** Parts whose class is counted more often now than when their day was set. */
export function countSooner(keys: readonly Key[], settings: CountSettings): Change {
  return {
    sql: `UPDATE count_schedule SET due_on = x.due_on FROM (
            SELECT d.bin, d.part, date(d.counted_on, '+' || ${DAYS} || ' days') AS due_on FROM json_each(?) AS j
            CROSS JOIN count_schedule AS d ON d.bin = j.value ->> 0 AND d.part = j.value ->> 1
            CROSS JOIN parts AS p ON p.id = d.part WHERE d.counted_on IS NOT NULL
          ) AS x WHERE count_schedule.bin = x.bin AND count_schedule.part = x.part
            AND count_schedule.due_on > x.due_on`,
    parameters: [...daysIn(settings), pairs(keys)],
  };
}

/** What has left its bin, or is in use no more, is counted no more; asked again, since it may have come back. */
export function unschedule(keys: readonly Key[], today: string): Change {
  return {
    sql: `DELETE FROM count_schedule WHERE (bin, part) IN (
            SELECT d.bin, d.part FROM json_each(?) AS j
            CROSS JOIN count_schedule AS d ON d.bin = j.value ->> 0 AND d.part = j.value ->> 1
            CROSS JOIN parts AS p ON p.id = d.part CROSS JOIN bins AS b ON b.id = d.bin
            LEFT JOIN stock AS s ON s.bin = d.bin AND s.part = d.part
            WHERE p.retired_at IS NOT NULL OR b.retired_at IS NOT NULL
              OR (d.due_on > ? AND ifnull(s.on_hand, 0) = 0))`,
    parameters: [pairs(keys), today],
  };
}
