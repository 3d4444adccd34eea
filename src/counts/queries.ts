import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { CountsFilter } from './forms.ts';

export interface CountRow {
  id: string;
  bin: string;
  binCode: string;
  binName: string;
  keeper: string | null;
  /** the site, depot or vehicle that the bin lies in */
  site: string;
  kind: 'cycle' | 'opening' | 'check';
  state: 'counting' | 'closed' | 'posted' | 'withdrawn';
  startedBy: string | null;
  by: string | null;
  startedAt: string;
  closedAt: string | null;
  endedAt: string | null;
  /** parts counted, and of these what waits for a second look */
  lines: number;
  waiting: number;
}

const COUNT = `SELECT c.id, c.bin, b.code AS binCode, b.name AS binName, b.keeper, l.top AS site, c.kind, c.state,
    c.started_by AS startedBy, u.name AS by, c.started_at AS startedAt, c.closed_at AS closedAt,
    c.ended_at AS endedAt,
    (SELECT count(*) FROM count_lines AS x WHERE x.count = c.id AND x.state <> 'withdrawn') AS lines,
    (SELECT count(*) FROM count_lines AS x WHERE x.count = c.id AND x.state IN ('counted', 'waiting')) AS waiting
  FROM counts AS c JOIN bins AS b ON b.id = c.bin JOIN locations AS l ON l.id = b.location
  LEFT JOIN users AS u ON u.id = c.started_by`;

/** @throws NotFound */
export async function findCount(db: Database, id: string): Promise<CountRow> {
  const count = await db.first<CountRow>({ sql: `${COUNT} WHERE c.id = ?`, parameters: [id] });
  if (!count) throw new NotFound();
  return count;
}

/** The count of a bin that is open. */
export function openCountOf(bin: string): Query<CountRow> {
  return { sql: `${COUNT} WHERE c.bin = ? AND c.state = 'counting'`, parameters: [bin] };
}

/** Counts that somebody has begun and nobody has closed, and closed ones that wait for a reason. */
export function openCounts(): Query<CountRow> {
  return { sql: `${COUNT} WHERE c.state = 'counting' ORDER BY c.started_at DESC LIMIT 20`, parameters: [] };
}

