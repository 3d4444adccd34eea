import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { film, removeFilms } from './scan-labels.ts';
import { openBrowser, openSite, pageOf, type Site } from './scan-site.ts';

const FORM = `<form method="get" action="/found"><spudger-scanner data-open></spudger-scanner>
  <label for="code">Tag or serial</label><input id="code" name="code" data-scan><button>Find</button></form>`;
const OTHER_WAYS = 'You can type the tag, or use a hand scanner.';

describe('where the camera cannot be had', () => {
  let browser: Browser | undefined;
  let site: Site;

  beforeEach(async () => {
    site = await openSite(({ query }) => {
      const code = query.get('code');
      return pageOf(site, code === null ? FORM : `<h1>Found ${code}</h1>`);
    });
  });

  afterEach(async () => {
    await browser?.close();
    await site.close();
    removeFilms();
  });

  async function wordsAt(url: string, ...switches: string[]): Promise<string> {
    browser = await openBrowser(null, ...switches);
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForSelector('spudger-scanner[data-state="failed"]');
    const words = await page.locator('spudger-scanner [role=status]').textContent();
    expect(await page.getByRole('button', { name: 'Open the camera' }).isVisible()).toBe(true);
    await page.getByLabel('Tag or serial').fill('48213');
    await page.keyboard.press('Enter');
    expect(await page.locator('h1').textContent()).toBe('Found 48213');
    return words ?? '';
  }

  it('says that it was refused, and typing still works', async () => {
    const words = await wordsAt(site.url, '--use-fake-device-for-media-stream', '--deny-permission-prompts');
    expect(words).toBe(
      `The camera is not allowed here. Allow it for this site in the browser, then open it again. ${OTHER_WAYS}`,
    );
  });

  it('says that there is none', async () => {
    expect(await wordsAt(site.url)).toBe(`This device has no camera. ${OTHER_WAYS}`);
  });

  it('says that it needs https', async () => {
    const words = await wordsAt(
      `http://plain.test:${site.port}`,
      '--host-resolver-rules=MAP plain.test 127.0.0.1',
    );
    expect(words).toBe(`The camera works only where the address starts with https. ${OTHER_WAYS}`);
  });

  it('says that the reader could not be loaded, and lets go of the camera', async () => {
    site.files.delete(site.assets['zxing.wasm'] ?? '');
    browser = await openBrowser(film([['code128', '48213']]));
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForSelector('spudger-scanner[data-state="failed"]');
    expect(await page.locator('spudger-scanner [role=status]').textContent()).toBe(
      'The reader could not be loaded. Check the network, then open the camera again.',
    );
    expect(await page.locator('spudger-scanner video').isVisible()).toBe(false);
  });

  it("shows nothing and stands in nobody's way without JavaScript", async () => {
    browser = await openBrowser(null);
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(site.url);
    await page.getByLabel('Tag or serial').fill('48213');
    await page.getByRole('button', { name: 'Find' }).click();
    expect(await page.locator('h1').textContent()).toBe('Found 48213');
  });
});
