import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, choose, openChromium, said, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

describe('a longer repair', () => {
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
    { script: true, size: 'phone', tag: '48213', number: 'R-000001' },
    { script: false, size: 'desk', tag: '48214', number: 'R-000002' },
  ] as const)(
    'from report to handing back, script $script on a $size',
    async ({ script, size, tag, number }) => {
      const cora = await visit(browser, server, { script, size: 'desk', person: server.cast.cora });
      await cora.go(`/devices/${tag}`);
      await cora.page
        .getByRole('link', { name: /Report/ })
        .first()
        .click();
      await arrived(cora.page, /Report/);
      await choose(cora.page, 'Cracked screen');
      await cora.page.getByLabel('Note').fill('It fell from a desk & broke');
      await cora.page.getByRole('button', { name: 'Report' }).click();
      await arrived(cora.page, number);
      await cora.page.getByRole('link', { name: 'Add photos' }).click();
      await arrived(cora.page, /Photos of/);
      const buffer = await cora.page.screenshot({ type: 'jpeg' });
      await cora.page
        .getByLabel('Photo', { exact: true })
        .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      if (script) await cora.page.locator('.photo-note canvas').waitFor();
      await cora.page.getByRole('button', { name: 'Save photos' }).click();
      await arrived(cora.page, number);
      const picture = cora.page.locator('.photos img');
      await picture.scrollIntoViewIfNeeded();
      await expect
        .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBeGreaterThan(100);

      const sid = await visit(browser, server, { script, size, person: server.cast.sid });
      const { page } = sid;
      await sid.go('/repairs');
      await page
        .locator('main')
        .getByRole('link', { name: new RegExp(number) })
        .first()
        .click();
      await arrived(page, number);
      expect(await words(page)).toContain('It fell from a desk & broke');
      await page.getByRole('button', { name: /^I take it/ }).click();
      await said(page, 'Saved');
      await page.getByRole('link', { name: 'Hold', exact: true }).click();
      await arrived(page, 'Put on hold');
      await choose(page, 'Parts');
      await page.getByLabel('Parts wanted').selectOption({ label: '11.6 inch LCD, 30 pin, no touch' });
      await page.getByRole('button', { name: 'Put on hold' }).click();
      await arrived(page, number);
      expect(await words(page)).toContain('On hold');
      await page.getByRole('link', { name: 'Resume' }).click();
      await arrived(page, 'Resume');
      await page.getByRole('button', { name: 'Resume' }).click();
      await arrived(page, number);
      await page.getByRole('link', { name: 'Work', exact: true }).click();
      await arrived(page, 'Work');
      await page
        .getByRole('navigation', { name: 'What is wrong' })
        .getByText('Screen', { exact: true })
        .click();
      await page.getByLabel(/^Done/).selectOption({ label: 'Replaced part' });
      await choose(page, 'LCD 11.6 30 pin');
      await page.getByLabel('This fault is mended').check();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await arrived(page, number);
      expect(await words(page)).toContain('LCD 11.6 30 pin');
      await page.getByRole('link', { name: 'Ready', exact: true }).click();
      await arrived(page, 'Ready');
      await page.getByRole('button', { name: 'Ready' }).click();
      await arrived(page, number);
      await page.getByRole('link', { name: 'Hand back' }).click();
      await arrived(page, 'Hand back');
      await page.getByRole('button', { name: 'Close the repair' }).click();
      await arrived(page, number);
      expect(await words(page)).toContain('Closed');

      await cora.go(`/devices/${tag}`);
      expect(await words(cora.page)).toContain(number);
      expect([...cora.faults, ...sid.faults]).toEqual([]);
      await cora.context.close();
      await sid.context.close();
    },
  );

  it('a school contact sees nothing of another school', async () => {
    const { page, go, context } = await visit(browser, server, { script: false, person: server.cast.bert });
    expect(await go('/repairs/1')).toBe(404);
    expect(await go('/devices/48213/custody')).toBe(404);
    await go('/devices/48213');
    expect(await words(page)).toContain('Maple Elementary');
    expect(await words(page)).not.toMatch(/Quill|R-\d|Issued to/);
    await context.close();
  });

  it('many ready devices are handed back in a row', async () => {
    const { page, go, context, faults } = await visit(browser, server, { person: server.cast.sid });
    for (const tag of ['50001', '50002']) {
      await go(`/repairs/new?device=${tag}`);
      await choose(page, 'Trackpad does not work');
      await page.getByRole('button', { name: 'Report' }).click();
      await arrived(page, /^R-/);
      await page.getByRole('button', { name: /^I take it/ }).click();
      await said(page, 'Saved');
      await page.getByRole('link', { name: 'Ready', exact: true }).click();
      await arrived(page, 'Ready');
      await choose(page, 'No fault found');
      await page.getByRole('button', { name: 'Ready' }).click();
      await arrived(page, /^R-/);
    }
    await go('/repairs/hand-back');
    await page.getByLabel('To which place').selectOption({ label: 'Maple Elementary, Room 12' });
    await page.getByRole('button', { name: 'Start scanning' }).click();
    for (const tag of ['50001', '50002']) {
      const box = page.locator('main input[data-scan]').first();
      await box.waitFor();
      await box.fill(tag);
      await box.press('Enter');
      await said(page, tag);
    }
    await go('/repairs');
    expect(await words(page)).not.toMatch(/50001|50002/);
    expect(faults).toEqual([]);
    await context.close();
  });
});
