import type { Query } from '../db/query.ts';
import { poolColumns } from '../devices/coverage-rules.ts';

export interface CoverageRow {
  warrantyUntil: string | null;
  coverageUntil: string | null;
  planName: string | null;
  /** incidents that the plan covers; null for any number */
  incidents: number | null;
  per: 'year' | 'term' | null;
  poolSize: number | null;
  poolYearFrom: string | null;
  poolLastFrom: string | null;
  poolLastUsed: number | null;
  /** days on which covered repairs were reported (ISO UTC), as JSON */
  covered: string;
}

/** What covers a device, and what of it was used. */
export function coverageOf(device: string): Query<CoverageRow> {
  return {
    sql: `SELECT d.warranty_until AS warrantyUntil, d.coverage_until AS coverageUntil, p.name AS planName,
            p.incidents, p.per, ${poolColumns('p')},
            (SELECT json_group_array(r.reported_at) FROM repairs AS r
              WHERE r.device = d.id AND r.covered = 1 AND r.state <> 'withdrawn') AS covered
          FROM devices AS d LEFT JOIN coverage_plans AS p ON p.id = d.coverage_plan WHERE d.id = ?`,
    parameters: [device],
  };
}
