/** Which fits a made district has written down from the start, and what kind of screen a group of parts is for. */
import type { GroupSeed } from './data-parts.ts';
import { Random } from './random.ts';

/** Share of the fits that nobody has written down yet: the first use proposes them. */
const UNKNOWN = 0.02;

export function isRecorded(seed: number, group: GroupSeed, model: string, fault: string): boolean {
  return !new Random(seed, 'fit', group.code, model, fault).chance(UNKNOWN);
}

export function touchOf(group: GroupSeed): 0 | 1 | null {
  return group.kind === 'lcd-touch' ? 1 : group.kind === 'lcd' ? 0 : null;
}
