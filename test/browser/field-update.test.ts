import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';
import { ready } from './field-ready.ts';

const FORMER = '/build/field-00000000.js';

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = await startNode();
  browser = await openChromium();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const bar = (page: Page) => page.locator('spudger-waiting');

function repairs(): unknown[] {
  const file = new Sqlite(`${server.folder}/spudger.db`, { readonly: true });
  const found = file.prepare('SELECT device, headline, state FROM repairs').all();
  file.close();
  return found;
}

/** Runs in the page: a service worker at another address, as a browser takes the one of a new build. */
async function newBuild(former: string): Promise<void> {
  await (await caches.open('spudger-assets')).put(former, new Response('former'));
  const options = { scope: '/', updateViaCache: 'none' } as const;
  const registration = await navigator.serviceWorker.register('/sw.js?next', options);
  while (!registration.waiting) await new Promise((resume) => setTimeout(resume, 20));
}

it('what waits on a phone outlives a new build of the app, and is sent by it once', async () => {
  const { page, context, go } = await visit(browser, server, { person: server.cast.sid });
  await go('/field');
  await ready(page);
  await context.setOffline(true);
  await page.goto('/field#/device/48213/repair/screen');
  await page.getByRole('button', { name: 'Save', exact: true }).tap();
  await expect.poll(() => bar(page).innerText()).toMatch(/^1 wait/);
  // The new build arrives while what waits cannot be sent.
  await context.route('**/sync/entries', (route) => route.fulfill({ status: 503, body: 'busy' }));
  await context.setOffline(false);
  await page.evaluate(newBuild, FORMER);
  await context.setOffline(true);
  // It takes over when no page of the former one is open.
  await page.close();
  const after = await context.newPage();
  await after.goto('/devices', { waitUntil: 'load' });
  await expect
    .poll(() => after.evaluate(() => navigator.serviceWorker.controller?.scriptURL))
    .toBe(`${server.url}/sw.js?next`);
  const kept = await after.evaluate(async () => {
    const files = await (await caches.open('spudger-assets')).keys();
    return files.map(({ url }) => new URL(url).pathname).filter((path) => path.includes('/field-'));
  });
  expect([kept.length, kept.includes(FORMER)]).toEqual([1, false]);
  await expect.poll(() => bar(after).innerText()).toMatch(/^1 wait/);
  await bar(after).getByRole('link').tap();
  await after.getByText('48213: Screen, Replaced part').waitFor();
  expect(repairs()).toEqual([]);
  await context.unroute('**/sync/entries');
  await context.setOffline(false);
  await expect.poll(() => bar(after).innerText(), { timeout: 20_000 }).toBe('');
  expect(repairs()).toEqual([{ device: server.cast.one, headline: 'Screen', state: 'closed' }]);
  await context.close();
});
