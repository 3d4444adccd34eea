import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CastKey } from '../../src/demo/district.ts';
import { DESK, openChromium, PHONE, scan, visit } from '../support/browser.ts';
import { type CrawledPage, crawl } from '../support/crawl.ts';
import { type DistrictServer, ROLES, startDistrict } from '../support/server-district.ts';

/** For a machine that has other things to do. */
const PATIENCE_MS = 600_000;
const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

interface Look {
  size: 'phone' | 'desk';
  colours: 'light' | 'dark';
}
const [PHONE_LIGHT, PHONE_DARK, DESK_LIGHT, DESK_DARK] = (['phone', 'desk'] as const).flatMap((size) =>
  (['light', 'dark'] as const).map((colours): Look => ({ size, colours })),
) as [Look, Look, Look, Look];

/** These are looked at in all four looks; of the others each fourth in the same one. */
const MAIN_KINDS = new Set([
  '/',
  '/check',
  '/devices',
  '/devices/:x',
  '/devices/:x/repair?fault',
  '/repairs',
  '/repairs/:x',
  '/repairs/board',
  '/scan',
  '/stock',
]);

function looksAt(kind: string, index: number): Look[] {
  if (MAIN_KINDS.has(kind)) return [PHONE_LIGHT, PHONE_DARK, DESK_LIGHT, DESK_DARK];
  return [[PHONE_LIGHT], [DESK_DARK], [PHONE_DARK], [DESK_LIGHT]][index % 4] ?? [];
}

/** Pages that no link leads to. */
const UNLINKED = [
  '/sign-in',
  '/nowhere',
  '/t/48213',
  '/scan?q=nothing-like-it',
  '/search?q=lib',
  '/search?q=zzzz',
  '/devices?q=zzzz',
  '/check?mode=collection',
];

declare global {
  interface Window {
    axe: {
      run(options: RunOptions): Promise<AxeResults>;
      run(context: Element, options: RunOptions): Promise<AxeResults>;
    };
  }
}

/** What axe finds on the page that is open. */
async function findings(page: Page, where: string, looks: readonly Look[]): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(AXE);
  for (const { size, colours } of looks) {
    await page.setViewportSize((size === 'phone' ? PHONE : DESK).viewport);
    await page.emulateMedia({ colorScheme: colours });
    const violations = await page.evaluate(async (options) => {
      const { violations } = await window.axe.run(options);
      // What the bar at the bottom half covers is a target of its size as soon as it is scrolled up.
      for (const violation of violations.filter(({ id }) => id === 'target-size')) {
        const still = [];
        for (const node of violation.nodes) {
          const element = document.querySelector(String(node.target[0]));
          element?.scrollIntoView({ block: 'center' });
          const again = element ? await window.axe.run(element, { runOnly: ['target-size'] }) : null;
          if (again?.violations.length !== 0) still.push(node);
        }
        violation.nodes = still;
      }
      window.scrollTo(0, 0);
      const left = violations.filter(({ nodes }) => nodes.length > 0);
      return left.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }, RULES);
    found.push(...violations.map((violation) => `${where} on a ${size}, ${colours}: ${violation}`));
  }
  return found;
}

describe('axe finds nothing', () => {
  let server: DistrictServer;
  let browser: Browser;
  const kinds = new Set<string>();
  const pagesOf = new Map<CastKey, Pick<CrawledPage, 'path' | 'kind'>[]>();

  beforeAll(async () => {
    server = await startDistrict(300);
    browser = await openChromium();
    // Of each kind of page one, as the first role that reaches it.
    for (const role of ROLES) {
      const { pages } = await crawl(server.url, await server.cookieAs(role), 1);
      const fresh = pages.filter(({ kind }) => !kinds.has(kind));
      for (const { kind } of fresh) kinds.add(kind);
      pagesOf.set(role, fresh);
    }
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it.each(ROLES)(
    'on any kind of page that %s is the first to reach',
    { timeout: PATIENCE_MS },
    async (role) => {
      const { page, go, faults, context } = await visit(browser, server, {
        cookie: await server.cookieAs(role),
      });
      const found: string[] = [];
      for (const [index, { path, kind }] of (pagesOf.get(role) ?? []).entries()) {
        await go(path);
        found.push(...(await findings(page, path, looksAt(kind, index))));
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('on pages that no link leads to', async () => {
    const { page, go, faults, context } = await visit(browser, server, {
      cookie: await server.cookieAs('manager'),
    });
    const found: string[] = [];
    for (const [index, path] of UNLINKED.entries()) {
      await go(path);
      found.push(...(await findings(page, path, looksAt(path, index))));
    }
    await context.clearCookies();
    await go('/sign-in');
    found.push(...(await findings(page, '/sign-in', [PHONE_LIGHT, DESK_DARK])));
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on a form with errors, a station with errors, an open menu', async () => {
    const { page, go, faults, context } = await visit(browser, server, {
      cookie: await server.cookieAs('manager'),
    });
    const found: string[] = [];
    await go('/locations/new?kind=site');
    await page.getByLabel('Name', { exact: true }).fill('North');
    await page.getByLabel('Code', { exact: true }).fill('NORTH');
    await page.getByLabel('Latitude').fill('north');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.locator('.summary').waitFor();
    found.push(...(await findings(page, 'a form with errors', [PHONE_DARK, DESK_LIGHT])));
    await go('/check?mode=person');
    await page.getByRole('button', { name: 'Start scanning' }).click();
    await page.waitForURL(/\/check\/[\w-]+$/);
    await scan(page, 'no-such-tag');
    await page.getByRole('heading', { name: /To be put right/ }).waitFor();
    found.push(...(await findings(page, 'a station with an error', [PHONE_LIGHT, DESK_DARK])));
    await go('/devices');
    await page.setViewportSize(PHONE.viewport);
    await page.locator('.dock summary').click();
    found.push(...(await findings(page, 'the open menu', [PHONE_LIGHT])));
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
