import type { Database } from '../db/database.ts';
import { idsOf } from '../db/json-list.ts';
import { type Query, q } from '../db/query.ts';
import { type Choice, type Cut, cutPlan, type Planned } from './cut-rules.ts';
import type { Factor, GroupForecast } from './fleet-rules.ts';
import { totalUsed, type Used } from './input-rules.ts';
import { SUPPLIERS, type SupplierRow } from './plan-queries.ts';
import type { PlanLine } from './plan-rules.ts';
import type { Run } from './run-queries.ts';
import type { Known } from './words-rules.ts';

/** Every line of a run with its steps. */
export function planLines(run: string): Query<{ thing: string; line: string; steps: string }> {
  return { sql: 'SELECT thing, line, steps FROM plan_lines WHERE run = ? ORDER BY thing', parameters: [run] };
}

/** What was put on order or drafted since a moment, by group or part without one. */
export function orderedSince(
  at: string,
): Query<{ thing: string; quantity: number; number: string; order: string }> {
  return {
    sql: `SELECT ifnull(p.interchange_group, p.id) AS thing, l.quantity - l.cancelled AS quantity, o.number AS number, o.id AS "order"
          FROM orders AS o INDEXED BY orders_created JOIN order_lines AS l ON l.order_id = o.id
          JOIN parts AS p ON p.id = l.part
          WHERE o.created_at >= ? AND o.state <> 'cancelled' AND l.quantity > l.cancelled`,
    parameters: [at],
  };
}

export interface PlanRead {
  planned: Planned[];
  suppliers: readonly SupplierRow[];
  /** orders since the run that name a part of the thing */
  ordered: Map<string, { number: string; order: string }>;
}

/** Everything that a cut is made from. */
export async function readPlanned(db: Database, run: Pick<Run, 'id' | 'at'>): Promise<PlanRead> {
  const [lines, suppliers, since] = await db.read(planLines(run.id), SUPPLIERS, orderedSince(run.at));
  const units = new Map<string, number>();
  const ordered = new Map<string, { number: string; order: string }>();
  for (const { thing, quantity, number, order } of since) {
    units.set(thing, (units.get(thing) ?? 0) + quantity);
    ordered.set(thing, { number, order });
  }
  return {
    planned: lines.map((row) => plannedOf(row, units.get(row.thing) ?? 0)),
    suppliers,
    ordered,
  };
}

/** A line as it is kept. */
export function plannedOf(row: { line: string; steps: string }, since: number): Planned {
  const steps = JSON.parse(row.steps) as [number, number, number, number][];
  return {
    line: JSON.parse(row.line) as PlanLine,
    steps: steps.map(([units, cents, removed, met]) => ({ units, cents, removed, met })),
    since,
  };
}

export function cutOf({ planned, suppliers }: PlanRead, choice: Choice): Cut {
  return cutPlan(planned, choice, new Map(suppliers.map((supplier) => [supplier.id, supplier])));
}

/** What some things are called. */
export function namesOf(things: readonly string[]): Query<{ id: string; name: string }> {
  const list = JSON.stringify(things);
  return {
    sql: `SELECT id, name FROM interchange_groups WHERE id IN (SELECT value FROM json_each(?))
          UNION ALL SELECT id, name FROM parts WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [list, list],
  };
}

/** Why the forecasts of some things are what they are, for the lines that are shown. */
export async function knownOf(
  db: Database,
  run: string,
  things: readonly string[],
): Promise<Map<string, Known>> {
  const [rows, models] = await db.read(
    q
      .selectFrom('forecast_groups')
      .where('run', '=', run)
      .where('thing', 'in', (e) => idsOf(e, things))
      .select(['thing', 'how', 'factors', 'used']),
    q.selectFrom('models').select(['id', 'maker', 'name']),
  );
  const names = new Map(models.map(({ id, maker, name }) => [id, `${maker} ${name}`]));
  return new Map(rows.map((row) => [row.thing, known(row, names)]));
}

export function known(
  row: { how: string; factors: string; used: string },
  names: ReadonlyMap<string, string>,
): Known {
  const used = JSON.parse(row.used) as Used;
  return {
    how: row.how as GroupForecast['how'],
    factors: JSON.parse(row.factors) as Factor[],
    names,
    lastYear: used.wanted
      ? totalUsed(used)
          .slice(-12)
          .reduce((sum, n) => sum + n, 0)
      : 0,
  };
}
