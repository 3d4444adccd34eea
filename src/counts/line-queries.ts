import type { Query } from '../db/query.ts';
import { LATE, NEWER, SHORT_SINCE } from './difference-rules.ts';

/** A part as somebody has counted it, with everything that its difference rests on. */
export interface LineRow {
  id: string;
  count: string;
  bin: string;
  binCode: string;
  binName: string;
  keeper: string | null;
  site: string;
  kind: string;
  part: string;
  sku: string;
  name: string;
  abc: string | null;
  state: 'counted' | 'waiting' | 'posted' | 'refused' | 'superseded' | 'withdrawn';
  entry: string;
  person: string | null;
  by: string | null;
  at: string;
  counted: number;
  books: number;
  late: number;
  shortSince: number;
  /** on hand by the books now */
  onHand: number;
  priceCents: number;
  valueUnits: number | null;
  valueCents: number | null;
  reason: string | null;
  /** as it was posted, or held */
  difference: number | null;
  postedCents: number | null;
  /** the same part of the bin was counted later, and that count was posted or waits */
  newer: 0 | 1;
}

const LINE = `SELECT l.id, l.count, l.bin, b.code AS binCode, b.name AS binName, b.keeper, o.top AS site,
    c.kind, l.part, p.sku, p.name, p.class_abc AS abc, l.state, l.entry, l.person, u.name AS by, l.at,
    e.quantity AS counted, e.books_at_scan AS books, ${LATE} AS late, ${SHORT_SINCE} AS shortSince,
    ifnull(k.on_hand, 0) AS onHand, p.price_cents AS priceCents, v.on_hand AS valueUnits,
    v.value_cents AS valueCents, l.reason, l.difference, l.value_cents AS postedCents,
    ${NEWER} AS newer
  FROM count_lines AS l
  JOIN count_entries AS e ON e.id = l.entry
  JOIN counts AS c ON c.id = l.count
  JOIN bins AS b ON b.id = l.bin
  JOIN locations AS o ON o.id = b.location
  JOIN parts AS p ON p.id = l.part
  LEFT JOIN users AS u ON u.id = l.person
  LEFT JOIN stock AS k ON k.bin = l.bin AND k.part = l.part
  LEFT JOIN part_values AS v ON v.part = l.part`;

/** The lines of a count, as they were counted; without those that were taken back. */
export function linesOf(count: string): Query<LineRow> {
  return {
    sql: `${LINE} WHERE l.count = ? AND l.state <> 'withdrawn' ORDER BY p.sku LIMIT 1000`,
    parameters: [count],
  };
}

export function linesById(ids: readonly string[]): Query<LineRow> {
  return {
    sql: `${LINE} WHERE l.id IN (SELECT value FROM json_each(?)) ORDER BY p.sku`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Lines that wait for a second count or another person's yes, the oldest first. */
export function waitingLines(after: readonly [string, string] | null, limit: number): Query<LineRow> {
  return {
    sql: `${LINE} WHERE l.state = 'waiting' AND (l.at, l.id) > (?, ?) ORDER BY l.at, l.id LIMIT ?`,
    parameters: [...(after ?? ['', '']), limit],
  };
}

/** Somebody's count of the part of a line: the person's last one in the same count, or one that waits. */
export interface OtherCount {
  line: string;
  entry: string;
  person: string | null;
  /** in the same count */
  same: 0 | 1;
  counted: number;
  books: number;
  late: number;
  shortSince: number;
}

/** Every standing entry of the parts of these lines, by whoever counted it. */
export function entriesBeside(lines: readonly string[]): Query<OtherCount> {
  return {
    sql: `SELECT me.id AS line, e.id AS entry, e.person, e.count = me.count AS same, e.quantity AS counted,
            e.books_at_scan AS books, ${LATE} AS late, ${SHORT_SINCE} AS shortSince
          FROM json_each(?) AS j JOIN count_lines AS me ON me.id = j.value
          JOIN count_lines AS l ON l.bin = me.bin AND l.part = me.part AND (l.id = me.id OR l.state = 'waiting')
          JOIN count_entries AS e ON e.count = l.count AND e.part = l.part AND e.withdrawn_at IS NULL
          WHERE e.at = (SELECT max(y.at) FROM count_entries AS y WHERE y.count = e.count AND y.part = e.part
            AND y.person IS e.person AND y.withdrawn_at IS NULL)`,
    parameters: [JSON.stringify(lines)],
  };
}

/** Who has had a hand in the counting of a line, taken back or not. */
export function countersOf(lines: readonly string[]): Query<{ line: string; person: string | null }> {
  return {
    sql: `SELECT DISTINCT l.id AS line, e.person FROM json_each(?) AS j JOIN count_lines AS l ON l.id = j.value
          JOIN count_entries AS e ON e.count = l.count AND e.part = l.part`,
    parameters: [JSON.stringify(lines)],
  };
}

/** How many lines wait, up to 1,000. */
export function waitingCount(): Query<{ n: number }> {
  return {
    sql: "SELECT count(*) AS n FROM (SELECT 1 FROM count_lines WHERE state = 'waiting' LIMIT 1000)",
    parameters: [],
  };
}
