import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Random } from '../crash/random.ts';
import { freePort } from '../support/server-process.ts';

interface Sent {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** What a phone sends and asks for by itself. */
const HOSTILE = /^\/(sync|api\/v1\/audits)\//;
/** How often each befalls a request; what is left goes through. */
const DROP_REQUEST = 0.07;
const DROP_ANSWER = 0.08;
const REPEAT = 0.08;
const LATE = 0.04;
const SLOW = 0.25;
const SLOWEST_MS = 150;
const LATEST_MS = 900;

/** Stands between phones and server: slow, forgetful, repeating itself, out of order, and gone for a while. */
export class HostileProxy {
  /** what it has done, by name */
  readonly done: Record<string, number> = {};
  /** nothing befalls a request any more */
  calm = false;
  private cut = false;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly random: Random;
  private readonly target: string;
  private late: Promise<unknown>[] = [];
  private awaited: (() => void)[] = [];
  url = '';

  constructor(target: string, random: Random) {
    this.target = target;
    this.random = random;
    this.server = createServer((asked, answer) => void this.handle(asked, answer));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.sockets.delete(socket));
      if (this.cut) socket.destroy();
    });
  }

  async listen(): Promise<string> {
    const port = await freePort();
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${port}`;
    return this.url;
  }

  /** No network at all, or one again. */
  setCut(cut: boolean): void {
    this.cut = cut;
    if (!cut) return;
    this.count('cuts');
    for (const socket of this.sockets) socket.destroy();
  }

  /** Resolves when the next request that changes something has arrived. */
  nextRequest(): Promise<void> {
    return new Promise((resolve) => this.awaited.push(resolve));
  }

  /** Waits until nothing that it has put off is on its way. */
  async settled(): Promise<void> {
    const { late } = this;
    this.late = [];
    await Promise.all(late);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  private async handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of asked) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = 'GET', url: path = '/', headers } = asked;
    const sent: Sent = { method, path, headers, body: Buffer.concat(chunks) };
    if (method === 'POST') for (const resolve of this.awaited.splice(0)) resolve();
    const hostile = !this.calm && HOSTILE.test(path);
    const roll = hostile ? this.random() : 1;
    if (hostile && this.random() < SLOW) await this.wait(SLOWEST_MS);
    if (roll < DROP_REQUEST) {
      this.count('requests dropped');
      answer.destroy();
      return;
    }
    if (roll < DROP_REQUEST + LATE) {
      // The phone gives up; the request arrives after what it sends next.
      this.count('requests late, out of order');
      answer.destroy();
      this.late.push(this.wait(LATEST_MS).then(() => this.forward(sent)));
      return;
    }
    const got = await this.forward(sent);
    if (roll < DROP_REQUEST + LATE + REPEAT) {
      this.count('requests repeated');
      this.late.push(this.wait(LATEST_MS).then(() => this.forward(sent)));
    } else if (roll < DROP_REQUEST + LATE + REPEAT + DROP_ANSWER) {
      this.count('answers dropped');
      answer.destroy();
      return;
    }
    if (!got) {
      answer.destroy();
      return;
    }
    const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...rest } = got.headers;
    answer.writeHead(got.status, rest);
    answer.end(got.body);
  }

  private wait(most: number): Promise<void> {
    return new Promise((resume) => setTimeout(resume, this.random() * most));
  }

  /** @returns null where the server is gone */
  private forward({ method, path, headers, body }: Sent): Promise<Answer | null> {
    return new Promise((resolve) => {
      const { host: _, connection: __, ...rest } = headers;
      const onward = request(
        `${this.target}${path}`,
        { method, headers: { ...rest, 'content-length': body.length } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 502,
              headers: answer.headers,
              body: Buffer.concat(chunks),
            }),
          );
          answer.on('error', () => resolve(null));
          answer.on('aborted', () => resolve(null));
        },
      );
      onward.on('error', () => resolve(null));
      onward.end(body);
    });
  }
}
