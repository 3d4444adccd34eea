/**
 * Takes the pictures of docs/screenshots from the demo district, on a phone and on a desk.
 *   node scripts/screenshots.ts [name ...]   only those named
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';
import { DEMO_DATA, ensureDemo } from './demo.ts';

interface Shot {
  readonly name: string;
  /** The button of the demo's sign-in page. */
  readonly as: string;
  readonly path: string;
  /** Then the first link of the page's main part whose address fits, in this order. */
  readonly follow?: readonly RegExp[];
}

const DEVICE = /^\/devices\/(?!new)[^/?#]+$/;
const REPAIR = /^\/repairs\/R-\d+$/;

const SHOTS: readonly Shot[] = [
  { name: 'sign-in', as: '', path: '/sign-in' },
  { name: 'today', as: 'specialist', path: '/' },
  { name: 'scan', as: 'specialist', path: '/scan' },
  { name: 'devices', as: 'specialist', path: '/devices' },
  { name: 'device', as: 'specialist', path: '/devices', follow: [DEVICE] },
  { name: 'quick-repair', as: 'specialist', path: '/devices', follow: [DEVICE, /\/(quick|repair)$/] },
  { name: 'queue', as: 'manager', path: '/repairs' },
  { name: 'repair', as: 'specialist', path: '/repairs', follow: [REPAIR] },
  { name: 'board', as: 'manager', path: '/repairs/board' },
  { name: 'check', as: 'contact', path: '/check' },
  { name: 'stock', as: 'manager', path: '/stock' },
  { name: 'location', as: 'contact', path: '/locations', follow: [/^\/locations\/(?!new)[^/?#]+$/] },
  { name: 'model', as: 'manager', path: '/models', follow: [/^\/models\/(?!new)[^/?#]+$/] },
  { name: 'history', as: 'auditor', path: '/history' },
];

const VIEWPORTS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
} as const;

const FOLDER = 'docs/screenshots';
const START_MS = 60_000;

/** Starts the server on a free port. @returns its address, read from its first lines */
function startServer(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, ['--enable-source-maps', 'dist/node.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATA_DIR: DEMO_DATA, PORT: '0', BASE_URL: undefined },
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not say where it is')), START_MS);
    let said = '';
    server.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const address = said.match(/https?:\/\/[\w.:[\]-]+/)?.[0];
      if (!address) return;
      clearTimeout(late);
      resolve({ server, address });
    });
    server.on('close', (code) => reject(new Error(`the server ended with ${code}\n${said}`)));
  });
}

async function follow(page: Page, address: string, wanted: RegExp): Promise<void> {
  const links = await page
    .locator('main a[href]')
    .evaluateAll((list) => list.map((link) => link.getAttribute('href') ?? ''));
  const next = links.find((href) => wanted.test(href));
  if (!next) throw new Error(`${page.url()} has no link like ${wanted}`);
  await page.goto(address + next);
}

async function take(page: Page, address: string, shot: Shot, size: string): Promise<void> {
  const answer = await page.goto(address + shot.path);
  if (!answer?.ok()) throw new Error(`${shot.path} answered ${answer?.status()}`);
  for (const wanted of shot.follow ?? []) await follow(page, address, wanted);
  await page.screenshot({ path: join(FOLDER, `${shot.name}-${size}.png`), animations: 'disabled' });
}

/** One session for each role and size; failures are told and do not keep the others from being taken. */
async function takeAll(browser: Browser, address: string, names: string[]): Promise<number> {
  let failures = 0;
  const wanted = SHOTS.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const [size, look] of Object.entries(VIEWPORTS)) {
    for (const role of new Set(wanted.map((shot) => shot.as))) {
      const context = await browser.newContext({ ...look, reducedMotion: 'reduce' });
      const page = await context.newPage();
      try {
        if (role !== '') {
          await page.goto(`${address}/sign-in`);
          await page
            .getByRole('button', { name: new RegExp(`^${role}`, 'i') })
            .first()
            .click();
          await page.waitForURL((url) => url.pathname !== '/sign-in');
        }
        for (const shot of wanted.filter(({ as }) => as === role)) {
          await take(page, address, shot, size).catch((error: Error) => {
            failures += 1;
            process.stderr.write(`${shot.name} on a ${size}: ${error.message}\n`);
          });
        }
      } finally {
        await context.close();
      }
    }
  }
  return failures;
}

mkdirSync(FOLDER, { recursive: true });
ensureDemo(DEMO_DATA);
const { server, address } = await startServer();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
try {
  const failures = await takeAll(browser, address, process.argv.slice(2));
  process.exitCode = failures === 0 ? 0 : 1;
} finally {
  await browser.close();
  server.removeAllListeners('close');
  server.kill('SIGTERM');
}
