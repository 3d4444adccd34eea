import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, visit } from '../support/browser.ts';
import { type DistrictServer, startDistrict } from '../support/server-district.ts';
import { freePort } from '../support/server-process.ts';
import { Visitor } from '../support/visitor.ts';

const FIRST_VISIT = 60_000;
const AFTER = 15_000;
/** The service worker begins 2 s after the page, and keeps its files. */
const ALL_AT_REST_MS = 3_500;

/** Counts every byte that comes back, heads and all, whoever in the browser asked for it. */
class Scales {
  bytes = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: NetServer;

  constructor(to: number) {
    this.server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      far.on('data', (chunk: Buffer) => {
        this.bytes += chunk.length;
      });
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.sockets.delete(socket));
      }
    });
  }

  async listen(): Promise<string> {
    const port = await freePort();
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

describe('what goes over the wire', () => {
  let server: DistrictServer;
  let browser: Browser;
  let scales: Scales;
  let url: string;
  let device: string;

  beforeAll(async () => {
    server = await startDistrict(300);
    scales = new Scales(Number(new URL(server.url).port));
    url = await scales.listen();
    browser = await openChromium();
    const visitor = new Visitor(server.url, await server.cookieAs('specialist-3'));
    await visitor.go('/devices');
    device = visitor.link(/^\/devices\/[0-9a-f-]{36}$/);
  });
  afterAll(async () => {
    await browser.close();
    scales.close();
    await server.stop();
  });

  it.each([
    { name: 'the sign-in page', path: () => '/sign-in', person: false },
    { name: 'the list of devices', path: () => '/devices', person: true },
    { name: 'a device', path: () => device, person: true },
  ])('a first visit is at most 60 KB, a page after it 15 KB: $name', async ({ name, path, person }) => {
    const cookie = person ? await server.cookieAs('specialist-3') : '';
    const { page, go, context } = await visit(browser, { url }, { cookie });
    scales.bytes = 0;
    expect(await go(path())).toBe(200);
    await page.waitForTimeout(ALL_AT_REST_MS);
    const first = scales.bytes;
    expect(first).toBeGreaterThan(20_000);
    expect(first).toBeLessThanOrEqual(FIRST_VISIT);
    const weights: [string, number][] = [];
    const next = person
      ? ['/', '/repairs', device, `${device}/repair?fault=screen`, '/devices', '/stock', '/scan']
      : ['/sign-in'];
    for (const after of next) {
      scales.bytes = 0;
      await go(after);
      await page.waitForLoadState('networkidle');
      weights.push([after, scales.bytes]);
    }
    expect(weights.filter(([, bytes]) => bytes > AFTER)).toEqual([]);
    process.stdout.write(
      `${name}: ${first} bytes at first, then ${weights.map((one) => one.join(' ')).join(', ')}\n`,
    );
    await context.close();
  });
});
