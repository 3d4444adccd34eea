import { commit } from '../db/commit.ts';
import { Conflict } from '../errors.ts';
import { applyOn } from './applying.ts';
import { applyBySelf, mapBySelf } from './automatic.ts';
import { inState, STEP, setImport } from './changes.ts';
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

/** What went in can be taken back; what has not begun to go in is over. */
async function giveUp(work: Work, it: Import, why: string): Promise<void> {
  const ctx = await work.ctx();
  const state = it.applied > 0 || it.state === 'applying' ? 'stopped' : 'failed';
  const failure = `Something is wrong with the program: ${why}`.slice(0, 500);
  await commit(
    ctx,
    null,
    inState(it.n, [it.state], 'it is where it failed'),
    setImport(it.n, { state, failure, done_to: 0, ended_at: ctx.now }),
  );
}

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
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      // A fault of the program would come again and again.
      console.error('An import failed:', error);
      await giveUp(work, it, error.message);
    }
    await work.breathe();
  }
}
