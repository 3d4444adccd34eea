import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import type { GroupForecast } from './fleet-rules.ts';
import type { Phase } from './run-rules.ts';

export interface Run {
  n: number;
  id: string;
  scenario: string | null;
  scenarioName: string | null;
  why: 'nightly' | 'asked';
  state: 'waiting' | 'running' | 'done' | 'failed';
  phase: Phase;
  done: number;
  total: number;
  today: string;
  month: string;
  fingerprint: string | null;
  summary: string;
  failure: string;
  askedBy: string | null;
  at: string;
  endedAt: string | null;
  thinnedAt: string | null;
}

const RUN = `SELECT r.n AS n, r.id AS id, r.scenario AS scenario, s.name AS scenarioName, r.why AS why,
    r.state AS state, r.phase AS phase, r.done AS done, r.total AS total, r.today AS today,
    r.month AS month, r.fingerprint AS fingerprint, r.summary AS summary, r.failure AS failure,
    u.name AS askedBy, r.at AS at, r.ended_at AS endedAt, r.thinned_at AS thinnedAt
  FROM forecast_runs AS r LEFT JOIN fleet_scenarios AS s ON s.id = r.scenario
  LEFT JOIN users AS u ON u.id = r.asked_by`;

/** The oldest run that is not over and that nobody works on. @param now ISO UTC */
export function nextRun(now: string): Query<Run> {
  return {
    sql: `${RUN} WHERE r.ended_at IS NULL AND (r.worker IS NULL OR r.worker_until < ?) ORDER BY r.n LIMIT 1`,
    parameters: [now],
  };
}

/** The last run of the plan, or of a scenario, that was done and still has its groups. */
export function latestRun(scenario: string | null): Query<Run> {
  return {
    sql: `${RUN} WHERE r.scenario IS ? AND r.ended_at IS NOT NULL AND r.state = 'done' AND r.thinned_at IS NULL
          ORDER BY r.n DESC LIMIT 1`,
    parameters: [scenario],
  };
}

export function runById(id: string): Query<Run> {
  return { sql: `${RUN} WHERE r.id = ?`, parameters: [id] };
}

/** @throws NotFound */
export async function findRun(db: Database, id: string): Promise<Run> {
  const run = await db.first(runById(id));
  if (!run) throw new NotFound();
  return run;
}

/** Runs that are not over: what a page says is on its way. */
export const OPEN_RUNS: Query<Run> = {
  sql: `${RUN} WHERE r.ended_at IS NULL ORDER BY r.n LIMIT 20`,
  parameters: [],
};

/** The newest runs, of the plan and of scenarios. @param before only those with a lower number */
export function listRuns(before: number | null, limit: number): Query<Run> {
  return {
    sql: `${RUN} WHERE r.n < ? ORDER BY r.n DESC LIMIT ?`,
    parameters: [before ?? 9_007_199_254_740_991, limit],
  };
}

/** The run's inputs that concern all groups: JSON. */
export function inputsOf(run: string): Query<{ inputs: string }> {
  return { sql: 'SELECT inputs FROM forecast_runs WHERE id = ?', parameters: [run] };
}

/** Whether the nightly run of a day was asked for, and whether what is kept was read on it. */
export function runsOf(today: string): Query<{ nightly: number; kept: number }> {
  return {
    sql: `SELECT count(CASE WHEN why = 'nightly' THEN 1 END) AS nightly,
            count(CASE WHEN scenario IS NULL AND state = 'done' THEN 1 END) AS kept
          FROM forecast_runs WHERE n > (SELECT ifnull(max(n), 0) - 50 FROM forecast_runs) AND today = ?`,
    parameters: [today],
  };
}

export interface Kept {
  what: 'fleet' | 'history';
  text: string;
}

/** What a run has learnt so far, in order, and what it was made from. */
export function learntOf(run: string): [Query<Kept>, Query<{ fingerprint: string | null }>] {
  return [
    { sql: 'SELECT what, text FROM forecast_learnt WHERE run = ? ORDER BY what, piece', parameters: [run] },
    { sql: 'SELECT fingerprint FROM forecast_runs WHERE id = ?', parameters: [run] },
  ];
}

/** The groups that a run has forecast already. */
export function groupsOf(run: string): Query<{ thing: string }> {
  return { sql: 'SELECT thing FROM forecast_groups WHERE run = ?', parameters: [run] };
}

export interface GroupPiece {
  thing: string;
  how: GroupForecast['how'];
  sums: string;
}

/** The distributions of a run, in pieces. */
export function groupPiece(run: string, after: string, limit: number): Query<GroupPiece> {
  return {
    sql: 'SELECT thing, how, sums FROM forecast_groups WHERE run = ? AND thing > ? ORDER BY thing LIMIT ?',
    parameters: [run, after, limit],
  };
}

/** The next run whose groups may go: over, not the last of its kind, not a month's first, and nothing was ordered by it. */
export function runToThin(before: string): Query<{ id: string }> {
  return {
    sql: `SELECT r.id AS id FROM forecast_runs AS r
          WHERE r.ended_at IS NOT NULL AND r.ended_at < ? AND r.thinned_at IS NULL
            AND r.n < (SELECT max(x.n) FROM forecast_runs AS x WHERE x.scenario IS r.scenario AND x.ended_at IS NOT NULL
              AND x.state = 'done')
            AND EXISTS (SELECT 1 FROM forecast_runs AS y WHERE y.n < r.n AND y.month = r.month
              AND y.scenario IS r.scenario AND y.ended_at IS NOT NULL AND y.state = 'done' AND y.thinned_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.plan = r.id)
          ORDER BY r.n LIMIT 1`,
    parameters: [before],
  };
}
