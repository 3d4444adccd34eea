import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodePost } from '../../src/webhooks/post-node.ts';
import { workersPost } from '../../src/webhooks/post-workers.ts';
import { Receiver } from './receiver.ts';

const receiver = new Receiver();
const LOCAL = { http: true, allow: ['127.0.0.1'] };

beforeAll(() => receiver.start());
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.got.length = 0;
  receiver.answer = (answer) => answer.writeHead(204).end();
});

const named = () => `http://tickets.example.org:${receiver.port}/in?key=1`;

test('a name is looked up once, and what it leads to is what is connected', async () => {
  let asked = 0;
  const post = nodePost(LOCAL, {
    resolve: (host, answer) => {
      expect(host).toBe('tickets.example.org');
      asked += 1;
      answer(null, [{ address: '127.0.0.1', family: 4 }]);
    },
  });
  expect((await post(named(), { 'webhook-id': 'a' }, '{"é":1}')).status).toBe(204);
  expect(asked).toBe(1);
  expect(receiver.got[0]).toMatchObject({ body: '{"é":1}', headers: { 'webhook-id': 'a' } });
});

test.each([
  ['loopback', ['127.0.0.1']],
  ['metadata', ['169.254.169.254']],
  ['IPv6 loopback', ['::1']],
  ['mapped', ['::ffff:127.0.0.1']],
  ['one public, one private', ['8.8.8.8', '10.0.0.1']],
  ['nothing', []],
])('a name that leads to %s is not connected', async (_, addresses) => {
  const post = nodePost(
    { http: true, allow: [] },
    {
      resolve: (_host, answer) =>
        answer(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    },
  );
  await expect(post(named(), {}, '{}')).rejects.toThrow(/inside a network|leads nowhere/);
  expect(receiver.got).toEqual([]);
});

test('an address itself is held against the list, and http against the configuration', async () => {
  await expect(nodePost({ http: true, allow: [] })(receiver.url, {}, '{}')).rejects.toThrow(
    /inside a network/,
  );
  await expect(nodePost({ http: false, allow: ['127.0.0.1'] })(receiver.url, {}, '{}')).rejects.toThrow(
    /https only/,
  );
  expect(receiver.got).toEqual([]);
});

test('a redirect is an answer, not a way elsewhere', async () => {
  receiver.answer = (answer) => answer.writeHead(302, { Location: '/elsewhere' }).end();
  expect((await nodePost(LOCAL)(receiver.url, {}, '{}')).status).toBe(302);
  expect(receiver.got).toHaveLength(1);
});

test('an answer without end is cut, one that does not come is not waited for', async () => {
  receiver.answer = (answer) => {
    answer.writeHead(500, { 'Retry-After': '7' });
    const timer = setInterval(() => answer.write('x'.repeat(8_000)), 1);
    answer.on('close', () => clearInterval(timer));
  };
  const long = await nodePost(LOCAL)(receiver.url, {}, '{}');
  expect([long.status, long.retryAfter]).toEqual([500, 7]);
  expect(long.answer.length).toBeLessThanOrEqual(16_384);
  receiver.answer = () => {};
  await expect(nodePost(LOCAL, { timeout: 150 })(receiver.url, {}, '{}')).rejects.toThrow(
    'No answer in 150 ms',
  );
});

test('nobody there is said in words', async () => {
  await expect(nodePost(LOCAL)('http://127.0.0.1:9/', {}, '{}')).rejects.toThrow(/ECONNREFUSED/);
});

describe('on Workers', () => {
  test('what is written in the address is looked at, redirects are answers, and long answers are cut', async () => {
    const post = workersPost(LOCAL);
    expect(await post(receiver.url, { 'webhook-id': 'a' }, '{}')).toMatchObject({ status: 204, answer: '' });
    receiver.answer = (answer) => answer.writeHead(307, { Location: '/elsewhere' }).end();
    expect((await post(receiver.url, {}, '{}')).status).toBe(307);
    expect(receiver.got).toHaveLength(2);
    receiver.answer = (answer) => {
      answer.writeHead(503, { 'Retry-After': '7' });
      const timer = setInterval(() => answer.write('x'.repeat(8_000)), 1);
      answer.on('close', () => clearInterval(timer));
    };
    const long = await post(receiver.url, {}, '{}');
    expect([long.status, long.retryAfter, long.answer.length <= 16_384]).toEqual([503, 7, true]);
    for (const url of [receiver.url, 'https://[::1]/', 'https://169.254.169.254/latest/meta-data'])
      await expect(workersPost({ http: true, allow: [] })(url, {}, '{}')).rejects.toThrow(/inside a network/);
  });
});
