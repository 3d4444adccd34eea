import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Schema } from '../db/schema.ts';
import type { StoredPlan } from './queries.ts';
import type { State } from './state-rules.ts';

/** The guard's words where somebody else carried the import on, or stopped it. */
export const STEP = 'nobody else carried the import on, or stopped it';

/** Each step of an import is done once: it goes on from where the last one ended. */
export function atStep(it: { n: number; state: State; doneTo: number }): Change {
  return must(STEP, {
    sql: 'SELECT 1 FROM imports WHERE n = ? AND state = ? AND done_to = ?',
    parameters: [it.n, it.state, it.doneTo],
  });
}

/** The import is in one of these states still. @param what words for people */
export function inState(n: number, states: readonly State[], what: string): Change {
  return must(what, {
    sql: 'SELECT 1 FROM imports WHERE n = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [n, JSON.stringify(states)],
  });
}

type ImportsRow = Schema['imports'];
type Settable = Partial<{ [K in keyof ImportsRow]: string | number | null }>;

/** What is so of the import from now on. */
export function setImport(n: number, values: Settable): Change {
  return q
    .updateTable('imports')
    .set(values as never)
    .where('n', '=', n);
}

type Counter =
  | 'creates'
  | 'changes'
  | 'sames'
  | 'rejects'
  | 'lefts'
  | 'applied'
  | 'undone'
  | 'kept'
  | 'row_count';
const COUNTERS: readonly Counter[] = [
  'creates',
  'changes',
  'sames',
  'rejects',
  'lefts',
  'applied',
  'undone',
  'kept',
  'row_count',
];

/** Counts of the import go up or down, and the step goes on from a row. */
export function count(n: number, by: Partial<Record<Counter, number>>, doneTo: number | null): Change {
  const sums = COUNTERS.map((name) => `${name} = ${name} + ?`).join(', ');
  return {
    sql: `UPDATE imports SET ${sums}, done_to = ifnull(?, done_to) WHERE n = ?`,
    parameters: [...COUNTERS.map((name) => by[name] ?? 0), doneTo, n],
  };
}

export function insertRows(n: number, rows: readonly { nr: number; cells: readonly string[] }[]): Change {
  return {
    sql: `INSERT INTO import_rows (import, nr, cells) SELECT ?, value ->> 0, value -> 1 FROM json_each(?)`,
    parameters: [n, JSON.stringify(rows.map((row) => [row.nr, row.cells]))],
  };
}

export function replaceCells(n: number, nr: number, cells: readonly string[]): Change {
  return q
    .updateTable('import_rows')
    .set({ cells: JSON.stringify(cells) })
    .where('import', '=', n)
    .where('nr', '=', nr);
}

/** A plan with the keys that its row stands for. */
export interface KeyedPlan extends StoredPlan {
  keys: readonly string[];
}

export function insertPlans(n: number, plans: readonly KeyedPlan[]): Change {
  const keys = plans.flatMap((plan) => plan.keys.map((key) => [key, plan.nr]));
  return [
    {
      sql: `INSERT INTO import_plans (import, nr, does, plan, problems, double_of)
            SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
      parameters: [n, JSON.stringify(plans.map((p) => [p.nr, p.does, p.plan, p.problems, p.doubleOf]))],
    },
    {
      sql: 'INSERT INTO import_keys (import, key, nr) SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)',
      parameters: [n, JSON.stringify(keys)],
    },
  ];
}

/** The plans are what was read: the counts go up and down by them. */
export function stillPlanned(n: number, plans: readonly StoredPlan[]): Change {
  return must('nobody else mended these rows meanwhile', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
            LEFT JOIN import_plans AS p ON p.import = ? AND p.nr = j.value ->> 0
            WHERE p.does IS NOT j.value ->> 1 OR p.double_of IS NOT j.value ->> 2)`,
    parameters: [JSON.stringify(plans.map(({ nr, does, doubleOf }) => [nr, does, doubleOf])), n],
  });
}

