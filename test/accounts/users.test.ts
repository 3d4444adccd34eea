import { beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/password.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
const PASSWORD = 'thirteen red bricks';
const NEW_PASSWORD = 'fourteen blue tiles';
const hash = await hashPassword(PASSWORD);

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([givePassword(w.ada, hash), givePassword(w.sid, hash)]);
  app = testApp(engine);
});

const wren = { givenName: 'Wren', familyName: 'Fern', email: 'Wren@spudger.test' };
const idIn = (location: string | null) => location?.split(/[/?]/)[2] ?? '';
const linkIn = (html: string) =>
  /http:\/\/spudger\.test(\/(?:invitation|reset)\/[\w-]+)/.exec(html)?.[1] ?? '';
const grantsOf = (person: string) =>
  app.rows('SELECT role, level, site FROM user_roles WHERE person = ? ORDER BY role, site', person);

async function make(fields: Record<string, string | string[]>): Promise<string> {
  const made = await app.post('/users/new', { ...wren, ...fields }, w.ada);
  expect(made.status).toBe(303);
  return idIn(made.location);
}

describe('users', () => {
  test('an admin makes one with several roles; the invitation lets her choose a password and come in', async () => {
    const id = await make({
      roles: ['specialist', 'contact'],
      level: '2',
      contactSites: 'map, BIR',
      mainSites: 'MAP',
      backupSites: 'BIR',
    });
    expect(await grantsOf(id)).toEqual(
      [
        { role: 'contact', level: null, site: w.maple },
        { role: 'contact', level: null, site: w.birch },
        { role: 'specialist', level: 2, site: null },
      ].sort((a, b) => `${a.role}${a.site}`.localeCompare(`${b.role}${b.site}`)),
    );
    expect(await app.rows('SELECT site, rank FROM person_sites WHERE person = ? ORDER BY rank', id)).toEqual([
      { site: w.birch, rank: 'backup' },
      { site: w.maple, rank: 'main' },
    ]);
    const page = await app.get(`/users/${id}`, w.ada);
    const link = linkIn(page.text);
    expect((await app.get(link)).text).toContain('wren@spudger.test');
    expect((await app.post(link, { password: 'short' })).status).toBe(422);
    expect((await app.post(link, { password: 'wren fern wren fern' })).text).toContain('Not your own name');
    const chosen = await app.post(link, { password: NEW_PASSWORD });
    expect(chosen.location).toBe('/');
    expect(chosen.headers.getSetCookie()[0]).toContain('spudger.session_token=');
    expect((await app.get(link)).status).toBe(404);
    expect((await app.post(link, { password: 'yet another one' })).status).toBe(404);
    expect((await app.post('/sign-in', { email: wren.email, password: NEW_PASSWORD })).status).toBe(303);
  });

  test('somebody on the staff already gets a login and stays one person', async () => {
    const person = w.student;
    const refused = await app.post('/users/new', { person, email: 'q@spudger.test', roles: 'intern' }, w.ada);
    expect(refused.status).toBe(422);
    await app.rows(
      "INSERT INTO people (id, kind, given_name, family_name, sort_name, created_at) VALUES ('01900000-0000-7000-8000-00000000000a', 'staff', 'Moss', 'Gable', 'gable, moss', 'x') RETURNING 1",
    );
    const known = '01900000-0000-7000-8000-00000000000a';
    expect((await app.get(`/users/new?person=${known}`, w.ada)).text).toContain('Moss Gable');
    const made = await app.post(
      '/users/new',
      { person: known, email: 'moss@spudger.test', roles: 'intern' },
      w.ada,
    );
    expect(idIn(made.location)).toBe(known);
    expect(await app.rows('SELECT name FROM users WHERE id = ?', known)).toEqual([{ name: 'Moss Gable' }]);
    const twice = await app.post(
      '/users/new',
      { person: known, email: 'm2@spudger.test', roles: 'intern' },
      w.ada,
    );
    expect(twice.text).toContain('This person has a login already');
  });

  test.each([
    [{ roles: 'intern', email: 'ada@spudger.test' }, 'Somebody signs in with this address already'],
    [{ email: 'x@spudger.test' }, 'Choose at least one role'],
    [{ roles: 'specialist' }, 'Choose the level'],
    [{ roles: 'contact' }, 'at least one school'],
    [{ roles: 'contact', contactSites: 'NOPE' }, 'No site has the code NOPE'],
    [{ roles: 'contact', contactSites: 'VAN1' }, 'No site has the code VAN1'],
    [{ roles: 'boss' }, 'Choose one of these'],
    [{ roles: 'intern', email: 'not an address' }, 'An e-mail address'],
    [{ roles: 'intern', givenName: '' }, 'Fill this in'],
  ])('%j is refused at its field and nothing is made', async (fields, message) => {
    const before = await app.rows('SELECT id FROM people');
    const answer = await app.post('/users/new', { ...wren, ...(fields as Record<string, string>) }, w.ada);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await app.rows('SELECT id FROM people')).toEqual(before);
  });

  test('an edit replaces roles, sites and vehicle, is findable by the new name, and is refused when stale', async () => {
    const id = await make({ roles: 'intern' });
    const [bin] = await app.rows<{ id: string }>('SELECT id FROM bins LIMIT 1');
    const edit = { version: '1', ...wren, familyName: 'Heath', roles: ['auditor'], bin: bin?.id ?? '' };
    expect((await app.post(`/users/${id}/edit`, edit, w.ada)).status).toBe(303);
    expect(await grantsOf(id)).toEqual([{ role: 'auditor', level: null, site: null }]);
    expect((await app.get('/users?q=heath', w.ada)).text).toContain('Wren Heath');
    expect((await app.get('/users?role=auditor', w.ada)).text).toContain('Wren Heath');
    expect((await app.get('/users?show=invited&role=manager', w.ada)).text).toContain('Mara Thimble');
    const stale = await app.post(`/users/${id}/edit`, { ...edit, familyName: 'Moor' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Moor"');
  });

  test('deactivating ends sessions, tokens and links at once; reactivating lets in again', async () => {
    expect((await app.get('/locations', w.sid)).status).toBe(200);
    expect((await app.json('GET', '/api/v1/locations', undefined, w.sid)).status).toBe(200);
    expect((await app.post(`/users/${w.sid}/deactivate`, { version: '1' }, w.ada)).status).toBe(303);
    expect((await app.get('/locations', w.sid)).status).toBe(303);
    expect((await app.json('GET', '/api/v1/locations', undefined, w.sid)).status).toBe(401);
    expect((await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD })).status).toBe(422);
    expect((await app.get('/users?show=deactivated', w.ada)).text).toContain('Sid Pliers');
    expect((await app.post(`/users/${w.sid}/reactivate`, { version: '2' }, w.ada)).status).toBe(303);
    expect((await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD })).status).toBe(303);
    expect((await app.json('GET', '/api/v1/locations', undefined, w.sid)).status).toBe(401);
  });

  test('a demoted admin is no admin at the next request', async () => {
    await make({ roles: 'admin' });
    const edit = {
      version: '1',
      givenName: 'Ada',
      familyName: 'Keystone',
      email: 'ada@spudger.test',
      roles: 'intern',
    };
    expect((await app.post(`/users/${w.ada}/edit`, edit, w.ada)).status).toBe(303);
    expect((await app.get('/users', w.ada)).status).toBe(403);
    expect((await app.get('/me', w.ada)).status).toBe(200);
  });

  test('the last admin can be neither demoted nor deactivated', async () => {
    const edit = {
      version: '1',
      givenName: 'Ada',
      familyName: 'Keystone',
      email: 'ada@spudger.test',
      roles: 'intern',
    };
    const demoted = await app.post(`/users/${w.ada}/edit`, edit, w.ada);
    expect(demoted.status).toBe(409);
    expect(demoted.text).toContain('an admin can still sign in');
    expect((await app.post(`/users/${w.ada}/deactivate`, { version: '1' }, w.ada)).status).toBe(409);
    expect(await grantsOf(w.ada)).toEqual([{ role: 'admin', level: null, site: null }]);
    expect((await app.get('/users', w.ada)).status).toBe(200);
  });

  test('two admins who take the role from each other at once: one stays', async () => {
    const id = await make({ roles: 'admin' });
    const [a, b] = await Promise.all([
      app.post(`/users/${w.ada}/deactivate`, { version: '1' }, w.ada),
      app.post(`/users/${id}/deactivate`, { version: '1' }, w.ada),
    ]);
    expect([a.status, b.status].filter((status) => status === 303)).toHaveLength(1);
    expect(
      await app.rows(
        "SELECT 1 FROM user_roles AS r JOIN users AS u ON u.id = r.person WHERE r.role = 'admin' AND u.deactivated_at IS NULL",
      ),
    ).toHaveLength(1);
  });

  test('a reset link ends the sessions that were open, and a newer link the older one', async () => {
    expect((await app.post(`/users/${w.sid}/link`, {}, w.ada)).status).toBe(303);
    const first = linkIn((await app.get(`/users/${w.sid}`, w.ada)).text);
    expect(first).toMatch(/^\/reset\//);
    await app.post(`/users/${w.sid}/link`, {}, w.ada);
    const second = linkIn((await app.get(`/users/${w.sid}`, w.ada)).text);
    expect(second).not.toBe(first);
    expect((await app.get(first)).status).toBe(404);
    expect((await app.post(second, { password: NEW_PASSWORD })).status).toBe(303);
    expect((await app.get('/me', w.sid)).status).toBe(303);
    expect((await app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD })).status).toBe(422);
  });

  test('a link ends by itself, and is of use for its own purpose only', async () => {
    await app.post(`/users/${w.sid}/link`, {}, w.ada);
    const link = linkIn((await app.get(`/users/${w.sid}`, w.ada)).text);
    expect((await app.get(link.replace('/reset/', '/invitation/'))).status).toBe(404);
    app.later(25 * 3_600_000);
    expect((await app.get(link)).text).toContain('does not work any more');
    expect((await app.get('/reset/nothing')).status).toBe(404);
  });

  test('an admin ends the sessions and tokens of others', async () => {
    const [session] = await app.rows<{ id: string }>('SELECT id FROM sessions WHERE user_id = ?', w.sid);
    const [token] = await app.rows<{ id: string }>('SELECT id FROM api_tokens WHERE person = ?', w.sid);
    const wrong = await app.post(`/users/${w.mara}/sessions/${session?.id}/end`, {}, w.ada);
    expect(wrong.status).toBe(409);
    expect((await app.post(`/users/${w.sid}/sessions/${session?.id}/end`, {}, w.ada)).status).toBe(303);
    expect((await app.post(`/users/${w.sid}/tokens/${token?.id}/end`, {}, w.ada)).status).toBe(303);
    expect((await app.get('/me', w.sid)).status).toBe(303);
    expect((await app.json('GET', '/api/v1/locations', undefined, w.sid)).status).toBe(401);
  });
});
