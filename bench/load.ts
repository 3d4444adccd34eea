import { Agent, request as open } from 'node:http';
import { newId } from '../src/db/id.ts';
import type { Measured, Request } from './words.ts';

/** Sends one request over the agent's connections. @returns status and body, compressed as it came */
export function send(
  agent: Agent,
  url: string,
  { method, path, headers, body }: Request,
): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = open(`${url}${path}`, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    request.on('error', reject);
    request.end(body ? body.replace('{key}', newId()) : undefined);
  });
}

export function connections(most: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: most, maxFreeSockets: most });
}

type Timed = Omit<Measured, 'cpuMs'>;

/** So many requests one after the other on each of so many connections. @param next the n-th request */
export async function closedLoad(
  url: string,
  count: number,
  users: number,
  next: (n: number) => Request,
): Promise<Timed> {
  const agent = connections(users);
  const took = new Float64Array(count);
  let begun = 0;
  let errors = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: users }, async () => {
      for (let n = begun++; n < count; n = begun++) {
        const at = performance.now();
        if (!(await isRight(agent, url, next(n)))) errors += 1;
        took[n] = performance.now() - at;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return timesOf(took, seconds, errors);
}

/** Requests that begin at a steady rate, whether the ones before are answered or not. */
export async function steadyLoad(
  url: string,
  perSecond: number,
  seconds: number,
  users: number,
  next: (n: number) => Request,
): Promise<Timed> {
  const agent = connections(users);
  const count = perSecond * seconds;
  const took = new Float64Array(count);
  let errors = 0;
  const start = performance.now();
  const all: Promise<void>[] = [];
  for (let n = 0; n < count; n++) {
    const due = start + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
    all.push(
      isRight(agent, url, next(n)).then((right) => {
        if (!right) errors += 1;
        // From when it was due: what waits behind a slow one counts.
        took[n] = performance.now() - due;
      }),
    );
  }
  await Promise.all(all);
  const took_s = (performance.now() - start) / 1000;
  agent.destroy();
  return timesOf(took, took_s, errors);
}

async function isRight(agent: Agent, url: string, request: Request): Promise<boolean> {
  try {
    return (await send(agent, url, request)).status === request.status;
  } catch {
    return false;
  }
}

function timesOf(took: Float64Array, seconds: number, errors: number): Timed {
  const sorted = took.slice().sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    perSecond: sorted.length / seconds,
    errors,
    requests: sorted.length,
  };
}
