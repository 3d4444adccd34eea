/** Makes the demo district where it is not there yet, then starts the server on it. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'better-sqlite3';

export const DEMO_DATA = process.env.DATA_DIR ?? 'data/demo';

/** Makes the demo where there is none: `cli demo` leaves a whole database or, broken off, none. */
export function ensureDemo(folder: string): void {
  if (existsSync(join(folder, 'spudger.db'))) return;
  process.stderr.write('Making the demo district, this takes about a minute ...\n');
  const made = spawnSync(process.execPath, ['--enable-source-maps', 'dist/cli.js', 'demo'], {
    // What programs read goes to stdout; here a person is looking.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DATA_DIR: folder },
  });
  if (made.status !== 0) throw new Error('The demo district could not be made, see above.');
}

type Login = { role: string; name: string; email: string; password: string };

/** Who can sign in, and how old the demo is: its overdue repairs grow older with it. */
function greet(folder: string): void {
  const path = join(folder, 'spudger.db');
  const file = new Sqlite(path, { readonly: true });
  const logins = file.prepare("SELECT value FROM settings WHERE name = 'demo.logins'").pluck().get();
  file.close();
  if (typeof logins !== 'string') return;
  const days = Math.floor((Date.now() - statSync(path).birthtimeMs) / 86_400_000);
  if (days > 7) process.stdout.write(`Made ${days} days ago. Remove ${folder} to have it made anew.\n`);
  for (const { role, name, email, password } of JSON.parse(logins) as Login[])
    process.stdout.write(`  ${role.padEnd(15)} ${name.padEnd(22)} ${email.padEnd(36)} ${password}\n`);
}

function serve(): void {
  const server = spawn(
    process.execPath,
    ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    {
      stdio: 'inherit',
      env: { ...process.env, DATA_DIR: DEMO_DATA },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  server.on('close', (code) => {
    process.exitCode = code ?? 0;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureDemo(DEMO_DATA);
  greet(DEMO_DATA);
  serve();
}
