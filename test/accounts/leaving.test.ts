import { beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/password.ts';
import type { Engine } from '../../src/db/engine.ts';
import type { MapBody } from '../../src/imports/forms.ts';
import { applied, importBench, preview, rowsShown, takenBack } from '../imports/run.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, givePassword, makeWorld } from '../support/world.ts';

let engine: Engine;
let app: TestApp;
let w: Cast;
const PASSWORD = 'thirteen red bricks';
const hash = await hashPassword(PASSWORD);

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([givePassword(w.sid, hash), givePassword(w.ada, hash)]);
  app = testApp(engine);
});

const sessionsOf = (person: string) => app.rows('SELECT id FROM sessions WHERE user_id = ?', person);
const signIn = () => app.post('/sign-in', { email: 'sid@spudger.test', password: PASSWORD });

/** The form of a person's page, as it stands, with them still there or not. */
async function mark(person: string, there: boolean, by: string) {
  const [row] = await app.rows<Record<string, string | number | null>>(
    'SELECT given_name, family_name, external_id, email, title, site, version FROM people WHERE id = ?',
    person,
  );
  const text = (name: string) => String(row?.[name] ?? '');
  return app.post(
    `/people/${person}/edit`,
    {
      version: text('version'),
      givenName: text('given_name'),
      familyName: text('family_name'),
      externalId: text('external_id'),
      email: text('email'),
      title: text('title'),
      site: text('site'),
      ...(there ? { active: 'on' } : {}),
    },
    by,
  );
}

async function file(...rows: [person: string, active: 'yes' | 'no'][]): Promise<string> {
  const lines: string[] = [];
  for (const [person, active] of rows) {
    const [row] = await app.rows<{ x: string; g: string; f: string }>(
      'SELECT external_id AS x, given_name AS g, family_name AS f FROM people WHERE id = ?',
      person,
    );
    lines.push(`${row?.x},${row?.g},${row?.f},staff,${active}`);
  }
  return `external_id,given_name,family_name,kind,active\n${lines.join('\n')}\n`;
}

const PEOPLE: Partial<MapBody> = { kind: 'people', match: ['external_id'] };

/** Nothing of the person opens: what was open before this, and what is tried now. */
async function isOut(link: string): Promise<void> {
  expect(await sessionsOf(w.sid)).toEqual([]);
  expect((await app.get('/me', w.sid)).location).toContain('/sign-in');
  expect((await app.json('GET', '/api/v1/me', undefined, w.sid)).status).toBe(401);
  expect((await signIn()).status).toBe(422);
  expect((await app.get(link)).status).toBe(404);
  expect((await app.post(link, { password: 'fourteen blue tiles' })).status).toBe(404);
  expect((await app.post(`/users/${w.sid}/link`, {}, w.ada)).status).toBe(422);
  expect((await app.get('/users?show=deactivated', w.ada)).text).toContain('Sid Pliers');
  expect((await app.get('/users', w.ada)).text).not.toContain('Sid Pliers');
  expect((await app.get(`/users/${w.sid}`, w.ada)).text).toContain('no longer there');
}

async function reset(): Promise<string> {
  await app.post(`/users/${w.sid}/link`, {}, w.ada);
  const page = await app.get(`/users/${w.sid}`, w.ada);
  return /http:\/\/spudger\.test(\/reset\/[\w-]+)/.exec(page.text)?.[1] ?? '';
}

