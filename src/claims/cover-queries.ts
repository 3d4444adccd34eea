import type { Query } from '../db/query.ts';
import type { CoverCode } from './forms.ts';

type Value = string | number | null;

/** What pays for a repair, with the figures that its words need. */
export interface CoverFacts {
  code: CoverCode;
  warrantyUntil: string | null;
  plan: string | null;
  planName: string | null;
  coverageUntil: string | null;
  /** incidents that the plan pays for a device, null for any number */
  incidents: number | null;
  per: 'year' | 'term' | null;
  /** those of this device that count now, without this repair */
  deviceUsed: number;
  /** day after which incidents of the device count, '' for all of them */
  deviceFrom: string;
  /** incidents of the plan's pool this year, null for any number */
  poolSize: number | null;
  poolUsed: number;
  /** first day of the pool's year */
  poolFrom: string | null;
  /** when a vendor refused this repair */
  refusedAt: string | null;
  /** a vendor has accepted it before: its incident counts already */
  counted: 0 | 1;
}

/** Writes the values of `:name` marks in their order. */
export function withValues<Out>(sql: string, values: Readonly<Record<string, Value>>): Query<Out> {
  const parameters: Value[] = [];
  const text = sql.replace(/:([a-z]\w*)/gi, (_, name: string) => {
    parameters.push(values[name] ?? null);
    return '?';
  });
  return { sql: text, parameters };
}

/** The first day of the pool's year that a day lies in. */
const POOL_FROM = `(iif(substr(:today, 6) >= p.pool_year_from, substr(:today, 1, 4),
    substr(:today, 1, 4) - 1) || '-' || p.pool_year_from)`;

/** A device's own year ends on the anniversary of its plan's last day: as in coverage-rules of devices. */
const DEVICE_FROM = `iif(p.per <> 'year', '', iif(substr(:today, 1, 4) || substr(d.coverage_until, 5) < :today,
    substr(:today, 1, 4), substr(:today, 1, 4) - 1) || substr(d.coverage_until, 5))`;

const FACTS = `d.warranty_until AS warrantyUntil, p.id AS plan, p.name AS planName,
    d.coverage_until AS coverageUntil, p.incidents, p.per, ifnull(${DEVICE_FROM}, '') AS deviceFrom,
    (SELECT count(*) FROM repairs AS x WHERE x.device = d.id AND x.covered = 1 AND x.state <> 'withdrawn'
      AND x.id <> r.id AND substr(x.reported_at, 1, 10) > ifnull(${DEVICE_FROM}, '')) AS deviceUsed,
    p.pool_size AS poolSize, ifnull(k.used, 0) AS poolUsed, ${POOL_FROM} AS poolFrom,
    (SELECT max(x.ended_at) FROM claim_lines AS x WHERE x.repair = r.id AND x.state = 'refused') AS refusedAt,
    EXISTS (SELECT 1 FROM claim_incidents AS x WHERE x.repair = r.id AND x.given_back_at IS NULL) AS counted,
    EXISTS (SELECT 1 FROM repair_lines AS x WHERE x.repair = r.id AND x.withdrawn_at IS NULL
      AND x.cause IN ('accident', 'liquid', 'on_purpose')) AS accident`;

/** Of a row of facts: what pays, or why nothing does. A warranty does not pay for accidents, a plan pays for all. */
const CODE = `CASE
    WHEN f.refusedAt IS NOT NULL THEN 'refused'
    WHEN f.warrantyUntil >= :today AND NOT f.accident THEN 'warranty'
    WHEN f.plan IS NOT NULL AND f.coverageUntil >= :today THEN CASE
      WHEN f.counted THEN 'plan'
      WHEN f.deviceUsed >= f.incidents THEN 'device_used'
      WHEN f.poolUsed >= f.poolSize THEN 'pool_used'
      ELSE 'plan' END
    WHEN f.warrantyUntil >= :today THEN 'accident'
    WHEN f.plan IS NOT NULL AND f.coverageUntil > ifnull(f.warrantyUntil, '') THEN 'plan_ended'
    WHEN f.warrantyUntil IS NOT NULL THEN 'warranty_ended'
    ELSE 'none' END`;

const JOINS = `CROSS JOIN devices AS d ON d.id = r.device
  JOIN models AS m ON m.id = d.model
  LEFT JOIN coverage_plans AS p ON p.id = d.coverage_plan
  LEFT JOIN coverage_pools AS k ON k.plan = p.id AND k.year_from = ${POOL_FROM}`;

/**
 * A query over repairs `r` (with device `d`, model `m`, plan `p`) that says of each what pays for it today.
 * @param x columns beside the facts, the tables that lead to `r`, joins after it, conditions, and what comes after
 */
export function covering(x: {
  columns: string;
  from: string;
  joins: string;
  where: string;
  /** conditions on the facts `f` and their `code` */
  having?: string;
  after?: string;
}): string {
  return `SELECT * FROM (SELECT f.*, ${CODE} AS code FROM (
      SELECT ${x.columns}, ${FACTS} FROM ${x.from} ${JOINS} ${x.joins} WHERE ${x.where}
    ) AS f) AS f WHERE ${x.having ?? '1'} ${x.after ?? ''}`;
}