/** Counts, the latest first. */
export async function listCounts(
  db: Database,
  filter: CountsFilter,
  cursor: string | undefined,
  limit: number,
): Promise<Page<CountRow>> {
  const [n] = decodeCursor(cursor, 'n') ?? [Number.MAX_SAFE_INTEGER];
  const rows = await db.all<CountRow & { n: number }>({
    sql: `${COUNT.replace('SELECT c.id', 'SELECT c.n, c.id')}
          WHERE c.n < ? AND (? IS NULL OR c.bin = ?) AND (? IS NULL OR c.state = ?) ORDER BY c.n DESC LIMIT ?`,
    parameters: [n ?? null, filter.bin, filter.bin, filter.state, filter.state, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.n]);
}

export interface BinToCount {
  id: string;
  code: string;
  name: string;
  keeper: string | null;
  site: string;
  /** some count of it was closed before */
  counted: 0 | 1;
}

/** A bin in use by its id or the code on its label. */
export function binToCount(ref: string): Query<BinToCount> {
  return {
    sql: `SELECT b.id, b.code, b.name, b.keeper, l.top AS site,
            EXISTS (SELECT 1 FROM counts AS c WHERE c.bin = b.id AND c.state IN ('closed', 'posted')) AS counted
          FROM bins AS b JOIN locations AS l ON l.id = b.location
          WHERE b.retired_at IS NULL AND (b.id = ? OR b.code = ? OR b.code = ?) LIMIT 1`,
    parameters: [ref, ref, ref.toUpperCase()],
  };
}

/** A part that the bin should hold, as a counter may see it: without what the books say. */
export interface PartToCount {
  id: string;
  sku: string;
  name: string;
  dueOn: string | null;
  /** used, though the books had none: somebody waits for this count */
  short: number;
  /** who counted it in this count already */
  by: string | null;
  counted: 0 | 1;
}

/** What a bin is said to hold: the used beyond the books first, then what is due longest. */
export function partsToCount(bin: string, count: string): Query<PartToCount> {
  return {
    sql: `SELECT p.id, p.sku, p.name, d.due_on AS dueOn,
            (SELECT count(*) FROM shortfalls AS s WHERE s.bin = k.bin AND s.part = k.part
              AND s.settled_at IS NULL AND s.withdrawn_at IS NULL) AS short,
            u.name AS by, l.id IS NOT NULL AS counted
          FROM (SELECT bin, part FROM stock WHERE bin = ? AND on_hand > 0
            UNION SELECT bin, part FROM shortfalls WHERE bin = ? AND settled_at IS NULL AND withdrawn_at IS NULL
            UNION SELECT bin, part FROM count_schedule WHERE bin = ?) AS k
          JOIN parts AS p ON p.id = k.part AND p.counted = 1
          LEFT JOIN count_schedule AS d ON d.bin = k.bin AND d.part = k.part
          LEFT JOIN count_lines AS l ON l.count = ? AND l.part = k.part AND l.state = 'counted'
          LEFT JOIN users AS u ON u.id = l.person
          ORDER BY short = 0, d.due_on IS NULL, d.due_on, p.sku LIMIT 500`,
    parameters: [bin, bin, bin, count],
  };
}

export interface CodedPart {
  id: string;
  sku: string;
  name: string;
  counted: 0 | 1;
  /** this bin has held it */
  here: 0 | 1;
}

/** What a scan may mean: the part's id, its SKU, a maker's number or a barcode. */
export function partsByScan(bin: string, text: string): Query<CodedPart> {
  const upper = text.toUpperCase();
  return {
    sql: `SELECT p.id, p.sku, p.name, p.counted,
            EXISTS (SELECT 1 FROM stock AS s WHERE s.bin = ? AND s.part = p.id) AS here
          FROM parts AS p WHERE p.id IN (
            SELECT id FROM parts WHERE id = ? OR sku = ? OR sku = ?
            UNION SELECT part FROM part_numbers WHERE value = ? OR value = ?)
          ORDER BY p.sku LIMIT 20`,
    parameters: [bin, text, text, upper, text, upper],
  };
}

export interface StandingEntry {
  id: string;
  person: string | null;
  quantity: number;
  /** something of the part has moved in the bin since */
  moved: 0 | 1;
}

/** What of a part was counted in a count last. */
export function standingEntry(count: string, part: string): Query<StandingEntry> {
  return {
    sql: `SELECT e.id, e.person, e.quantity, EXISTS (SELECT 1 FROM movements AS m
            WHERE m.bin = l.bin AND m.part = l.part AND m.n > e.movement_at_scan) AS moved
          FROM count_lines AS l JOIN count_entries AS e ON e.id = l.entry
          WHERE l.count = ? AND l.part = ? AND l.state = 'counted'`,
    parameters: [count, part],
  };
}

export interface Counted {
  entry: string;
  part: string;
  sku: string;
  name: string;
  quantity: number;
  person: string | null;
  by: string | null;
  at: string;
}

/** What was counted in a count, the latest first; no word of the books. */
export function countedIn(count: string): Query<Counted> {
  return {
    sql: `SELECT e.id AS entry, l.part, p.sku, p.name, e.quantity, e.person, u.name AS by, e.at
          FROM count_lines AS l JOIN count_entries AS e ON e.id = l.entry JOIN parts AS p ON p.id = l.part
          LEFT JOIN users AS u ON u.id = e.person
          WHERE l.count = ? AND l.state = 'counted' ORDER BY e.at DESC, e.id DESC LIMIT 500`,
    parameters: [count],
  };
}
