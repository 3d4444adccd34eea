import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { decodeCursor, type Page, pageOf } from '../web/paging.ts';
import type { Facts } from './rules.ts';

export type RunState = 'reading' | 'asking' | 'applying' | 'ending' | 'done' | 'refused' | 'failed';

/** One reading of a directory, as it stands. */
export interface Run {
  n: number;
  id: string;
  source: string;
  state: RunState;
  askedBy: string | null;
  begunAt: string;
  pageToken: string;
  pages: number;
  tries: number;
  notBefore: string;
  doneTo: string;
  named: number;
  fresh: number;
  known: number;
  changed: number;
  problems: number;
  gone: number;
  models: number;
  tags: number;
  failure: string;
  decidedName: string | null;
  askedName: string | null;
  endedAt: string | null;
}

const RUN = `SELECT r.n, r.id, r.source, r.state, r.asked_by AS askedBy, r.begun_at AS begunAt,
    r.page_token AS pageToken, r.pages, r.tries, r.not_before AS notBefore, r.done_to AS doneTo, r.named,
    r.fresh, r.known, r.changed, r.problems, r.gone, r.models, r.tags, r.failure, r.ended_at AS endedAt,
    (SELECT name FROM users WHERE id = r.decided_by) AS decidedName,
    (SELECT name FROM users WHERE id = r.asked_by) AS askedName
  FROM directory_runs AS r`;

/** The run that has not ended. */
export function openRun(source: string): Query<Run> {
  return { sql: `${RUN} WHERE r.source = ? AND r.ended_at IS NULL`, parameters: [source] };
}

/** The last runs, the latest first. */
export function lastRuns(limit: number): Query<Run> {
  return { sql: `${RUN} ORDER BY r.n DESC LIMIT ?`, parameters: [limit] };
}

/** @throws NotFound */
export async function findRun(db: Database, id: string): Promise<Run> {
  const run = await db.first<Run>({ sql: `${RUN} WHERE r.id = ?`, parameters: [id] });
  if (!run) throw new NotFound('There is no such run');
  return run;
}

export interface Own {
  serial: string;
  id: string;
  tag: string;
  state: string;
  home: string;
}

/** Devices here by serials, former ones too; a joined record leads to the kept one. */
export function ownBySerial(serials: readonly string[]): Query<Own> {
  return {
    sql: `SELECT i.value AS serial, d.id AS id, d.tag AS tag, d.state AS state, d.home AS home
          FROM json_each(?) AS j
          CROSS JOIN identifiers AS i ON i.kind = 'serial' AND i.value = j.value AND i.withdrawn_at IS NULL
          JOIN devices AS e ON e.id = i.device
          JOIN devices AS d ON d.id = coalesce(e.joined_into, e.id)`,
    parameters: [JSON.stringify(serials)],
  };
}

/* In these queries the list is walked and the table asked, by CROSS JOIN: else all of the district is read for each. */

/** What a directory said of a device the last time. */
export interface Mirrored extends Omit<Facts, 'lastSync'> {
  device: string | null;
  lastSync: string | null;
  readAt: string;
  goneAt: string | null;
  problem: string;
}

const MIRRORED = `x.external, x.device, x.serial, x.model, x.status, x.org_unit AS orgUnit,
  x.asset_id AS assetId, x.annotated_user AS user, x.annotated_location AS location,
  x.os_version AS osVersion, x.last_sync_at AS lastSync, x.last_user AS lastUser, x.aue_on AS aueOn,
  x.read_at AS readAt, x.gone_at AS goneAt, x.problem`;

export function mirroredOf(source: string, externals: readonly string[]): Query<Mirrored> {
  return {
    sql: `SELECT ${MIRRORED} FROM json_each(?) AS j
          CROSS JOIN directory_devices AS x ON x.source = ? AND x.external = j.value`,
    parameters: [JSON.stringify(externals), source],
  };
}

/** Records there, of this run or from before, that are one of these devices. */
export function recordsOf(
  source: string,
  run: number,
  devices: readonly string[],
): Query<{ device: string; external: string }> {
  const list = JSON.stringify(devices);
  return {
    sql: `SELECT r.device AS device, r.external AS external FROM json_each(?) AS j
          CROSS JOIN directory_rows AS r ON r.device = j.value AND r.run = ?
          UNION SELECT x.device, x.external FROM json_each(?) AS j
          CROSS JOIN directory_devices AS x ON x.device = j.value AND x.source = ? AND x.gone_at IS NULL`,
    parameters: [list, run, list, source],
  };
}

