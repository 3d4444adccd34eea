import { Conflict } from '../errors.ts';
import { applyOn } from './applying.ts';
import { applyBySelf, mapBySelf } from './automatic.ts';
import { STEP } from './changes.ts';
import { planOn } from './planning.ts';
import { type Import, nextBusy } from './queries.ts';
import { readOn } from './reading.ts';
import { checkOn, undoOn } from './undoing.ts';
import type { Work } from './work.ts';

const STEPS: Readonly<Partial<Record<Import['state'], (work: Work, it: Import) => Promise<void>>>> = {
  reading: readOn,
  mapping: mapBySelf,
  planning: async (work, it) => {
    await planOn(work, it);
    await applyBySelf(work, it);
  },
  applying: applyOn,
  checking: checkOn,
  undoing: undoOn,
};

/**
 * Carries imports on until nothing is left to do, or the worker is tired. Several may do so at once: each step is
 * taken by one of them.
 * @param only this import
 */
export async function advanceImports(work: Work, only: string | null = null): Promise<void> {
  while (!work.tired()) {
    const ctx = await work.ctx();
    const it = await nextBusy(ctx.db, only);
    const step = it && STEPS[it.state];
    if (!step) return;
    try {
      await step(work, it);
    } catch (error) {
      // Somebody else was quicker with this step: it is in good hands.
      if (error instanceof Conflict && error.what === STEP) return;
      throw error;
    }
    await work.breathe();
  }
}
