import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, Thumb, type Visit, visit } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';
import { PASSWORD } from '../support/server-seed.ts';
import { ready } from './field-ready.ts';

const MOST_TAPS = 6;
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe-core finds wrong with the page as it stands. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run({}));
  return violations.map(({ id, nodes }) => `${page.url()}: ${id} ${nodes[0]?.html}`);
}

describe('the field pages', () => {
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

  const rows = (sql: string, ...values: string[]) => {
    const file = new Sqlite(`${server.folder}/spudger.db`, { readonly: true });
    const found = file.prepare(sql).all(...values);
    file.close();
    return found;
  };

  const offline = async ({ context }: Visit, off: boolean) => context.setOffline(off);
  const bar = (page: Page) => page.locator('spudger-waiting');

  it('a repair without a network: at most six taps, shown as waiting, saved by itself when there is one', async () => {
    const phone = await visit(browser, server, { person: server.cast.sid });
    const { page, faults } = phone;
    await phone.go('/field');
    await ready(page);
    await offline(phone, true);
    await page.goto('/devices', { waitUntil: 'load' });
    const thumb = new Thumb(page);
    await page.locator('#f-scan').fill('48213');
    await thumb.tap(page.getByRole('button', { name: 'Find' }));
    await page.getByRole('heading', { level: 1, name: '48213' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Quill Fennimore');
    expect(await page.locator('main').innerText()).toContain('As it was on the copy');
    await thumb.tap(page.getByRole('link', { name: 'Repair', exact: true }));
    await thumb.tap(
      page.getByRole('navigation', { name: 'What is wrong' }).getByText('Screen', { exact: true }),
    );
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    expect(await page.locator('input[name=parts]:checked').count()).toBe(1);
    await thumb.tap(page.getByRole('button', { name: 'Save', exact: true }));
    await expect.poll(() => bar(page).innerText()).toMatch(/^1 wait/);
    expect(thumb.taps).toBeLessThanOrEqual(MOST_TAPS);
    expect(rows('SELECT id FROM repairs')).toEqual([]);
    // The browser is closed and opened again, still without a network.
    await page.close();
    const again = await phone.context.newPage();
    await again.goto('/', { waitUntil: 'load' });
    await expect.poll(() => bar(again).innerText()).toMatch(/^1 wait/);
    await bar(again).getByRole('link').click();
    await again.getByRole('link', { name: '48213: Screen, Replaced part' }).click();
    await again.getByText('Not sent yet').waitFor();
    // What was typed stands there in words, not as the form names it.
    const typed = await again.locator('main').innerText();
    expect(typed).toContain('48213');
    expect(typed).toMatch(/Part\s+\w/);
    expect(typed).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|\bremedy\b/);
    await offline(phone, false);
    await expect
      .poll(() => rows('SELECT state FROM repairs'), { timeout: 20_000 })
      .toEqual([{ state: 'closed' }]);
    await expect.poll(() => bar(again).innerText()).toBe('');
    await again.goto('/field#/waiting');
    await again.getByText('Nothing waits').waitFor();
    expect(faults.filter((fault) => !/ERR_INTERNET|Failed to fetch/.test(fault))).toEqual([]);
    await phone.context.close();
  });

  it('has no faults for those who do not see or touch, light and dark, and works by keyboard alone', async () => {
    for (const dark of [false, true]) {
      const phone = await visit(browser, server, { person: server.cast.sid, dark });
      const { page } = phone;
      await phone.go('/field');
      await ready(page);
      await offline(phone, true);
      const found: string[] = await axeFaults(page);
      for (const path of ['', '/repair', '/repair/screen', '/report', '/swap', '/hand/check_out', '/photo']) {
        await page.evaluate((to) => {
          location.hash = to;
        }, `/device/48214${path}`);
        await page.getByRole('heading', { level: 1, name: /48214/ }).waitFor();
        found.push(...(await axeFaults(page)));
      }
      expect(found).toEqual([]);
      await page.evaluate(() => {
        location.hash = '/';
      });
      await page.locator('#f-scan').focus();
      await page.keyboard.type('50001');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '50001' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Repair');
      await phone.context.close();
    }
  });

  it('a device that nobody knows needs the person, is mended and saved; another one is withdrawn', async () => {
    const phone = await visit(browser, server, { person: server.cast.sid });
    const { page } = phone;
    await phone.go('/field');
    await ready(page);
    await offline(phone, true);
    for (const tag of ['99123', '99124']) {
      await page.goto(`/field#/device/${tag}/repair/battery`);
      await page.getByRole('button', { name: 'Save', exact: true }).tap();
      await page.locator('#f-scan').waitFor();
    }
    await offline(phone, false);
    await expect.poll(() => bar(page).innerText(), { timeout: 20_000 }).toMatch(/^2 need you/);
    await page.goto('/field#/waiting');
    await page.getByRole('link', { name: /^99123/ }).tap();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel('Tag or serial').fill('48214');
    await page.getByRole('button', { name: 'Send again' }).tap();
    await expect.poll(() => bar(page).innerText(), { timeout: 20_000 }).toMatch(/^1 needs you/);
    await page.getByRole('link', { name: /^99124/ }).tap();
    await page.getByText('Withdraw it').tap();
    await page.getByLabel(/^Why/).fill('The wrong one');
    // Something else is sent meanwhile: what is half typed stays.
    await page.evaluate((name) => dispatchEvent(new Event(name)), 'spudger:outbox');
    await page.waitForTimeout(300);
    await expect.poll(() => page.getByLabel(/^Why/).inputValue()).toBe('The wrong one');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).tap();
    await expect.poll(() => bar(page).innerText(), { timeout: 20_000 }).toBe('');
    expect(
      rows("SELECT state, count(*) AS n FROM sync_entries WHERE state = 'withdrawn' GROUP BY state"),
    ).toEqual([{ state: 'withdrawn', n: 1 }]);
    expect(rows('SELECT headline FROM repairs WHERE device = ?', server.cast.two)).toEqual([
      { headline: 'Battery' },
    ]);
    await phone.context.close();
  });

  it('signing out says what waits and keeps it, wipes the copy, and the same person sends it later', async () => {
    const phone = await visit(browser, server, { person: server.cast.tess });
    const { page, context } = phone;
    await phone.go('/field');
    await ready(page);
    await offline(phone, true);
    await page.goto('/field#/device/60001/report');
    // Nothing is said yet: it is asked for, and what was chosen stands there.
    await page.getByLabel('How urgent').selectOption('high');
    await page.getByRole('button', { name: 'Report' }).tap();
    await page.getByRole('alert').getByText('Say what is wrong').waitFor();
    expect(await page.getByLabel('How urgent').inputValue()).toBe('high');
    expect(await bar(page).innerText()).toBe('');
    await page.getByLabel(/^Note/).fill('The lid is loose');
    await page.getByRole('button', { name: 'Report' }).tap();
    await expect.poll(() => bar(page).innerText()).toMatch(/^1 waits/);
    // The server does not take entries just now, but everything else.
    await context.route('**/sync/entries', (route) => route.fulfill({ status: 503, body: 'busy' }));
    await offline(phone, false);
    await phone.go('/me');
    await expect.poll(() => bar(page).innerText()).toMatch(/^1 waits/);
    const [title, waits] = await Promise.all([page.locator('h1').boundingBox(), bar(page).boundingBox()]);
    expect((title?.x ?? 0) + (title?.width ?? 0)).toBeLessThanOrEqual(waits?.x ?? 0);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await page.getByRole('button', { name: 'Sign out' }).tap();
    await page.waitForURL(/sign-in/);
    expect(asked.join()).toContain('One thing waits on this phone. It stays here');
    const copied = () =>
      page.evaluate(
        () =>
          new Promise((done) => {
            // Asked while the page is left, it may never be answered: it is asked again.
            setTimeout(() => done(null), 1_000);
            const request = indexedDB.open('spudger');
            request.onsuccess = () => {
              const { result } = request;
              const counts = ['copy', 'outbox'].map((name) =>
                result.transaction(name).objectStore(name).count(),
              );
              const [copy, outbox] = counts;
              if (outbox) outbox.onsuccess = () => done([copy?.result, outbox.result]);
            };
          }),
      );
    await expect.poll(copied, { timeout: 20_000 }).toEqual([0, 1]);
    await context.unroute('**/sync/entries');
    await page.getByLabel('E-mail').fill('tess@spudger.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).tap();
    await expect
      .poll(() => rows('SELECT note FROM repair_lines WHERE note <> ?', ''), { timeout: 20_000 })
      .toEqual([{ note: 'The lid is loose' }]);
    await context.close();
  });

  it('keeps the form of a page that got no answer, under its own key', async () => {
    const phone = await visit(browser, server, { person: server.cast.sid });
    const { page, context } = phone;
    await phone.go('/field');
    await ready(page);
    const before = rows('SELECT count(*) AS n FROM repairs') as { n: number }[];
    await phone.go('/devices/50002/repair?fault=keyboard');
    // The request arrives, its answer does not.
    await context.route('**/devices/*/repair', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    await page.locator('.toast', { hasText: 'It is kept on this phone' }).waitFor();
    await context.unroute('**/devices/*/repair');
    await phone.go('/');
    await expect.poll(() => bar(page).innerText(), { timeout: 20_000 }).toBe('');
    expect(rows('SELECT count(*) AS n FROM repairs')).toEqual([{ n: (before[0]?.n ?? 0) + 1 }]);
    await context.close();
  });
});
