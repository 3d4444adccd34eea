import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

export interface Started {
  pid: number;
  /** everything it has said so far */
  said(): string;
  /** ends it, with everything it has started, and waits until it is gone */
  stop(): Promise<void>;
  /** its exit code, once it has ended by itself */
  ended: Promise<number | null>;
}

const PATIENCE_MS = 5_000;

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || !address) throw new Error('no port is free');
  return address.port;
}

/**
 * Starts a program of Node's in a process group of its own and waits until it says `ready`.
 * @param folder that it works in; this one without it
 * @throws Error it ended or stayed silent for `within` milliseconds, with what it had said
 */
export async function startProgram(
  args: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
  within: number,
  folder?: string,
): Promise<Started> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnvironment(), ...env },
    detached: true,
  });
  let text = '';
  const onExit = () => endGroup(child, 'SIGKILL');
  process.once('exit', onExit);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  void ended.then(() => process.off('exit', onExit));
  const stop = async () => {
    endGroup(child, 'SIGTERM');
    const late = setTimeout(() => endGroup(child, 'SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(late);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${args.join(' ')} ${why}:\n${text}`));
      const late = setTimeout(() => fail('did not get ready'), within);
      const hear = (bytes: Buffer) => {
        text += bytes.toString();
        if (!ready.test(text)) return;
        clearTimeout(late);
        resolve();
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      void ended.then(() => fail('ended'));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, said: () => text, stop, ended };
}

/** Without what a test runner leaves there for its own workers. */
function cleanEnvironment(): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !/^(VITEST|NODE_OPTIONS|NODE_ENV|TEST|PROD|DEV|MODE)/.test(name))
      kept[name] = value;
  return kept;
}

function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}
