import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, choose, openChromium, said, scan, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

describe('scanning many in a row', () => {
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

  const start = async (page: Page, mode: string) => {
    await page.getByRole('link', { name: mode }).last().click();
    await arrived(page, mode);
  };
  const begin = async (page: Page) => {
    await page.getByRole('button', { name: 'Start scanning' }).click();
    await page.waitForURL(/\/check\/[\w-]+$/);
  };
  const factsOf = (page: Page) => page.locator('main dl').first().innerText();

  describe.each([
    { script: true, size: 'phone' },
    { script: false, size: 'desk' },
  ] as const)('script $script on a $size', ({ script, size }) => {
    it('badge, device: checked out; the last one is undone', async () => {
      const { page, go, faults, context } = await visit(browser, server, {
        script,
        size,
        person: server.cast.cora,
      });
      await go('/check');
      await start(page, 'Check out to people');
      await begin(page);
      await scan(page, '700001');
      await said(page, 'Now for Quill Fennimore');
      await scan(page, '48214');
      await said(page, '48214 checked out to Quill Fennimore');
      expect(await words(page)).toContain('1 done');
      await page.getByRole('button', { name: 'Undo 48214' }).first().click();
      await said(page, 'Undone');
      await go('/devices/48214');
      expect(await factsOf(page)).not.toContain('Quill');
      expect(faults).toEqual([]);
      await context.close();
    });

    it('collection day: scan, one tap; an unknown tag waits to be put right', async () => {
      const { page, go, faults, context } = await visit(browser, server, {
        script,
        size,
        person: server.cast.cora,
      });
      await go('/check?mode=collection');
      await choose(page, 'Maple Elementary');
      await begin(page);
      const [first, other] = script ? ['48213', '48231'] : ['48214', '48241'];
      await scan(page, first);
      await said(page, `${first} collected`);
      await page.getByRole('button', { name: 'Charger missing' }).click();
      await page.getByRole('button', { name: 'Charger missing' }).waitFor({ state: 'detached' });
      await scan(page, other);
      await page.getByRole('heading', { name: /To be put right/ }).waitFor();
      expect(await words(page)).toContain(`It is ${first}`);
      await scan(page, '50001');
      await said(page, '50001');
      expect(await words(page)).toContain(`It is ${first}`);
      await page.getByRole('button', { name: `Leave it: ${other}` }).click();
      await page.getByRole('heading', { name: /To be put right/ }).waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Finish' }).click();
      await said(page, 'Closed');
      expect(faults).toEqual([]);
      await context.close();
    });

    it('a day loan and its return, one scan each', async () => {
      const { page, go, faults, context } = await visit(browser, server, {
        script,
        size,
        person: server.cast.cora,
      });
      await go('/check?mode=day_loan');
      await begin(page);
      await scan(page, '700001');
      await said(page, 'Now for Quill Fennimore');
      await scan(page, '50002');
      await said(page, '50002 lent to Quill Fennimore');
      await go('/loans');
      expect(await words(page)).toContain('50002');
      await go('/check?mode=return');
      if (await page.getByText('Maple Elementary').first().isVisible())
        await choose(page, 'Maple Elementary');
      await begin(page);
      await scan(page, '50002');
      await said(page, '50002 returned');
      await go('/loans');
      expect(await words(page)).not.toContain('50002');
      expect(faults).toEqual([]);
      await context.close();
    });
  });
});
