import type { Ctx } from '../context.ts';
import type { Services } from '../web/env.ts';
import { advanceDirectory } from './advance.ts';
import { type DirectorySource, googleDirectory } from './google.ts';

type Parts = Pick<Services, 'config' | 'clock'>;

/** One for each configuration, so that a token serves its hour. */
const sources = new WeakMap<Parts['config'], DirectorySource>();

function sourceOf({ config, clock }: Parts): DirectorySource | null {
  if (!config.directory) return null;
  const known = sources.get(config);
  if (known) return known;
  const source = googleDirectory(config.directory, clock);
  sources.set(config, source);
  return source;
}

/**
 * Begins the nightly run where it is due, and carries a run on for so long. Nothing where none is set up.
 * @param milliseconds as far as it gets @param limits steps at most, and pages of each: D1 allows a call so many statements
 * @param fresh the program itself: the time it is now, and statements that are still to be had
 */
export async function directoryFor(
  parts: Parts,
  fresh: () => Promise<Ctx>,
  milliseconds: number,
  { steps = Number.POSITIVE_INFINITY, wide = 1 }: { steps?: number; wide?: number } = {},
): Promise<void> {
  const source = sourceOf(parts);
  if (!source) return;
  const until = Date.now() + milliseconds;
  let done = 0;
  await advanceDirectory({
    fresh,
    source,
    chance: Math.random,
    breathe: () => new Promise((resume) => setTimeout(resume)),
    wide,
    tired: (weight = 1) => {
      done += weight;
      return done > steps || Date.now() > until;
    },
  });
}
