import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { SCAN_WORKER_POLICY, SECURITY_HEADERS } from './web/headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const FOREVER = 'public, max-age=31536000, immutable';
const A_DAY = 'public, max-age=86400';
const ALWAYS_ASK = 'no-cache';

interface StaticFile {
  headers: OutgoingHttpHeaders;
  bytes: Buffer;
  packed: Buffer | null;
}

type Answerer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers the files of static/ (but not the style sheets' sources) from memory, compressed ahead of time.
 * @returns true where the address was a file's
 */
export function staticFiles(folder: string): Answerer {
  const known = new Map<string, StaticFile>();
  const find = (path: string): StaticFile | undefined => {
    const kept = known.get(path);
    if (kept) return kept;
    const source = join(folder, path === '/sw.js' ? '/build/service-worker.js' : path);
    if (!isServed(path) || !existsSync(source) || !statSync(source).isFile()) return undefined;
    const file = load(path, source);
    known.set(path, file);
    return file;
  };
  for (const name of readdirSync(join(folder, 'build')).filter((file) => !file.endsWith('.gz')))
    find(`/build/${name}`);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const file = find(path);
    if (!file) return false;
    send(file, request, response);
    return true;
  };
}

function send(file: StaticFile, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['if-none-match'] === file.headers.etag) {
    response.writeHead(304, file.headers).end();
    return;
  }
  const packed = file.packed && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const bytes = packed && file.packed ? file.packed : file.bytes;
  response.writeHead(200, {
    ...file.headers,
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function isServed(path: string): boolean {
  if (path === '/sw.js' || path === '/favicon.ico' || path === '/robots.txt') return true;
  return (
    /^\/(build|icons|fonts|vendor)\/[\w.-]+$/.test(path) && !path.endsWith('.gz') && !path.includes('..')
  );
}

function load(path: string, source: string): StaticFile {
  const { mtimeMs, size } = statSync(source);
  const hashed = /-[0-9a-f]{8}\.\w+$/.test(path);
  const packed = `${source}.gz`;
  const headers: OutgoingHttpHeaders = {
    ...SECURITY_HEADERS,
    'content-type': TYPES[extname(source)] ?? 'application/octet-stream',
    'cache-control': hashed ? FOREVER : path.startsWith('/icons/') ? A_DAY : ALWAYS_ASK,
    etag: `"${Math.round(mtimeMs).toString(36)}-${size.toString(36)}"`,
    vary: 'Accept-Encoding',
  };
  if (path.startsWith('/build/scan-worker-')) headers['Content-Security-Policy'] = SCAN_WORKER_POLICY;
  if (path === '/sw.js') headers['Service-Worker-Allowed'] = '/';
  return {
    headers,
    bytes: readFileSync(source),
    packed: existsSync(packed) ? readFileSync(packed) : null,
  };
}
