import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, openSite, pageOf, type Site } from './scan-site.ts';

/** Milliseconds between the keys of a hand. */
const HAND = 130;
const SCANNER_SECONDS = 0.005;

const BOX = (id: string, wish = '') =>
  `<label for="${id}">${id}</label><input id="${id}" name="${id}" data-scan="${wish}">`;

const FORMS: Record<string, string> = {
  '/scan': `<h1 tabindex="-1">Scan</h1><form action="/scan">${BOX('code')}<button>Find</button></form>
    <label for="note">Note</label><textarea id="note"></textarea>`,
  '/swap': `<form action="/swap">${BOX('broken')}${BOX('spare')}<button>Swap</button></form>`,
  '/device': `<form action="/device">${BOX('tag')}<label for="room">Room</label><input id="room" name="room"><button>Save</button></form>`,
  '/part': `<form action="/part">${BOX('sku', 'submit')}<label for="n">Count</label><input id="n" name="n" value="1"></form>`,
};

describe('a hand scanner that types', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  let sent: string[];
  let slow = 0;

  beforeAll(async () => {
    site = await openSite(async ({ path, query }) => {
      if (query.size > 0) sent.push([...query].map(([name, value]) => `${name}=${value}`).join(' '));
      await new Promise((done) => setTimeout(done, query.size > 0 ? slow : 0));
      const heard = `<p id="heard">${sent.length}</p>`;
      return pageOf(site, (FORMS[path] ?? '') + heard, { boost: true });
    });
    browser = await openBrowser(null);
  });

  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  beforeEach(() => {
    sent = [];
    slow = 0;
  });

  async function visit(path: string): Promise<void> {
    await page?.close();
    page = await browser.newPage();
    await page.goto(site.url + path);
    await page.waitForFunction(
      () => Boolean(Reflect.get(window, 'htmx')) || document.readyState === 'complete',
    );
  }

  /** The keys carry the times of a scanner: on a busy machine the calls that press them are as slow as a hand. */
  async function scan(text: string): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const begun = Date.now() / 1000;
    const keys = [...text, 'Enter'];
    for (const [at, key] of keys.entries()) {
      const timestamp = begun + at * SCANNER_SECONDS;
      const typed = key === 'Enter' ? '\r' : key;
      await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: typed, timestamp });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp });
    }
    await session.detach();
  }

  const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });
  const heard = (count: number) => eventually(() => sent.length).toBe(count);

  it('fills the box and submits, wherever the focus is', async () => {
    await visit('/scan');
    await scan('LIB-48213');
    await heard(1);
    await page.locator('h1').focus();
    await scan('https://spudger.example/t/48214');
    await heard(2);
    await page.getByLabel('code').focus();
    await scan('48215');
    await heard(3);
    expect(sent).toEqual(['code=LIB-48213', 'code=https://spudger.example/t/48214', 'code=48215']);
  });

  it('presses no button that has the focus', async () => {
    await visit('/scan');
    await page.getByRole('button', { name: 'Find' }).focus();
    await scan('48213 A');
    await heard(1);
    await page.waitForTimeout(300);
    expect(sent).toEqual(['code=48213 A']);
  });

  it('leaves other fields, and slow hands, alone', async () => {
    await visit('/scan');
    await page.getByLabel('Note').focus();
    await scan('5B20Z25488');
    expect(await page.getByLabel('Note').inputValue()).toBe('5B20Z25488\n');
    await page.locator('h1').focus();
    await page.keyboard.type('48213', { delay: HAND });
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    expect(sent).toEqual([]);
  });

  it('loses no scan while the answer to the last one is on its way', async () => {
    slow = 700;
    await visit('/scan');
    for (const text of ['48213', '48214', '48215', '48216']) await scan(text);
    await heard(4);
    expect(sent).toEqual(['code=48213', 'code=48214', 'code=48215', 'code=48216']);
  });

  it('fills two boxes one after the other, then submits', async () => {
    await visit('/swap');
    await scan('48213');
    await eventually(() => page.getByLabel('broken').inputValue()).toBe('48213');
    expect(sent).toEqual([]);
    await scan('48299');
    await heard(1);
    expect(sent).toEqual(['broken=48213 spare=48299']);
  });

  it('only fills where more is to be typed, unless the page asks to submit', async () => {
    await visit('/device');
    await scan('48213');
    await eventually(() => page.getByLabel('tag').inputValue()).toBe('48213');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('room');
    expect(sent).toEqual([]);
    await visit('/part');
    await scan('LCD-116-30');
    await heard(1);
    expect(sent).toEqual(['sku=LCD-116-30 n=1']);
  });
});
