/** Builds after every change and starts the server anew, on the demo district unless DATA_DIR says otherwise. */
import { type ChildProcess, spawn } from 'node:child_process';
import { buildAndWatch } from './build.ts';
import { DEMO_DATA, ensureDemo } from './demo.ts';

let server: ChildProcess | undefined;

function start(): void {
  server = spawn(
    process.execPath,
    ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    {
      stdio: 'inherit',
      env: { ...process.env, DATA_DIR: DEMO_DATA },
    },
  );
}

/** Ends the running server and waits for it, since the next one wants its port. */
async function stop(): Promise<void> {
  const running = server;
  server = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const ended = new Promise((resolve) => running.once('close', resolve));
  running.kill('SIGTERM');
  await ended;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop().finally(() => process.exit(0));
  });
}

let restarts = Promise.resolve();
await buildAndWatch(() => {
  restarts = restarts.then(async () => {
    await stop();
    ensureDemo(DEMO_DATA);
    start();
  });
});
