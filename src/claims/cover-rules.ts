import type { CoverCode } from './forms.ts';

interface Facts {
  id: string;
  code: CoverCode;
  plan: string | null;
  incidents: number | null;
  poolSize: number | null;
  poolUsed: number;
  counted: 0 | 1;
}

export interface Covers<T> {
  /** what pays for each, by its id */
  covers: Record<string, 'warranty' | 'plan' | 'none'>;
  /** those that nothing pays for */
  uncovered: T[];
  /** those that use an incident of their plan */
  incidents: T[];
}

/**
 * What pays for each device of a batch. Each alone may be covered by what is left of a pool, together they share it:
 * the first ones get what is left. What a vendor has accepted before uses no other incident.
 * @param claims in the order in which they were added
 */
export function coverOfClaims<T extends Facts>(claims: readonly T[]): Covers<T> {
  const covers: Covers<T>['covers'] = {};
  const uncovered: T[] = [];
  const incidents: T[] = [];
  const left = new Map<string, number>();
  for (const claim of claims) {
    let cover: 'warranty' | 'plan' | 'none' = 'none';
    if (claim.code === 'warranty') cover = 'warranty';
    else if (claim.code === 'plan' && claim.counted) cover = 'plan';
    else if (claim.code === 'plan' && claim.plan) {
      const has = left.get(claim.plan) ?? (claim.poolSize ?? Number.POSITIVE_INFINITY) - claim.poolUsed;
      if (has > 0) {
        cover = 'plan';
        incidents.push(claim);
        left.set(claim.plan, has - 1);
      }
    }
    covers[claim.id] = cover;
    if (cover === 'none') uncovered.push(claim);
  }
  return { covers, uncovered, incidents };
}
