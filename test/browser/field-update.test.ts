import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { writeNextBuild } from '../support/next-build.ts';
import { startBuilt } from '../support/server.ts';
import { freePort, type Started } from '../support/server-process.ts';
import { makeSeed, type Seed, writeSeed } from '../support/server-seed.ts';
import { ready } from './field-ready.ts';

const data = mkdtempSync(join(tmpdir(), 'spudger-update-'));
const program = mkdtempSync(join(tmpdir(), 'spudger-next-'));
let seed: Seed;
let browser: Browser;
let server: Started;
let port: number;
beforeAll(async () => {
  seed = await makeSeed();
  await writeSeed(join(data, 'spudger.db'), seed);
  port = await freePort();
  server = await startBuilt(data, port);
  browser = await openChromium();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  for (const folder of [data, program]) rmSync(folder, { recursive: true, force: true });
});

const bar = (page: Page) => page.locator('spudger-waiting');

function repairs(): unknown[] {
  const file = new Sqlite(join(data, 'spudger.db'), { readonly: true });
  const found = file.prepare('SELECT device, headline, state FROM repairs').all();
  file.close();
  return found;
}

/** Runs in the page: the scripts that this phone keeps, and the one of the page itself. */
async function scripts(): Promise<{ kept: string[]; own: string[] }> {
  const files = await (await caches.open('spudger-assets')).keys();
  const pathOf = (url: string) => new URL(url).pathname;
  const own = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => pathOf(src));
  return { kept: files.map(({ url }) => pathOf(url)).sort(), own };
}

it('what waits on a phone outlives a new build of the app at the same address, and is sent by it once', async () => {
  const url = `http://127.0.0.1:${port}`;
  const { page, context, go } = await visit(browser, { url }, { person: seed.cast.sid });
  await go('/field');
  await ready(page);
  await context.setOffline(true);
  await page.goto('/field#/device/48213/repair/screen');
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect.poll(() => bar(page).innerText()).toMatch(/^1 wait/);
  const former = await page.evaluate(scripts);

  // The next build takes the place of this one while what waits cannot be sent.
  const names = writeNextBuild(program);
  expect([...names.keys()].map((path) => path.replace(/-[0-9a-f]+/, '')).sort()).toEqual([
    '/build/field.js',
    '/build/main.js',
    '/build/outbox.js',
  ]);
  await server.stop();
  server = await startBuilt(data, port, program);
  await context.route('**/sync/entries', (route) => route.fulfill({ status: 503, body: 'busy' }));
  await context.setOffline(false);
  // As somebody finds it who goes on to work: pages of the new build, which is taken over from one to the next.
  await expect
    .poll(
      async () => {
        await page.goto('/devices', { waitUntil: 'load' });
        await page.waitForTimeout(2_500);
        return (await page.evaluate(scripts)).kept.filter((path) => names.has(path));
      },
      { timeout: 45_000 },
    )
    .toEqual([]);
  const { kept, own } = await page.evaluate(scripts);
  for (const next of [...names.values()].filter(
    (path) => path.includes('/field-') || path.includes('/main-'),
  ))
    expect(kept).toContain(next);
  expect(own.some((path) => [...names.values()].includes(path))).toBe(true);
  expect(former.kept.some((path) => names.has(path))).toBe(true);

  // Without a network it is the new build's page that comes, and what was done with the former one lies in it.
  await context.setOffline(true);
  await page.goto('/devices', { waitUntil: 'load' });
  expect((await page.evaluate(scripts)).own).toContain(
    [...names.values()].find((path) => path.includes('/field-')),
  );
  await expect.poll(() => bar(page).innerText()).toMatch(/^1 wait/);
  await bar(page).getByRole('link').tap();
  await page.getByText('48213: Screen, Replaced part').waitFor();
  expect(repairs()).toEqual([]);
  await context.unroute('**/sync/entries');
  await context.setOffline(false);
  await expect.poll(() => bar(page).innerText(), { timeout: 20_000 }).toBe('');
  expect(repairs()).toEqual([{ device: seed.cast.one, headline: 'Screen', state: 'closed' }]);
  await context.close();
});
