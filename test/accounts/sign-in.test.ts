import { beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/password.ts';
import { type Answer, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
const PASSWORD = 'thirteen red bricks';
const hash = await hashPassword(PASSWORD);

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([givePassword(w.sid, hash), givePassword(w.ada, hash)]);
  app = testApp(engine);
});

const right = { email: 'Sid@spudger.test', password: PASSWORD };
const wrong = { ...right, password: 'wrong wrong wrong' };

/** A request with the cookie that an answer set. */
async function withCookieOf(answer: Answer, path: string): Promise<Response> {
  const { createApp } = await import('../../src/app.ts');
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return createApp(app.services).request(`http://spudger.test${path}`, { headers: { Cookie: cookie } });
}

describe('signing in', () => {
  test('a page without a session leads to the sign-in page and back', async () => {
    const away = await app.get('/locations?kind=room');
    expect(away.status).toBe(303);
    expect(away.location).toBe('/sign-in?next=%2Flocations%3Fkind%3Droom');
    const page = await app.get(away.location ?? '');
    expect(page.text).toContain('value="/locations?kind=room"');
    const done = await app.post('/sign-in', { ...right, next: '/locations?kind=room' });
    expect(done.location).toBe('/locations?kind=room');
    expect((await withCookieOf(done, '/locations')).status).toBe(200);
  });

  test.each([
    'https://elsewhere.test/',
    '//elsewhere.test/',
    '/\\elsewhere.test',
    'javascript:alert(1)',
    'locations',
  ])('%s is not gone on to', async (next) => {
    expect((await app.post('/sign-in', { ...right, next })).location).toBe('/');
  });

  test('a wrong password and an unknown account look the same and keep the address', async () => {
    const one = await app.post('/sign-in', wrong);
    const other = await app.post('/sign-in', { ...wrong, email: 'nobody@spudger.test' });
    expect([one.status, other.status]).toEqual([422, 422]);
    expect(one.text).toContain('do not belong together');
    expect(other.text).toContain('do not belong together');
    expect(one.text).toContain('value="Sid@spudger.test"');
    expect(one.text).not.toContain(wrong.password);
    expect(one.headers.getSetCookie()).toEqual([]);
  });

  test('signing out ends the session', async () => {
    const done = await app.post('/sign-out', {}, w.sid);
    expect(done.location).toBe('/sign-in?done=out');
    expect(done.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await app.get('/me', w.sid)).status).toBe(303);
  });

  test('a session ends by itself', async () => {
    const done = await app.post('/sign-in', right);
    app.later(15 * 86_400_000);
    expect((await withCookieOf(done, '/me')).status).toBe(303);
  });
});

describe('guessing', () => {
  const guess = (password = wrong.password, email = right.email) => app.post('/sign-in', { email, password });

  test('after five wrong passwords there are waits that grow, and the right one waits too', async () => {
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(422);
    const told = await guess(PASSWORD);
    expect(told.status).toBe(429);
    expect(told.text).toContain('Try again in 30 seconds');
    expect(told.headers.get('Retry-After')).toBe('30');
    app.later(31_000);
    expect((await guess()).status).toBe(422);
    expect((await guess()).text).toContain('Try again in a minute');
    app.later(61_000);
    expect((await guess(PASSWORD)).status).toBe(303);
    expect((await guess()).status).toBe(422);
  });

  test('an account that does not exist waits as well, and counts are kept over a restart', async () => {
    for (let i = 0; i < 5; i++) await guess('wrong', 'nobody@spudger.test');
    const again = testApp(app.services.engine);
    expect((await again.post('/sign-in', { email: 'nobody@spudger.test', password: 'x' })).status).toBe(429);
    expect((await again.post('/sign-in', right)).status).toBe(303);
  });

  test('many accounts from one address wait by the address', async () => {
    const { createApp } = await import('../../src/app.ts');
    const server = createApp(app.services);
    await app.rows(
      "INSERT INTO settings (name, value) VALUES ('sign-in.throttle', '{\"address\":3}') RETURNING 1",
    );
    const from = async (address: string, email: string) =>
      (
        await server.request(
          'http://spudger.test/sign-in',
          {
            method: 'POST',
            headers: { Origin: 'http://spudger.test' },
            body: new URLSearchParams({ email, password: 'wrong' }),
          },
          { address },
        )
      ).status;
    for (let i = 0; i < 3; i++) expect(await from('192.0.2.1', `nobody${i}@spudger.test`)).toBe(422);
    expect(await from('192.0.2.1', 'another@spudger.test')).toBe(429);
    expect(await from('192.0.2.2', 'another@spudger.test')).toBe(422);
  });

  test('twenty guesses at once are not twenty free guesses', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()));
    expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
    expect(answers.every(({ status }) => status === 422 || status === 429)).toBe(true);
  });
});

describe('a session that ends in the middle of a form', () => {
  const typed = { kind: 'room', code: 'MAP-77', name: 'Room "77" <b>', note: 'line one\nline two' };

  test('keeps what was typed over the sign-in and saves it by one button, once', async () => {
    const key = 'the-first-key-of-it';
    const answer = await app.post('/locations/new', { ...typed, parent: w.maple, idempotency_key: key });
    expect(answer.status).toBe(401);
    const kept = hidden(answer.text, 'kept');
    expect(JSON.parse(kept)).toMatchObject({ path: '/locations/new', fields: { ...typed, parent: w.maple } });
    const again = await app.post('/sign-in', {
      ...right,
      email: 'ada@spudger.test',
      password: 'wrong',
      kept,
    });
    expect(hidden(again.text, 'kept')).toBe(kept);
    const page = await app.post('/sign-in', { ...right, email: 'ada@spudger.test', kept });
    expect(page.status).toBe(200);
    expect(page.text).toContain('action="/locations/new"');
    expect(hidden(page.text, 'idempotency_key')).toBe(key);
    expect(hidden(page.text, 'name')).toBe(typed.name);
    const fields = { ...typed, parent: w.maple, idempotency_key: key };
    const saved = await app.post('/locations/new', fields, w.ada);
    expect(saved.status).toBe(303);
    expect((await app.post('/locations/new', fields, w.ada)).location).toBe(saved.location);
    expect(await app.rows("SELECT name FROM locations WHERE code = 'MAP-77'")).toEqual([
      { name: typed.name },
    ]);
  });

  test('files are not kept, and the page says so', async () => {
    const photo = new File([new Uint8Array(10)], 'x.jpg', { type: 'image/jpeg' });
    const answer = await app.post('/locations/new', { ...typed, photo });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('cannot be kept');
  });

  test('only pages of our own are saved to', async () => {
    const kept = JSON.stringify({ path: 'https://elsewhere.test/x', fields: {}, files: false });
    const done = await app.post('/sign-in', { ...right, kept });
    expect(done.status).toBe(303);
    expect((await app.post('/sign-in', { ...right, kept: 'not json' })).status).toBe(303);
  });
});

function hidden(html: string, name: string): string {
  const found = new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';
  return found
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