/** The plans of these rows are let go, with what they stood for. @param keys of those plans */
export function deletePlans(n: number, nrs: readonly number[], keys: readonly string[]): Change {
  return [
    {
      sql: `DELETE FROM import_keys WHERE import = ? AND key IN (SELECT value FROM json_each(?))
            AND nr IN (SELECT value FROM json_each(?))`,
      parameters: [n, JSON.stringify(keys), JSON.stringify(nrs)],
    },
    {
      sql: 'DELETE FROM import_plans WHERE import = ? AND nr IN (SELECT value FROM json_each(?))',
      parameters: [n, JSON.stringify(nrs)],
    },
  ];
}

/** All plans are made anew. */
export function forgetPlans(n: number): Change {
  return [
    { sql: 'DELETE FROM import_keys WHERE import = ?', parameters: [n] },
    { sql: 'DELETE FROM import_plans WHERE import = ?', parameters: [n] },
  ];
}

/** A row that was to go in does something else after all. */
export function changePlans(
  n: number,
  plans: readonly { nr: number; does: string; problems: string }[],
): Change {
  if (plans.length === 0) return null;
  return {
    sql: `UPDATE import_plans SET does = j.value ->> 1, problems = j.value ->> 2
          FROM json_each(?) AS j WHERE import = ? AND nr = j.value ->> 0`,
    parameters: [JSON.stringify(plans.map((p) => [p.nr, p.does, p.problems])), n],
  };
}

export function insertApplied(
  n: number,
  rows: readonly { nr: number; thing: string; before: unknown }[],
): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO import_applied (import, nr, thing, before)
          SELECT ?, value ->> 0, value ->> 1, value -> 2 FROM json_each(?)`,
    parameters: [n, JSON.stringify(rows.map((row) => [row.nr, row.thing, row.before ?? null]))],
  };
}

export function markUndone(n: number, nrs: readonly number[], now: string): Change {
  return {
    sql: `UPDATE import_applied SET undone_at = ? WHERE import = ? AND nr IN (SELECT value FROM json_each(?))`,
    parameters: [now, n, JSON.stringify(nrs)],
  };
}

export function markKept(n: number, rows: readonly { nr: number; why: string }[]): Change {
  if (rows.length === 0) return null;
  return {
    sql: `UPDATE import_applied SET why_kept = j.value ->> 1 FROM json_each(?) AS j
          WHERE import = ? AND nr = j.value ->> 0`,
    parameters: [JSON.stringify(rows.map((row) => [row.nr, row.why])), n],
  };
}

/** What a look before found is looked at anew. */
export function forgetKept(n: number): Change {
  return [
    { sql: "UPDATE import_applied SET why_kept = '' WHERE import = ? AND why_kept <> ''", parameters: [n] },
    { sql: 'UPDATE imports SET kept = 0 WHERE n = ?', parameters: [n] },
  ];
}

export function rememberMapping(
  x: { signature: string; kind: string; mapping: string; person: string | null },
  now: string,
): Change {
  return {
    sql: `INSERT INTO import_mappings (signature, kind, mapping, at, person) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (signature) DO UPDATE SET kind = excluded.kind, mapping = excluded.mapping,
            at = excluded.at, person = excluded.person`,
    parameters: [x.signature, x.kind, x.mapping, now, x.person],
  };
}

/** Of one table in one statement: writers never wait long for it. */
const AT_MOST = 10_000;

/** Rows of an import that is long over, some of each table. */
export function clearSome(n: number): Change {
  return (['import_keys', 'import_plans', 'import_applied', 'import_rows'] as const).map((table) => ({
    sql:
      table === 'import_keys'
        ? `DELETE FROM import_keys WHERE import = ? AND key IN (
             SELECT key FROM import_keys WHERE import = ? LIMIT ?)`
        : `DELETE FROM ${table} WHERE import = ? AND nr IN (SELECT nr FROM ${table} WHERE import = ? LIMIT ?)`,
    parameters: [n, n, AT_MOST],
  }));
}
