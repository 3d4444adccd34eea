import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './server.ts';
import { freePort, type Started, startProgram } from './server-process.ts';
import { makeSeed, SERVER_SECRET, type Seed, seedSql } from './server-seed.ts';

const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';
/** Among browsers it takes its time. */
const START_MS = 240_000;

/** No account, no questions, no traffic, and its notes beside its data. */
const environment = (folder: string): Record<string, string> => ({
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_LOG_PATH: join(folder, 'logs'),
  WRANGLER_WRITE_LOGS: 'false',
  XDG_CONFIG_HOME: join(folder, 'config'),
});

async function run(folder: string, ...args: string[]): Promise<void> {
  const state = ['--local', '--persist-to', folder];
  const program = await startProgram([WRANGLER, ...args, ...state], environment(folder), /./, START_MS);
  if ((await program.ended) !== 0) throw new Error(program.said());
}

/**
 * The same program by `wrangler dev`, on local D1 and R2 in a folder of its own.
 * @param seed of another server, to have the same ids @param variables beside the secret, as NAME:value
 */
export async function startWorker(seed?: Seed, variables: readonly string[] = []): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-worker-'));
  const rows = seed ?? (await makeSeed());
  await run(folder, 'd1', 'migrations', 'apply', 'DB');
  const file = join(folder, 'seed.sql');
  writeFileSync(file, seedSql(rows));
  await run(folder, 'd1', 'execute', 'DB', '--yes', '--file', file);
  const port = await freePort();
  const started = await serveWorker(folder, port, variables);
  return {
    ...rows,
    url: `http://127.0.0.1:${port}`,
    folder,
    pid: started.pid,
    said: started.said,
    stop: async () => {
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `wrangler dev` on what a folder keeps, in a process group of its own. @param variables beside the secret */
export async function serveWorker(
  folder: string,
  port: number,
  variables: readonly string[] = [],
): Promise<Started> {
  const inspector = await freePort();
  return startProgram(
    [
      WRANGLER,
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', String(inspector)],
      ...['--persist-to', folder, '--show-interactive-dev-session', 'false', '--log-level', 'log'],
      ...[`SECRET:${SERVER_SECRET}`, ...variables].flatMap((variable) => ['--var', variable]),
    ],
    environment(folder),
    /Ready on http/,
    START_MS,
  );
}

/** Makes the folder of a local D1 whose database is this file's, without a word of SQL. */
export async function keepAsD1(folder: string, from: string): Promise<void> {
  await run(folder, 'd1', 'execute', 'DB', '--yes', '--command', 'SELECT 1');
  const file = fileOfD1(folder);
  // What lies beside it is of the database that was made just now.
  for (const beside of ['-wal', '-shm']) rmSync(file + beside, { force: true });
  copyFileSync(from, file);
}

/** The file that a local D1 is kept in. */
export function fileOfD1(folder: string): string {
  const kept = join(folder, 'v3', 'd1', 'miniflare-D1DatabaseObject');
  const [file, ...more] = readdirSync(kept).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  if (!file || more.length > 0) throw new Error(`not one database in ${kept}`);
  return join(kept, file);
}
