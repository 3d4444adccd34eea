import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { WEBHOOK_RULES } from '../../src/check/webhook-queries.ts';
import { readConfig } from '../../src/config.ts';
import { Database } from '../../src/db/database.ts';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { senderOf, systemCtx } from '../../src/web/system-ctx.ts';
import { deliverWebhooks } from '../../src/webhooks/deliver.ts';
import { nodePost } from '../../src/webhooks/post-node.ts';
import { SECRET, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { stockWorld } from '../support/stock.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { Receiver } from './receiver.ts';

const receiver = new Receiver();
const REACH = { http: true, allow: ['127.0.0.1'] };
const HOUR = 3_600_000;
let app: TestApp;
let w: Cast;

beforeAll(() => receiver.start());
afterAll(() => receiver.stop());

afterEach(async () => {
  expect(await brokenRules(new Database(app.services.engine), WEBHOOK_RULES)).toEqual([]);
});

beforeEach(async () => {
  receiver.got.length = 0;
  receiver.answer = (answer) => answer.writeHead(204).end();
  const engine = freshDatabase();
  w = await makeWorld(engine);
  const config = readConfig({ BASE_URL: 'http://spudger.test', SECRET });
  app = testApp(engine, { config: { ...config, secret: SECRET, webhooks: REACH }, post: nodePost(REACH) });
});

const deliver = () => deliverWebhooks(senderOf(app.services), 5_000);

interface Hook {
  id: string;
  key: string;
}

async function hook(events: string[], name = 'Tickets', url = receiver.url): Promise<Hook> {
  const answer = await app.json('POST', '/api/v1/webhooks', { name, url, events }, w.ada);
  expect(answer.status, answer.text).toBe(201);
  return answer.json as Hook;
}

async function does(method: string, path: string, body: unknown, person: string): Promise<unknown> {
  const answer = await app.json(method, `/api/v1${path}`, body, person);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}

const lose = (device: string) =>
  does('POST', `/devices/${device}/lost`, { state: 'lost', seen: 'in_service', reason: 'Gone' }, w.mara);
const edit = (name: string, version: number) =>
  does('PUT', `/locations/${w.mapleRoom}`, { version, code: 'MAP-12', name, parent: w.maple }, w.mara);

/** As a receiver checks it, by the text of the Standard Webhooks. */
function signedBy(key: string, got: Receiver['got'][number]): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = got.headers;
  const mac = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'));
  const expected = `v1,${mac.update(`${id}.${at}.${got.body}`).digest('base64')}`;
  return String(signature).split(' ').includes(expected);
}

describe('a call that may ask its database so many times', () => {
  test('begins no message beyond, and the next one goes on from there', async () => {
    await hook(['location.changed']);
    for (let n = 1; n <= 4; n++) await edit(`Room ${n}`, n);
    const sender = senderOf(app.services);
    await deliverWebhooks(sender, 5_000, () => receiver.got.length >= 2);
    expect(receiver.got).toHaveLength(2);
    await deliverWebhooks(sender, 5_000, () => true);
    expect(receiver.got).toHaveLength(2);
    await deliver();
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
    expect(receiver.got).toHaveLength(4);
  });
});

