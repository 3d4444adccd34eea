import { fieldShell, SHELL_POLICY } from '../sync/shell-rules.ts';

/** Written in by the build: name -> path of every hashed file of this version. */
declare const BUILD_ASSETS: Record<string, string>;

/** The parts of a service worker's global scope that are used here, which the page's types do not have. */
interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchLike extends Lifetime {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface MessageLike extends Lifetime {
  readonly data: unknown;
}
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<unknown[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', hear: (event: Lifetime) => void): void;
  addEventListener(name: 'fetch', hear: (event: FetchLike) => void): void;
  addEventListener(name: 'message', hear: (event: MessageLike) => void): void;
}
const scope = globalThis as unknown as Scope;

/**
 * One cache for all versions: names carry a hash of their content, so a file is never out of date. Nothing else is
 * kept, no page and no answer: they hold people's names.
 */
const CACHE = 'spudger-assets';
const FOLDER = '/build/';
/** Loaded with the first page, or small: the rest (the reader and its wasm) is kept when it is first used. */
const AT_ONCE = ['main.js', 'app.css', 'camera.js', 'photos.js'];
/** What work without a network takes; kept once the phone carries a copy. */
const FIELD = ['field.js', 'outbox.js', 'scan-worker.js', 'zxing.wasm'];

/** A page that has not come after this time shows what the phone carries, in milliseconds. */
const NO_NETWORK_MS = 10_000;

const current = new Set(Object.values(BUILD_ASSETS));

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(pathsOf(AT_ONCE));
  // The version before carried the field pages: this one does as well.
  const former = await cache.keys();
  if (former.some(({ url }) => /\/build\/field-/.test(url))) await keepField();
}

function pathsOf(names: readonly string[]): string[] {
  return names.map((name) => BUILD_ASSETS[name]).filter((path) => path !== undefined);
}

async function keepField(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const path of pathsOf(FIELD)) if (!(await cache.match(path))) await cache.add(path);
}

/** Runs when no page of a former version is open any more, so what only those used can go. */
async function activate(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    if (!current.has(new URL(url).pathname)) await cache.delete(url);
  }
  await scope.registration.navigationPreload?.enable();
  await scope.clients.claim();
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  // A full disk is no reason to go without the file.
  if (answer.status === 200) void cache.put(request.url, answer.clone()).catch(() => undefined);
  return answer;
}

function offlinePage(): Response {
  const style = BUILD_ASSETS['app.css'];
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No network</title>
${style ? `<link rel="stylesheet" href="${style}">` : ''}
</head>
<body>
<div class="bare">
<main id="main">
<h1>No network</h1>
<p class="lede">This page could not be loaded. Nothing was changed.</p>
<p>When you are back in reach, <a href="">try again</a>.</p>
</main>
</div>
</body>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
    'cache-control': 'no-store',
  };
  return new Response(body, { status: 503, statusText: 'Offline', headers });
}

async function page(event: FetchLike): Promise<Response> {
  const shell = await fieldPage();
  const loaded = async (): Promise<Response> => {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  };
  try {
    return shell ? await Promise.race([loaded(), late(shell)]) : await loaded();
  } catch {
    return shell ?? offlinePage();
  }
}

/** The field pages, where this phone keeps them: they show what it carries, at whatever address. */
async function fieldPage(): Promise<Response | null> {
  const script = BUILD_ASSETS['field.js'];
  const kept = script ? await (await caches.open(CACHE)).match(script) : undefined;
  if (!kept) return null;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': SHELL_POLICY,
    'cache-control': 'no-store',
  };
  const body = fieldShell((name) => BUILD_ASSETS[name] ?? `/build/${name}`);
  return new Response(body, { headers });
}

/** A network that is there and carries nothing is none. */
function late(shell: Response): Promise<Response> {
  return new Promise((resolve) => setTimeout(() => resolve(shell), NO_NETWORK_MS));
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith(FOLDER) && !request.headers.has('range')) event.respondWith(asset(request));
  else if (request.mode === 'navigate') event.respondWith(page(event));
});

/**
 * A new version waits until no page of the former one is open: such a page may still load its camera. A page that
 * came from the server after the change asks to be taken over; where it is the only one, nobody can be broken.
 */
scope.addEventListener('message', (event) => {
  const { data } = event;
  if (typeof data !== 'object' || data === null) return;
  if ('field' in data) event.waitUntil(keepField());
  if (!('takeOver' in data)) return;
  if (typeof data.takeOver !== 'string' || !current.has(data.takeOver)) return;
  const takeOver = async (): Promise<void> => {
    const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.length <= 1) await scope.skipWaiting();
  };
  event.waitUntil(takeOver());
});
