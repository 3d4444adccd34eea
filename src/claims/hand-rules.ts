import type { AwayCover } from './hand-queries.ts';

type Facts = Pick<
  AwayCover,
  'plan' | 'planName' | 'coverageUntil' | 'incidents' | 'deviceUsed' | 'poolSize' | 'poolUsed' | 'counted'
>;

/**
 * What counting a repair that is away as covered does: 'use' takes an incident of its plan, 'mark' is a mark alone
 * (no plan pays, or its incident counts already); else why none is left, as a sentence.
 */
export function tickByHand(x: Facts | undefined, today: string): 'use' | 'mark' | { problem: string } {
  if (!x?.plan || x.coverageUntil === null || x.coverageUntil < today || x.counted) return 'mark';
  if (x.incidents !== null && x.deviceUsed >= x.incidents)
    return { problem: `The device has used all ${x.incidents} incidents of ${x.planName}` };
  if (x.poolSize !== null && x.poolUsed >= x.poolSize)
    return { problem: `All ${x.poolSize} incidents of the pool of ${x.planName} are used this year` };
  return 'use';
}
