import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A program elsewhere, for real: it keeps what it gets and answers as it is told. */
export class Receiver {
  readonly got: Got[] = [];
  /** how the next one is answered; 204 where nothing is said */
  answer: (answer: ServerResponse, got: Got) => void = (answer) => answer.writeHead(204).end();
  private readonly server = createServer((request, answer) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const got = { headers: request.headers, body: Buffer.concat(pieces).toString('utf8') };
      this.got.push(got);
      this.answer(answer, got);
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/spudger`;
  }

  /** the messages as JSON */
  get said(): { type: string; data: Record<string, unknown> }[] {
    return this.got.map(({ body }) => JSON.parse(body));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
