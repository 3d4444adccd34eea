import { beforeEach, describe, expect, test } from 'vitest';
import { linkUrl } from '../../src/accounts/links.ts';
import { hashPassword } from '../../src/accounts/password.ts';
import { passwordsOn } from '../../src/accounts/ways.ts';
import { createApp } from '../../src/app.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

const WAYS = '/settings/sign-in-ways';
const PASSWORD = 'thirteen red bricks';
const hash = await hashPassword(PASSWORD);
let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([givePassword(w.ada, hash), givePassword(w.sid, hash)]);
  app = testApp(engine);
});

const passkey = (person: string, id = 'key-1') =>
  app.rows(
    `INSERT INTO passkeys (id, public_key, user_id, credential_id, counter, device_type, backed_up, created_at)
     VALUES (?, 'x', ?, ?, 0, 'singleDevice', 0, '2027-03-01T00:00:00.000Z') RETURNING 1`,
    id,
    person,
    `credential of ${id}`,
  );

const form = (values: Record<string, string> = {}) => ({
  version: '1',
  claim: 'groups',
  lines: '',
  ...values,
});
const signIn = () => app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD });

describe('passwords switched off', () => {
  test('never so that no admin can come in', async () => {
    const refused = await app.post(WAYS, form(), w.ada);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('First an admin has to add a passkey');
    await passkey(w.sid);
    expect((await app.post(WAYS, form(), w.ada)).status).toBe(422);
    // An account of a service that is not set up any more opens nothing.
    await app.rows(
      `INSERT INTO credentials (id, account_id, provider_id, user_id, created_at, updated_at)
       VALUES ('c', 'i s', 'google', ?, 'now', 'now') RETURNING 1`,
      w.ada,
    );
    expect((await app.post(WAYS, form(), w.ada)).status).toBe(422);
    await passkey(w.ada, 'key-2');
    expect((await app.post(WAYS, form(), w.ada)).location).toBe('/settings?done=saved');
    expect((await app.post(`/users/${w.ada}/accounts/google/unlink`, {}, w.ada)).status).toBe(303);
    expect(await app.rows('SELECT 1 FROM sessions WHERE user_id = ?', w.ada)).toEqual([]);
  });

  test('the last passkey of an admin stays, passwords are refused, and the command line turns them on', async () => {
    await passkey(w.ada);
    await app.post(WAYS, form(), w.ada);
    const kept = await app.post('/me/passkeys/key-1/remove', {}, w.ada);
    expect(kept.status).toBe(409);
    expect(kept.text).toContain('an admin can still sign in');
    const answer = await signIn();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('switched passwords off');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await app.get('/sign-in')).text).not.toContain('name="password"');
    const change = { current: PASSWORD, password: 'fourteen blue bricks' };
    expect((await app.post('/me/password', change, w.sid)).status).toBe(422);
    await passwordsOn(await systemCtx(app.services, 'cli'));
    expect((await signIn()).status).toBe(303);
    expect((await app.post('/me/passkeys/key-1/remove', {}, w.ada)).status).toBe(303);
    const verbs = await app.rows('SELECT verb FROM records WHERE thing = ? ORDER BY seq', w.ada);
    expect(verbs.at(-1)).toEqual({ verb: 'removed a passkey' });
  });

  test("nobody renames or removes another's passkey", async () => {
    await passkey(w.ada);
    expect((await app.post('/me/passkeys/key-1/name', { name: 'Mine' }, w.sid)).status).toBe(409);
    expect((await app.post('/me/passkeys/key-1/remove', {}, w.sid)).status).toBe(409);
    expect((await app.post('/me/passkeys/key-1/name', { name: 'Mine' }, w.ada)).status).toBe(303);
    expect(await app.rows('SELECT name FROM passkeys')).toEqual([{ name: 'Mine' }]);
  });

  test('an invitation then opens a session itself, once', async () => {
    await passkey(w.ada);
    await app.post(WAYS, form(), w.ada);
    await app.post(`/users/${w.tess}/link`, {}, w.ada);
    const [link] = await app.rows<{ id: string; purpose: 'invitation' }>(
      'SELECT id, purpose FROM one_time_links WHERE person = ? AND withdrawn_at IS NULL',
      w.tess,
    );
    if (!link) throw new Error('no link');
    const path = new URL(linkUrl(app.services.config, link.purpose, link.id)).pathname;
    expect((await app.get(path)).text).toContain('signs you in once');
    const come = await app.post(path, {});
    expect(come.location).toBe('/me');
    const cookie = come.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await createApp(app.services).request('http://spudger.test/me', {
      headers: { Cookie: cookie },
    });
    expect(me.status).toBe(200);
    expect((await app.post(path, {})).status).toBe(404);
  });
});

describe('groups', () => {
  test('a line that means nothing is named, and what was typed stays', async () => {
    const lines = 'techs = specialist 2 @ MAP\noffice = contact @ NOWHERE';
    const answer = await app.post(WAYS, form({ passwords: '1', newcomers: '1', lines }), w.ada);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Line 2: No site has the code NOWHERE');
    expect(answer.text).toContain('techs = specialist 2 @ MAP');
    const good = form({ passwords: '1', newcomers: '1', lines: 'techs = specialist 2 @ MAP' });
    expect((await app.post(WAYS, good, w.ada)).location).toBe('/settings?done=saved');
  });
});

describe('what a script sends', () => {
  test('that is no answer of a passkey opens nothing and says so', async () => {
    const none = await app.jsonPage('/sign-in/passkey', { response: {} }, null);
    expect([none.status, none.json]).toEqual([422, { message: 'This is no answer of a passkey' }]);
    const made = {
      id: 'x',
      rawId: 'x',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
    };
    const late = await app.jsonPage('/sign-in/passkey', { response: made }, null);
    expect([late.status, late.json]).toEqual([422, { message: 'That took too long: begin again' }]);
    const asked = await app.jsonPage('/sign-in/passkey/options', {}, null);
    expect(asked.json).toMatchObject({ userVerification: 'required', rpId: 'spudger.test' });
    expect(await app.rows('SELECT count(*) AS n FROM verifications')).toEqual([{ n: 1 }]);
  });
});

test('a passkey is asked for so often a minute from one address', async () => {
  const ask = () => app.jsonPage('/sign-in/passkey/options', {}, null);
  for (let n = 0; n < 120; n++) expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
  const [kept] = await app.rows<{ n: number }>('SELECT count(*) AS n FROM verifications');
  expect(kept?.n).toBe(120);
  app.later(60_000);
  expect((await ask()).status).toBe(200);
});
