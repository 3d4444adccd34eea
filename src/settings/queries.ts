import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { poolColumns } from '../devices/coverage-rules.ts';
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
  vendor: string | null;
  vendorName: string | null;
  poolIncidents: number | null;
  /** percent of the units under contract */
  poolPercent: number | null;
  poolUnits: number | null;
  /** incidents for all its devices in a year, null for any number */
  poolSize: number | null;
  /** the day on which the pool's year begins, MM-DD */
  poolYearFrom: string;
  /** first day of the last year in which an incident was used */
  poolLastFrom: string | null;
  poolLastUsed: number | null;
  retiredAt: string | null;
  version: number;
}

const PLAN = `SELECT p.id, p.name, p.incidents, p.per, p.vendor, v.name AS vendorName,
    p.pool_incidents AS poolIncidents, p.pool_percent AS poolPercent, p.pool_units AS poolUnits,
    ${poolColumns('p')}, p.retired_at AS retiredAt, p.version
  FROM coverage_plans AS p LEFT JOIN locations AS v ON v.id = p.vendor`;

/** Every coverage plan, those in use first. */
export const ALL_PLANS: Query<Plan> = {
  sql: `${PLAN} ORDER BY p.retired_at IS NOT NULL, p.name`,
  parameters: [],
};

/** @throws NotFound */
export async function findPlan(db: Database, id: string): Promise<Plan> {
  const plan = await db.first<Plan>({ sql: `${PLAN} WHERE p.id = ?`, parameters: [id] });
  if (!plan) throw new NotFound();
  return plan;
}

/** Vendors in use, by name. */
export const VENDORS: Query<{ value: string; label: string }> = {
  sql: `SELECT id AS value, name AS label FROM locations
        WHERE kind = 'vendor' AND retired_at IS NULL ORDER BY name LIMIT 500`,
  parameters: [],
};
