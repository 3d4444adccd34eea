import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Phase } from './run-rules.ts';

export interface NewRun {
  id: string;
  scenario: string | null;
  why: 'nightly' | 'asked';
  phase: Phase;
  total: number;
  today: string;
  month: string;
  by: string | null;
}

export function insertRun({ by, ...run }: NewRun, now: string): Change {
  return q.insertInto('forecast_runs').values({ ...run, asked_by: by, at: now });
}

/** Nobody has asked for that night's run yet. */
export function onceANight(today: string): Change {
  return must('that night has no run yet', {
    sql: "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM forecast_runs WHERE today = ? AND why = 'nightly')",
    parameters: [today],
  });
}

/** One worker at a time, until it has not been heard of for a while. @param now, until ISO UTC */
export function claimRun(id: string, worker: string, now: string, until: string): Change {
  return [
    must('nobody else works on the run', {
      sql: 'SELECT 1 FROM forecast_runs WHERE id = ? AND ended_at IS NULL AND (worker IS NULL OR worker_until < ?)',
      parameters: [id, now],
    }),
    q
      .updateTable('forecast_runs')
      .set({ state: 'running', worker, worker_until: until })
      .where('id', '=', id),
  ];
}

export interface Progress {
  phase?: Phase;
  done?: number;
  worker?: string | null;
  worker_until?: string | null;
}

/** How far it is, or that its worker lets go of it. */
export function keepProgress(id: string, worker: string, progress: Progress): Change {
  return [
    must('nobody else has taken the run over', {
      sql: 'SELECT 1 FROM forecast_runs WHERE id = ? AND worker = ?',
      parameters: [id, worker],
    }),
    q.updateTable('forecast_runs').set(progress).where('id', '=', id),
  ];
}

export function endRun(id: string, state: 'done' | 'failed', failure: string, now: string): Change {
  return [
    dropLearnt(id),
    q
      .updateTable('forecast_runs')
      .set({ state, failure, ended_at: now, worker: null, worker_until: null })
      .where('id', '=', id),
  ];
}

export function keepInputs(id: string, fingerprint: string, inputs: string): Change {
  return q.updateTable('forecast_runs').set({ fingerprint, inputs }).where('id', '=', id);
}

export function keepFingerprint(id: string, fingerprint: string): Change {
  return q.updateTable('forecast_runs').set({ fingerprint }).where('id', '=', id);
}

/** Characters of a piece: far below what the engines take as one value. */
const PIECE = 500_000;

/** What was learnt of all groups together, until they are forecast. @param text JSON */
export function keepLearnt(run: string, what: 'fleet' | 'history', text: string): Change {
  return [
    q.deleteFrom('forecast_learnt').where('run', '=', run).where('what', '=', what),
    ...Array.from({ length: Math.ceil(text.length / PIECE) }, (_, piece) =>
      q
        .insertInto('forecast_learnt')
        .values({ run, what, piece, text: text.slice(piece * PIECE, (piece + 1) * PIECE) }),
    ),
  ];
}

export function dropLearnt(run: string): Change {
  return q.deleteFrom('forecast_learnt').where('run', '=', run);
}

/** Groups of a run that begins again. */
export function dropGroups(run: string): Change {
  return q.deleteFrom('forecast_groups').where('run', '=', run);
}

/** Adds to what the run has found. @param found JSON object */
export function keepSummary(id: string, found: string): Change {
  return {
    sql: 'UPDATE forecast_runs SET summary = json_patch(summary, ?) WHERE id = ?',
    parameters: [found, id],
  };
}

type Cells = readonly (string | number)[];

/** @param rows thing, how, sums, fan, factors, used */
export function keepGroups(run: string, rows: readonly Cells[]): Change {
  return {
    sql: `INSERT INTO forecast_groups (run, thing, how, sums, fan, factors, used)
          SELECT ?, j.value ->> 0, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value ->> 4, j.value ->> 5
          FROM json_each(?) AS j WHERE true
          ON CONFLICT (run, thing) DO UPDATE SET how = excluded.how, sums = excluded.sums, fan = excluded.fan,
            factors = excluded.factors, used = excluded.used`,
    parameters: [run, JSON.stringify(rows)],
  };
}

/** @param rows thing, line, steps */
export function keepLines(run: string, rows: readonly Cells[]): Change {
  return {
    sql: `INSERT INTO plan_lines (run, thing, line, steps)
          SELECT ?, j.value ->> 0, j.value ->> 1, j.value ->> 2 FROM json_each(?) AS j WHERE true
          ON CONFLICT (run, thing) DO UPDATE SET line = excluded.line, steps = excluded.steps`,
    parameters: [run, JSON.stringify(rows)],
  };
}

/** @param rows thing, line */
export function keepBacktest(month: string, rows: readonly Cells[]): Change {
  return {
    sql: `INSERT INTO backtest_lines (month, thing, line)
          SELECT ?, j.value ->> 0, j.value ->> 1 FROM json_each(?) AS j WHERE true
          ON CONFLICT (month, thing) DO UPDATE SET line = excluded.line`,
    parameters: [month, JSON.stringify(rows)],
  };
}

/** The run itself stays, with its fingerprint and its sums. */
export function thinRun(id: string, now: string): Change {
  return [
    q.deleteFrom('forecast_groups').where('run', '=', id),
    q.deleteFrom('plan_lines').where('run', '=', id),
    q.updateTable('forecast_runs').set({ thinned_at: now }).where('id', '=', id),
  ];
}
