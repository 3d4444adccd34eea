import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, type Started } from '../support/server-process.ts';
import { makeSeed, type Seed, writeSeed } from '../support/server-seed.ts';
import { keepAsD1, serveWorker } from '../support/server-worker.ts';
import { Receiver } from '../webhooks/receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'spudger-webhooks-d1-'));
const receiver = new Receiver();
let seed: Seed;
let url = '';
let worker: Started;

beforeAll(async () => {
  await receiver.start();
  seed = await makeSeed();
  const made = join(folder, 'made.db');
  await writeSeed(made, seed);
  await keepAsD1(folder, made);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  worker = await serveWorker(folder, port, ['WEBHOOK_HTTP:1', 'WEBHOOK_ALLOW:127.0.0.1']);
});
afterAll(async () => {
  receiver.stop();
  await worker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (method: string, path: string, person: string, body?: unknown) =>
  fetch(`${url}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer token-${person}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What the platform calls every five minutes. */
async function cron(): Promise<void> {
  const answer = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*`);
  expect(await answer.text(), worker.said()).toMatch(/^ok$/i);
}

interface Message {
  state: string;
  attempts: number;
  failure: string;
}

async function log(hook: string): Promise<Message[]> {
  const answer = await ask('GET', `/webhooks/${hook}/messages`, seed.cast.ada);
  return ((await answer.json()) as { items: Message[] }).items;
}

/** As a receiver checks it, by the text of the Standard Webhooks. */
function signature(key: string, { headers, body }: Receiver['got'][number]): string {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const mac = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'));
  return `v1,${mac.update(signed).digest('base64')}`;
}

test('on Workers an event leaves its commit, signed; what fails is tried again by a later call; nothing goes inside', async () => {
  const { ada, mara } = seed.cast;
  const hook = { name: 'Tickets', url: receiver.url, events: ['device.lost'] };
  for (const inside of [
    'http://10.1.2.3/x',
    'http://169.254.169.254/latest',
    'http://[::1]/x',
    'http://printer/x',
  ])
    expect((await ask('POST', '/webhooks', ada, { ...hook, url: inside })).status, inside).toBe(422);
  const made = await ask('POST', '/webhooks', ada, hook);
  expect(made.status).toBe(201);
  const { id, key } = (await made.json()) as { id: string; key: string };

  receiver.answer = (answer) => answer.writeHead(503).end('not now');
  const lost = { state: 'lost', seen: 'in_service', reason: 'Gone' };
  expect((await ask('POST', '/devices/48213/lost', mara, lost)).status).toBe(200);
  expect(receiver.got).toHaveLength(0);
  await cron();
  expect(receiver.got).toHaveLength(1);
  expect(await log(id)).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  // Where it is sent to is written in the answer: nobody goes there.
  receiver.answer = (answer) =>
    answer.writeHead(302, { Location: `http://127.0.0.1:${receiver.port}/elsewhere` }).end();
  await pastRetry();
  expect(receiver.got).toHaveLength(2);
  expect(await log(id)).toMatchObject([{ state: 'waiting', attempts: 2 }]);
  receiver.answer = (answer) => answer.writeHead(204).end();
  expect((await ask('POST', `/webhooks/${id}/test`, ada, {})).status).toBeLessThan(300);
  await pastRetry(40_000);
  const told = receiver.got.filter(({ body }) => body.includes('device.lost'));
  expect(told).toHaveLength(3);
  expect(new Set(told.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
  for (const got of receiver.got)
    expect(String(got.headers['webhook-signature']).split(' ')).toContain(signature(key, got));
  expect((await log(id)).map(({ state }) => state)).toEqual(['sent', 'sent']);
  await cron();
  expect(receiver.got).toHaveLength(4);
}, 180_000);

/** Calls until something more has come, as the platform does in time. */
async function pastRetry(within = 15_000): Promise<void> {
  const before = receiver.got.length;
  for (const until = Date.now() + within; receiver.got.length === before && Date.now() < until; ) {
    await new Promise((resume) => setTimeout(resume, 1_000));
    await cron();
  }
}
