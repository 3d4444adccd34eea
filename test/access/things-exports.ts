import type { Pair } from './world.ts';

/** The list that everybody has something of. */
export function exportThings(): { exportList: Pair } {
  return { exportList: { own: 'repairs', other: 'repairs' } };
}
