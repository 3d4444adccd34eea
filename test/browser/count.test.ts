import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openChromium, said, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

describe('counting a bin', () => {
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
    { script: true, counted: '5' },
    { script: false, counted: '7' },
  ])('my vehicle, blind, script $script', async ({ script, counted }) => {
    const { page, go, faults, context } = await visit(browser, server, { script, person: server.cast.sid });
    await go('/stock');
    await page.getByRole('link', { name: 'Count my vehicle' }).tap();
    await arrived(page, 'Count Van 1');
    expect(await words(page)).not.toMatch(/On hand/);
    await page.getByLabel('LCD 11.6 30 pin', { exact: true }).fill('-1');
    await page.getByRole('button', { name: 'Save count' }).tap();
    // Without script the field itself refuses it, with it the server does: it is still there.
    if (script) await page.locator('.summary').waitFor();
    expect(await page.getByLabel('LCD 11.6 30 pin', { exact: true }).inputValue()).toBe('-1');
    await page.getByLabel('LCD 11.6 30 pin', { exact: true }).fill(counted);
    await page.getByRole('button', { name: 'Save count' }).tap();
    await said(page, 'Counted');
    await go('/stock');
    expect(await page.getByRole('row', { name: /LCD 11.6 30 pin/ }).innerText()).toMatch(
      new RegExp(`\\b${counted}$`),
    );
    expect(faults).toEqual([]);
    await context.close();
  });
});
