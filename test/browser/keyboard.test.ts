import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openChromium, said, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

const FURTHEST = 120;

/** What has the focus: its words, and whether a person sees that it has it. */
function focused(page: Page): Promise<{ name: string; seen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    const name = element?.ariaLabel || element?.labels?.[0]?.textContent || element?.textContent || '';
    // A date's own parts are marked by the browser, inside it.
    const ring = (node: Element | null | undefined) => (node ? getComputedStyle(node) : null);
    const marked = [element, element?.labels?.[0], element?.closest('.box')].some((node) => {
      const style = ring(node);
      return (
        style !== null &&
        ((style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none')
      );
    });
    return {
      name: name.replace(/\s+/g, ' ').trim(),
      seen: marked || element?.tagName === 'H1' || element === document.body || element?.type === 'date',
    };
  });
}

/** Presses Tab until something of that name has the focus; every stop on the way must be visible. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const unseen: string[] = [];
  for (let presses = 0; presses < FURTHEST; presses++) {
    await page.keyboard.press('Tab');
    const { name, seen } = await focused(page);
    if (!seen) unseen.push(name);
    if (!wanted.test(name)) continue;
    expect(unseen).toEqual([]);
    return;
  }
  throw new Error(`${page.url()}: Tab does not reach ${wanted}`);
}

async function follow(page: Page, wanted: RegExp, heading: string | RegExp): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
  await arrived(page, heading);
}

describe('by keyboard alone', () => {
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

  const open = async (person: string, path: string, script = true) => {
    const all = await visit(browser, server, { size: 'desk', person, script });
    await all.go(path);
    return all;
  };

  it('the first stop skips the frame', async () => {
    const { page, context } = await open(server.cast.sid, '/devices');
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(
      true,
    );
    await context.close();
  });

  it('a quick repair with its part, and its undo', async () => {
    const { page, faults, context } = await open(server.cast.sid, '/');
    await page.keyboard.press('/');
    await page.keyboard.type('48213');
    await page.keyboard.press('Enter');
    await arrived(page, '48213');
    await follow(page, /^Repair$/, /Repair$/);
    await tabTo(page, /^Screen$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    await tabTo(page, /^Save(?! and)/);
    await page.keyboard.press('Enter');
    await said(page, 'Saved today by you');
    expect(await words(page)).toContain('LCD 11.6 30 pin');
    await tabTo(page, /^Undo/);
    await page.keyboard.press('Enter');
    await said(page, 'Undone');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a report, taken, held with a reason', async () => {
    const { page, faults, context } = await open(server.cast.sid, '/devices/48214');
    await tabTo(page, /^More/);
    await page.keyboard.press('Enter');
    await follow(page, /Report/, /Report/);
    await tabTo(page, /^Cracked screen/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Note/);
    await page.keyboard.type('dropped');
    await tabTo(page, /^Report/);
    await page.keyboard.press('Enter');
    await arrived(page, /^R-/);
    await tabTo(page, /^I take it/);
    await page.keyboard.press('Enter');
    await said(page, 'Saved');
    await follow(page, /^Hold$/, 'Put on hold');
    await tabTo(page, /^Parts/);
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^Put on hold/);
    await page.keyboard.press('Enter');
    await arrived(page, /^R-/);
    expect(await words(page)).toContain('On hold');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a swap for a loaner', async () => {
    const { page, faults, context } = await open(server.cast.sid, '/devices/48213');
    await follow(page, /^Swap$/, 'Swap 48213');
    // The box for the spare gets the focus by itself.
    await page.locator('main input:focus').waitFor();
    await page.keyboard.type('50002');
    await tabTo(page, /^A loaner/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Swap/);
    await page.keyboard.press('Enter');
    await said(page, 'Saved');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([{ script: true }, { script: false }])(
    'check out by badge and tag, script $script',
    async ({ script }) => {
      const { page, faults, context } = await open(server.cast.cora, '/check?mode=person', script);
      await tabTo(page, /^Start scanning/);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/check\/[\w-]+$/);
      await page.locator('main input[data-scan]:focus').waitFor();
      await page.keyboard.type('700001');
      await page.keyboard.press('Enter');
      await said(page, 'Now for Quill Fennimore');
      await page.locator('main input[data-scan]:focus').waitFor();
      await page.keyboard.type('48214');
      await page.keyboard.press('Enter');
      await said(page, /48214/);
      await tabTo(page, /^Undo 48214/);
      await page.keyboard.press('Enter');
      await said(page, 'Undone');
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('a count of a bin', async () => {
    const { page, context } = await open(server.cast.sid, '/stock');
    await follow(page, /^Count my vehicle/, 'Count Van 1');
    await tabTo(page, /^LCD 11.6 30 pin/);
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await said(page, 'Counted');
    await context.close();
  });
});
