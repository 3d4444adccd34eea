import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { cookieOf, type Server, startNode } from '../support/server.ts';
import { ready } from './field-ready.ts';

/** The first room that the audit offers. */
async function roomOf(page: Page): Promise<string> {
  return (await page.locator('#f-room option').nth(2).textContent()) ?? '';
}

describe('a visit and an audit without a network', () => {
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

  const rows = (sql: string) => {
    const file = new Sqlite(`${server.folder}/spudger.db`, { readonly: true });
    const found = file.prepare(sql).all();
    file.close();
    return found;
  };

  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Cookie: cookieOf(server.cast.mara), Origin: server.url },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
  };

  it('arrive, count, leave: each waits on the phone and is saved by itself', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
    await post('/visits/new', { site: 'MAP', day: today, purpose: 'routine', people: server.cast.sid });
    const begun = await fetch(`${server.url}/api/v1/audits`, {
      method: 'POST',
      headers: { Authorization: `Bearer token-${server.cast.mara}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ location: 'MAP', start: true }),
    });
    expect(begun.ok).toBe(true);
    const phone = await visit(browser, server, { person: server.cast.sid });
    const { page, context } = phone;
    const bar = () => page.locator('spudger-waiting').innerText();
    await phone.go('/field');
    await page.getByRole('heading', { name: 'Audits' }).waitFor();
    await ready(page);
    await context.setOffline(true);
    const inCard = (title: string) =>
      page.locator('.card').filter({ hasText: title }).getByRole('link').first();
    await inCard('Visits').tap();
    await page.getByRole('button', { name: 'I am here' }).tap();
    await page.getByRole('button', { name: 'I leave' }).waitFor();
    await expect.poll(bar).toMatch(/^1 waits/);
    await page.goto(`${server.url}/field#/`);
    await inCard('Audits').tap();
    await page.getByText('Scan the first one.').waitFor();
    for (const tag of ['48213', '48214', '48214', 'nothing-like-it']) {
      await page.locator('#f-scan').fill(tag);
      await page.locator('#f-scan').press('Enter');
    }
    // What is shown is on the phone's disk by then.
    await page.getByText('4 scans wait on this phone').waitFor();
    await page.getByText('Unknown: put it aside: nothing-like-it').first().waitFor();
    const main = await page.locator('main').innerText();
    expect(main).toContain('Found: 48214');
    expect(main).toContain('Already scanned: 48214');
    expect(main).toContain('Unknown: put it aside: nothing-like-it');
    expect(main).toContain('4 scans wait on this phone');
    await page.getByLabel('I am in').selectOption({ label: await roomOf(page) });
    await page.getByText('No readable tag').tap();
    await page.getByLabel('Serial, or what it looks like').fill('Grey, its label is torn');
    await page.getByRole('button', { name: 'Note it' }).tap();
    await page.getByText('No tag, noted: Grey, its label is torn').first().waitFor();
    await page.getByRole('button', { name: 'Undo nothing-like-it' }).tap();
    await page.getByText('Taken back: nothing-like-it').waitFor();
    await page.reload().catch(() => undefined);
    // The same page where the server's own one could not be loaded: its scans count as well.
    const { id: audit } = (await begun.json()) as { id: string };
    await page.goto(`${server.url}/audits/${audit}/count`);
    await page.locator('#f-scan').fill('50001');
    await page.locator('#f-scan').press('Enter');
    await page.getByText('Found: 50001').first().waitFor();
    // The answer comes, a newer copy does not: what was done is not asked for once more.
    await context.route('**/sync/manifest', (route) => route.abort());
    await context.setOffline(false);
    await page.goto(`${server.url}/field#/`);
    await expect
      .poll(() => rows('SELECT state FROM visits'), { timeout: 20_000 })
      .toEqual([{ state: 'arrived' }]);
    await expect
      .poll(() => rows('SELECT kind, count(*) AS n FROM audit_events GROUP BY kind'), { timeout: 20_000 })
      .toEqual([
        { kind: 'note', n: 1 },
        { kind: 'scan', n: 5 },
        { kind: 'undo', n: 1 },
      ]);
    // Where it was counted is noted from when it was said.
    expect(rows('SELECT kind FROM audit_events WHERE location IS NOT NULL')).toEqual([{ kind: 'note' }]);
    await expect.poll(bar, { timeout: 45_000 }).toBe('');
    // A page that was left between sending and counting leaves an old number behind: the next one puts it right.
    await page.evaluate(
      (person) =>
        localStorage.setItem('spudger.waiting', JSON.stringify({ [person]: { waiting: 1, needs: 0 } })),
      server.cast.sid,
    );
    await page.reload();
    await expect.poll(bar).toBe('');
    await inCard('Visits').tap();
    await page.getByRole('button', { name: 'I leave' }).waitFor();
    expect(await page.getByRole('button', { name: 'I am here' }).count()).toBe(0);
    await context.unroute('**/sync/manifest');
    expect(
      phone.faults.filter((fault) => !/Failed to fetch|ERR_INTERNET|fetching the script/.test(fault)),
    ).toEqual([]);
    await context.close();
  });
});
