import { beforeEach, describe, expect, test } from 'vitest';
import { signedCookie } from '../../src/accounts/cookie.ts';
import { createApp } from '../../src/app.ts';
import { SECRET } from '../support/app.ts';
import { must } from './calls.ts';
import { dump, type FullStage, makeStage } from './stage.ts';

let stage: FullStage;

beforeEach(async () => {
  stage = await makeStage();
});

const room = (n: number) => ({ kind: 'room', code: `MAP-R${n}`, name: `Room R${n}`, parent: stage.w.maple });

/** As a browser that is signed in as the manager. */
function browser(method: string, path: string, body: object | null, headers: Record<string, string> = {}) {
  return createApp(stage.app.services).request(`http://spudger.test/api/v1${path}`, {
    method,
    headers: {
      Cookie: `spudger.session_token=${signedCookie(`session-${stage.w.mara}`, SECRET)}`,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

describe('a browser that is signed in', () => {
  test('reads', async () => {
    expect((await browser('GET', '/me', null)).status).toBe(200);
  });

  test('writes from our own pages alone', async () => {
    const before = await dump(stage.engine);
    const from: Record<string, string>[] = [
      {},
      { Origin: 'http://evil.test' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of from) {
      const answer = await browser('POST', '/locations', room(1), headers);
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([403, 'application/problem+json']);
    }
    expect(await dump(stage.engine)).toEqual(before);
    const own = await browser('POST', '/locations', room(1), { Origin: 'http://spudger.test' });
    expect(own.status).toBe(201);
  });

  test('is nobody where a token is sent that is none', async () => {
    const answer = await browser('GET', '/me', null, { Authorization: 'Bearer nothing' });
    expect(answer.status).toBe(401);
  });
});

describe('an Idempotency-Key', () => {
  const post = (body: object, key: string, person = stage.w.mara) =>
    stage.app.json('POST', '/api/v1/locations', body, person, { 'Idempotency-Key': key });

  test('sent twice at once is applied once and answered the same', async () => {
    const answers = await Promise.all([post(room(1), 'same-key-1'), post(room(1), 'same-key-1')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(answers[0]?.location).toBe(answers[1]?.location);
    expect(await stage.app.rows("SELECT count(*) AS n FROM locations WHERE code = 'MAP-R1'")).toEqual([
      { n: 1 },
    ]);
  });

  test('that cannot be kept is refused, or a repeated request would be applied twice', async () => {
    const before = await dump(stage.engine);
    for (const key of ['short', 'x'.repeat(81), 'with space in it', 'semi;colon']) {
      const answer = await post(room(1), key);
      expect([answer.status, Object.keys((answer.json as { errors: object }).errors)]).toEqual([
        422,
        ['Idempotency-Key'],
      ]);
    }
    expect(await dump(stage.engine)).toEqual(before);
  });

  test("of another person is not found, another body's is refused", async () => {
    await post(room(1), 'my-own-key-1');
    expect((await post(room(1), 'my-own-key-1', stage.w.ada)).status).toBe(404);
    expect((await post(room(2), 'my-own-key-1')).status).toBe(409);
  });
});

describe('a list', () => {
  test('is the same in pages of any size', async () => {
    for (let n = 1; n <= 7; n++) await must(stage, stage.w.mara, 'POST', '/locations', room(n));
    for (const path of ['/locations?kind=room', '/faults?', '/people?', '/users?', '/devices?', '/models?']) {
      const ids = async (limit: number) => {
        const found: string[] = [];
        for (let cursor = '', pages = 0; pages < 50; pages++) {
          const url = `/api/v1${path}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
          const { json } = await stage.app.json('GET', url, undefined, stage.w.ada);
          const page = json as { items: { id?: string; code?: string }[]; next: string | null };
          expect(page.items.length).toBeLessThanOrEqual(limit);
          found.push(...page.items.map(({ id, code }) => id ?? code ?? ''));
          if (page.next === null) return found;
          cursor = encodeURIComponent(page.next);
        }
        throw new Error(`${path} has no end`);
      };
      const whole = await ids(200);
      expect(new Set(whole).size, path).toBe(whole.length);
      expect(await ids(2), path).toEqual(whole);
    }
  });

  test('takes 1 to 200 at once, 50 where nothing is said', async () => {
    for (const limit of ['0', '201', '-1', 'ten', '1.5']) {
      const answer = await stage.app.json('GET', `/api/v1/locations?limit=${limit}`, undefined, stage.w.mara);
      expect([answer.status, (answer.json as { errors: object }).errors]).toEqual([
        422,
        { limit: expect.any(String) },
      ]);
    }
    for (let n = 1; n <= 55; n++) await must(stage, stage.w.mara, 'POST', '/locations', room(n));
    const { json } = await stage.app.json('GET', '/api/v1/locations?kind=room', undefined, stage.w.mara);
    expect((json as { items: object[] }).items.length).toBe(50);
  });

  test('refuses a filter that has no such value', async () => {
    const answer = await stage.app.json('GET', '/api/v1/devices?state=asleep', undefined, stage.w.mara);
    expect([answer.status, Object.keys((answer.json as { errors: object }).errors)]).toEqual([
      422,
      ['state'],
    ]);
  });
});

describe('an update', () => {
  test('of what somebody else changed is told what that was', async () => {
    const { w, app } = stage;
    const put = (name: string) =>
      app.json(
        'PUT',
        `/api/v1/locations/${w.mapleRoom}`,
        { version: 1, code: 'MAP-12', name, parent: w.maple },
        w.mara,
      );
    await put('Room twelve');
    const stale = await put('Twelve');
    expect(stale.status).toBe(409);
    expect(stale.json).toMatchObject({
      changes: [{ label: 'Name', yours: 'Twelve', theirs: 'Room twelve' }],
    });
  });

  test('of custody that was handed on meanwhile is refused', async () => {
    const { w, app } = stage;
    const { custody } = (await must(stage, w.sid, 'GET', '/devices/48214')).json as { custody: string };
    const post = (to: string) =>
      app.json('POST', '/api/v1/devices/48214/custody', { how: 'check_out', to, custody }, w.sid);
    expect((await post('700001')).status).toBe(200);
    expect((await post('MAP-C1')).status).toBe(409);
  });
});

test('a person who is deactivated or demoted is stopped at the next request', async () => {
  const { w, app } = stage;
  await app.json('POST', `/api/v1/users/${w.tess}/deactivate`, { version: 1 }, w.ada);
  expect((await app.json('GET', '/api/v1/me', undefined, w.tess)).status).toBe(401);
  const demoted = {
    version: 1,
    givenName: 'Mara',
    familyName: 'Thimble',
    email: 'mara@spudger.test',
    roles: ['auditor'],
  };
  await app.json('PUT', `/api/v1/users/${w.mara}`, demoted, w.ada);
  expect((await app.json('POST', '/api/v1/locations', room(1), w.mara)).status).toBe(403);
});

test('a device is found by id, tag, serial and former tag', async () => {
  const { w } = stage;
  await must(stage, w.mara, 'POST', '/devices/48214/tag', { value: '99001', seen: '48214' });
  for (const ref of [w.two, '99001', '48214', '5cd1235xyz', 'S/N: 5CD1235XYZ']) {
    const answer = await must(stage, w.mara, 'GET', `/devices/${encodeURIComponent(ref)}`);
    expect(answer.json).toMatchObject({ id: w.two, tag: '99001' });
  }
});
