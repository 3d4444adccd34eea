// What `differenceOf` takes, in SQL: of a line l of count_lines and its entry e of count_entries.

/** Recorded after the scan, but done before it. */
export const LATE = `(SELECT ifnull(sum(m.quantity), 0) FROM movements AS m WHERE m.bin = l.bin AND m.part = l.part
  AND m.n > e.movement_at_scan AND m.done_at < e.at)`;

/** Used since the scan, beyond the books. */
export const SHORT_SINCE = `(SELECT ifnull(sum(s.quantity), 0) FROM shortfalls AS s WHERE s.bin = l.bin
  AND s.part = l.part AND s.settled_at IS NULL AND s.withdrawn_at IS NULL AND s.at > e.at)`;

export const DIFFERENCE = `(e.quantity - e.books_at_scan - ${LATE} - ${SHORT_SINCE})`;

/** The same part of the bin was counted later, and that count was posted or waits. */
export const NEWER = `EXISTS (SELECT 1 FROM count_lines AS x WHERE x.bin = l.bin AND x.part = l.part
  AND x.at > l.at AND x.state IN ('posted', 'waiting'))`;
