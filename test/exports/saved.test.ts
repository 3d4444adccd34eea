import { beforeEach, describe, expect, test } from 'vitest';
import { listOf } from '../../src/exports/lists/all.ts';
import { makeExports } from '../../src/exports/make.ts';
import { nextDay } from '../../src/exports/schedule-rules.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { Throttle } from '../../src/web/throttle.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const make = () => {
  const { engine, files } = app.services;
  return makeExports(
    { fresh: () => systemCtx(app.services, 'system'), engine, photos: app.photos, files, lists: listOf },
    60_000,
  );
};

async function save(person: string, fields: Record<string, string | string[]> = {}): Promise<string> {
  const form = {
    name: 'Maple, spares',
    schedule: 'weekly',
    format: 'csv',
    columns: ['tag', 'home'],
    ...fields,
  };
  const answer = await app.post('/exports/save/devices?home=MAP&use=spare', form, person);
  expect(answer.location).toBe('/exports?done=saved');
  const [row] = await app.rows<{ id: string }>('SELECT id FROM saved_exports WHERE person = ?', person);
  return row?.id ?? '';
}

const row = async (id: string) =>
  (await app.rows<Record<string, string | null>>('SELECT * FROM saved_exports WHERE id = ?', id))[0];

async function linkOf(id: string, person: string): Promise<string> {
  expect((await app.post(`/exports/${id}/link`, {}, person)).status).toBe(303);
  const page = await app.get('/exports', person);
  return /http:\/\/spudger\.test(\/exports\/made\/[\w-]{43})/.exec(page.text)?.[1] ?? 'none';
}

test.each([
  ['daily', '2027-02-28', '2027-03-01'],
  ['weekly', '2027-03-01', '2027-03-08'],
  ['weekly', '2027-03-07', '2027-03-08'],
  ['monthly', '2027-12-31', '2028-01-01'],
  ['', '2027-03-02', null],
] as const)('%s after %s is %s', (schedule, today, next) => {
  expect(nextDay(schedule, today)).toBe(next);
});

