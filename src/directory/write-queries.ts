import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import { type Compared, FIELDS, type Field } from './write-rules.ts';

export type WriteState = 'comparing' | 'preview' | 'writing' | 'stopped' | 'done' | 'refused' | 'overtaken';

/** One writing back, from its comparison to its end. */
export interface WriteBack {
  n: number;
  id: string;
  source: string;
  state: WriteState;
  askedBy: string | null;
  begunAt: string;
  steps: number;
  doneTo: string;
  tries: number;
  notBefore: string;
  failure: string;
  looked: number;
  named: number;
  assetIds: number;
  users: number;
  locations: number;
  units: number;
  written: number;
  moved: number;
  failed: number;
  askedName: string | null;
  decidedName: string | null;
  decidedAt: string | null;
  endedAt: string | null;
}

const RUN = `SELECT r.n, r.id, r.source, r.state, r.asked_by AS askedBy, r.begun_at AS begunAt, r.steps,
    r.done_to AS doneTo, r.tries, r.not_before AS notBefore, r.failure, r.looked, r.named,
    r.asset_ids AS assetIds, r.users, r.locations, r.units, r.written, r.moved, r.failed,
    (SELECT name FROM users WHERE id = r.asked_by) AS askedName,
    (SELECT name FROM users WHERE id = r.decided_by) AS decidedName,
    r.decided_at AS decidedAt, r.ended_at AS endedAt
  FROM write_backs AS r`;

/** The one that has not ended. */
export function openWriteBack(source: string): Query<WriteBack> {
  return { sql: `${RUN} WHERE r.source = ? AND r.ended_at IS NULL`, parameters: [source] };
}

/** The last ones, the latest first. */
export function lastWriteBacks(limit: number): Query<WriteBack> {
  return { sql: `${RUN} ORDER BY r.n DESC LIMIT ?`, parameters: [limit] };
}

/** @throws NotFound */
export async function findWriteBack(db: Database, id: string): Promise<WriteBack> {
  const run = await db.first<WriteBack>({ sql: `${RUN} WHERE r.id = ?`, parameters: [id] });
  if (!run) throw new NotFound('Nothing was written back under this id');
  return run;
}

const WORDS = `SELECT x.external, x.device, d.home, x.asset_id AS assetId, x.annotated_user AS user,
    x.annotated_location AS location, x.org_unit AS unit, d.tag, d.use, d.state, h.code AS homeCode,
    h.name AS homeName, l.name AS roomName, d.assigned_person AS person, p.email`;
const OURS = `JOIN devices AS d ON d.id = x.device
  JOIN locations AS h ON h.id = d.home
  LEFT JOIN locations AS l ON l.id = d.assigned_location
  LEFT JOIN people AS p ON p.id = d.assigned_person`;

/** Devices that both sides know, after one of them; what Google has deprovisioned is out of its hands. */
export function comparedAfter(source: string, after: string, limit: number): Query<Compared> {
  return {
    sql: `${WORDS} FROM directory_devices AS x ${OURS}
          WHERE x.source = ? AND x.external > ? AND x.gone_at IS NULL
            AND x.status <> 'DEPROVISIONED' AND instr(x.problem, 'double') = 0
          ORDER BY x.external LIMIT ?`,
    parameters: [source, after, limit],
  };
}

/** The same of a few. */
export function comparedOf(source: string, externals: readonly string[]): Query<Compared> {
  return {
    sql: `${WORDS} FROM json_each(?) AS j
          CROSS JOIN directory_devices AS x ON x.source = ? AND x.external = j.value ${OURS}
          WHERE x.gone_at IS NULL AND instr(x.problem, 'double') = 0`,
    parameters: [JSON.stringify(externals), source],
  };
}

export interface WaitingRow {
  external: string;
  device: string;
  content: string;
  unit: string;
}

/** What is written next: those of one unit beside each other. */
export function waitingRows(run: number, limit: number): Query<WaitingRow> {
  return {
    sql: `SELECT external, device, content, unit FROM write_back_rows
          WHERE run = ? AND state = 'waits' ORDER BY unit, external LIMIT ?`,
    parameters: [run, limit],
  };
}

export const ROW_STATES = ['waits', 'written', 'moved', 'failed', 'left'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** A device with what would change, or has. */
export interface WriteRow {
  external: string;
  device: string;
  tag: string;
  serial: string;
  home: string;
  homeName: string;
  content: string;
  state: RowState;
  answer: string;
  at: string | null;
}

export interface WriteFilter {
  state: RowState | null;
  field: Field | null;
  cursor?: string | undefined;
}

/** The filter that a URL says; what it does not know is none. */
export function writeFilter(query: Readonly<Record<string, string>>): WriteFilter {
  return {
    state: ROW_STATES.find((state) => state === query.state) ?? null,
    field: FIELDS.find((field) => field === query.field) ?? null,
    cursor: query.cursor,
  };
}

/** Rows of one writing back, in the directory's order. */
export async function writeRows(
  db: Database,
  run: number,
  { state, field, cursor }: WriteFilter,
  limit: number,
): Promise<Page<WriteRow>> {
  const [after] = (decodeCursor(cursor, 's') ?? ['']) as [string];
  const rows = await db.all<WriteRow>({
    sql: `SELECT w.external, w.device, d.tag, d.serial, d.home, h.name AS homeName, w.content, w.state, w.answer, w.at
          FROM write_back_rows AS w JOIN devices AS d ON d.id = w.device JOIN locations AS h ON h.id = d.home
          WHERE w.run = ? AND w.external > ? ${state === null ? '' : 'AND w.state = ?'}
            AND (? IS NULL OR json_type(w.content, '$.' || ?) IS NOT NULL)
          ORDER BY w.external LIMIT ?`,
    parameters: [run, after, ...(state === null ? [] : [state]), field, field, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.external]);
}
