import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { DueFilter } from './forms.ts';

/** A part of a bin that is to be counted; nothing of what the books say. */
export interface DueRow {
  bin: string;
  binCode: string;
  binName: string;
  keeper: string | null;
  part: string;
  sku: string;
  name: string;
  abc: string | null;
  countedOn: string | null;
  dueOn: string;
  /** repairs that used it here though the books had none */
  short: number;
}

const COLUMNS = `d.bin, b.code AS binCode, b.name AS binName, b.keeper, d.part, p.sku, p.name,
  p.class_abc AS abc, d.counted_on AS countedOn, d.due_on AS dueOn,
  (SELECT count(*) FROM shortfalls AS s WHERE s.bin = d.bin AND s.part = d.part
    AND s.settled_at IS NULL AND s.withdrawn_at IS NULL) AS short`;

// In this order, so that the index of the schedule gives the page's rows and no more.
const JOINS =
  'CROSS JOIN bins AS b ON b.id = d.bin AND b.retired_at IS NULL CROSS JOIN parts AS p ON p.id = d.part';

/** Parts to be counted, what is due longest first. @param today YYYY-MM-DD */
export async function partsDue(
  db: Database,
  filter: DueFilter,
  today: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<DueRow>> {
  const after = decodeCursor(cursor, 'sss') ?? ['', '', ''];
  const until = filter.show === 'all' ? '9999-12-31' : today;
  const bin = filter.bin
    ? ['d.bin = ? AND', filter.bin]
    : filter.person
      ? ['d.bin IN (SELECT id FROM bins WHERE keeper = ?) AND', filter.person]
      : ['', null];
  const rows = await db.all<DueRow>({
    sql: `SELECT ${COLUMNS} FROM count_schedule AS d ${JOINS}
          WHERE ${bin[0]} d.due_on <= ? AND (d.due_on, d.bin, d.part) > (?, ?, ?)
          ORDER BY d.due_on, d.bin, d.part LIMIT ?`,
    parameters: [...(bin[1] === null ? [] : [bin[1]]), until, ...after, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.dueOn, row.bin, row.part]);
}

export interface BinDue {
  id: string;
  code: string;
  name: string;
  keeperGiven: string | null;
  keeperFamily: string | null;
  /** the day since which something of it waits */
  dueOn: string;
  due: number;
  short: number;
}

/** Bins with something to be counted, what is due longest first; a shortfall waits from its day on. */
export function binsDue(today: string, person: string | null, limit: number): Query<BinDue> {
  const waits = 's.bin = b.id AND s.settled_at IS NULL AND s.withdrawn_at IS NULL';
  return {
    sql: `SELECT * FROM (
            SELECT b.id, b.code, b.name, k.given_name AS keeperGiven, k.family_name AS keeperFamily,
              min(
                ifnull((SELECT min(d.due_on) FROM count_schedule AS d WHERE d.bin = b.id AND d.due_on <= ?), '9'),
                ifnull((SELECT min(substr(s.at, 1, 10)) FROM shortfalls AS s WHERE ${waits}), '9')
              ) AS dueOn,
              (SELECT count(*) FROM count_schedule AS d WHERE d.bin = b.id AND d.due_on <= ?) AS due,
              (SELECT count(*) FROM shortfalls AS s WHERE ${waits}) AS short
            FROM bins AS b LEFT JOIN people AS k ON k.id = b.keeper
            WHERE b.retired_at IS NULL AND (? IS NULL OR b.keeper = ?)
          ) WHERE due + short > 0 ORDER BY dueOn, code LIMIT ?`,
    parameters: [today, today, person, person, limit],
  };
}
