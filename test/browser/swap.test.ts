import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, choose, openChromium, said, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

describe('a swap', () => {
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
    { script: true, size: 'phone' },
    { script: false, size: 'desk' },
  ] as const)('for a loaner, and its undo, script $script on a $size', async ({ script, size }) => {
    const { page, go, faults, context } = await visit(browser, server, {
      script,
      size,
      person: server.cast.sid,
    });
    await go('/devices/48213');
    await page.getByRole('link', { name: 'Swap', exact: true }).click();
    await arrived(page, 'Swap 48213');
    await page.getByLabel('The device to hand over').fill('50002');
    await choose(page, 'A loaner');
    await page.getByLabel('What is wrong with the broken one').selectOption({ label: 'Cracked screen' });
    await page.getByRole('button', { name: 'Swap', exact: true }).click();
    await said(page, 'Saved');
    await go('/devices/50002');
    expect(await words(page)).toContain('Quill Fennimore');
    await go('/devices/48213');
    expect(await words(page)).toMatch(/Issued to:? Quill Fennimore/);
    expect(await words(page)).toMatch(/R-\d+/);
    await go('/devices/48213/swap');
    await page.getByRole('button', { name: 'Undo' }).click();
    await said(page, 'Undone');
    await go('/devices/50002');
    expect(await page.locator('main dl').first().innerText()).not.toContain('Quill Fennimore');
    await go('/devices/48213');
    expect(await words(page)).toMatch(/Who has it:? Quill Fennimore/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('for good: the spare is issued, the broken one becomes a spare', async () => {
    const { page, go, context } = await visit(browser, server, { person: server.cast.sid });
    await go('/devices/48213/swap?spare=50001');
    await choose(page, 'For good');
    await page.getByRole('button', { name: 'Swap', exact: true }).click();
    await said(page, 'Saved');
    await go('/devices/50001');
    expect(await words(page)).toMatch(/Issued to:? Quill Fennimore/);
    await go('/devices/48213');
    expect(await words(page)).toMatch(/Use:? Spare/);
    await context.close();
  });
});
