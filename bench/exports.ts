/**
 * Lists as files at size, on the built server: how long CSV and XLSX of every device take, and how far the server's
 * memory grows meanwhile (the plan: 200,000 rows within 50 MB).
 *   npm run build && node bench/exports.ts DATA_DIR     a copy of a made district of any size
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { signedCookie } from '../src/accounts/cookie.ts';
import { newId } from '../src/db/id.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('node bench/exports.ts DATA_DIR');

const SECRET = 'a secret of at least thirty-two characters';
const PORT = 4620;
const url = `http://127.0.0.1:${PORT}`;
const server = spawn(process.execPath, ['dist/node.js'], {
  env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, PORT: String(PORT), SECRET },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise<void>((ready) =>
  server.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes(url)) ready();
  }),
);

const cookie = signIn(join(folder, 'spudger.db'));
const resident = () => {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_000;
};

async function take(path: string): Promise<Response> {
  const answer = await fetch(url + path, { headers: { Cookie: cookie } });
  if (answer.status !== 200 || !answer.body) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

// What the first pages take once is not the export's.
for (const path of ['/devices', '/exports/lists/loans?format=csv', '/exports/lists/loans?format=xlsx'])
  await (await take(path)).arrayBuffer();

for (const format of ['csv', 'csv', 'xlsx', 'xlsx']) {
  const before = resident();
  const began = performance.now();
  let most = before;
  let bytes = 0;
  const watch = setInterval(() => {
    most = Math.max(most, resident());
  }, 50);
  for await (const piece of (await take(`/exports/lists/devices?format=${format}`))
    .body as AsyncIterable<Uint8Array>)
    bytes += piece.length;
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(
    `${format}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s, memory ${before.toFixed(0)} MB and ${(most - before).toFixed(0)} MB more at most\n`,
  );
}
server.kill('SIGTERM');

/** A session of some manager, as a browser has it. */
function signIn(path: string): string {
  const file = new Sqlite(path);
  const person = file
    .prepare("SELECT person FROM user_roles WHERE role = 'manager' LIMIT 1")
    .pluck()
    .get() as string;
  const token = newId();
  const at = new Date().toISOString();
  file
    .prepare(
      'INSERT INTO sessions (id, token, user_id, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(newId(), token, person, new Date(Date.now() + 3_600_000).toISOString(), at, at);
  file.close();
  return `spudger.session_token=${signedCookie(token, SECRET)}`;
}
