import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openChromium, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';

describe('finding', () => {
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

  it('suggests while typing, and the keyboard alone chooses', async () => {
    const { page, context, go, faults } = await visit(browser, server, {
      size: 'desk',
      person: server.cast.sid,
    });
    await go('/repairs');
    await page.keyboard.press('/');
    const box = page.getByRole('combobox', { name: /^Find/ });
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('482');
    const options = page.getByRole('option');
    await options.first().waitFor();
    expect(await options.count()).toBeGreaterThanOrEqual(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('[role=option][aria-selected=true]');
    expect(await chosen.textContent()).toContain('48214');
    expect(await box.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    await page.keyboard.press('Enter');
    await arrived(page, '48214');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('closes the suggestions with Escape and keeps what was typed', async () => {
    const { page, context, go } = await visit(browser, server, { size: 'desk', person: server.cast.sid });
    await go('/');
    await page.keyboard.press('/');
    await page.keyboard.type('fenni');
    await page.getByRole('option', { name: /Quill Fennimore/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    expect(await page.getByRole('combobox').inputValue()).toBe('fenni');
    await context.close();
  });

  it.each([
    ['48213', '48213'],
    ['5cd1234 xyz', '48213'],
    ['S-Cora', /Cora Inkwell/],
    ['NT116WHM-N21', /LCD 11.6 30 pin/],
    ['MAP-12', 'Room 12'],
  ])('%s opens at once, without script', async (typed, heading) => {
    const { page, context, go } = await visit(browser, server, {
      size: 'desk',
      script: false,
      person: server.cast.sid,
    });
    await go('/');
    await page.locator('#search').fill(typed);
    await page.keyboard.press('Enter');
    await arrived(page, heading);
    await context.close();
  });

  it('a typo and a part of a serial lead there too', async () => {
    const { page, context, go } = await visit(browser, server, {
      size: 'phone',
      script: false,
      person: server.cast.sid,
    });
    await go('/search?q=42813');
    expect(await words(page)).toContain('48213');
    await go('/search?q=1234X');
    expect(await words(page)).toContain('48213');
    await context.close();
  });

  it('a slash that is typed into a field stays there', async () => {
    const { page, context, go } = await visit(browser, server, { size: 'desk', person: server.cast.sid });
    await go('/repairs/new?device=48213');
    const note = page.getByRole('textbox', { name: /note|say/i }).first();
    await note.focus();
    await page.keyboard.type('and/or');
    expect(await note.inputValue()).toBe('and/or');
    await context.close();
  });
});
