import { describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/password.ts';
import { givePassword } from '../support/world.ts';
import { TABLE } from './table.ts';
import { accessWorld, openWorld } from './world.ts';

const PASSWORD = 'thirteen red bricks';
const world = await accessWorld();
const { w } = world;

/** Pages and JSON routes without a parameter that a specialist may see. */
const READS = Object.entries(TABLE)
  .filter(([route, marks]) => /^GET [^:]*$/.test(route) && marks.split(' ')[3] === 'y')
  .map(([route]) => route.slice(4));

describe('rights end at the next request', () => {
  test('a deactivated login sees nothing with its open session or token', async () => {
    const { app, engine } = openWorld(world);
    let shown = 0;
    for (const path of READS) {
      const before = path.startsWith('/api/')
        ? await app.json('GET', path, undefined, w.sid)
        : await app.get(path, w.sid);
      if (before.status === 200) shown += 1;
      // A few want a query with it, or lead on to somewhere.
      else expect([path, before.status].join(' ')).toMatch(/ (303|404|422)$/);
    }
    expect(shown).toBeGreaterThan(READS.length * 0.85);
    expect((await app.post(`/users/${w.sid}/deactivate`, { version: '1' }, w.ada)).status).toBe(303);
    for (const path of READS) {
      const api = path.startsWith('/api/');
      const after = api ? await app.json('GET', path, undefined, w.sid) : await app.get(path, w.sid);
      // What a phone fetches by itself is told, a page leads to the sign-in.
      expect([path, after.status].join(' ')).toMatch(api ? / 401$/ : / (303|401)$/);
    }
    const posted = await app.post(`/devices/${w.spare}/check-in`, { to: 'MAP-12' }, w.sid);
    expect(posted.status).toBe(401);
    engine.file.close();
  });

  test('a demoted login may do what its new role may, with the session and token that were open', async () => {
    const { app, engine } = openWorld(world);
    const edit = { version: '1', givenName: 'Mara', familyName: 'Thimble', email: 'mara@spudger.test' };
    expect((await app.get('/history', w.mara)).status).toBe(200);
    const demoted = { ...edit, roles: 'contact', contactSites: 'MAP' };
    expect((await app.post(`/users/${w.mara}/edit`, demoted, w.ada)).status).toBe(303);
    expect((await app.get('/history', w.mara)).status).toBe(403);
    expect((await app.json('GET', '/api/v1/history', undefined, w.mara)).status).toBe(403);
    expect((await app.get(`/devices/${world.things.device.own}`, w.mara)).status).toBe(200);
    expect((await app.get(`/devices/${world.things.device.other}`, w.mara)).status).toBe(404);
    expect(
      (await app.json('GET', `/api/v1/devices/${world.things.device.other}`, undefined, w.mara)).status,
    ).toBe(404);
    engine.file.close();
  });

  test('a login without any role sees its way out and nothing else', async () => {
    const { app, engine } = openWorld(world);
    await engine.batch([{ sql: 'DELETE FROM user_roles WHERE person = ?', parameters: [w.sid] }]);
    for (const path of READS.filter((known) => !known.startsWith('/api/')))
      expect([path, (await app.get(path, w.sid)).status]).toEqual([path, 403]);
    expect((await app.post('/sign-out', {}, w.sid)).status).toBe(303);
    engine.file.close();
  });

  test("another site's page cannot write with this browser's session", async () => {
    const { app, engine } = openWorld(world);
    await engine.batch([givePassword(w.sid, await hashPassword(PASSWORD))]);
    const before = engine.file.serialize();
    const { createApp } = await import('../../src/app.ts');
    const { signedCookie } = await import('../../src/accounts/cookie.ts');
    const { SECRET } = await import('../support/app.ts');
    const server = createApp(app.services);
    const cookie = `spudger.session_token=${signedCookie(`session-${w.sid}`, SECRET)}`;
    const send = (headers: Record<string, string>, type: string) =>
      server.request(`http://spudger.test/devices/${world.things.device.own}/check-in`, {
        method: 'POST',
        headers: { Cookie: cookie, 'Content-Type': type, ...headers },
        body: type === 'application/json' ? '{"to":"MAP-12"}' : 'to=MAP-12',
      });
    const foreign = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'http://elsewhere.test' },
      {},
    ];
    for (const headers of foreign)
      for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain'])
        expect((await send(headers as Record<string, string>, type)).status).toBe(403);
    expect(engine.file.serialize().equals(before)).toBe(true);
    expect(
      (await send({ 'Sec-Fetch-Site': 'same-origin' }, 'application/x-www-form-urlencoded')).status,
    ).toBe(303);
    engine.file.close();
  });
});
