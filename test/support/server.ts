import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { freePort, type Started, startProgram } from './server-process.ts';
import { makeSeed, SERVER_SECRET, type Seed, writeSeed } from './server-seed.ts';

/** The built program, running. */
export interface Running {
  /** without a slash at its end */
  url: string;
  /** its folder of data */
  folder: string;
  pid: number;
  said(): string;
  stop(): Promise<void>;
}

/** With the cast in its database. */
export interface Server extends Running, Pick<Seed, 'cast' | 'shelf'> {}

const START_MS = 30_000;

/** The built Node server on a folder that has its database; the folder goes with it. */
export async function serveFolder(folder: string): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = await startBuilt(folder, port);
  const stop = async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, folder, pid: started.pid, said: started.said, stop };
}

/** The built program on a folder of data and a port. @param program folder of another build of it */
export function startBuilt(folder: string, port: number, program?: string): Promise<Started> {
  const url = `http://127.0.0.1:${port}`;
  return startProgram(
    ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    { HOST: '127.0.0.1', PORT: String(port), BASE_URL: url, DATA_DIR: folder, SECRET: SERVER_SECRET },
    /Spudger .* at http/,
    START_MS,
    program,
  );
}

/** The built Node server with the cast. @param seed of another server, to have the same ids */
export async function startNode(seed?: Seed): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-node-'));
  const { cast, shelf, statements } = seed ?? (await makeSeed());
  await writeSeed(join(folder, 'spudger.db'), { cast, shelf, statements });
  return { cast, shelf, ...(await serveFolder(folder)) };
}

/** The Cookie header of one of the cast, signed in. */
export function cookieOf(person: string): string {
  return `spudger.session_token=${signedCookie(`session-${person}`, SERVER_SECRET)}`;
}
