/**
 * Takes the pictures of docs/screenshots from the demo district, on a phone and on a desk.
 *   node scripts/screenshots.ts [name ...]   only those named
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';
import { DEMO_DATA, ensureDemo } from './demo.ts';
import { SHOTS, type Shot } from './screenshots-list.ts';

const VIEWPORTS = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 } },
} as const;
type Size = keyof typeof VIEWPORTS;

const FOLDER = 'docs/screenshots';
const START_MS = 60_000;
const STEP_MS = 15_000;

/** Starts the server on a free port. @returns its address, read from its first lines */
function startServer(): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(
    process.execPath,
    ['--enable-source-maps', '--max-semi-space-size=8', '--max-old-space-size=1024', 'dist/node.js'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATA_DIR: DEMO_DATA, PORT: '0', BASE_URL: undefined },
    },
  );
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

/** A browser in which somebody of that role has signed in by the demo's button; '' is nobody. */
async function contextAs(
  browser: Browser,
  address: string,
  role: string,
  size: Size,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...VIEWPORTS[size],
    baseURL: address,
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    timezoneId: 'America/New_York',
  });
  context.setDefaultTimeout(STEP_MS);
  if (role === '') return context;
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: role, exact: true }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.close();
  return context;
}

async function take(page: Page, shot: Shot, size: Size): Promise<void> {
  await shot.open(page);
  await page.waitForLoadState('networkidle');
  for (const colours of shot.dark ? (['light', 'dark'] as const) : (['light'] as const)) {
    await page.emulateMedia({ colorScheme: colours });
    const name = colours === 'dark' ? `${shot.name}-${size}-dark.png` : `${shot.name}-${size}.png`;
    await page.screenshot({ path: join(FOLDER, name), animations: 'disabled', caret: 'hide' });
  }
}

/** One session for each role and size; failures are told and do not keep the others from being taken. */
async function takeAll(browser: Browser, address: string, names: string[]): Promise<number> {
  let failures = 0;
  const wanted = SHOTS.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const size of Object.keys(VIEWPORTS) as Size[]) {
    for (const role of new Set(wanted.map((shot) => shot.as))) {
      const context = await contextAs(browser, address, role, size);
      for (const shot of wanted.filter(({ as, only }) => as === role && (only ?? size) === size)) {
        const page = await context.newPage();
        await take(page, shot, size).catch((error: Error) => {
          failures += 1;
          process.stderr.write(`${shot.name} on a ${size}: ${error.message}\n`);
        });
        await page.close();
      }
      await context.close();
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
