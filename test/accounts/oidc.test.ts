import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { SECRET, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type RunningProvider, startProvider } from '../support/oidc-provider.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const HOME = 'http://spudger.test';
let provider: RunningProvider;
let app: TestApp;
let w: Cast;

beforeAll(async () => {
  provider = await startProvider(
    ['oidc', 'google', 'microsoft'].map((id) => `${HOME}/sign-in/with/${id}/back`),
  );
});

afterAll(() => provider.close());

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  const config = readConfig({
    BASE_URL: HOME,
    SECRET,
    SIGN_IN_DOMAINS: 'spudger.test',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'the district',
  });
  app = testApp(engine, { config: { ...config, secret: SECRET } });
});

const sid = { sub: 'sid-1', email: 'Sid@spudger.test', email_verified: true, name: 'Sid Somebody' };

/** The cookies that answers set, as a browser would send them. */
class Jar {
  private readonly kept = new Map<string, string>();
  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.kept.delete(pair.slice(0, at));
      else this.kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
  get header(): string {
    return [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

const here = async (path: string, jar: Jar): Promise<Response> => {
  const answer = await createApp(app.services).request(HOME + path, { headers: { Cookie: jar.header } });
  jar.take(answer.headers);
  return answer;
};

/** To the provider and back, as far as our own address with the code. */
async function there(from: string): Promise<string> {
  const jar = new Jar();
  let url = from;
  for (let hops = 0; hops < 8 && !url.startsWith(HOME); hops++) {
    const answer = await fetch(url, { redirect: 'manual', headers: { Cookie: jar.header } });
    jar.take(answer.headers);
    await answer.arrayBuffer();
    url = new URL(answer.headers.get('Location') ?? '', url).href;
  }
  return url.slice(HOME.length);
}

async function comeAs(
  claims: Record<string, unknown> | null,
  jar = new Jar(),
  next = '/locations',
  { id = 'oidc', changed = (url: URL): void => void url }: { id?: string; changed?: (url: URL) => void } = {},
) {
  provider.next = claims;
  const away = await here(`/sign-in/with/${id}?next=${next}`, jar);
  expect(away.status).toBe(303);
  const url = new URL(away.headers.get('Location') ?? '');
  changed(url);
  const back = await there(url.href);
  const done = await here(back, jar);
  return { location: done.headers.get('Location'), jar, back };
}

const accounts = () =>
  app.rows<{ user_id: string; account_id: string; access_token: string | null }>(
    "SELECT user_id, account_id, access_token FROM credentials WHERE provider_id = 'oidc'",
  );

describe('signing in with a provider', () => {
  test('a verified address of the district opens a session of ours, linked once, with its history', async () => {
    const { location, jar } = await comeAs(sid);
    expect(location).toBe('/locations');
    expect((await here('/me', jar)).status).toBe(200);
    expect(await accounts()).toEqual([
      { user_id: w.sid, account_id: `${provider.issuer} sid-1`, access_token: null },
    ]);
    expect(
      await app.rows(
        "SELECT verb, json_extract(data, '$.provider') AS p FROM records WHERE thing = ?",
        w.sid,
      ),
    ).toContainEqual({ verb: 'linked', p: 'oidc' });
    // Another address there is the same person here.
    expect((await comeAs({ ...sid, email: 'sid.renamed@spudger.test' })).location).toBe('/locations');
    expect(await accounts()).toHaveLength(1);
    const sessions = await app.rows('SELECT id FROM sessions WHERE user_id = ?', w.sid);
    expect(sessions).toHaveLength(3);
    const { code_challenge_method, state, nonce, redirect_uri } = Object.fromEntries(
      provider.asked.at(-1) ?? [],
    );
    expect(code_challenge_method).toBe('S256');
    expect([state?.length, nonce?.length].every((length) => (length ?? 0) >= 32)).toBe(true);
    expect(redirect_uri).toBe(`${HOME}/sign-in/with/oidc/back`);
  });

  test.each([
    ['unverified', { ...sid, email_verified: false }],
    ['domain', { ...sid, email: 'sid@elsewhere.test' }],
    ['domain', { ...sid, email: 'sid@spudger.test.elsewhere.test' }],
    ['unknown', { ...sid, email: 'nobody@spudger.test' }],
    ['cancelled', null],
  ])('%s is refused in words, without a session or a link', async (why, claims) => {
    const { location, jar } = await comeAs(claims);
    expect(location).toBe(`/sign-in?refused=${why}`);
    expect((await here('/me', jar)).status).toBe(303);
    expect((await (await here(location ?? '', jar)).text()).includes('role="alert"')).toBe(true);
    expect(await accounts()).toEqual([]);
  });

  test('a deactivated login, a person who has left and another account are refused', async () => {
    await comeAs(sid);
    expect((await comeAs({ ...sid, sub: 'sid-2' })).location).toBe('/sign-in?refused=other_account');
    await app.rows('UPDATE people SET active = 0 WHERE id = ? RETURNING 1', w.sid);
    expect((await comeAs(sid)).location).toBe('/sign-in?refused=deactivated');
    await app.rows('UPDATE people SET active = 1 WHERE id = ? RETURNING 1', w.sid);
    await app.rows("UPDATE users SET deactivated_at = 'now' WHERE id = ? RETURNING 1", w.sid);
    expect((await comeAs(sid)).location).toBe('/sign-in?refused=deactivated');
  });

  test('what was begun in another browser, or answered twice, opens nothing', async () => {
    const { back, jar } = await comeAs(sid);
    expect((await here(back, new Jar())).headers.get('Location')).toBe('/sign-in?refused=late');
    expect((await here(back, jar)).headers.get('Location')).toBe('/sign-in?refused=late');
    const other = new Jar();
    await here('/sign-in/with/oidc', other);
    expect((await here(back, other)).headers.get('Location')).toBe('/sign-in?refused=late');
    expect((await comeAs(sid, new Jar(), 'https://elsewhere.test/')).location).toBe('/');
  });

  test('a token for another attempt, a code that another browser began, a state that was changed: nothing opens', async () => {
    const out = async (changed: (url: URL) => void, why: string) => {
      const { location, jar } = await comeAs(sid, new Jar(), '/', { changed });
      expect(location).toBe(`/sign-in?refused=${why}`);
      expect((await here('/me', jar)).status).toBe(303);
    };
    // The token comes back with a nonce that was not asked for.
    await out((url) => url.searchParams.set('nonce', 'a'.repeat(32)), 'failed');
    await out((url) => url.searchParams.delete('nonce'), 'failed');
    // The code is bound to a verifier that this browser's attempt does not have.
    await out((url) => url.searchParams.set('code_challenge', 'b'.repeat(43)), 'failed');
    await out((url) => url.searchParams.set('state', 'c'.repeat(32)), 'late');
    // Somebody's good code, in a link with the state of the victim's own attempt.
    const victim = new Jar();
    const begun = await here('/sign-in/with/oidc', victim);
    const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state') ?? '';
    provider.next = { ...sid, sub: 'attacker', email: 'ada@spudger.test' };
    const theirs = await here('/sign-in/with/oidc', new Jar());
    const link = new URL(HOME + (await there(theirs.headers.get('Location') ?? '')));
    link.searchParams.set('state', state);
    const done = await here(link.pathname + link.search, victim);
    expect(done.headers.get('Location')).toBe('/sign-in?refused=failed');
    expect((await here('/me', victim)).status).toBe(303);
    expect(await accounts()).toEqual([]);
  });

  test("Google's has to own the account, Microsoft's directory has to be the district's", async () => {
    const [first] = app.services.config.providers;
    if (!first) throw new Error('no provider');
    app = testApp(freshDatabase(), {
      config: {
        ...app.services.config,
        providers: [
          { ...first, id: 'google', name: 'Google' },
          { ...first, id: 'microsoft', name: 'Microsoft', tenant: 'the-district' },
        ],
      },
    });
    w = await makeWorld(app.services.engine);
    const as = async (id: string, claims: object) =>
      (await comeAs({ ...sid, ...claims }, new Jar(), '/locations', { id })).location;
    const refused = '/sign-in?refused=domain';
    expect(await as('google', {})).toBe(refused);
    expect(await as('google', { hd: 'elsewhere.test' })).toBe(refused);
    expect(await as('google', { hd: 'spudger.test' })).toBe('/locations');
    expect(provider.asked.at(-1)?.get('hd')).toBe('spudger.test');
    expect(await as('microsoft', {})).toBe(refused);
    expect(await as('microsoft', { tid: 'elsewhere' })).toBe(refused);
    expect(await as('microsoft', { tid: 'The-District' })).toBe('/locations');
    expect((await here('/sign-in/with/oidc', new Jar())).status).toBe(404);
  });

  test('so many a minute from one address, and then no more', async () => {
    const jar = new Jar();
    for (let n = 0; n < 120; n++) await here('/sign-in/with/oidc', new Jar());
    expect((await here('/sign-in/with/oidc', jar)).headers.get('Location')).toBe('/sign-in?refused=too_many');
    const back = await here('/sign-in/with/oidc/back?code=x', jar);
    expect(back.headers.get('Location')).toBe('/sign-in?refused=too_many');
    expect(Number(back.headers.get('Retry-After'))).toBeGreaterThan(0);
    app.later(61_000);
    expect((await here('/sign-in/with/oidc', jar)).headers.get('Location')).toContain(provider.issuer);
  });

  test('groups make a login where the district says so, for the person on the staff', async () => {
    const lines = 'Techs = specialist 2 @ MAP\noffice = contact @ BIR';
    await app.rows(
      "INSERT INTO settings (name, value) VALUES ('sign-in.groups', ?) RETURNING 1",
      JSON.stringify({ newcomers: 'groups', claim: 'groups', lines }),
    );
    const nell = { sub: 'n', email: 'Nell@spudger.test', email_verified: true, name: 'Nell New' };
    expect((await comeAs({ ...nell, groups: ['others'] })).location).toBe('/sign-in?refused=no_group');
    const both = await Promise.all([
      comeAs({ ...nell, groups: ['techs'] }),
      comeAs({ ...nell, groups: ['techs'] }),
    ]);
    expect(both.map(({ location }) => location)).toEqual(['/locations', '/locations']);
    expect(
      await app.rows(
        `SELECT u.name, r.role, r.level, l.code FROM users AS u JOIN user_roles AS r ON r.person = u.id
         JOIN person_sites AS s ON s.person = u.id JOIN locations AS l ON l.id = s.site
         WHERE u.email = 'nell@spudger.test'`,
      ),
    ).toEqual([{ name: 'Nell New', role: 'specialist', level: 2, code: 'MAP' }]);
  });

  test('roles that groups gave follow them at each sign-in; what was given by hand, and the last admin, stay', async () => {
    const lines = 'Techs = specialist 2 @ MAP\noffice = contact @ BIR\nheads = admin';
    const set = JSON.stringify({ newcomers: 'groups', follow: true, claim: 'groups', lines });
    await app.rows("INSERT INTO settings (name, value) VALUES ('sign-in.groups', ?) RETURNING 1", set);
    const nell = { sub: 'n', email: 'nell@spudger.test', email_verified: true, name: 'Nell New' };
    const roles = () =>
      app.rows(
        `SELECT r.role, r.by_group AS g, (SELECT count(*) FROM person_sites AS s WHERE s.person = u.id) AS sites
         FROM users AS u JOIN user_roles AS r ON r.person = u.id WHERE u.email = 'nell@spudger.test' ORDER BY 1`,
      );
    await comeAs({ ...nell, groups: ['techs'] });
    await comeAs({ ...nell, groups: ['office', 'heads'] });
    expect(await roles()).toEqual([
      { role: 'admin', g: 1, sites: 0 },
      { role: 'contact', g: 1, sites: 0 },
    ]);
    // A token without groups says nothing of them.
    await comeAs(nell);
    expect(await roles()).toHaveLength(2);
    await app.rows("DELETE FROM user_roles WHERE role = 'admin' AND by_group = 0 RETURNING 1");
    await comeAs({ ...nell, groups: ['office'] });
    expect(await roles()).toContainEqual({ role: 'admin', g: 1, sites: 0 });
    await app.rows("INSERT INTO user_roles (id, person, role) VALUES ('a', ?, 'admin') RETURNING 1", w.ada);
    await app.rows(
      "INSERT INTO user_roles (id, person, role) SELECT 'h', id, 'auditor' FROM users WHERE email = 'nell@spudger.test' RETURNING 1",
    );
    await comeAs({ ...nell, groups: [] });
    expect(await roles()).toEqual([{ role: 'auditor', g: 0, sites: 0 }]);
    await app.rows("DELETE FROM user_roles WHERE id = 'h' RETURNING 1");
    expect((await comeAs({ ...nell, groups: [] })).location).toBe('/sign-in?refused=no_group');
    expect((await comeAs({ ...nell, groups: ['techs'] })).location).toBe('/locations');
    expect(await roles()).toEqual([{ role: 'specialist', g: 1, sites: 1 }]);
  });

  test('a provider that does not answer is said to, and passwords go on', async () => {
    const [first] = app.services.config.providers;
    if (!first) throw new Error('no provider');
    const providers = [{ ...first, issuer: 'http://127.0.0.1:1' }];
    const engine = freshDatabase();
    const away = testApp(engine, { config: { ...app.services.config, providers } });
    expect((await away.get('/sign-in/with/oidc')).location).toBe('/sign-in?refused=unreachable');
    const page = await away.get('/sign-in?refused=unreachable');
    expect(page.text).toContain('does not answer');
    expect(page.text).toContain('Continue with the district');
    expect((await away.get('/sign-in?refused=<b>')).text).not.toContain('role="alert"');
  });
});
