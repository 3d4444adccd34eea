import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openChromium, said, Thumb, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

const MOST_TAPS = 6;

describe('the 20-second repair', () => {
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

  it.each([
    { script: true, tag: '48213', left: 1 },
    { script: false, tag: '48214', left: 0 },
  ])('from the home screen, script $script', async ({ script, tag, left }) => {
    const { page, faults, go, context } = await visit(browser, server, { script, person: server.cast.sid });
    await go('/');
    const thumb = new Thumb(page);
    await thumb.tap(page.locator('.dock').getByRole('link', { name: 'Scan' }));
    await arrived(page, 'Scan');
    await thumb.type(tag);
    await thumb.tap(page.getByRole('button', { name: 'Find' }));
    await arrived(page, tag);
    await thumb.tap(page.getByRole('link', { name: 'Repair', exact: true }));
    await arrived(page, 'Repair');
    await thumb.tap(
      page.getByRole('navigation', { name: 'What is wrong' }).getByText('Screen', { exact: true }),
    );
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    await thumb.tap(page.getByRole('button', { name: 'Save', exact: true }));
    await page.getByText('Saved today by you').waitFor();

    expect(thumb.taps).toBeLessThanOrEqual(MOST_TAPS);
    expect(thumb.typed).toEqual([tag]);
    const saved = await words(page);
    expect(saved).toContain('Closed');
    expect(saved).toContain('LCD 11.6 30 pin');
    await go('/stock');
    const row = page.getByRole('row', { name: /LCD 11.6 30 pin/ });
    expect(await row.innerText()).toMatch(new RegExp(`\\b${left}$`));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is undone by its author on the same day, and the part is back', async () => {
    const { page, go, context } = await visit(browser, server, { script: false, person: server.cast.sid });
    await go('/stock');
    const before = await words(page);
    await go('/devices/50001/repair?fault=battery');
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    await page.getByText('Saved today by you').waitFor();
    await go('/stock');
    expect(await words(page)).not.toBe(before);
    await go('/devices/50001');
    await page
      .locator('main')
      .getByRole('link', { name: /^R-\d+/ })
      .first()
      .tap();
    await page.getByRole('button', { name: 'Undo' }).tap();
    await said(page, 'Undone');
    await go('/stock');
    expect(await words(page)).toBe(before);
    await context.close();
  });

  it('offers the same again on the next scan', async () => {
    const { page, context, go } = await visit(browser, server, { person: server.cast.sid });
    await go('/devices/50002/repair?fault=keyboard');
    await page.getByRole('button', { name: 'Save and next' }).tap();
    await arrived(page, 'Scan');
    await page.keyboard.type('60001');
    await page.keyboard.press('Enter');
    await arrived(page, '60001');
    await page.getByRole('link', { name: 'Repair', exact: true }).tap();
    await page.getByRole('link', { name: /Same again: Keyboard/ }).tap();
    await page.getByRole('button', { name: 'Save', exact: true }).tap();
    await page.getByText('Saved today by you').waitFor();
    await context.close();
  });
});