describe('somebody who has left', () => {
  test('is out from that commit on, by hand and by a file, and in again once they are back', async () => {
    const link = await reset();
    expect((await app.get(link)).status).toBe(200);
    expect((await signIn()).status).toBe(303);
    expect(await sessionsOf(w.sid)).toHaveLength(2);
    expect((await mark(w.sid, false, w.mara)).status).toBe(303);
    await isOut(link);

    expect((await mark(w.sid, true, w.mara)).status).toBe(303);
    // The link was withdrawn; the password and the tokens are theirs as before.
    expect((await app.get(link)).status).toBe(404);
    expect((await signIn()).status).toBe(303);
    expect((await app.json('GET', '/api/v1/me', undefined, w.sid)).status).toBe(200);

    const again = await reset();
    const bench = importBench(engine, w.mara);
    const id = await preview(bench, await file([w.sid, 'no'], [w.mara, 'yes']), PEOPLE);
    expect(await applied(bench, id)).toMatchObject({ applied: 1, rejects: 0 });
    await isOut(again);
    await takenBack(bench, id);
    expect((await signIn()).status).toBe(303);
    // Taken back, a file that brought somebody back puts them out.
    await mark(w.sid, false, w.mara);
    const back = await preview(bench, await file([w.sid, 'yes']), PEOPLE);
    await applied(bench, back);
    expect((await signIn()).status).toBe(303);
    await takenBack(bench, back);
    expect(await sessionsOf(w.sid)).toEqual([]);
    expect((await signIn()).status).toBe(422);
  });

  test('is never the last who can manage users: not by hand, not by a file, not by a second admin who has left', async () => {
    expect((await mark(w.ada, false, w.mara)).status).toBe(409);
    const bench = importBench(engine, w.mara);
    const id = await preview(bench, await file([w.ada, 'no'], [w.sid, 'no']), PEOPLE);
    expect(await applied(bench, id)).toMatchObject({ applied: 1, rejects: 1 });
    expect(JSON.stringify(await rowsShown(bench, id))).toContain('an admin can still sign in');
    expect(await sessionsOf(w.ada)).toHaveLength(1);
    // Sid has left: as an admin he counts for nothing.
    await app.rows("UPDATE user_roles SET role = 'admin', level = NULL WHERE person = ? RETURNING 1", w.sid);
    const { version } = (await app.json('GET', `/api/v1/users/${w.ada}`, undefined, w.ada)).json as {
      version: number;
    };
    const gone = await app.json('POST', `/api/v1/users/${w.ada}/deactivate`, { version }, w.ada);
    expect(gone.status).toBe(409);
    await mark(w.sid, true, w.mara);
    expect((await mark(w.ada, false, w.mara)).status).toBe(303);
    expect((await mark(w.sid, false, w.mara)).status).toBe(409);
  });

  test('is given no login, and a passkey that is removed ends what it may have opened', async () => {
    await mark(w.sid, false, w.mara);
    const rows =
      "INSERT INTO people (id, kind, given_name, family_name, sort_name, active, created_at) VALUES (?, 'staff', 'Moss', 'Gable', 'gable, moss', 0, 'x') RETURNING 1";
    const moss = '01900000-0000-7000-8000-00000000000a';
    await app.rows(rows, moss);
    const made = await app.post(
      '/users/new',
      { person: moss, email: 'm@spudger.test', roles: 'intern' },
      w.ada,
    );
    expect(made.status).toBe(422);
    expect(made.text).toContain('no longer there');

    await mark(w.sid, true, w.mara);
    const key = `INSERT INTO passkeys (id, public_key, user_id, credential_id, counter, device_type, backed_up, created_at)
      VALUES (?, 'x', ?, ?, 0, 'singleDevice', 0, 'x') RETURNING 1`;
    await app.rows(key, 'key-1', w.sid, 'one');
    await app.rows(key, 'key-2', w.sid, 'two');
    await signIn();
    await signIn();
    await app.rows(
      "INSERT INTO sessions (id, token, user_id, expires_at, created_at, updated_at) VALUES ('s1', ?, ?, '2030', 'x', 'x') RETURNING 1",
      `session-${w.sid}`,
      w.sid,
    );
    expect((await app.post('/me/passkeys/key-1/remove', {}, w.sid)).status).toBe(303);
    expect(await sessionsOf(w.sid)).toEqual([{ id: 's1' }]);
    expect((await app.post(`/users/${w.sid}/passkeys/key-2/remove`, {}, w.ada)).status).toBe(303);
    expect(await sessionsOf(w.sid)).toEqual([]);
  });
});