describe('what happens', () => {
  test('is told in ids, tags and codes, signed, once, in the order in which it happened', async () => {
    const made = await hook(['device.lost', 'location.changed', 'repair.reported']);
    await edit('Room twelve', 1);
    await lose('48213');
    await edit('Room 12', 2);
    await does('POST', '/devices/48214/repairs', { note: 'It fell from the desk of Quill' }, w.sid);
    await deliver();
    await deliver();
    expect(receiver.said.map(({ type }) => type)).toEqual([
      'location.changed',
      'device.lost',
      'location.changed',
      'repair.reported',
    ]);
    for (const got of receiver.got) expect(signedBy(made.key, got)).toBe(true);
    const age = Math.abs(
      app.services.clock() / 1_000 - Number(receiver.got[0]?.headers['webhook-timestamp']),
    );
    expect(age).toBeLessThan(2);
    expect(receiver.said[1]?.data).toMatchObject({
      thing: { kind: 'device', id: w.one, code: '48213' },
      verb: 'reported lost',
      person: w.mara,
      device: { id: w.one, tag: '48213', serial: '5CD1234XYZ' },
    });
    expect(receiver.said[3]?.data).toMatchObject({ thing: { kind: 'repair', code: 'R-000001' } });
    expect(receiver.said.map(({ data }) => data.sequence)).toEqual([1, expect.any(Number), 2, 1]);
    // The holder is a student, and what was typed is free text.
    const everything = receiver.got.map(({ body }) => body).join();
    expect(everything).not.toMatch(/Quill|Fennimore|Mara|desk/);
  });

  test('a part that the books did not have is told once, whatever else is done to the repair', async () => {
    await installStartingLists(await systemCtx(app.services, 'system'));
    const s = await stockWorld(app.services.engine, w);
    await hook(['stock.shortfall']);
    const part = `${s.panel}:${s.van}`;
    const work = { fault: 'screen', remedy: 'replaced', minutes: 15, parts: [part, part, part] };
    const made = (await does('POST', '/devices/48214/quick-repair', work, w.sid)) as { repair: string };
    await does('POST', `/repairs/${made.repair}/came-back`, { note: 'Dark again' }, w.sid);
    await does(
      'POST',
      `/repairs/${made.repair}/work`,
      { fault: 'battery', remedy: 'replaced', minutes: 5 },
      w.sid,
    );
    await deliver();
    expect(receiver.said).toMatchObject([
      {
        type: 'stock.shortfall',
        data: { part: { id: s.panel }, bin: { id: s.van }, quantity: expect.any(Number) },
      },
    ]);
  });

  test('is not kept for a webhook that is stopped, nor for other events', async () => {
    const made = await hook(['order.sent', 'device.lost']);
    await edit('Room twelve', 1);
    await does('POST', `/webhooks/${made.id}/stop`, { version: 1 }, w.ada);
    await lose('48213');
    await does('POST', `/webhooks/${made.id}/start`, { version: 2 }, w.ada);
    expect(await app.rows('SELECT count(*) AS n FROM webhook_deliveries')).toEqual([{ n: 0 }]);
    await lose('48214');
    await deliver();
    expect(receiver.said.map(({ data }) => (data.device as { tag: string }).tag)).toEqual(['48214']);
  });
});

