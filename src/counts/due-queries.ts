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

const JOINS = 'JOIN bins AS b ON b.id = d.bin AND b.retired_at IS NULL JOIN parts AS p ON p.id = d.part';

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
  /** the day that the first of its parts fell due; null where only shortfalls wait */
  dueOn: string | null;
  due: number;
  short: number;
}

/** Bins with something to be counted, what is due longest first; a shortfall waits from its day on. */
export function binsDue(today: string, person: string | null, limit: number): Query<BinDue> {
  return {
    sql: `SELECT b.id, b.code, b.name, k.given_name AS keeperGiven, k.family_name AS keeperFamily,
            min(x.day) AS dueOn, sum(x.due) AS due, sum(x.short) AS short
          FROM (
            SELECT bin, min(due_on) AS day, count(*) AS due, 0 AS short FROM count_schedule
            WHERE due_on <= ? GROUP BY bin
            UNION ALL
            SELECT bin, min(substr(at, 1, 10)), 0, count(*) FROM shortfalls
            WHERE settled_at IS NULL AND withdrawn_at IS NULL GROUP BY bin
          ) AS x JOIN bins AS b ON b.id = x.bin AND b.retired_at IS NULL
          LEFT JOIN people AS k ON k.id = b.keeper
          WHERE ? IS NULL OR b.keeper = ?
          GROUP BY b.id ORDER BY dueOn, b.code LIMIT ?`,
    parameters: [today, person, person, limit],
  };
}
