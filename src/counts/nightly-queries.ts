import type { Query } from '../db/query.ts';
import { type CountSettings, DAYS, daysIn } from './settings-rules.ts';

/*
 * What the night walks through, a slice after another: each begins after the last row of the one before.
 */

export interface Use {
  row: number;
  at: string;
  part: string;
  /** what it was worth; 0 for a part that came back out of a repair */
  cents: number;
}

/** Parts that went into repairs, from a moment on. @param row -1 for the first slice */
export function usesAfter(at: string, row: number, limit: number): Query<Use> {
  return {
    sql: `SELECT rowid AS row, at, part, CASE WHEN returned_at IS NULL THEN cost_cents ELSE 0 END AS cents
          FROM repair_parts WHERE (at, rowid) > (?, ?) ORDER BY at, rowid LIMIT ?`,
    parameters: [at, row, limit],
  };
}

/** Parts in the ledger with the class that they have. */
export function partClasses(): Query<{ id: string; abc: string | null }> {
  return { sql: 'SELECT id, class_abc AS abc FROM parts WHERE counted = 1', parameters: [] };
}

/** A part of a bin, by which the next slice is found. */
export interface Key {
  bin: string;
  part: string;
}

/**
 * Stock, and the day on which a part that was never counted there is to be; null where it has its day. They are
 * spread over the days of their class, so that no morning begins with all of them. @param today YYYY-MM-DD
 */
export function stockAfter(
  after: Key,
  settings: CountSettings,
  today: string,
  limit: number,
): Query<Key & { due: string | null }> {
  return {
    sql: `SELECT s.bin, s.part, CASE WHEN s.on_hand > 0 AND d.bin IS NULL AND p.counted = 1
              AND p.retired_at IS NULL AND b.retired_at IS NULL
            THEN date(?, '+' || ((p.n * 7 + b.rowid * 13) % ${DAYS}) || ' days') END AS due
          FROM stock AS s CROSS JOIN parts AS p ON p.id = s.part CROSS JOIN bins AS b ON b.id = s.bin
          LEFT JOIN count_schedule AS d ON d.bin = s.bin AND d.part = s.part
          WHERE (s.bin, s.part) > (?, ?) ORDER BY s.bin, s.part LIMIT ?`,
    parameters: [today, ...daysIn(settings), after.bin, after.part, limit],
  };
}

/** The schedule, and what is to change in it. @param today YYYY-MM-DD */
export function scheduleAfter(
  after: Key,
  settings: CountSettings,
  today: string,
  limit: number,
): Query<Key & { fate: 'gone' | 'sooner' | null }> {
  return {
    sql: `SELECT d.bin, d.part, CASE
            WHEN p.retired_at IS NOT NULL OR b.retired_at IS NOT NULL
              OR (d.due_on > ? AND ifnull(s.on_hand, 0) = 0) THEN 'gone'
            WHEN d.due_on > date(d.counted_on, '+' || ${DAYS} || ' days') THEN 'sooner' END AS fate
          FROM count_schedule AS d CROSS JOIN parts AS p ON p.id = d.part CROSS JOIN bins AS b ON b.id = d.bin
          LEFT JOIN stock AS s ON s.bin = d.bin AND s.part = d.part
          WHERE (d.bin, d.part) > (?, ?) ORDER BY d.bin, d.part LIMIT ?`,
    parameters: [today, ...daysIn(settings), after.bin, after.part, limit],
  };
}
