import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { freePort, startProgram } from './server-process.ts';
import { makeSeed, SERVER_SECRET, type Seed, writeSeed } from './server-seed.ts';

/** The built program, running, with the cast in its database. */
export interface Server extends Pick<Seed, 'cast' | 'shelf'> {
  /** without a slash at its end */
  url: string;
  /** the Node server's folder of data */
  folder: string;
  said(): string;
  stop(): Promise<void>;
}

const START_MS = 30_000;

/** The built Node server on a folder of its own, or on `data` (a made district), which is then kept. */
export async function startNode(data?: string): Promise<Server> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'spudger-node-'));
  const seed = await makeSeed();
  if (!data) await writeSeed(join(folder, 'spudger.db'), seed);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = await startProgram(
    ['--enable-source-maps', 'dist/node.js'],
    { HOST: '127.0.0.1', PORT: String(port), BASE_URL: url, DATA_DIR: folder, SECRET: SERVER_SECRET },
    /Spudger .* at http/,
    START_MS,
  );
  return {
    ...seed,
    url,
    folder,
    said: started.said,
    stop: async () => {
      await started.stop();
      if (!data) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The Cookie header of one of the cast, signed in. */
export function cookieOf(person: string): string {
  return `spudger.session_token=${signedCookie(`session-${person}`, SERVER_SECRET)}`;
}
