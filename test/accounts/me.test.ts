import { beforeEach, describe, expect, test } from 'vitest';
import { setUpLink } from '../../src/accounts/links.ts';
import { hashPassword } from '../../src/accounts/password.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
const PASSWORD = 'thirteen red bricks';
const NEW_PASSWORD = 'fourteen blue tiles';
const hash = await hashPassword(PASSWORD);

describe('my account', () => {
  beforeEach(async () => {
    const engine = freshDatabase();
    w = await makeWorld(engine);
    await engine.batch([givePassword(w.sid, hash)]);
    app = testApp(engine);
  });

  test('another password ends the other sessions and not this one', async () => {
    await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD });
    expect(await app.rows('SELECT id FROM sessions WHERE user_id = ?', w.sid)).toHaveLength(2);
    const wrong = await app.post('/me/password', { current: 'wrong', password: NEW_PASSWORD }, w.sid);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('not your present password');
    const weak = await app.post('/me/password', { current: PASSWORD, password: 'aaaaaaaaaaaa' }, w.sid);
    expect(weak.text).toContain('Too few different characters');
    const done = await app.post('/me/password', { current: PASSWORD, password: NEW_PASSWORD }, w.sid);
    expect(done.location).toBe('/me?done=saved');
    expect(await app.rows('SELECT token FROM sessions WHERE user_id = ?', w.sid)).toEqual([
      { token: `session-${w.sid}` },
    ]);
    expect((await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD })).status).toBe(422);
    expect((await app.post('/sign-in', { email: 'sid@spudger.test', password: NEW_PASSWORD })).status).toBe(
      303,
    );
  });

  test('sessions are listed and ended, one or all others; those of others are not mine', async () => {
    await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD });
    await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD });
    const page = await app.get('/me', w.sid);
    const ends = [...page.text.matchAll(/action="(\/me\/sessions\/[0-9a-f-]+\/end)"/g)].map(
      ([, path]) => path,
    );
    expect(ends).toHaveLength(2);
    expect((await app.post(ends[0] ?? '', {}, w.sid)).location).toBe('/me?done=revoked');
    expect((await app.post(ends[1] ?? '', {}, w.mara)).status).toBe(409);
    expect((await app.post('/me/sessions/end', {}, w.sid)).status).toBe(303);
    expect(await app.rows('SELECT id FROM sessions WHERE user_id = ?', w.sid)).toHaveLength(1);
    expect((await app.get('/me', w.sid)).status).toBe(200);
  });

  test('a token is shown once, works, says when it was used, and can be ended', async () => {
    const key = 'a-key-for-the-token';
    const made = await app.post('/me/tokens', { name: 'Rostering', idempotency_key: key }, w.sid);
    const token = /spudger_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    expect(token).not.toBe('');
    const again = await app.post('/me/tokens', { name: 'Rostering', idempotency_key: key }, w.sid);
    expect(again.text).toContain('was shown once');
    expect(again.text).not.toContain(token);
    const everything = JSON.stringify(await app.rows('SELECT * FROM api_tokens'));
    expect(everything).not.toContain(token);
    expect(JSON.stringify(await app.rows('SELECT * FROM idempotency_keys'))).not.toContain(token);
    expect((await app.get('/me', w.sid)).text).toContain('never used');
    const { createApp } = await import('../../src/app.ts');
    const call = () =>
      createApp(app.services).request('http://spudger.test/api/v1/locations', {
        headers: { Authorization: `Bearer ${token}` },
      });
    expect((await call()).status).toBe(200);
    expect(await app.rows("SELECT last_used_on FROM api_tokens WHERE name = 'Rostering'")).toEqual([
      { last_used_on: '2027-03-02' },
    ]);
    const [row] = await app.rows<{ id: string }>("SELECT id FROM api_tokens WHERE name = 'Rostering'");
    expect((await app.post(`/me/tokens/${row?.id}/end`, {}, w.mara)).status).toBe(409);
    expect((await app.post(`/me/tokens/${row?.id}/end`, {}, w.sid)).status).toBe(303);
    expect((await call()).status).toBe(401);
  });

  test('a token opens no page of the cookie kind and a cookie no bearer request', async () => {
    const { createApp } = await import('../../src/app.ts');
    const server = createApp(app.services);
    const both = await server.request('http://spudger.test/api/v1/locations', {
      headers: { Authorization: 'Bearer wrong', Cookie: `spudger.session_token=${w.sid}` },
    });
    expect(both.status).toBe(401);
  });
});

describe('the first admin', () => {
  const form = { givenName: 'Ada', familyName: 'Keystone', email: 'Ada@spudger.test', password: PASSWORD };
  const link = async () => {
    const { services } = app;
    const url = await setUpLink(await systemCtx(services, 'system'), services.config);
    return url?.replace('http://spudger.test', '') ?? null;
  };

  beforeEach(() => {
    app = testApp(freshDatabase());
  });

  test('is made once by the printed link, which stays the same until then', async () => {
    const path = (await link()) ?? '';
    expect(await link()).toBe(path);
    expect((await app.get(path)).text).toContain('first admin');
    const wrong = await app.post(path, { ...form, password: 'password123' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('among the first that are guessed');
    expect(wrong.text).toContain('value="Keystone"');
    expect(wrong.text).not.toContain('password123');
    const done = await app.post(path, form);
    expect(done.location).toBe('/');
    expect(done.headers.getSetCookie()[0]).toContain('spudger.session_token=');
    expect(await app.rows('SELECT role FROM user_roles')).toEqual([{ role: 'admin' }]);
    expect((await app.post(path, { ...form, email: 'other@spudger.test' })).status).toBe(404);
    expect(await link()).toBeNull();
    expect(await app.rows('SELECT 1 FROM users')).toHaveLength(1);
  });

  test('two at once with the same link: one admin', async () => {
    const path = (await link()) ?? '';
    const answers = await Promise.all([
      app.post(path, form),
      app.post(path, { ...form, email: 'other@spudger.test' }),
    ]);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await app.rows('SELECT 1 FROM users')).toHaveLength(1);
  });

  test('a guessed link opens nothing', async () => {
    await link();
    expect((await app.get('/setup/guess')).status).toBe(404);
    expect((await app.post('/setup/guess', form)).status).toBe(404);
    expect(await app.rows('SELECT 1 FROM users')).toEqual([]);
  });
});
