import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { addDays } from '../months.ts';
import { startOfDay } from '../web/day.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';

/*
 * What stock is worth is kept (part_values, stock); what it was worth before is that less what has moved
 * since (its rows found by their time: the + keeps them from being walked by part). A bin's share of a
 * part's value is its share of the pieces, in whole cents that add up.
 */

/** No moment: now. */
type Until = string | null;

/** The end of a day as a moment; null (now) for today and days that have not come. */
export function untilOf(zone: string, on: string | null, today: string): Until {
  return on && on < today ? startOfDay(zone, addDays(on, 1)) : null;
}

export interface PartValue {
  id: string;
  sku: string;
  name: string;
  group: string | null;
  onHand: number;
  /** average of one, cents; null where none is there */
  averageCents: number | null;
  valueCents: number;
}

export interface BinValue {
  id: string;
  code: string;
  name: string;
  place: string;
  /** kinds of part */
  parts: number;
  onHand: number;
  valueCents: number;
}

export interface StockValue {
  onHand: number;
  valueCents: number;
  /** on the way between bins: in no bin, and still the district's */
  underWay: number;
  underWayCents: number;
}

const LATER = '9999';

const PART_THEN = `part_then AS (
  SELECT v.part AS part, v.on_hand - ifnull(l.n, 0) AS n, v.value_cents - ifnull(l.cents, 0) AS cents
  FROM part_values AS v LEFT JOIN (
    SELECT part, sum(quantity) AS n, sum(value_cents) AS cents FROM movements WHERE at >= ? GROUP BY +part
  ) AS l ON l.part = v.part)`;

const BIN_THEN = `bin_then AS (
  SELECT s.bin AS bin, s.part AS part, s.on_hand - ifnull(l.n, 0) AS n
  FROM stock AS s LEFT JOIN (
    SELECT bin, part, sum(quantity) AS n FROM movements WHERE at >= ? GROUP BY +bin, +part
  ) AS l ON l.bin = s.bin AND l.part = s.part),
  shared AS (
    SELECT b.bin AS bin, b.part AS part, b.n AS n,
      (b.running * p.cents) / p.n - ((b.running - b.n) * p.cents) / p.n AS cents
    FROM (SELECT bin, part, n, sum(n) OVER (PARTITION BY part ORDER BY bin) AS running FROM bin_then) AS b
    JOIN part_then AS p ON p.part = b.part WHERE p.n > 0 AND b.n > 0)`;

/** The whole of it, as one row. @param until ISO UTC; null for now */
export function wholeValue(until: Until): Query<StockValue> {
  const at = until ?? LATER;
  return {
    sql: `WITH ${PART_THEN}, way AS (
        SELECT l.quantity - ifnull(sum(m.quantity), 0)
            - CASE WHEN l.closed_at < ? THEN l.short ELSE 0 END AS n,
          l.sent_cents - ifnull(sum(m.value_cents), 0)
            - CASE WHEN l.closed_at < ? THEN l.short_cents ELSE 0 END AS cents
        FROM transfers AS t JOIN transfer_lines AS l ON l.transfer = t.id
        LEFT JOIN movements AS m ON m.source = l.id AND m.quantity > 0 AND m.at < ?
        WHERE t.sent_at < ? AND (t.closed_at IS NULL OR t.closed_at >= ?)
        GROUP BY l.id)
      SELECT (SELECT ifnull(sum(n), 0) FROM part_then) AS onHand,
        (SELECT ifnull(sum(cents), 0) FROM part_then) AS valueCents,
        (SELECT ifnull(sum(n), 0) FROM way) AS underWay, (SELECT ifnull(sum(cents), 0) FROM way) AS underWayCents`,
    parameters: [at, at, at, at, at, at],
  };
}

const LIMIT = 50;

/** By part, of all bins or one: those that there were, by SKU. */
export async function valueByPart(
  db: Database,
  { until, bin }: { until: Until; bin: string | null },
  cursor: string | undefined,
  limit = LIMIT,
): Promise<Page<PartValue>> {
  const at = until ?? LATER;
  const [after] = decodeCursor(cursor, 's') ?? [''];
  const of = bin
    ? {
        sql: `WITH ${PART_THEN}, ${BIN_THEN} SELECT part, n, cents FROM shared WHERE bin = ?`,
        parameters: [at, at, bin],
      }
    : { sql: `WITH ${PART_THEN} SELECT part, n, cents FROM part_then WHERE n > 0`, parameters: [at] };
  const rows = await db.all<PartValue>({
    sql: `SELECT p.id AS id, p.sku AS sku, p.name AS name, g.name AS "group", x.n AS onHand,
        (2 * x.cents + x.n) / (2 * x.n) AS averageCents, x.cents AS valueCents
      FROM (${of.sql}) AS x JOIN parts AS p ON p.id = x.part
      LEFT JOIN interchange_groups AS g ON g.id = p.interchange_group
      WHERE p.sku > ? ORDER BY p.sku LIMIT ?`,
    parameters: [...of.parameters, after ?? '', limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.sku]);
}

/** By bin: those that held something, by code. */
export async function valueByBin(
  db: Database,
  { until }: { until: Until },
  cursor: string | undefined,
  limit = LIMIT,
): Promise<Page<BinValue>> {
  const at = until ?? LATER;
  const [after] = decodeCursor(cursor, 's') ?? [''];
  const rows = await db.all<BinValue>({
    sql: `WITH ${PART_THEN}, ${BIN_THEN}
      SELECT b.id AS id, b.code AS code, b.name AS name, l.name AS place, x.parts AS parts, x.n AS onHand,
        x.cents AS valueCents
      FROM (SELECT bin, count(*) AS parts, sum(n) AS n, sum(cents) AS cents FROM shared GROUP BY bin) AS x
      JOIN bins AS b ON b.id = x.bin JOIN locations AS l ON l.id = b.location
      WHERE b.code > ? ORDER BY b.code LIMIT ?`,
    parameters: [at, at, after ?? '', limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.code]);
}

/** What a bin holds is worth now. */
export function binValue(bin: string): Query<{ valueCents: number }> {
  return {
    sql: `SELECT ifnull(sum((2 * s.on_hand * v.value_cents + v.on_hand) / (2 * v.on_hand)), 0) AS valueCents
      FROM stock AS s JOIN part_values AS v ON v.part = s.part AND v.on_hand > 0 WHERE s.bin = ?`,
    parameters: [bin],
  };
}
