import type { Change } from '../db/commit.ts';
import type { Minimum } from './vehicle-rules.ts';

/** The proposed minimums of these vehicles; what a manager has pinned stays. */
export function setMinimums(
  bins: readonly string[],
  minimums: readonly (Minimum & { bin: string })[],
): Change {
  const rows = minimums.map((m) => [
    m.bin,
    m.item,
    m.minimum,
    Math.round(m.expected * 1_000),
    Math.round(m.short * 1_000),
  ]);
  return [
    forget('bin IN (SELECT value FROM json_each(?))', [JSON.stringify(bins)]),
    {
      sql: `INSERT INTO vehicle_minimums (bin, item, proposed, expected_milli, short_milli)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
            ON CONFLICT (bin, item) DO UPDATE SET proposed = excluded.proposed,
              expected_milli = excluded.expected_milli, short_milli = excluded.short_milli`,
      parameters: [JSON.stringify(rows)],
    },
  ];
}

/** Bins that are no vehicle any more have no minimum but the one that is pinned. */
export function forgetMinimums(): Change {
  return forget('bin NOT IN (SELECT id FROM bins WHERE keeper IS NOT NULL AND retired_at IS NULL)', []);
}

function forget(which: string, parameters: readonly string[]): Change {
  return [
    { sql: `DELETE FROM vehicle_minimums WHERE pinned IS NULL AND ${which}`, parameters },
    {
      sql: `UPDATE vehicle_minimums SET proposed = 0, expected_milli = 0, short_milli = 0 WHERE ${which}`,
      parameters,
    },
  ];
}

/** A manager's own minimum; null goes back to the proposed one. */
export function pinMinimum(
  x: { bin: string; item: string; minimum: number | null; by: string | null },
  now: string,
): Change {
  if (x.minimum === null)
    return {
      sql: `UPDATE vehicle_minimums SET pinned = NULL, pinned_by = NULL, pinned_at = NULL
            WHERE bin = ? AND item = ?`,
      parameters: [x.bin, x.item],
    };
  return {
    sql: `INSERT INTO vehicle_minimums (bin, item, proposed, pinned, pinned_by, pinned_at) VALUES (?, ?, 0, ?, ?, ?)
          ON CONFLICT (bin, item) DO UPDATE SET pinned = excluded.pinned, pinned_by = excluded.pinned_by,
            pinned_at = excluded.pinned_at`,
    parameters: [x.bin, x.item, x.minimum, x.by, now],
  };
}
