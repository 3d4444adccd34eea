import type { AbcClass } from '../counts/rules.ts';
import type { Planned } from './cut-rules.ts';

export const CLASSES = ['A', 'B', 'C'] as const satisfies readonly AbcClass[];

/** Of 100 wants, those to be met from the shelf where nobody says otherwise: what most money goes into first. */
export const USUAL_GOALS: Readonly<Record<AbcClass, number>> = { A: 0.97, B: 0.95, C: 0.9 };

/** What a class comes to in a plan. */
export interface ClassSum {
  abc: AbcClass;
  lines: number;
  wants: number;
  short: number;
  cents: number;
}

/**
 * The class of every line by the value of what the next 60 days are expected to take of it, as counts class parts:
 * from the dearest down, A while what comes before is below `a` percent of all, B below `b`, the rest C.
 */
export function classesOf(
  planned: readonly Planned[],
  shares: { a: number; b: number },
): ReadonlyMap<string, AbcClass> {
  const values = planned.map(({ line }) => ({
    thing: line.thing,
    cents: line.sixty[0] * (line.offer?.unitCents ?? 0),
  }));
  const total = values.reduce((sum, { cents }) => sum + cents, 0);
  const classes = new Map<string, AbcClass>();
  let before = 0;
  for (const { thing, cents } of values.sort((x, y) => y.cents - x.cents || (x.thing < y.thing ? -1 : 1))) {
    const share = total > 0 ? (before * 100) / total : 100;
    classes.set(thing, cents <= 0 ? 'C' : share < shares.a ? 'A' : share < shares.b ? 'B' : 'C');
    before += cents;
  }
  return classes;
}

/** Nothing in any class yet. */
export function noClassSums(): Readonly<Record<AbcClass, ClassSum>> {
  const none = (abc: AbcClass): ClassSum => ({ abc, lines: 0, wants: 0, short: 0, cents: 0 });
  return { A: none('A'), B: none('B'), C: none('C') };
}
