import { type Coverage, coverageOn, poolOf } from '../devices/coverage-rules.ts';
import type { CoverageRow } from './coverage-queries.ts';

/** What pays for a repair of the device today. */
export function coverageNow(row: CoverageRow | undefined, today: string): Coverage {
  const plan =
    row?.planName && row.coverageUntil
      ? {
          name: row.planName,
          incidents: row.incidents,
          per: row.per ?? 'term',
          until: row.coverageUntil,
          pool: poolOf(row),
        }
      : null;
  return coverageOn(today, row?.warrantyUntil ?? null, plan, JSON.parse(row?.covered ?? '[]') as string[]);
}
