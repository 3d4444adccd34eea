import lighthouse, { type Flags } from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from '../support/browser.ts';
import { type DistrictServer, startDistrict } from '../support/server-district.ts';
import { freePort } from '../support/server-process.ts';
import { Visitor } from '../support/visitor.ts';

/** A phone on a slow network, as Lighthouse has it by default. */
const FLAGS: Flags = {
  logLevel: 'error',
  output: 'json',
  onlyCategories: ['accessibility', 'best-practices', 'performance'],
};

describe('Lighthouse on a phone', () => {
  let server: DistrictServer;
  let browser: Browser;
  let port: number;
  let cookie: string;
  let device: string;

  beforeAll(async () => {
    server = await startDistrict(300);
    port = await freePort();
    browser = await openChromium(`--remote-debugging-port=${port}`);
    cookie = await server.cookieAs('specialist-2');
    const visitor = new Visitor(server.url, cookie);
    await visitor.go('/devices');
    device = visitor.link(/^\/devices\/[0-9a-f-]{36}$/);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it.each([
    { name: 'the device page', path: () => device },
    { name: 'the repair screen', path: () => `${device}/repair?fault=screen` },
    { name: 'the queue', path: () => '/repairs' },
  ])('$name: accessibility and best practices are 100', async ({ name, path }) => {
    const result = await lighthouse(server.url + path(), {
      ...FLAGS,
      port,
      extraHeaders: { Cookie: cookie },
    });
    if (!result) throw new Error('Lighthouse gave no result');
    const { categories, audits, finalDisplayedUrl } = result.lhr;
    expect(finalDisplayedUrl).toBe(server.url + path());
    const missed = Object.values(categories)
      .filter(({ id }) => id !== 'performance')
      .flatMap(({ auditRefs }) => auditRefs)
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => `${id}: ${audits[id]?.title}`);
    expect(missed).toEqual([]);
    const scores = Object.values(categories).map(
      ({ id, score }) => `${id} ${Math.round((score ?? 0) * 100)}`,
    );
    process.stdout.write(`Lighthouse, ${name}: ${scores.join(', ')}\n`);
    expect(categories.accessibility?.score).toBe(1);
    expect(categories['best-practices']?.score).toBe(1);
  });
});
