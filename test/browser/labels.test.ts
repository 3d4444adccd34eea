import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePdf } from '../labels/decoded.ts';
import { openChromium, visit } from '../support/browser.ts';
import { cookieOf, type Server, startNode } from '../support/server.ts';

const PAPER = (number: string) => `01a00000-0000-7000-8000-${number.padStart(12, '0')}`;

describe('the print page', () => {
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startNode(), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it.each([
    ['5160', 612, 792, 1],
    ['62', (62 * 72) / 25.4, (29 * 72) / 25.4, 3],
  ])(
    'on paper %s is of its exact size, with nothing but labels that the scanner reads',
    async (number, width, height, pages) => {
      const { page, go, faults, context } = await visit(browser, server, {
        cookie: cookieOf(server.cast.mara),
      });
      const tags = ['48213', '48214', '50001'];
      const query = new URLSearchParams({
        list: tags.join('\n'),
        paper: PAPER(number),
        code: 'both',
        start: '2',
      });
      await go(`/labels?${query}`);
      await page.getByRole('link', { name: 'Print page' }).click();
      await page.waitForURL('**/labels/print*');
      await page.locator('.label-sheet').first().waitFor();
      const printed = await decodePdf(await page.pdf({ preferCSSPageSize: true }));
      expect(printed.length).toBe(pages);
      for (const one of printed) {
        expect(Math.abs(one.width - width)).toBeLessThan(1);
        expect(Math.abs(one.height - height)).toBeLessThan(1);
      }
      const texts = printed.flatMap(({ codes }) => codes.map(({ text }) => text)).sort();
      expect(texts).toEqual([...tags, ...tags.map((tag) => `${server.url}/t/${tag}`)]);
      // The second label of a sheet: 0.1875 + 2.75 inches from the left, half an inch from the top.
      if (number === '5160') {
        const first = printed[0]?.codes.filter(({ text }) => text.endsWith('/t/48213'))[0];
        expect(first?.x).toBeGreaterThan(72 * 2.94);
        expect(first?.x).toBeLessThan(72 * 4.3);
        expect(Math.abs((first?.y ?? 0) - 72)).toBeLessThan(1);
      }
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
