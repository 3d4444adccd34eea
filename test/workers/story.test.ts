import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCAN_WORKER_POLICY, SECURITY_HEADERS } from '../../src/web/headers.ts';
import { cookieOf, type Server, startNode } from '../support/server.ts';
import { makeSeed } from '../support/server-seed.ts';
import { startWorker } from '../support/server-worker.ts';
import { Visitor } from '../support/visitor.ts';
import { builtFiles, mend, report, seePhoto, signIn } from './story.ts';
import { takeOut } from './taking.ts';
import { bringLargeFile } from './upload.ts';

const PAGES = [
  '/',
  '/repairs',
  '/repairs?show=closed',
  '/repairs/board',
  '/repairs/1',
  '/devices',
  '/devices/48213',
  '/devices/48213/custody',
  '/devices/48213/repair?fault=battery',
  '/locations',
  '/models',
  '/people',
  '/stock',
  '/stock/parts',
  '/stock/bins',
  '/stock/fits',
  '/check',
  '/search?q=quill',
  '/search?q=42813',
  '/history',
  '/settings',
  '/me',
  '/nowhere',
];

/** What differs between two runs of the same story: moments, how long ago they were, and how small a zip of them is. */
const timeless = (text: string) =>
  text
    .replace(/\d{1,2}:\d\d [AP]M/g, 'TIME')
    .replace(/\b\d+ (min|h|s)\b/g, 'AGE')
    .replace(/\bbytes \d+/g, 'SIZE')
    .replace(/This browser.*/, '');

describe('the main story', () => {
  let node: Server;
  let worker: Server;

  beforeAll(async () => {
    const seed = await makeSeed();
    [node, worker] = await Promise.all([startNode(seed), startWorker(seed)]);
  });
  afterAll(async () => {
    await Promise.all([node?.stop(), worker?.stop()]);
  });

  for (const runtime of ['Workers', 'Node'] as const) {
    const server = () => (runtime === 'Workers' ? worker : node);

    it(`from scan to finished repair, on ${runtime}`, async () => {
      const cora = await signIn(server(), 'Cora');
      await report(cora);
      await mend(await signIn(server(), 'Sid'));
      const answer = await seePhoto(cora, server(), cookieOf(server().cast.cora));
      expect(answer.headers.get('Content-Type')).toBe('image/jpeg');
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      const stranger = new Visitor(server().url, cookieOf(server().cast.bert));
      expect((await stranger.go(new URL(answer.url).pathname)).status).toBe(404);
      expect((await new Visitor(server().url).go('/repairs/1')).path).toMatch(/^\/sign-in/);
    });

    it(`the queue, the stock and the history show it, on ${runtime}`, async () => {
      const mara = await signIn(server(), 'Mara');
      expect((await mara.go('/repairs')).text).not.toContain('R-000001');
      expect((await mara.go('/repairs?show=closed')).text).toContain('R-000001');
      const sid = new Visitor(server().url, cookieOf(server().cast.sid));
      expect((await sid.go('/stock')).text).toMatch(/LCD 11\.6 30 pin\s+LCD-116-30\s+1\b/);
      expect((await mara.go('/history')).text).toContain('R-000001');
      expect((await mara.go('/devices/48213')).text).toContain('R-000001');
    });

    it(`a file of 26 MB goes up in parts and comes in, on ${runtime}`, () => bringLargeFile(server()));

    it(`a list and the whole district leave, on ${runtime}`, () => takeOut(server()));

    it(`the JSON face answers a token, and a write sent twice is saved once, on ${runtime}`, async () => {
      const ask = (path: string, init: RequestInit = {}, token = server().cast.mara) =>
        fetch(server().url + path, {
          ...init,
          headers: {
            Authorization: `Bearer token-${token}`,
            'Content-Type': 'application/json',
            ...init.headers,
          },
        });
      const device = (await (await ask('/api/v1/devices/48213')).json()) as { tag: string; id: string };
      expect(device).toMatchObject({ tag: '48213', id: server().cast.one });
      const place = { kind: 'room', name: 'Room 40', code: 'MAP-40', parent: server().cast.maple };
      const init = {
        method: 'POST',
        body: JSON.stringify(place),
        headers: { 'Idempotency-Key': 'story-room-40' },
      };
      const [first, second] = [await ask('/api/v1/locations', init), await ask('/api/v1/locations', init)];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(await second.text()).toBe(await first.text());
      expect((await ask('/api/v1/locations', { method: 'POST', body: '{}' })).status).toBe(422);
      expect((await ask('/api/v1/repairs', {}, 'nobody')).status).toBe(401);
      const problem = await ask(
        `/api/v1/devices/${server().cast.birchDevice}/custody`,
        {},
        server().cast.cora,
      );
      expect([problem.status, problem.headers.get('Content-Type')]).toEqual([
        404,
        'application/problem+json',
      ]);
    });

    it(`every answer carries the security headers, on ${runtime}`, async () => {
      const cookie = cookieOf(server().cast.sid);
      const files = Object.values(builtFiles()).filter((path) => !path.includes('scan-worker'));
      const paths = [
        '/',
        '/nowhere',
        '/healthz',
        '/sign-in',
        '/sw.js',
        '/icons/icon.svg',
        '/api/v1/devices',
        ...files,
      ];
      for (const path of paths) {
        const answer = await fetch(server().url + path, { headers: { Cookie: cookie }, redirect: 'manual' });
        await answer.arrayBuffer();
        for (const [name, value] of Object.entries(SECURITY_HEADERS))
          expect([path, name, answer.headers.get(name)]).toEqual([path, name, value]);
      }
      const worker = await fetch(server().url + builtFiles()['scan-worker.js']);
      await worker.arrayBuffer();
      expect(worker.headers.get('Content-Security-Policy')).toBe(SCAN_WORKER_POLICY);
      expect(SCAN_WORKER_POLICY).toContain("'wasm-unsafe-eval'");
    });

    it(`it is alive, and its service worker may look after everything, on ${runtime}`, async () => {
      const health = await fetch(`${server().url}/healthz`);
      expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ ok: true })]);
      const script = await fetch(`${server().url}/sw.js`);
      expect(await script.text()).toContain('main-');
      expect(script.headers.get('Content-Type')).toContain('text/javascript');
      expect(script.headers.get('Cache-Control')).toBe('no-cache');
    });
  }

  it.each(PAGES)('%s reads the same on both', async (path) => {
    const [one, other] = await Promise.all(
      [node, worker].map((server) => new Visitor(server.url, cookieOf(server.cast.mara)).go(path)),
    );
    expect(other?.status).toBe(one?.status);
    expect(timeless(other?.text ?? '')).toBe(timeless(one?.text ?? ''));
    expect(timeless(one?.text ?? '').length).toBeGreaterThan(40);
  });
});
