import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; " +
  "form-action 'self'; base-uri 'none'";
const WORKER_POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'";

const OPTIONS: BuildOptions = {
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
};

const START = `
import 'htmx.org';
import { startScanner } from './scan-start.ts';
import { startPhotoInputs } from './photo-start.ts';
import { startOutcomeSounds } from './sounds.ts';
import { registerServiceWorker } from './service-worker-start.ts';
startScanner();
startPhotoInputs();
startOutcomeSounds();
if (document.documentElement.dataset.offline === 'yes') registerServiceWorker(import.meta.url);
`;

async function bundle(options: BuildOptions): Promise<Buffer> {
  const { outputFiles } = await build({ ...OPTIONS, ...options });
  return Buffer.from(outputFiles?.[0]?.contents ?? []);
}

/** The browser's files as the build makes them, under paths with a version in place of the hash. */
export async function browserFiles(
  version: string,
): Promise<{ files: Map<string, Buffer>; assets: Record<string, string> }> {
  const source = (name: string) => bundle({ entryPoints: [`src/browser/${name}`] });
  const made: Record<string, Buffer> = {
    'main.js': await bundle({ stdin: { contents: START, resolveDir: 'src/browser', loader: 'ts' } }),
    'camera.js': await source('camera.entry.ts'),
    'photos.js': await source('photos.entry.ts'),
    'scan-worker.js': await source('scan-worker.ts'),
    'zxing.wasm': readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'),
  };
  const assets: Record<string, string> = {};
  const files = new Map<string, Buffer>();
  for (const [name, bytes] of Object.entries(made)) {
    assets[name] = `/build/${name.replace('.', `-${version}.`)}`;
    files.set(assets[name], bytes);
  }
  const define = { BUILD_ASSETS: JSON.stringify(assets) };
  files.set('/sw.js', await bundle({ entryPoints: ['src/browser/service-worker.ts'], define }));
  return { files, assets };
}

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  form: FormData | null;
}

export type Answer = (
  asked: Asked,
) => string | { status?: number; body: string | Buffer; type?: string } | Promise<string>;

export interface Site {
  url: string;
  port: number;
  /** Every path that was asked for, in order. */
  paths: string[];
  /** What each file weighs over the wire, gzipped. */
  weight: (path: string) => number;
  files: Map<string, Buffer>;
  assets: Record<string, string>;
  close: () => Promise<void>;
}

async function askedOf(request: IncomingMessage, url: URL): Promise<Asked> {
  const method = request.method ?? 'GET';
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const body = method === 'POST' ? await Readable.toWeb(request) : null;
  const form = body ? await new Response(body as ReadableStream, { headers }).formData() : null;
  return { method, path: url.pathname, query: url.searchParams, form };
}

/** A server of plain pages with the app's own policy, its files, and nothing else. */
export async function openSite(answer: Answer, version = '1'): Promise<Site> {
  const { files, assets } = await browserFiles(version);
  const paths: string[] = [];
  const sockets = new Set<Socket>();
  const types: Record<string, string> = { '.wasm': 'application/wasm', '.css': 'text/css' };
  const type = (path: string) => types[extname(path)] ?? 'text/javascript';

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://site');
    paths.push(url.pathname);
    const file = files.get(url.pathname);
    if (file) {
      const policy = url.pathname.includes('scan-worker') ? WORKER_POLICY : PAGE_POLICY;
      const cache = url.pathname === '/sw.js' ? 'no-cache' : 'public, max-age=31536000, immutable';
      response.setHeader('content-security-policy', policy).setHeader('cache-control', cache);
      response.setHeader('content-type', type(url.pathname)).end(file);
      return;
    }
    const given = await answer(await askedOf(request, url));
    const page = typeof given === 'string' ? { body: given } : given;
    response.setHeader('content-security-policy', PAGE_POLICY).setHeader('cache-control', 'no-store');
    response.setHeader('permissions-policy', 'camera=(self)');
    response.setHeader('content-type', page.type ?? 'text/html; charset=utf-8');
    response.writeHead(page.status ?? 200).end(page.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((done) => server.close(() => done()));
  };
  const weight = (path: string) => gzipSync(files.get(path) ?? '', { level: 9 }).length;
  return { url: `http://localhost:${port}`, port, paths, weight, files, assets, close };
}

/** A page with the layout's script and `content`; boosted as the app's pages are. */
export function pageOf(
  site: Pick<Site, 'assets'>,
  content: string,
  { boost = false, offline = false } = {},
): string {
  const asset = (name: string) => site.assets[name] ?? '';
  const htmx = `<meta name="htmx-config" content='{"includeIndicatorCSS":false}'>`;
  const script =
    `<script type="module" src="${asset('main.js')}" data-camera="${asset('camera.js')}" ` +
    `data-worker="${asset('scan-worker.js')}" data-wasm="${asset('zxing.wasm')}" data-photos="${asset('photos.js')}"></script>`;
  const body = boost ? '<body hx-boost:inherited="true" hx-sync:inherited="drop">' : '<body>';
  return (
    `<!doctype html><html lang="en"${offline ? ' data-offline="yes"' : ''}><head><meta charset="utf-8"><title>Scan</title>` +
    `<link rel="icon" href="/icon">${htmx}${script}</head>${body}<main>${content}</main></body></html>`
  );
}

/** Chromium with a camera that plays `film`, or with the switches given. */
export function openBrowser(film: string | null, ...more: string[]): Promise<Browser> {
  const camera = film
    ? [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ]
    : [];
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '',
    args: [...CHROMIUM_ARGS, ...camera, ...more],
  });
}
