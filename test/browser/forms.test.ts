import type { APIResponse, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrived, openChromium, said, visit, words } from '../support/browser.ts';
import { type Server, startNode } from '../support/server.ts';
import { PASSWORD } from '../support/server-seed.ts';

describe('forms', () => {
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

  const fill = async (page: Page, name: string, code: string, note = '') => {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByLabel('Note').fill(note);
  };
  const sitesCalled = async (page: Page, name: string) => {
    await page.goto('/locations?kind=site');
    return page.locator('tbody tr').filter({ hasText: name }).count();
  };
  const create = (page: Page) => page.getByRole('button', { name: 'Create' });
  const signIn = async (page: Page) => {
    await page.getByLabel('E-mail address').fill('ada@spudger.test');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  describe.each([{ script: true }, { script: false }])('with script $script', ({ script }) => {
    const suffix = script ? 'a' : 'b';

    it('sign in: a wrong password, then the right one, and out again', async () => {
      const { page, faults, go, context } = await visit(browser, server, { script });
      await go('/locations?kind=room');
      await arrived(page, 'Sign in');
      await page.getByLabel('E-mail address').fill('ada@spudger.test');
      await page.getByLabel('Password').fill('wrong wrong wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('do not belong together').waitFor();
      expect(await page.getByLabel('E-mail address').inputValue()).toBe('ada@spudger.test');
      await signIn(page);
      await arrived(page, 'Locations');
      expect(page.url()).toBe(`${server.url}/locations?kind=room`);
      await go('/me');
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await arrived(page, 'Sign in');
      await go('/locations');
      await arrived(page, 'Sign in');
      expect(faults).toEqual([]);
      await context.close();
    });

    it('a double click on save makes one', async () => {
      const { page, context, go } = await visit(browser, server, {
        script,
        size: 'desk',
        person: server.cast.ada,
      });
      await go('/locations/new?kind=site');
      await fill(page, `Double ${suffix}`, `DBL-${suffix}`);
      await create(page).dblclick();
      await arrived(page, `Double ${suffix}`);
      expect(await sitesCalled(page, `Double ${suffix}`)).toBe(1);
      await context.close();
    });

    it('what was typed survives a session that ended', async () => {
      const { page, context, go, faults } = await visit(browser, server, { script, person: server.cast.ada });
      await go('/locations/new?kind=site');
      await fill(page, `Kept "${suffix}" & <b>`, `KEPT-${suffix}`, 'two\nlines');
      await context.clearCookies();
      await create(page).click();
      await page.getByText('What you typed is kept on this page').waitFor();
      await signIn(page);
      await arrived(page, 'Save what you typed');
      await page.getByRole('button', { name: 'Save it now' }).click();
      await arrived(page, `Kept "${suffix}" & <b>`);
      expect(await words(page)).toContain('two lines');
      expect(faults).toEqual([]);
      await context.close();
    });

    it('an error stands at its field, and everything that was typed is still there', async () => {
      const { page, context, go, faults } = await visit(browser, server, { script, person: server.cast.ada });
      await go('/locations/new?kind=site');
      await fill(page, 'Another Maple', 'MAP', 'a note');
      await create(page).click();
      await page.locator('.summary').waitFor();
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Another Maple');
      expect(await page.getByLabel('Note').inputValue()).toBe('a note');
      const code = page.getByLabel('Code', { exact: true });
      expect(await code.getAttribute('aria-invalid')).toBe('true');
      const error = await code.getAttribute('aria-describedby');
      expect(await page.locator(`[id="${error?.split(' ').at(-1)}"]`).textContent()).toContain(
        'Another location has this code',
      );
      if (script)
        expect(await page.evaluate(() => document.activeElement?.matches('[data-summary]'))).toBe(true);
      await page.locator('.summary a').first().click();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code');
      expect(faults).toEqual([]);
      await context.close();
    });
  });

  it('Back after saving, changed and sent again, says what was saved', async () => {
    const { page, context, go } = await visit(browser, server, { script: false, person: server.cast.ada });
    // Chromium asks again for what must not be stored; others show the page as it was left.
    let kept: APIResponse | undefined;
    await page.route('**/locations/new?kind=site', async (route) => {
      kept ??= await route.fetch();
      await route.fulfill({ response: kept, headers: { ...kept.headers(), 'cache-control': 'private' } });
    });
    await go('/locations/new?kind=site');
    await fill(page, 'Back and forth', 'BACK');
    await create(page).click();
    await arrived(page, 'Back and forth');
    await page.goBack();
    await fill(page, 'Back once more', 'BACK2');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await create(page).click();
    expect((await answer).status()).toBe(409);
    await page.getByText('This was already saved').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Back once more');
    await context.close();
  });

  it('Back after saving with script on saves nothing twice', async () => {
    const { page, context, go } = await visit(browser, server, { person: server.cast.ada });
    await go('/locations/new?kind=site');
    await fill(page, 'There and back', 'TAB');
    await create(page).click();
    await arrived(page, 'There and back');
    await page.goBack();
    await arrived(page, 'New site');
    await fill(page, 'There and back', 'TAB');
    await create(page).click();
    await page.locator('.summary').waitFor();
    expect(await sitesCalled(page, 'There and back')).toBe(1);
    await context.close();
  });

  it('two people change the same place: the second is told what changed and loses nothing', async () => {
    const mine = await visit(browser, server, { person: server.cast.ada });
    const theirs = await visit(browser, server, { script: false, person: server.cast.mara });
    const path = `/locations/${server.cast.birchRoom}/edit`;
    await mine.go(path);
    await theirs.go(path);
    await theirs.page.getByLabel('Name', { exact: true }).fill('Room 3, theirs');
    await theirs.page.getByRole('button', { name: 'Save' }).click();
    await arrived(theirs.page, 'Room 3, theirs');
    await mine.page.getByLabel('Name', { exact: true }).fill('Room 3, mine');
    await mine.page.getByRole('button', { name: 'Save' }).click();
    await mine.page.getByText('Somebody else changed this meanwhile').waitFor();
    expect(await words(mine.page)).toContain('Room 3, theirs');
    expect(await mine.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Room 3, mine');
    await mine.page.getByRole('button', { name: 'Save' }).click();
    await arrived(mine.page, 'Room 3, mine');
    await said(mine.page, 'Saved');
    await mine.context.close();
    await theirs.context.close();
  });
});
