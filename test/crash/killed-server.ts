import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { freePort } from '../support/server-process.ts';
import { SERVER_SECRET } from '../support/server-seed.ts';
import type { Write } from './writes.ts';

/** The built server on a data folder, started and killed over and over. */
export class KilledServer {
  private readonly folder: string;
  private readonly port: number;
  private child: ChildProcess | null = null;
  private said = '';

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  static async on(folder: string): Promise<KilledServer> {
    return new KilledServer(folder, await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves once it answers, or once it was killed before that. @returns whether it answers */
  start(): Promise<boolean> {
    const child = spawn(process.execPath, ['dist/node.js'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        BASE_URL: this.url,
        DATA_DIR: this.folder,
        SECRET: SERVER_SECRET,
        API_RATE: '0',
        // The same program a thousand times: it is compiled once.
        NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
      },
    });
    this.child = child;
    this.said = '';
    return new Promise((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        this.said += bytes.toString();
        if (/ at http:/.test(this.said)) resolve(true);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', (code) => {
        if (code === null) resolve(false);
        else reject(new Error(`the server ended with ${code}:\n${this.said}`));
      });
    });
  }

  /** By SIGKILL, by its process id; resolves once it is gone. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    process.kill(child.pid, signal);
    await gone;
  }

  /** Sends a write as its person. @returns null where no whole answer came back */
  async send({
    path,
    fields,
    json,
    key,
    person,
  }: Write): Promise<{ status: number; location: string } | null> {
    const cookie = `spudger.session_token=${signedCookie(`session-${person}`, SERVER_SECRET)}`;
    const init: RequestInit = json
      ? {
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': key,
            Authorization: `Bearer token-${person}`,
          },
          body: JSON.stringify(json),
        }
      : {
          headers: { Cookie: cookie, Origin: this.url },
          body: bodyOf({ ...fields, idempotency_key: key }),
        };
    try {
      const answer = await fetch(`${this.url}${path}`, { method: 'POST', redirect: 'manual', ...init });
      await answer.arrayBuffer();
      return { status: answer.status, location: answer.headers.get('Location') ?? '' };
    } catch {
      return null;
    }
  }
}

function bodyOf(fields: Record<string, string | File>): URLSearchParams | FormData {
  const body = Object.values(fields).some((value) => value instanceof File)
    ? new FormData()
    : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) body.append(name, value as string);
  return body;
}
