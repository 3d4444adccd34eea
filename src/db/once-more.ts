import { Conflict } from '../errors.ts';

/** Somebody was quicker between our look and our commit: once more, with what is there now. @throws Conflict it is so again */
export async function onceMore<R>(run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Conflict) || error.kind !== 'must') throw error;
    return run();
  }
}