describe('a saved export', () => {
  test('is made in the background, again on its day, and fetched by its owner alone', async () => {
    const id = await save(w.mara);
    expect((await app.get(`/exports/${id}/file`, w.mara)).status).toBe(404);
    expect((await app.get('/exports', w.mara)).text).toContain('Being made');
    expect(await make()).toBe(1);
    expect(await make()).toBe(0);
    const file = await app.get(`/exports/${id}/file`, w.mara);
    expect(file.text).toBe('Tag,Home\r\n50001,Maple Elementary\r\n');
    expect(file.headers.get('Content-Disposition')).toBe(
      'attachment; filename="maple-spares-2027-03-02.csv"',
    );
    expect((await app.get(`/exports/${id}/file`, w.sid)).status).toBe(404);
    expect((await app.post(`/exports/${id}/end`, {}, w.sid)).status).toBe(404);
    expect((await row(id))?.next_on).toBe('2027-03-08');
    app.later(6 * 86_400_000);
    expect(await make()).toBe(1);
    expect((await row(id))?.next_on).toBe('2027-03-15');
    // Only the last file is kept.
    expect([...app.files.kept.keys()]).toEqual([(await row(id))?.file]);
    const verbs = await app.rows<{ verb: string }>(
      'SELECT verb FROM records WHERE thing = ? ORDER BY seq',
      id,
    );
    expect(verbs.map(({ verb }) => verb)).toEqual(['saved', 'made', 'made']);
    expect((await app.post(`/exports/${id}/end`, {}, w.mara)).status).toBe(303);
    expect(app.files.kept.size).toBe(0);
    expect((await app.get('/exports', w.mara)).text).not.toContain('Maple, spares');
  });

  test('has a secret link without a session, until it is ended or its person may not see the list', async () => {
    const id = await save(w.mara);
    await make();
    const link = await linkOf(id, w.mara);
    const file = await app.get(link, null);
    expect(file.status).toBe(200);
    expect(file.text).toContain('50001');
    expect(file.headers.get('X-Robots-Tag')).toContain('noindex');
    expect(file.headers.get('Cache-Control')).toContain('no-store');
    expect(JSON.stringify(await row(id))).not.toContain(link.split('/').at(-1));
    const second = await linkOf(id, w.mara);
    expect((await app.get(link, null)).status).toBe(404);
    await app.post(`/exports/${id}/unlink`, {}, w.mara);
    expect((await app.get(second, null)).status).toBe(404);
    const third = await linkOf(id, w.mara);
    // Another role, which does not export lists of devices.
    const role = (name: string) => ({
      sql: 'UPDATE user_roles SET role = ? WHERE person = ?',
      parameters: [name, w.mara],
    });
    await app.services.engine.batch([role('intern')]);
    expect((await app.get(third, null)).status).toBe(404);
    await app.services.engine.batch([role('manager')]);
    expect((await app.get(third, null)).status).toBe(200);
    await app.services.engine.batch([
      {
        sql: 'UPDATE users SET deactivated_at = ? WHERE id = ?',
        parameters: ['2027-03-02T15:00:00.000Z', w.mara],
      },
    ]);
    expect((await app.get(third, null)).status).toBe(404);
    app.later(7 * 86_400_000);
    expect(await make()).toBe(1);
    expect((await row(id))?.failure).toContain('does not see');
  });

  test('shows what its person may see on the day it is made', async () => {
    const id = await save(w.cora, { columns: ['tag', 'who'] });
    await app.rows('SELECT 1');
    await app.services.engine.batch([
      { sql: "UPDATE saved_exports SET query = 'home=BIR' WHERE id = ?", parameters: [id] },
    ]);
    await make();
    expect((await app.get(`/exports/${id}/file`, w.cora)).text).toBe('Tag,Who has it\r\n');
  });

  test('opens no more with the rights of before once its person has others', async () => {
    const id = await save(w.mara, { columns: ['tag', 'who'] });
    await app.services.engine.batch([
      { sql: "UPDATE saved_exports SET query = '' WHERE id = ?", parameters: [id] },
    ]);
    await make();
    const link = await linkOf(id, w.mara);
    const [had] = await app.rows<{ name: string; tag: string }>(
      `SELECT p.given_name || ' ' || p.family_name AS name, d.tag AS tag FROM devices AS d
       JOIN people AS p ON p.id = d.holder WHERE p.kind = 'student' LIMIT 1`,
    );
    expect((await app.get(link, null)).text).toContain(had?.name);
    const [user] = await app.rows<{ version: number; email: string }>(
      'SELECT version, email FROM users WHERE id = ?',
      w.mara,
    );
    const names = { givenName: 'Mara', familyName: 'Moss', email: user?.email ?? '' };
    const edit = async (version: number, role: string) =>
      (await app.post(`/users/${w.mara}/edit`, { version: `${version}`, ...names, roles: [role] }, w.ada))
        .status;
    const version = user?.version ?? 0;
    // Somebody makes the file anew in this very moment: what he read is of before.
    const { engine, files } = app.services;
    await app.post(`/exports/${id}/make`, {}, w.mara);
    const slow = {
      open: files.open.bind(files),
      remove: files.remove.bind(files),
      put: async (name: string, source: AsyncIterable<Uint8Array>) => {
        const put = await files.put(name, source);
        if (slow.first) expect(await edit(version, 'auditor')).toBe(303);
        slow.first = false;
        return put;
      },
      first: true,
    };
    const fresh = () => systemCtx(app.services, 'system');
    let begun = 0;
    const lists = (name: string) => {
      begun += 1;
      return listOf(name);
    };
    expect(await makeExports({ fresh, engine, photos: app.photos, files: slow, lists }, 60_000)).toBe(1);
    expect(begun).toBe(2);
    const after = (await app.get(link, null)).text;
    expect(after).toContain(had?.tag);
    expect(after).not.toContain(had?.name);
    expect([...app.files.kept.keys()]).toEqual([(await row(id))?.file]);
    // Until the next one is made there is none.
    expect(await edit(version + 1, 'manager')).toBe(303);
    expect([
      (await app.get(link, null)).status,
      (await app.get(`/exports/${id}/file`, w.mara)).status,
    ]).toEqual([404, 404]);
    await make();
    expect((await app.get(link, null)).text).toContain(had?.name);
    // Another name is no other right.
    names.familyName = 'Fern';
    expect(await edit(version + 2, 'manager')).toBe(303);
    expect((await app.get(link, null)).status).toBe(200);
  });

  test('is no file to whoever does not see its list any more', async () => {
    const id = await save(w.mara);
    await make();
    await app.services.engine.batch([
      { sql: "UPDATE saved_exports SET list = 'users' WHERE id = ?", parameters: [id] },
    ]);
    expect((await app.get(`/exports/${id}/file`, w.mara)).status).toBe(404);
  });

  test('is refused where the list is not theirs', async () => {
    for (const [list, person] of [
      ['devices', w.ivy],
      ['parts', w.cora],
      ['users', w.mara],
    ] as const)
      expect(
        (await app.post(`/exports/save/${list}`, { name: 'x', schedule: 'never', format: 'csv' }, person))
          .status,
      ).toBe(403);
    const wrong = await app.post(
      '/exports/save/devices',
      { name: '', schedule: 'hourly', format: 'csv' },
      w.mara,
    );
    expect(wrong.status).toBe(422);
  });
});

test('a link is asked so often a minute', () => {
  const throttle = new Throttle(2);
  expect([0, 1, 2].map((ms) => throttle.wait('a', ms))).toEqual([0, 0, 60]);
  expect(throttle.wait('b', 3)).toBe(0);
  expect(throttle.wait('a', 60_000)).toBe(0);
});
