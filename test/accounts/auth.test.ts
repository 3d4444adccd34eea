import { beforeEach, describe, expect, test } from 'vitest';
import { openSession } from '../../src/accounts/auth.ts';
import { signedCookie, tokenOfCookie } from '../../src/accounts/cookie.ts';
import { hashPassword, verifyPassword } from '../../src/accounts/password.ts';
import { SECRET, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
const PASSWORD = 'thirteen red bricks';

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  const hash = await hashPassword(PASSWORD);
  await engine.batch([givePassword(w.sid, hash), givePassword(w.tess, hash)]);
  app = testApp(engine);
});

const as = (email: string, password: string) => ({
  email,
  password,
  userAgent: 'Test',
  address: '192.0.2.7',
});

describe('the sign-in library on our own tables', () => {
  test('a right password opens a session whose cookie our own check reads', async () => {
    const cookies = await openSession(app.services, as('sid@spudger.test', PASSWORD));
    const cookie = cookies?.find((line) => line.startsWith('spudger.session_token=')) ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const value = cookie.split(';')[0]?.slice('spudger.session_token='.length);
    const token = tokenOfCookie(value, SECRET);
    expect(token).toBeTruthy();
    expect(decodeURIComponent(signedCookie(token ?? '', SECRET))).toBe(decodeURIComponent(value ?? ''));
    const [session] = await app.rows<Record<string, string>>(
      'SELECT user_id, expires_at, created_at, user_agent, ip_address FROM sessions WHERE token = ?',
      token,
    );
    expect(session).toEqual({
      user_id: w.sid,
      created_at: '2027-03-02T15:00:00.000Z',
      expires_at: '2027-03-16T15:00:00.000Z',
      user_agent: 'Test',
      ip_address: '192.0.2.7',
    });
    expect(await app.rows("SELECT 1 FROM credentials WHERE typeof(created_at) <> 'text'")).toEqual([]);
  });

  test('wrong password, unknown account and deactivated login are all refused', async () => {
    await app.rows("UPDATE users SET deactivated_at = 'now' WHERE id = ? RETURNING 1", w.tess);
    expect(await openSession(app.services, as('ian@spudger.test', PASSWORD))).toBeNull();
    const sessions = async () => (await app.rows('SELECT id FROM sessions')).length;
    const before = await sessions();
    expect(await openSession(app.services, as('sid@spudger.test', 'wrong password'))).toBeNull();
    expect(await openSession(app.services, as('nobody@spudger.test', PASSWORD))).toBeNull();
    expect(await openSession(app.services, as('tess@spudger.test', PASSWORD))).toBeNull();
    expect(await openSession(app.services, as('not an address', PASSWORD))).toBeNull();
    expect(await sessions()).toBe(before);
  });

  test('a forged or foreign signature is nobody', () => {
    const good = signedCookie('abc', SECRET);
    expect(tokenOfCookie(good, SECRET)).toBe('abc');
    expect(tokenOfCookie(good, 'another secret of thirty-two characters')).toBeNull();
    expect(tokenOfCookie(good.replace('abc', 'abd'), SECRET)).toBeNull();
    for (const bad of ['', 'abc', 'abc.', '.abc', '%E0%A4%A', 'abc.AAAA'])
      expect(tokenOfCookie(bad, SECRET)).toBeNull();
  });
});

describe('password hashes', () => {
  test('verify what was hashed and nothing else', async () => {
    const hash = await hashPassword(PASSWORD);
    expect(await verifyPassword(hash, PASSWORD)).toBe(true);
    expect(await verifyPassword(hash, `${PASSWORD} `)).toBe(false);
    expect(await verifyPassword('md5$1$1$1$aa$bb', PASSWORD)).toBe(false);
    expect(await hashPassword(PASSWORD)).not.toBe(hash);
  });
});
