import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './server.ts';
import { freePort, startProgram } from './server-process.ts';
import { makeSeed, SERVER_SECRET, type Seed, seedSql } from './server-seed.ts';

const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';
const START_MS = 60_000;

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

/** The same program by `wrangler dev`, on local D1 and R2 in a folder of its own. @param seed of another server, to have the same ids */
export async function startWorker(seed?: Seed): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-worker-'));
  const rows = seed ?? (await makeSeed());
  await run(folder, 'd1', 'migrations', 'apply', 'DB');
  const file = join(folder, 'seed.sql');
  writeFileSync(file, seedSql(rows));
  await run(folder, 'd1', 'execute', 'DB', '--yes', '--file', file);
  const [port, inspector] = [await freePort(), await freePort()];
  const started = await startProgram(
    [
      WRANGLER,
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', String(inspector)],
      ...['--persist-to', folder, '--show-interactive-dev-session', 'false', '--log-level', 'log'],
      ...['--var', `SECRET:${SERVER_SECRET}`],
    ],
    environment(folder),
    /Ready on http/,
    START_MS,
  );
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
