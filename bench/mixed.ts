import { closedLoad, steadyLoad } from './load.ts';
import type { Served } from './served.ts';
import type { Line, Measured, Request } from './words.ts';

const USERS = 100;
const STEADY_PER_SECOND = 100;

/** What a hundred people do, in shares of a hundred. */
const SHARES: readonly [line: RegExp, share: number][] = [
  [/^device page/, 25],
  [/^scan/, 10],
  [/^search while typing/, 25],
  [/^search, exact/, 5],
  [/^device list of a school/, 12],
  [/^device list, filtered, page 1$/, 5],
  [/^repair queue/, 8],
  [/^repair board/, 2],
  [/^quick repair/, 8],
];

export interface Mixed {
  /** a hundred people without a pause */
  full: Measured;
  /** a hundred requests a second */
  steady: Measured;
}

/** Look-ups, lists, searches and repairs of a hundred people at once. */
export async function mixedLoad(served: Served, lines: readonly Line[], seconds: number): Promise<Mixed> {
  const next = mixOf(lines);
  await closedLoad(served.url, 500, USERS, next);
  const full = await withCpu(served, (url) => closedLoad(url, seconds * 500, USERS, next));
  const steady = await withCpu(served, (url) => steadyLoad(url, STEADY_PER_SECOND, seconds, USERS, next));
  return { full, steady };
}

async function withCpu(
  served: Served,
  run: (url: string) => Promise<Omit<Measured, 'cpuMs'>>,
): Promise<Measured> {
  const before = await served.usage();
  const timed = await run(served.url);
  const after = await served.usage();
  return { ...timed, cpuMs: (after.cpuMs - before.cpuMs) / timed.requests };
}

/** The n-th request of the mix: the shares are met within every hundred. */
function mixOf(lines: readonly Line[]): (n: number) => Request {
  const slots = SHARES.flatMap(([pattern, share]) => {
    const line = lines.find(({ name }) => pattern.test(name));
    if (!line) throw new Error(`no line for ${pattern}`);
    return Array.from({ length: share }, () => line);
  });
  return (n) => {
    // A step that has no divisor in common with 100 visits every slot once.
    const { requests } = slots[(n * 37) % slots.length] as Line;
    return requests[n % requests.length] as Request;
  };
}
