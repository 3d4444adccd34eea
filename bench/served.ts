import { type ChildProcess, spawn } from 'node:child_process';
import type { Asked, Heard, Ran, Usage } from './words.ts';

export interface Start {
  /** loaded before the program: see probe.ts */
  probe: string;
  /** arguments of node */
  args: readonly string[];
  env: Record<string, string>;
  /** the core that it is held on, where `taskset` is there */
  core: number | null;
}

/** A server under test in a process of its own, with the private channel to its probe. */
export class Served {
  readonly url: string;
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (heard: Heard) => void>();
  private asked = 0;

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
    this.pid = child.pid ?? 0;
    child.on('message', (heard: Heard) => {
      this.waiting.get(heard.id)?.(heard);
      this.waiting.delete(heard.id);
    });
  }

  /** Waits until it says where it listens. @throws Error it ended before, with what it had said */
  static start({ probe, args, env, core }: Start): Promise<Served> {
    const command = [process.execPath, '--import', probe, ...args];
    const held = core === null ? command : ['taskset', '-c', String(core), ...command];
    const child = spawn(held[0] ?? '', held.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    return new Promise((resolve, reject) => {
      let said = '';
      child.stdout?.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const url = / at (http:\/\/\S+)/.exec(said)?.[1];
        if (url) resolve(new Served(child, url));
      });
      child.stderr?.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        process.stderr.write(bytes);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${said}`)));
    });
  }

  async usage(): Promise<Usage> {
    return (await this.ask('usage')).usage;
  }

  /** The statements that it ran since this was asked last. */
  async ran(): Promise<Ran[]> {
    return (await this.ask('ran')).ran;
  }

  /** Starts a CPU profile, or ends it into a file. */
  async profile(file?: string): Promise<void> {
    await this.ask('profile', file);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
  }

  private ask(what: Asked['what'], file?: string): Promise<Heard> {
    const id = ++this.asked;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ id, what, file } satisfies Asked);
    });
  }
}
