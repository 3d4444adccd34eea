import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';

/** The version that a form of a setting carries: 1 where it was never set. */
export async function settingVersion(db: Database, name: string): Promise<number> {
  const row = await db.first<{ version: number }>({
    sql: 'SELECT version FROM settings WHERE name = ?',
    parameters: [name],
  });
  return (row?.version ?? 0) + 1;
}

export interface Holiday {
  day: string;
  name: string;
}

/** Days without work from a day on. @param from YYYY-MM-DD */
export function holidaysFrom(from: string): Query<Holiday> {
  return { sql: 'SELECT day, name FROM holidays WHERE day >= ? ORDER BY day LIMIT 1000', parameters: [from] };
}

export interface Plan {
  id: string;
  name: string;
  incidents: number | null;
  per: 'year' | 'term';
  retiredAt: string | null;
  version: number;
}

const PLAN = 'SELECT id, name, incidents, per, retired_at AS retiredAt, version FROM coverage_plans';

/** Every coverage plan, those in use first. */
export const ALL_PLANS: Query<Plan> = {
  sql: `${PLAN} ORDER BY retired_at IS NOT NULL, name`,
  parameters: [],
};

/** @throws NotFound */
export async function findPlan(db: Database, id: string): Promise<Plan> {
  const plan = await db.first<Plan>({ sql: `${PLAN} WHERE id = ?`, parameters: [id] });
  if (!plan) throw new NotFound();
  return plan;
}
