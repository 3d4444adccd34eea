import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS } from '../../scripts/chromium.ts';
import { PHONE } from '../support/browser.ts';

const LATE_MS = 30_000;

/** A real Chromium with a disk of its own, that can be killed in the middle of anything and opened again. */
export class ChromiumPhone {
  readonly person: string;
  private readonly url: string;
  private readonly cookie: { name: string; value: string };
  private readonly disk = mkdtempSync(join(tmpdir(), 'spudger-chromium-'));
  private child: ChildProcess | null = null;
  private browser: Browser | null = null;
  private page: Page | null = null;

  constructor(person: string, url: string, cookie: string) {
    this.person = person;
    this.url = url;
    const at = cookie.indexOf('=');
    this.cookie = { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
  }

  /** Starts the browser on its disk and opens the field pages, from the network or from what it keeps. */
  async open(): Promise<Page> {
    const args = [
      ...CHROMIUM_ARGS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${this.disk}`,
    ];
    const child = spawn(
      process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      [...args, '--no-first-run', 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      },
    );
    this.child = child;
    const address = await new Promise<string>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('Chromium did not start')), LATE_MS);
      let text = '';
      child.stderr?.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
        if (!found) return;
        clearTimeout(late);
        resolve(found);
      });
    });
    this.browser = await chromium.connectOverCDP(address);
    const [context] = this.browser.contexts();
    if (!context) throw new Error('no context');
    await context.addCookies([{ ...this.cookie, url: this.url, httpOnly: true }]);
    this.page = await context.newPage();
    await this.page.setViewportSize(PHONE.viewport);
    await this.show();
    return this.page;
  }

  /** The field pages, however often it takes: the network may be gone before anything is kept. */
  private async show(): Promise<void> {
    for (let n = 0; n < 40; n++) {
      try {
        await this.page?.goto(`${this.url}/field#/`, { waitUntil: 'load', timeout: 15_000 });
        await this.page?.locator('#f-scan').waitFor({ timeout: 5_000 });
        return;
      } catch {
        await new Promise((resume) => setTimeout(resume, 200));
      }
    }
    throw new Error('the field pages never came');
  }

  /** Runs in the page. @returns null where the browser is gone */
  async inPage<A, R>(work: (asked: A) => R | Promise<R>, asked: A): Promise<R | null> {
    try {
      return (await this.page?.evaluate(work as (asked: unknown) => R | Promise<R>, asked)) ?? null;
    } catch {
      return null;
    }
  }

  /** The whole process group, by SIGKILL. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child?.pid) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.disk, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