describe('an answer that is not good', () => {
  test('lets only what is about the same thing wait; all of it comes in the end, with its id and body', async () => {
    await hook(['location.changed', 'device.lost']);
    await edit('Room twelve', 1);
    receiver.answer = (answer) => answer.writeHead(500).end('try later');
    await deliver();
    expect(receiver.got).toHaveLength(1);
    await edit('Room 12', 2);
    await lose('48213');
    await deliver();
    expect(receiver.got).toHaveLength(1);
    receiver.answer = (answer) => answer.writeHead(204).end();
    app.later(5_400);
    await deliver();
    app.later(60_000);
    await deliver();
    const bodies = receiver.said.map(({ type, data }) => `${type} ${data.sequence ?? ''}`);
    expect(bodies.filter((body) => body.startsWith('location'))).toEqual([
      'location.changed 1',
      'location.changed 1',
      'location.changed 2',
    ]);
    expect(bodies).toHaveLength(4);
    const [first, again] = receiver.got.filter(
      ({ body }) => body.includes('"sequence":1') && body.includes('location'),
    );
    expect(again?.body).toBe(first?.body);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(again?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
  });

  test('for three days stops it, and says so to whoever made it; started again it gets what waited', async () => {
    const made = await hook(['device.lost']);
    receiver.answer = (answer) => answer.writeHead(503, { 'Retry-After': '60' }).end();
    await lose('48213');
    for (let hours = 0; hours < 80; hours += 4) {
      if (hours === 40) await lose('48214');
      await deliver();
      app.later(4 * HOUR);
    }
    const [stopped] = await app.rows('SELECT stopped_why AS why, failures FROM webhooks');
    expect(stopped?.why).toBe('failing');
    const tries = receiver.got.length;
    expect(tries).toBeGreaterThan(9);
    expect(await app.rows("SELECT recipient FROM outbox WHERE channel = 'mail'")).toEqual([
      { recipient: 'ada@spudger.test' },
    ]);
    expect((await app.get('/settings/webhooks', w.ada)).text).toContain('stopped by itself');
    expect((await app.get('/', w.ada)).text).toContain('1 webhook stopped');
    expect((await app.get('/', w.mara)).text).not.toContain('webhook');
    await deliver();
    expect(receiver.got).toHaveLength(tries);
    receiver.answer = (answer) => answer.writeHead(204).end();
    const { version } = (await does('GET', `/webhooks/${made.id}`, undefined, w.ada)) as { version: number };
    await does('POST', `/webhooks/${made.id}/start`, { version }, w.ada);
    await deliver();
    expect(receiver.got).toHaveLength(tries + 1);
    expect(receiver.said.at(-1)?.data.device).toMatchObject({ tag: '48214' });
    const rows = await app.rows('SELECT state FROM webhook_deliveries ORDER BY n');
    expect(rows).toEqual([{ state: 'failed' }, { state: 'sent' }]);
  });

  test('of 410 stops it at once', async () => {
    await hook(['device.lost']);
    receiver.answer = (answer) => answer.writeHead(410).end();
    await lose('48213');
    await deliver();
    expect(await app.rows('SELECT stopped_why AS why FROM webhooks')).toEqual([{ why: 'gone' }]);
    expect(await app.rows('SELECT count(*) AS n FROM webhook_subscriptions')).toEqual([{ n: 0 }]);
  });
});

test('what a process was killed over is sent by the next; two at once send once', async () => {
  await hook(['device.lost']);
  await lose('48213');
  const sender = senderOf(app.services);
  let killed = 0;
  // The message has left, and the process ends before it can note that.
  const dies = {
    ...sender,
    post: (...sent: Parameters<typeof sender.post>) => sender.post(...sent).then(() => never()),
  };
  const never = () => {
    killed += 1;
    return new Promise<never>(() => {});
  };
  void deliverWebhooks(dies, 5_000);
  while (killed === 0) await new Promise((resume) => setTimeout(resume, 5));
  await deliver();
  expect(receiver.got).toHaveLength(1);
  app.later(2 * 60_000);
  await Promise.all([deliver(), deliver(), deliver()]);
  expect(receiver.got).toHaveLength(2);
  expect(receiver.got[0]?.headers['webhook-id']).toBe(receiver.got[1]?.headers['webhook-id']);
  expect(receiver.got[0]?.body).toBe(receiver.got[1]?.body);
});

test('a new secret signs beside the former one for as long as was said', async () => {
  const made = await hook(['location.changed']);
  const next = (await does('POST', `/webhooks/${made.id}/secret`, { version: 1, hours: 2 }, w.ada)) as Hook;
  expect(next.key).not.toBe(made.key);
  await edit('Room twelve', 1);
  await deliver();
  app.later(2 * HOUR + 1);
  await edit('Room 12', 2);
  await deliver();
  const [during, after] = receiver.got;
  expect(during && [signedBy(made.key, during), signedBy(next.key, during)]).toEqual([true, true]);
  expect(after && [signedBy(made.key, after), signedBy(next.key, after)]).toEqual([false, true]);
  const kept = JSON.stringify(await app.rows('SELECT * FROM webhooks'));
  expect(kept).not.toContain(next.key.slice(6, 20));
});

describe('the pages', () => {
  test('make one, show its secret once, test it, show the log, send again', async () => {
    const fields = { name: 'Chat', url: receiver.url, events: ['device.lost', 'repair.closed'] };
    const refused = await app.post('/settings/webhooks/new', { ...fields, url: 'https://10.0.0.1/' }, w.ada);
    expect([refused.status, refused.text.includes('inside a network')]).toEqual([422, true]);
    const idempotency_key = 'one-and-the-same';
    const made = await app.post('/settings/webhooks/new', { ...fields, idempotency_key }, w.ada);
    const key = /whsec_[A-Za-z0-9+/=]+/.exec(made.text)?.[0] ?? '';
    expect(made.status).toBe(200);
    const again = await app.post('/settings/webhooks/new', { ...fields, idempotency_key }, w.ada);
    expect([again.status, again.text.includes('whsec_')]).toEqual([200, false]);
    const [row] = await app.rows<{ id: string }>('SELECT id FROM webhooks');
    const page = `/settings/webhooks/${row?.id}`;
    const tested = await app.post(`${page}/test`, {}, w.ada);
    expect(tested.status).toBe(303);
    expect(receiver.said).toEqual([
      { type: 'test', timestamp: expect.any(String), data: { webhook: row?.id } },
    ]);
    expect(receiver.got[0] && signedBy(key, receiver.got[0])).toBe(true);
    receiver.answer = (answer) => answer.writeHead(400).end(`<b>no</b> ${'x'.repeat(5_000)}`);
    await app.post(`${tested.location}/resend`, {}, w.ada);
    const message = await app.get(tested.location ?? '', w.ada);
    expect(message.text).toContain('&lt;b&gt;no&lt;/b&gt; xxx');
    expect(message.text.length).toBeLessThan(20_000);
    const log = await app.get(`${page}?state=waiting`, w.ada);
    expect(log.text).toContain('Tried 2 times, 400');
    expect((await app.get(`${page}?state=failed`, w.ada)).text).not.toContain('A test');
    await app.post(`${page}/retire`, { version: '3' }, w.ada);
    expect((await app.get(page, w.ada)).text).toContain('Retired');
    expect(await app.rows('SELECT state FROM webhook_deliveries')).toEqual([{ state: 'failed' }]);
  });
});
