import Sqlite from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { cookieOf, type Server, startNode } from '../support/server.ts';

/** The Monday after today, and more days of that week, in the district's zone. */
function nextWeek(offset: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
  const noon = new Date(`${today}T12:00:00Z`);
  const toMonday = ((8 - noon.getUTCDay()) % 7) + 7;
  return new Date(noon.getTime() + (toMonday + offset) * 86_400_000).toISOString().slice(0, 10);
}

/** Runs in the page: a form of the field pages, filled in and sent. */
async function report({ path, note }: { path: string; note: string }): Promise<string> {
  const until = async <T>(look: () => T | null): Promise<T | null> => {
    for (let n = 0; n < 150; n++) {
      const seen = look();
      if (seen) return seen;
      await new Promise((resume) => setTimeout(resume, 40));
    }
    return null;
  };
  location.hash = path;
  const box = await until(() => document.querySelector<HTMLTextAreaElement>('textarea[name=note]'));
  if (!box?.form) return 'no form';
  box.value = note;
  box.form.querySelector<HTMLButtonElement>('button.primary')?.click();
  const told = await until(() => document.querySelector('.toast'));
  const said = told?.textContent ?? document.querySelector('main')?.textContent ?? '';
  told?.remove();
  return said;
}

describe('a technician at a desk, and with two tabs', () => {
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startNode(), openChromium()]);
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

  it('drags a visit to another day of the week', async () => {
    const day = nextWeek(1);
    const answer = await fetch(`${server.url}/visits/new`, {
      method: 'POST',
      body: new URLSearchParams({ site: 'MAP', day, purpose: 'routine', people: server.cast.sid }),
      headers: { Cookie: cookieOf(server.cast.mara), Origin: server.url },
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const { page, go, faults, context } = await visit(browser, server, {
      person: server.cast.sid,
      size: 'desk',
    });
    await go(`/visits?day=${day}`);
    const card = page.locator(`[data-day="${day}"] [data-visit]`);
    const to = nextWeek(3);
    await card.dragTo(page.locator(`[data-day="${to}"]`));
    await page.locator(`[data-day="${to}"] [data-visit]`).waitFor();
    expect(rows('SELECT day FROM visits')).toEqual([{ day: to }]);
    expect(rows('SELECT day FROM visit_people')).toEqual([{ day: to }]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('sends what two tabs have kept once each, whichever of them sends it', async () => {
    const phone = await visit(browser, server, { person: server.cast.tess });
    const { context } = phone;
    await phone.go('/field');
    await phone.page.getByText(/The copy is/).waitFor();
    const other = await context.newPage();
    await other.goto('/field');
    await other.getByText(/The copy is/).waitFor();
    // The service worker begins 2 s after the page, and keeps the field pages.
    const keeps = () =>
      phone.page.evaluate(async () => {
        const kept = await (await caches.open('spudger-assets')).keys();
        return kept.some(({ url }) => url.includes('/field-'));
      });
    await expect.poll(keeps, { timeout: 20_000 }).toBe(true);
    await context.setOffline(true);
    const tabs: Page[] = [phone.page, other];
    const notes = ['one', 'two', 'three', 'four', 'five', 'six'].map((word) => `Tab says ${word}`);
    for (const [i, note] of notes.entries()) {
      const tab = tabs[i % 2];
      await tab?.bringToFront();
      const said = await tab?.evaluate(report, { path: `/device/${server.cast.two}/report`, note });
      expect(said).toContain('Kept on this phone');
    }
    const bar = (page: Page) => page.locator('spudger-waiting').innerText();
    for (const page of tabs) await expect.poll(() => bar(page)).toMatch(/^6 wait/);
    await context.setOffline(false);
    // Both wake at once, and one of them is closed in the middle of it.
    await Promise.all(tabs.map((page) => page.evaluate(() => void dispatchEvent(new Event('online')))));
    await other.close();
    const texts = () =>
      (rows('SELECT note AS t FROM repair_lines UNION ALL SELECT text FROM repair_notes') as { t: string }[])
        .map(({ t }) => t)
        .join('\n');
    await expect
      .poll(() => notes.filter((note) => texts().split(note).length !== 2), { timeout: 45_000 })
      .toEqual([]);
    await expect.poll(() => bar(phone.page), { timeout: 45_000 }).toBe('');
    await context.close();
  });

  it('lends without a network, and takes up a scan that was shown before the browser had written it to its own storage', async () => {
    const begun = await fetch(`${server.url}/api/v1/audits`, {
      method: 'POST',
      headers: { Authorization: `Bearer token-${server.cast.mara}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ location: 'MAP', start: true }),
    });
    const { id } = (await begun.json()) as { id: string };
    const { page, go, context } = await visit(browser, server, { person: server.cast.sid });
    await go('/field');
    await page.getByRole('heading', { name: 'Audits' }).waitFor();
    await context.setOffline(true);
    await page.evaluate((audit) => {
      location.hash = `/audit/${audit}`;
    }, id);
    await page.getByRole('button', { name: 'Count it' }).waitFor();
    await page.locator('#f-scan').fill('QQ-17');
    await page.locator('#f-scan').press('Enter');
    await page.getByText('1 scan waits on this phone').waitFor();
    await page.evaluate((device) => {
      location.hash = `/device/${device}`;
    }, server.cast.loaner);
    await page.getByRole('link', { name: 'Lend' }).tap();
    await page.getByLabel('To whom').fill('700001');
    await page.getByRole('button', { name: 'Lend' }).tap();
    await expect
      .poll(() => page.locator('spudger-waiting').innerText(), { timeout: 20_000 })
      .toMatch(/^2 wait/);
    // As if it had been killed there: what is written seconds later is gone.
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage))
        if (key.startsWith('spudger.audit.')) localStorage.removeItem(key);
    });
    await context.setOffline(false);
    await page.goto(`${server.url}/field#/`);
    await page.reload();
    const counted = () =>
      rows("SELECT value, count(*) AS n FROM audit_events WHERE value = 'QQ-17' GROUP BY value");
    await expect.poll(counted, { timeout: 30_000 }).toEqual([{ value: 'QQ-17', n: 1 }]);
    const lent = () =>
      rows(`SELECT p.external_id AS badge, d.due_on <> '' AS due FROM devices AS d
            JOIN people AS p ON p.id = d.holder WHERE d.tag = '50002'`);
    await expect.poll(lent, { timeout: 30_000 }).toEqual([{ badge: '700001', due: 1 }]);
    await context.close();
  });
});
