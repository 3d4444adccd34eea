import { closedLoad } from './load.ts';
import type { Served } from './served.ts';
import type { Measured, Request } from './words.ts';

/** Connections that a line is measured with: enough that the server is never idle. */
const USERS = 4;

export interface Compared {
  name: string;
  app: Measured;
  floor: Measured;
  /** CPU of the program by CPU of the floor, the middle one of the rounds */
  ratio: number;
}

export interface Amounts {
  rounds: number;
  /** requests of each round */
  requests: number;
}

/** The program and its floor in turns, so that a change of the machine's mood meets both. */
export async function compare(
  name: string,
  app: Served,
  floor: Served,
  requests: readonly Request[],
  amounts: Amounts,
): Promise<Compared> {
  const rounds: { app: Measured; floor: Measured }[] = [];
  for (let n = -1; n < amounts.rounds; n++) {
    const round = {
      app: await measure(app, requests, amounts.requests),
      floor: await measure(floor, requests, amounts.requests),
    };
    // The first one warms both up.
    if (n >= 0) rounds.push(round);
  }
  rounds.sort((a, b) => a.app.cpuMs / a.floor.cpuMs - b.app.cpuMs / b.floor.cpuMs);
  const middle = rounds[Math.floor(rounds.length / 2)];
  if (!middle) throw new RangeError('no round was measured');
  const errors = rounds.reduce((sum, { app: a, floor: f }) => sum + a.errors + f.errors, 0);
  if (errors > 0) throw new Error(`${name}: ${errors} requests were not answered as they should`);
  return { name, ...middle, ratio: middle.app.cpuMs / middle.floor.cpuMs };
}

/** One round against one server. */
export async function measure(
  served: Served,
  requests: readonly Request[],
  count: number,
): Promise<Measured> {
  const before = await served.usage();
  const timed = await closedLoad(served.url, count, USERS, (n) => requests[n % requests.length] as Request);
  const after = await served.usage();
  return { ...timed, cpuMs: (after.cpuMs - before.cpuMs) / count };
}
