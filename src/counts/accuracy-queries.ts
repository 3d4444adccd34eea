import type { Query } from '../db/query.ts';
import type { AccuracyFilter } from './forms.ts';

/** What counts have found; the first count of a bin is no measure of its books and stays out. */
export interface Accuracy {
  /** counts in which a part of it was posted */
  counts: number;
  lines: number;
  /** lines where shelf and books agreed */
  right: number;
  /** absolute difference */
  units: number;
  cents: number;
  /** difference with its sign, cents */
  net: number;
}

const FIGURES = `count(DISTINCT l.count) AS counts, count(*) AS lines, sum(l.difference = 0) AS "right",
  sum(abs(l.difference)) AS units, sum(abs(l.value_cents)) AS cents, sum(l.value_cents) AS net`;

const POSTED = `FROM count_lines AS l JOIN counts AS c ON c.id = l.count
  WHERE l.state = 'posted' AND c.kind <> 'opening' AND l.decided_at >= ?
    AND (? IS NULL OR l.bin = ?) AND (? IS NULL OR l.person = ?)`;

function parameters(from: string, { bin, person }: AccuracyFilter) {
  return [from, bin, bin, person, person];
}

/** By month, the latest first. @param from ISO UTC */
export function accuracyByMonth(from: string, filter: AccuracyFilter): Query<Accuracy & { month: string }> {
  return {
    sql: `SELECT substr(l.decided_at, 1, 7) AS month, ${FIGURES} ${POSTED} GROUP BY month ORDER BY month DESC`,
    parameters: parameters(from, filter),
  };
}

/** By bin, the least right first. */
export function accuracyByBin(
  from: string,
  filter: AccuracyFilter,
): Query<Accuracy & { id: string; code: string; name: string }> {
  return {
    sql: `SELECT b.id, b.code, b.name, x.* FROM (
            SELECT l.bin, ${FIGURES} ${POSTED} GROUP BY l.bin) AS x JOIN bins AS b ON b.id = x.bin
          ORDER BY x."right" * 1.0 / x.lines, b.code LIMIT 200`,
    parameters: parameters(from, filter),
  };
}

/** By who counted. */
export function accuracyByPerson(
  from: string,
  filter: AccuracyFilter,
): Query<Accuracy & { id: string; name: string }> {
  return {
    sql: `SELECT u.id, u.name, x.* FROM (
            SELECT l.person, ${FIGURES} ${POSTED} GROUP BY l.person) AS x JOIN users AS u ON u.id = x.person
          ORDER BY x.lines DESC, u.name LIMIT 200`,
    parameters: parameters(from, filter),
  };
}
