/**
 * What goes out at size, on the built server: every device as CSV and as XLSX, two at once, one that nobody waits for,
 * and the whole district as one zip, which is then put into an empty Spudger and compared by counts and SHA-256. While
 * each is made a page is asked for again and again: how long it takes says whether the site stays usable.
 *   npm run bench:exports -- DATA_DIR [EMPTY_DIR]     a copy of a made district of any size; it is written to
 * Of each: the CPU of the thread that answers pages, of the whole process, and how far its memory grows.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Sqlite from 'better-sqlite3';
import { signedCookie } from '../src/accounts/cookie.ts';
import { newId } from '../src/db/id.ts';

const [folder, empty] = process.argv.slice(2);
if (!folder) throw new Error('npm run bench:exports -- DATA_DIR [EMPTY_DIR]');

const SECRET = 'a secret of at least thirty-two characters';
const PORT = 4620;
const url = `http://127.0.0.1:${PORT}`;
const server = spawn(process.execPath, ['--max-semi-space-size=8', 'dist/node.js'], {
  env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, PORT: String(PORT), SECRET },
  stdio: ['ignore', 'pipe', 'inherit'],
});
await new Promise<void>((ready) =>
  server.stdout.on('data', (text: Buffer) => {
    if (text.toString().includes(url)) ready();
  }),
);

const cookie = signIn(join(folder, 'spudger.db'));
const file = new Sqlite(join(folder, 'spudger.db'), { readonly: true });
const tag = file.prepare("SELECT tag FROM devices WHERE tag <> '' LIMIT 1").pluck().get() as string;
file.close();

const pid = server.pid ?? 0;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Megabytes that the process holds. */
function resident(): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_000;
}

/** Seconds of CPU of the whole process, or of the thread that answers pages. */
function cpu(of: 'all' | 'pages'): number {
  const path = of === 'all' ? `/proc/${pid}/stat` : `/proc/${pid}/task/${pid}/stat`;
  const [, after = ''] = readFileSync(path, 'utf8').split(') ');
  const fields = after.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...init.headers };
  const answer = await fetch(url + path, { ...init, headers });
  if (!answer.ok || !answer.body) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Does something while a device is looked up again and again, and says what it cost. */
async function measured(name: string, work: () => Promise<number>): Promise<void> {
  const before = { rss: resident(), all: cpu('all'), pages: cpu('pages'), at: performance.now() };
  let most = before.rss;
  let over = false;
  const watch = setInterval(() => {
    most = Math.max(most, resident());
  }, 50);
  const took: number[] = [];
  const looking = (async () => {
    while (!over) {
      const began = performance.now();
      await (await ask(`/devices/${encodeURIComponent(tag)}`)).arrayBuffer();
      took.push(performance.now() - began);
      await new Promise((resume) => setTimeout(resume, 100));
    }
  })();
  const bytes = await work();
  over = true;
  await looking;
  clearInterval(watch);
  const seconds = (performance.now() - before.at) / 1_000;
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(0);
  say(
    `${name}: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s; CPU ${(cpu('all') - before.all).toFixed(1)} s, of it where pages are answered ${(cpu('pages') - before.pages).toFixed(1)} s (${took.length} pages with it); memory ${before.rss.toFixed(0)} MB and ${(most - before.rss).toFixed(0)} MB more at most; a page meanwhile p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

async function taken(path: string): Promise<number> {
  let bytes = 0;
  for await (const piece of (await ask(path)).body as AsyncIterable<Uint8Array>) bytes += piece.length;
  return bytes;
}

/** Begun, and then nobody wants it. @returns the seconds of CPU that the server spent on it afterwards */
async function cancelled(path: string): Promise<number> {
  const stop = new AbortController();
  const reader = (await ask(path, { signal: stop.signal })).body?.getReader();
  await reader?.read();
  stop.abort();
  await new Promise((resume) => setTimeout(resume, 1_000));
  const before = cpu('all');
  await new Promise((resume) => setTimeout(resume, 3_000));
  return cpu('all') - before;
}

// What the first pages take once is not the export's.
for (const path of ['/devices', '/exports/lists/loans?format=csv', '/exports/lists/loans?format=xlsx'])
  await taken(path);
for (const format of ['csv', 'xlsx'])
  await measured(`devices as ${format}`, () => taken(`/exports/lists/devices?format=${format}`));
await measured('two of them as xlsx at once', async () => {
  const both = await Promise.all([1, 2].map(() => taken('/exports/lists/devices?format=xlsx')));
  return both.reduce((sum, bytes) => sum + bytes, 0);
});
const after = await cancelled('/exports/lists/devices?format=xlsx');
say(`one that nobody waits for: ${after.toFixed(2)} s of CPU in the 3 s after it`);

const zip = join(folder, 'district.zip');
rmSync(zip, { force: true });
await measured('the whole district', async () => {
  // As the page does: what it leads to is the page again.
  const form = new URLSearchParams({ photos: '', idempotency_key: newId() });
  await ask('/settings/take-out', { method: 'POST', body: form });
  const { items } = (await (await ask('/api/v1/district-exports')).json()) as { items: { id: string }[] };
  const id = items[0]?.id ?? '';
  for (;;) {
    const it = (await (await ask(`/api/v1/district-exports/${id}`)).json()) as {
      state: string;
      bytes: number;
      failure: string;
      file: string | null;
    };
    if (it.state === 'failed') throw new Error(it.failure);
    if (it.file) {
      const body = (await ask(it.file, { method: 'POST' })).body;
      await pipeline(Readable.fromWeb(body as never), createWriteStream(zip));
      return it.bytes;
    }
    await new Promise((resume) => setTimeout(resume, 500));
  }
});
server.kill('SIGTERM');
await new Promise((ended) => server.once('close', ended));

if (empty) {
  const cli = (args: string[], dataDir: string) => {
    const began = performance.now();
    const done = spawnSync(process.execPath, ['dist/cli.js', ...args], {
      env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, SECRET },
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(done.stderr);
    return { out: done.stdout, seconds: (performance.now() - began) / 1_000 };
  };
  const { out, seconds } = cli(['import', 'district', zip], empty);
  const { rows, tables } = JSON.parse(out) as { rows: number; tables: number };
  say(
    `into an empty Spudger: ${rows} rows of ${tables} tables in ${seconds.toFixed(0)} s, every count and SHA-256 the same`,
  );
}

/** A session of some admin, as a browser has it. */
function signIn(path: string): string {
  const file = new Sqlite(path);
  const person = file
    .prepare("SELECT person FROM user_roles WHERE role = 'admin' LIMIT 1")
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
