import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { createApp } from './app.ts';
import { programFolder } from './node-data.ts';
import { PackedResponse } from './node-response.ts';
import { staticFiles } from './node-static.ts';

/** Longer than the minute that proxies keep a connection: who closes first must not be us. */
const IDLE_MS = 75_000;

/** Node's own HTTP server, with answers that compress themselves. It answers once an app is attached. */
export function httpServer(): Server {
  return createServer({ ServerResponse: PackedResponse, keepAliveTimeout: IDLE_MS });
}

/** Puts the app behind the server; files are answered before it. */
export function attach(server: Server, app: ReturnType<typeof createApp>, trustProxy: boolean): void {
  const files = staticFiles(programFolder('static'));
  const listener = getRequestListener((request, { incoming }) =>
    app.fetch(request, { address: addressOf(incoming as IncomingMessage, trustProxy) }),
  );
  server.on('request', (request, response) => {
    if (!files(request, response)) void listener(request, response);
  });
}

/** The address that guesses are counted by: behind a proxy the one that the nearest proxy saw. */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined;
  const last = String(forwarded ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return last || request.socket.remoteAddress || '';
}

/** @returns the port that was taken @throws Error the port is in use or may not be taken */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

const PATIENCE_MS = 5_000;

/** Takes no new requests, lets running ones end for a few seconds. */
export async function stopServing(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearTimeout(timer);
}
