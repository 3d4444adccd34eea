import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';
import { cookieOf, type Running } from './server.ts';

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const DESK = { viewport: { width: 1440, height: 900 } };

export interface Look {
  size?: 'phone' | 'desk';
  script?: boolean;
  dark?: boolean;
  /** who of the cast is signed in; nobody without it */
  person?: string;
  /** of a session, as a Cookie header has it */
  cookie?: string;
}

/** A browser as a person has it, and what went wrong in it. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** refused by the policy, thrown by a script, answered with 500: empty where all is well */
  faults: string[];
  go(path: string): Promise<number>;
}

export function openChromium(...switches: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: [...CHROMIUM_ARGS, ...switches],
  });
}

/** One page in a context of its own, of that size, with or without JavaScript, as that person. */
export async function visit(browser: Browser, server: Pick<Running, 'url'>, look: Look = {}): Promise<Visit> {
  const context = await browser.newContext({
    ...(look.size === 'desk' ? DESK : PHONE),
    javaScriptEnabled: look.script ?? true,
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    baseURL: server.url,
  });
  context.setDefaultTimeout(15_000);
  const cookie = look.cookie ?? (look.person ? cookieOf(look.person) : '');
  if (cookie) await context.addCookies([asBrowserCookie(cookie, server.url)]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself writes a line for every answer that is not 200; those are looked at below.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) faults.push(`${answer.url()} answered ${answer.status()}`);
  });
  const go = async (path: string) => (await page.goto(path))?.status() ?? 0;
  return { page, context, faults, go };
}

function asBrowserCookie(cookie: string, url: string) {
  const at = cookie.indexOf('=');
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url, httpOnly: true };
}

/** Counts what a thumb does; fields are typed into, as a scanner or a person types. */
export class Thumb {
  taps = 0;
  typed: string[] = [];
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async tap(target: Locator): Promise<void> {
    this.taps++;
    await target.tap();
  }

  /** Types where the focus is. */
  async type(text: string): Promise<void> {
    this.typed.push(text);
    await this.page.keyboard.type(text);
  }
}

/** Waits for a page's heading, however the page came. */
export async function arrived(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** The words of the page's main part. */
export async function words(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replace(/\s+/g, ' ');
}

/** Waits until the page says it in its notice. */
export async function said(page: Page, what: string | RegExp): Promise<void> {
  await page.locator('.notice').filter({ hasText: what }).first().waitFor();
}

/** Presses one of a few choices, by its words. */
export async function choose(page: Page, words: string | RegExp): Promise<void> {
  await page.locator('label.choice-button').filter({ hasText: words }).first().click();
}

/** Scans as a hand scanner does where the box has the focus: the text and Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  const box = page.locator('main input[data-scan]').first();
  await box.fill(text);
  await box.press('Enter');
}
