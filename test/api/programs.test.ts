import { beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { SECRET, testApp } from '../support/app.ts';
import { must } from './calls.ts';
import { dump, type FullStage, makeStage } from './stage.ts';

let stage: FullStage;

beforeEach(async () => {
  stage = await makeStage();
});

const ask = (path: string, headers: Record<string, string> = {}, person = stage.w.mara) =>
  stage.app.json('GET', `/api/v1${path}`, undefined, person, headers);
const room = (n: number) => ({ kind: 'room', code: `MAP-R${n}`, name: `Room R${n}`, parent: stage.w.maple });
const named = (name: string) => ({ code: 'MAP-12', name, parent: stage.w.maple });
const problem = (json: unknown) => Object.keys((json as { errors?: object }).errors ?? {});

describe('fields', () => {
  test('leave out all else, of a thing and of the items of a list', async () => {
    expect((await ask('/devices/48213?fields=tag, version')).json).toEqual({
      tag: '48213',
      version: expect.any(Number),
    });
    const list = (await ask('/devices?limit=2&fields=id,tag')).json as { items: object[]; next: string };
    expect(list.items.map((item) => Object.keys(item))).toEqual([
      ['id', 'tag'],
      ['id', 'tag'],
    ]);
    expect(list.next).not.toBeNull();
  });

  test('that are not there are named', async () => {
    for (const path of [
      '/devices/48213?fields=tag,nothing',
      '/devices?fields=__proto__',
      '/me?fields=constructor',
    ])
      expect([(await ask(path)).status, problem((await ask(path)).json)]).toEqual([422, ['fields']]);
  });
});

describe('an ETag', () => {
  test('spares an answer that has not changed, and only that', async () => {
    const path = `/locations/${stage.w.mapleRoom}`;
    const first = await ask(path);
    const etag = first.headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"v1-/);
    const same = await ask(path, { 'If-None-Match': `"other", W/${etag}` });
    expect([same.status, same.text, same.headers.get('ETag')]).toEqual([304, '', etag]);
    expect((await ask(`${path}?fields=id`, { 'If-None-Match': etag })).status).toBe(200);
    await must(stage, stage.w.mara, 'PUT', path, { version: 1, ...named('Twelve') });
    const changed = await ask(path, { 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('ETag') === etag]).toEqual([200, false]);
  });

  test('stands for the version of an update', async () => {
    const path = `/locations/${stage.w.mapleRoom}`;
    const etag = (await ask(path)).headers.get('ETag') ?? '';
    const put = (body: object, match: string) =>
      stage.app.json('PUT', `/api/v1${path}`, body, stage.w.mara, { 'If-Match': match });
    expect((await put(named('Twelve'), etag)).status).toBe(200);
    const before = await dump(stage.engine);
    const stale = await put(named('Dozen'), etag);
    expect([stale.status, stale.json]).toMatchObject([
      412,
      { changes: [{ label: 'Name', yours: 'Dozen', theirs: 'Twelve' }] },
    ]);
    for (const [body, match] of [
      [{ version: 2, ...named('Dozen') }, etag],
      [named('Dozen'), '"nothing"'],
      [named('Dozen'), `${etag}, "v2-x"`],
    ] as const) {
      const answer = await put(body, match);
      expect([answer.status, problem(answer.json)], match).toEqual([422, ['If-Match']]);
    }
    // There is no version that this could be held to: it is not taken as if it were.
    const use = await stage.app.json(
      'POST',
      '/api/v1/devices/48214/use',
      { seen: 'one_to_one', use: 'spare' },
      stage.w.mara,
      { 'If-Match': etag },
    );
    expect([use.status, problem(use.json)]).toEqual([422, ['If-Match']]);
    expect(await dump(stage.engine)).toEqual(before);
  });
});

describe('the limit of a token', () => {
  test('is said in every answer, holds for a minute, and for each token alone', async () => {
    const config = {
      ...readConfig({ BASE_URL: 'http://spudger.test', SECRET, API_RATE: '3' }),
      secret: SECRET,
    };
    const app = testApp(stage.engine, { config });
    const me = (person: string) => app.json('GET', '/api/v1/me', undefined, person);
    const { w } = stage;
    const first = await me(w.mara);
    expect(first.headers.get('RateLimit-Policy')).toBe('"token";q=3;w=60');
    expect(first.headers.get('RateLimit')).toBe('"token";r=2;t=60');
    app.later(20_000);
    await me(w.mara);
    expect((await me(w.mara)).headers.get('RateLimit')).toBe('"token";r=0;t=40');
    const refused = await app.json('POST', '/api/v1/locations', room(1), w.mara);
    expect([refused.status, refused.headers.get('Retry-After'), refused.headers.get('Content-Type')]).toEqual(
      [429, '40', 'application/problem+json'],
    );
    expect((await me(w.sid)).status).toBe(200);
    // A page is no program.
    expect((await app.get('/me', w.mara)).status).toBe(200);
    app.later(40_000);
    expect((await me(w.mara)).headers.get('RateLimit')).toBe('"token";r=2;t=60');
    expect(await stage.app.rows("SELECT count(*) AS n FROM locations WHERE code = 'MAP-R1'")).toEqual([
      { n: 0 },
    ]);
  });
});

interface Bulk {
  items: { status: number; location?: string; body: Record<string, unknown> }[];
  done: number;
  failed: number;
}

describe('a bulk', () => {
  const bulk = async (items: object[], key?: string, person = stage.w.mara) =>
    stage.app.json('POST', '/api/v1/bulk', { items }, person, key ? { 'Idempotency-Key': key } : {});
  const saved = async () =>
    (await stage.app.rows<{ n: number }>("SELECT count(*) AS n FROM locations WHERE code LIKE 'MAP-R%'"))[0]
      ?.n;

  test('answers each item as it would be alone; one that fails keeps no other', async () => {
    const answer = await bulk([
      { path: '/locations', body: room(1) },
      { path: '/locations', body: room(1) },
      { path: '/locations', body: {} },
      { path: '/nothing', body: {} },
      { path: 'locations', body: room(9) },
      { path: '/bulk', body: { items: [] } },
      { path: '/./bulk', body: { items: [] } },
      { path: '/%62ulk', body: { items: [] } },
      { path: '/../../me/tokens', body: { name: 'x' } },
      { path: '/locations', body: room(2) },
    ]);
    const { items, done, failed } = answer.json as Bulk;
    expect(items.map(({ status }) => status)).toEqual([201, 422, 422, 404, 422, 422, 422, 422, 422, 201]);
    expect([done, failed, await saved()]).toEqual([2, 8, 2]);
    expect(items[1]?.body).toMatchObject({ errors: { code: expect.any(String) } });
    const made = await stage.app.json('GET', items[9]?.location ?? '', undefined, stage.w.mara);
    expect(made.json).toMatchObject({ code: 'MAP-R2' });
  });

  test('gives nobody more than their own rights', async () => {
    const before = await dump(stage.engine);
    const items = [
      { path: '/locations', body: room(1) },
      { path: '/devices/60001/custody', body: { how: 'check_out', to: '700001' } },
      { path: '/users', body: {} },
    ];
    const { items: answers } = (await bulk(items, undefined, stage.w.cora)).json as Bulk;
    expect(answers.map(({ status }) => status)).toEqual([403, 404, 403]);
    expect(await dump(stage.engine)).toEqual(before);
  });

  test('sent again is applied once, item by item, and goes on with what is new', async () => {
    const items = [
      { path: '/locations', body: room(1) },
      { path: '/locations', body: room(2), key: 'my-own-key-2' },
    ];
    const first = (await bulk(items, 'bulk-key-1')).json as Bulk;
    const again = (await bulk([...items, { path: '/locations', body: room(3) }], 'bulk-key-1')).json as Bulk;
    expect(again.items.slice(0, 2)).toEqual(first.items);
    expect([again.done, await saved()]).toEqual([3, 3]);
    const alone = await stage.app.json('POST', '/api/v1/locations', room(2), stage.w.mara, {
      'Idempotency-Key': 'my-own-key-2',
    });
    expect(alone.json).toEqual(first.items[1]?.body);
    const stolen = (
      await bulk([{ path: '/locations', body: room(2), key: 'my-own-key-2' }], undefined, stage.w.ada)
    ).json as Bulk;
    expect(stolen.items[0]?.status).toBe(404);
  });

  test('of 1,000 is taken, of more not; where statements are few it stops between items', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ path: '/locations', body: room(n) }));
    expect((await bulk(many(1_001))).status).toBe(422);
    const few = testApp(stage.engine, { bulk: { items: 40, statements: 60 } });
    const sent = (items: object[]) =>
      few.json('POST', '/api/v1/bulk', { items }, stage.w.mara, { 'Idempotency-Key': 'bulk-key-2' });
    expect((await sent(many(41))).status).toBe(422);
    const first = (await sent(many(40))).json as Bulk;
    expect(first.done).toBeGreaterThan(2);
    expect(first.items.at(-1)?.status).toBe(503);
    for (let more = 0; more < 30 && (await saved()) !== 40; more++) await sent(many(40));
    expect(await saved()).toBe(40);
    const whole = (await bulk(many(200), 'bulk-key-3')).json as Bulk;
    expect([whole.done, whole.failed]).toEqual([160, 40]);
  });
});
