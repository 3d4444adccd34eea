/** Makes the demo district where it is not there yet, then starts the server on it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const DEMO_DATA = process.env.DATA_DIR ?? 'data/demo';

/** Makes the demo beside its place and moves it there when it is whole: a broken-off run leaves nothing half done. */
export function ensureDemo(folder: string): void {
  if (existsSync(join(folder, 'spudger.db'))) return;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(dirname(draft), { recursive: true });
  process.stderr.write('Making the demo district, this takes a moment ...\n');
  const made = spawnSync(process.execPath, ['--enable-source-maps', 'dist/cli.js', 'demo'], {
    // What programs read goes to stdout; here a person is looking.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DATA_DIR: draft },
  });
  if (made.status !== 0) throw new Error('The demo district could not be made, see above.');
  renameSync(draft, folder);
}

function serve(): void {
  const server = spawn(process.execPath, ['--enable-source-maps', 'dist/node.js'], {
    stdio: 'inherit',
    env: { ...process.env, DATA_DIR: DEMO_DATA },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  server.on('close', (code) => {
    process.exitCode = code ?? 0;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureDemo(DEMO_DATA);
  serve();
}