export interface DeviceAue {
  aueOn: string | null;
  source: string;
  readOn: string;
}

export interface StagedRow {
  external: string;
  device: string | null;
  facts: string;
  problem: string;
  /** of the device here */
  tag: string | null;
  home: string | null;
}

/** Rows of a run, after one of them. */
export function stagedAfter(run: number, after: string, limit: number): Query<StagedRow> {
  return {
    sql: `SELECT r.external, r.device, r.facts, r.problem, d.tag AS tag, d.home AS home
          FROM directory_rows AS r LEFT JOIN devices AS d ON d.id = r.device
          WHERE r.run = ? AND r.external > ? ORDER BY r.external LIMIT ?`,
    parameters: [run, after, limit],
  };
}

/** The last of the first so many staged rows of a run; none where nothing is staged. */
export function stagedUntil(run: number, limit: number): Query<{ external: string }> {
  return {
    sql: `SELECT external FROM (SELECT external FROM directory_rows WHERE run = ? ORDER BY external LIMIT ?)
          ORDER BY external DESC LIMIT 1`,
    parameters: [run, limit],
  };
}

/** How many devices are known from a directory. */
export function countKnown(source: string): Query<{ n: number }> {
  return {
    sql: 'SELECT count(*) AS n FROM directory_devices WHERE source = ? AND gone_at IS NULL',
    parameters: [source],
  };
}

/** Those of these tags that a device has or had. */
export function takenTags(tags: readonly string[]): Query<{ value: string }> {
  return {
    sql: `SELECT i.value AS value FROM json_each(?) AS j
          CROSS JOIN identifiers AS i ON i.kind = 'tag' AND i.value = j.value AND i.withdrawn_at IS NULL`,
    parameters: [JSON.stringify(tags)],
  };
}

export interface ModelAue {
  model: string;
  aueOn: string;
  devices: number;
  all: number;
  /** what the model says now */
  before: string | null;
}

/** Where nearly all devices of a model say the same end of updates, and the model says another. */
export function otherAues(source: string): Query<ModelAue> {
  return {
    sql: `WITH said AS (SELECT d.model AS model, x.aue_on AS aue_on, count(*) AS devices
            FROM directory_devices AS x JOIN devices AS d ON d.id = x.device
            WHERE x.source = ? AND x.gone_at IS NULL AND x.aue_on IS NOT NULL GROUP BY 1, 2),
          sums AS (SELECT model, sum(devices) AS total, max(devices) AS most FROM said GROUP BY 1)
          SELECT s.model, s.aue_on AS aueOn, s.devices, u.total AS "all", m.aue_on AS before
          FROM sums AS u JOIN said AS s ON s.model = u.model AND s.devices = u.most
          JOIN models AS m ON m.id = s.model
          WHERE s.devices * 10 >= u.total * 9 AND m.aue_on IS NOT s.aue_on GROUP BY s.model LIMIT 50`,
    parameters: [source],
  };
}

export interface Troubled {
  external: string;
  device: string | null;
  tag: string | null;
  serial: string;
  model: string;
  status: string;
  orgUnit: string;
  assetId: string;
  lastSync: string | null;
  problem: string;
}

const LIMIT = 50;

/** What somebody should look at, by serial. @param problem one of them, '' for all */
export async function listTroubled(
  db: Database,
  { problem, cursor }: { problem: string; cursor?: string | undefined },
  limit = LIMIT,
): Promise<Page<Troubled>> {
  const [serial, external] = (decodeCursor(cursor, 'ss') ?? ['', '']) as [string, string];
  const rows = await db.all<Troubled>({
    sql: `SELECT x.external, x.device, d.tag, x.serial, x.model, x.status, x.org_unit AS orgUnit,
            x.asset_id AS assetId, x.last_sync_at AS lastSync, x.problem
          FROM directory_devices AS x LEFT JOIN devices AS d ON d.id = x.device
          WHERE x.source = 'google' AND x.problem <> '' AND x.gone_at IS NULL
            AND (x.serial, x.external) > (?, ?) AND (? = '' OR instr(' ' || x.problem || ' ', ' ' || ? || ' ') > 0)
          ORDER BY x.serial, x.external LIMIT ?`,
    parameters: [serial, external, problem, problem, limit + 1],
  });
  return pageOf(rows, limit, (row) => [row.serial, row.external]);
}
