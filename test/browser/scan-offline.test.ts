import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { film, removeFilms } from './scan-labels.ts';
import { browserFiles, openBrowser, openSite, pageOf, type Site } from './scan-site.ts';

describe('the service worker', () => {
  let browser: Browser;
  let context: BrowserContext;
  let site: Site;

  beforeEach(async () => {
    site = await openSite(({ path }) => {
      return pageOf(
        site,
        `<h1>${path} of Ada Quill</h1><form><spudger-scanner></spudger-scanner><input data-scan name="q"></form>`,
        {
          offline: true,
        },
      );
    });
    browser = await openBrowser(film([null]));
    context = await browser.newContext();
  });

  afterEach(async () => {
    await browser.close();
    await site.close();
    removeFilms();
  });

  async function visit(path: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(site.url + path);
    return page;
  }

  async function working(page: Page): Promise<void> {
    const state = () => {
      return page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return navigator.serviceWorker.controller ? registration?.active?.state : undefined;
      });
    };
    await expect.poll(state, { timeout: 20_000 }).toBe('activated');
  }

  const kept = (page: Page) => {
    return page.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return lists.flat().map(({ url }) => new URL(url).pathname);
    });
  };

  it('keeps the files, the wasm from its first use on, and no page', async () => {
    const page = await visit('/devices/48213');
    await working(page);
    const { assets } = site;
    expect((await kept(page)).sort()).toEqual([assets['camera.js'], assets['main.js'], assets['photos.js']]);
    await page.getByRole('button', { name: 'Open the camera' }).click();
    await page.waitForSelector('spudger-scanner[data-engine="wasm"]');
    await expect.poll(() => kept(page), { timeout: 20_000 }).toContain(assets['zxing.wasm']);
    await page.reload();
    expect((await kept(page)).sort()).toEqual(Object.values(assets).sort());
    const asked = site.paths.filter((path) => path === assets['zxing.wasm']).length;
    expect(asked).toBe(1);
  });

  it('shows a page of its own without a network, and the real one again with it', async () => {
    const page = await visit('/devices/48213');
    await working(page);
    await context.setOffline(true);
    const answer = await page.goto(`${site.url}/repairs`);
    expect(answer?.status()).toBe(503);
    expect(await page.textContent('h1')).toBe('No network');
    expect(await page.content()).not.toContain('Quill');
    await context.setOffline(false);
    await page.getByRole('link', { name: 'try again' }).click();
    await expect.poll(() => page.textContent('h1'), { timeout: 20_000 }).toBe('/repairs of Ada Quill');
  });

  it('lets a new version wait while an old page is open, then takes over and drops what is old', async () => {
    const old = await visit('/devices/48213');
    await working(old);
    const former = { ...site.assets };

    const { files, assets } = await browserFiles('2');
    for (const path of Object.values(former)) site.files.delete(path);
    for (const [path, bytes] of files) site.files.set(path, bytes);
    Object.assign(site.assets, assets);

    const next = await visit('/repairs');
    const waiting = (page: Page) => {
      return page.evaluate(
        async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null,
      );
    };
    await expect.poll(() => waiting(next), { timeout: 20_000 }).toBe('installed');
    await next.reload();
    await next.waitForTimeout(3000);
    expect(await waiting(next)).toBe('installed');
    // The old page still finds its files, which the server has no more.
    const gone = await old.evaluate(async (path) => (await fetch(path)).status, former['camera.js'] ?? '');
    expect(gone).toBe(200);

    await old.close();
    await next.reload();
    await expect.poll(() => waiting(next), { timeout: 20_000 }).toBe(null);
    await expect
      .poll(async () => (await kept(next)).filter((path) => path.includes('-1.')), { timeout: 20_000 })
      .toEqual([]);
    expect(await kept(next)).toContain(assets['main.js']);
  });
});
