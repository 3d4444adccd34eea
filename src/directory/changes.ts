import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { Run, RunState } from './queries.ts';
import type { Facts } from './rules.ts';

/** The guard's words where another worker has done this step. */
export const STEP = 'nobody else has done this step';

export function insertRun(id: string, source: string, by: string | null, now: string): Change {
  return q.insertInto('directory_runs').values({ id, source, state: 'reading', asked_by: by, begun_at: now });
}

/** The commit fails where the run is further than it was read. */
export function stillThere(run: Pick<Run, 'n' | 'state' | 'pageToken' | 'doneTo' | 'pages'>): Change {
  return must(STEP, {
    sql: `SELECT 1 FROM directory_runs
          WHERE n = ? AND state = ? AND page_token = ? AND done_to = ? AND pages = ?`,
    parameters: [run.n, run.state, run.pageToken, run.doneTo, run.pages],
  });
}

type Set = Partial<{
  state: RunState;
  page_token: string;
  pages: number;
  tries: number;
  not_before: string;
  done_to: string;
  failure: string;
  decided_by: string | null;
  ended_at: string;
  gone: number;
}>;

export function setRun(n: number, to: Set): Change {
  return q.updateTable('directory_runs').set(to).where('n', '=', n);
}

type Counter = 'named' | 'fresh' | 'known' | 'changed' | 'problems' | 'gone' | 'models' | 'tags';

export function addToRun(n: number, more: Partial<Record<Counter, number>>): Change {
  const by = (name: Counter) => more[name] ?? 0;
  return {
    sql: `UPDATE directory_runs SET named = named + ?, fresh = fresh + ?, known = known + ?,
            changed = changed + ?, problems = problems + ?, gone = gone + ?, models = models + ?,
            tags = tags + ? WHERE n = ?`,
    parameters: [
      by('named'),
      by('fresh'),
      by('known'),
      by('changed'),
      by('problems'),
      by('gone'),
      by('models'),
      by('tags'),
      n,
    ],
  };
}

export interface Staged {
  facts: Facts;
  device: string | null;
  problem: string;
}

/** A page as it was read; a device that was on an earlier page too is there once. */
export function stageRows(run: number, rows: readonly Staged[]): Change {
  const list = rows.map(({ facts, device, problem }) => [facts.external, device, facts, problem]);
  return {
    sql: `INSERT INTO directory_rows (run, external, device, facts, problem)
          SELECT ?, value ->> 0, value ->> 1, value -> 2, value ->> 3 FROM json_each(?) WHERE true
          ON CONFLICT (run, external) DO UPDATE SET
            device = excluded.device, facts = excluded.facts, problem = excluded.problem`,
    parameters: [run, JSON.stringify(list)],
  };
}

/** Nothing of what was read goes in. */
export function dropAllStaged(run: Pick<Run, 'n'>): Change {
  return q.deleteFrom('directory_rows').where('run', '=', run.n);
}

/** Everything that was read goes, to begin at the first page again. */
export function restartRun(run: Pick<Run, 'n'>): Change {
  return [
    dropAllStaged(run),
    {
      sql: `UPDATE directory_runs SET page_token = '', pages = 0, named = 0, fresh = 0, known = 0, changed = 0,
              problems = 0 WHERE n = ?`,
      parameters: [run.n],
    },
  ];
}

/** What the directory says of these from now on. */
export function mirrorRows(run: Pick<Run, 'n' | 'source'>, after: string, to: string, now: string): Change {
  return {
    sql: `INSERT INTO directory_devices (source, external, device, serial, model, status, org_unit, asset_id,
            annotated_user, annotated_location, os_version, last_sync_at, last_user, aue_on, read_at, run, problem)
          SELECT ?, external, device, facts ->> 'serial', facts ->> 'model', facts ->> 'status',
            facts ->> 'orgUnit', facts ->> 'assetId', facts ->> 'user', facts ->> 'location',
            facts ->> 'osVersion', facts ->> 'lastSync', facts ->> 'lastUser', facts ->> 'aueOn', ?, run, problem
          FROM directory_rows WHERE run = ? AND external > ? AND external <= ?
          ON CONFLICT (source, external) DO UPDATE SET device = excluded.device, serial = excluded.serial,
            model = excluded.model, status = excluded.status, org_unit = excluded.org_unit,
            asset_id = excluded.asset_id, annotated_user = excluded.annotated_user,
            annotated_location = excluded.annotated_location, os_version = excluded.os_version,
            last_sync_at = excluded.last_sync_at, last_user = excluded.last_user, aue_on = excluded.aue_on,
            read_at = excluded.read_at, run = excluded.run, problem = excluded.problem, gone_at = NULL`,
    parameters: [run.source, now, run.n, after, to],
  };
}

/** Another end of updates than was known of a device. */
export function insertAues(
  rows: readonly { device: string; aueOn: string | null }[],
  source: string,
  today: string,
  now: string,
): Change {
  if (rows.length === 0) return null;
  const list = rows.map(({ device, aueOn }) => [newId(), device, aueOn]);
  return {
    sql: `INSERT INTO device_aues (id, device, aue_on, source, read_on, at)
          SELECT value ->> 0, value ->> 1, value ->> 2, ?, ?, ? FROM json_each(?)`,
    parameters: [source, today, now, JSON.stringify(list)],
  };
}

/** Devices that the run did not name are there no more; what was said of them stays. */
export function markGone(run: Pick<Run, 'n' | 'source'>, now: string): Change {
  return {
    sql: `UPDATE directory_devices SET gone_at = ? WHERE source = ? AND run < ? AND gone_at IS NULL`,
    parameters: [now, run.source, run.n],
  };
}

/** What a run staged, so many rows at a time. */
export function dropStaged(run: number, to: string): Change {
  return { sql: 'DELETE FROM directory_rows WHERE run = ? AND external <= ?', parameters: [run, to] };
}
