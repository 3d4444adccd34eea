import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { tablesOfAll } from '../../src/exports/district.ts';
import { withoutPerson, withoutPersonInJson } from '../../src/exports/purge-rules.ts';
import { tableBytes } from '../../src/exports/table-bytes.ts';
import { verifyHistory } from '../../src/history/verify.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const NAME = 'Quill Fennimore';
const PHOTO = { name: `${'a'.repeat(30)}.jpg`, thumb: `${'b'.repeat(30)}.jpg` };

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  let text = '';
  for (const table of await tablesOfAll(app.services.engine))
    for await (const piece of tableBytes(app.services.engine, table, { rows: 0, sha256: '' }))
      text += `${table.name}: ${new TextDecoder().decode(piece)}`;
  return text;
}

/** What the cast's rows, which have no history of their own, break already. */
const rulesBroken = () => brokenRules(new Database(app.services.engine));

/** Quill had a device that broke, it came back and is whole again, and people wrote about it. */
async function lived(): Promise<{ repair: string }> {
  const note = `${NAME} dropped it, says Quill's mother (quill@families.invalid)`;
  const report = { note, hadDevice: w.student, priority: 'normal' };
  const made = await app.post(`/repairs/new?device=${w.one}`, report, w.mara);
  const repair = /\/repairs\/([^?]+)/.exec(made.location ?? '')?.[1] ?? '';
  await app.post(`/repairs/${repair}/note`, { note: `FENNIMORE, QUILL called. Badge 700001` }, w.sid);
  await app.services.engine.batch([
    { sql: "UPDATE people SET email = 'quill@families.invalid' WHERE id = ?", parameters: [w.student] },
    { sql: 'UPDATE devices SET holder = NULL, assigned_person = NULL WHERE id = ?', parameters: [w.one] },
    { sql: 'UPDATE custody SET person = NULL WHERE device = ?', parameters: [w.one] },
    { sql: 'DELETE FROM assignments WHERE device = ?', parameters: [w.one] },
    {
      sql: "UPDATE repairs SET state = 'closed', closed_at = ?, outcome = 'repaired' WHERE id = ?",
      parameters: [AT, repair],
    },
    row('outbox', {
      id: 'mail',
      channel: 'mail',
      recipient: 'quill@families.invalid',
      subject: `Device of ${NAME}`,
      body: 'Ready',
      at: AT,
    }),
    row('photos', {
      id: 'photo',
      device: w.one,
      repair,
      ...PHOTO,
      type: 'image/jpeg',
      width: 1,
      height: 1,
      bytes: 1,
      at: AT,
    }),
    { sql: 'UPDATE locations SET name = ? WHERE id = ?', parameters: [`Room of ${NAME}`, w.mapleRoom] },
    {
      sql: 'DELETE FROM locations_fts WHERE rowid = (SELECT n FROM locations WHERE id = ?)',
      parameters: [w.mapleRoom],
    },
    {
      sql: "INSERT INTO locations_fts (rowid, name) SELECT n, code || ' ' || name FROM locations WHERE id = ?",
      parameters: [w.mapleRoom],
    },
    row('imports', {
      n: 1,
      id: 'roster',
      kind: 'people',
      file_name: `${NAME}.csv`,
      parts: 1,
      state: 'applied',
      asked_by: 'page',
      at: AT,
    }),
    row('import_rows', { import: 1, nr: 2, cells: JSON.stringify(['700001', 'Quill', 'Fennimore']) }),
    row('import_keys', { import: 1, key: 'id:700001', nr: 2 }),
    row('import_keys', { import: 1, key: 'id:7000012', nr: 3 }),
    row('custom_fields', { id: 'field', name: 'Label', type: 'text', device_kind: 'chromebook' }),
    row('custom_values', { device: w.one, field: 'field', value: `belongs to ${NAME}` }),
  ]);
  for (const name of Object.values(PHOTO))
    await app.photos.put(name, { bytes: new Uint8Array(1), type: 'image/jpeg' });
  app.files.kept.set('imports/roster/1', new TextEncoder().encode(NAME));
  return { repair };
}

describe('removing a person for good', () => {
  test('leaves an id, and no word of them anywhere', async () => {
    const { repair } = await lived();
    expect(await everything()).toMatch(/Fennimore/);
    const page = await app.get(`/people/${w.student}/privacy`, w.ada);
    expect(page.text).toContain('There is no undo');
    const before = await app.rows('SELECT count(*) AS n FROM custody');
    const broken = await rulesBroken();
    const done = await app.post(`/people/${w.student}/privacy`, { name: NAME, photos: '1' }, w.ada);
    expect(done.location).toBe(`/people/${w.student}?done=removed`);
    const left = await everything();
    for (const trace of [/fennimore/i, /quill/i, /700001\b/, /families\.invalid/])
      expect(left).not.toMatch(trace);
    expect(left).toContain('[removed] dropped it');
    expect(await app.rows('SELECT count(*) AS n FROM custody')).toEqual(before);
    expect(await app.rows('SELECT had_device FROM repairs WHERE id = ?', repair)).toEqual([
      { had_device: w.student },
    ]);
    for (const name of Object.values(PHOTO)) expect(app.photos.kept.has(name)).toBe(false);
    expect([...app.files.kept.keys()]).toEqual([]);
    expect(await app.rows('SELECT key FROM import_keys')).toEqual([{ key: 'id:7000012' }]);
    expect(await app.rows('SELECT name FROM locations WHERE id = ?', w.mapleRoom)).toEqual([
      { name: 'Room of [removed]' },
    ]);
    for (const url of [
      '/people?q=fenni',
      '/people?q=700001',
      '/search?q=fennimore',
      '/locations?q=fennimore',
      `/repairs/${repair}`,
    ])
      expect((await app.get(url, w.mara)).text).not.toMatch(/Fennimore/);
    expect((await app.get(`/people/${w.student}`, w.mara)).text).toContain('Removed person');
    const db = new Database(app.services.engine);
    expect(await verifyHistory(db, 10_000)).toMatchObject({ broken: null });
    expect(await rulesBroken()).toEqual(broken);
    // Nobody gives the id a name again, nor removes it twice.
    const edit = { givenName: 'Quill', familyName: 'Fennimore', active: 'on', version: '2', site: w.maple };
    expect((await app.post(`/people/${w.student}/edit`, edit, w.ada)).status).toBe(422);
    expect((await app.post(`/people/${w.student}/privacy`, { name: NAME }, w.ada)).status).toBe(404);
  });

  test('waits until nothing is in their hands, and asks for the name', async () => {
    const typed = { name: NAME };
    const early = await app.post(`/people/${w.student}/privacy`, typed, w.ada);
    expect(early.status).toBe(422);
    expect(early.text).toContain('Still has, or is issued, 1 device');
    await lived();
    const wrong = await app.post(`/people/${w.student}/privacy`, { name: 'Quill' }, w.ada);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Type the name as it stands here');
    expect((await app.post(`/people/${w.student}/privacy`, typed, w.mara)).status).toBe(403);
    expect((await app.get(`/people/${w.sid}/privacy`, w.ada)).text).toContain('deactivate it first');
    expect(await everything()).toMatch(/Fennimore/);
  });

  test('takes a login that has ended with it: doors, views, files', async () => {
    await app.post(
      '/exports/save/devices',
      { name: 'All', schedule: 'daily', format: 'csv', columns: [] },
      w.ian,
    );
    const name =
      (await app.rows<{ name: string }>('SELECT name FROM users WHERE id = ?', w.ian))[0]?.name ?? '';
    await app.post(`/users/${w.ian}/deactivate`, { version: '1' }, w.ada);
    const broken = await rulesBroken();
    const done = await app.post(`/people/${w.ian}/privacy`, { name }, w.ada);
    expect(done.status, done.text.slice(0, 2_000)).toBe(303);
    const left = await everything();
    expect(left).not.toContain(name);
    expect(await app.rows('SELECT 1 FROM sessions WHERE user_id = ?', w.ian)).toEqual([]);
    expect(await app.rows('SELECT ended_at IS NULL AS open FROM saved_exports')).toEqual([{ open: 0 }]);
    expect(await rulesBroken()).toEqual(broken);
  });
});

test('what is held about a person goes out as one document', async () => {
  const { repair } = await lived();
  const answer = await app.post(`/people/${w.student}/data`, {}, w.mara);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="person-2027-03-02.json"');
  const held = answer.json as {
    tables: Record<string, { meaning: string; rows: Record<string, unknown>[] }>;
    history: { verb: string }[];
  };
  expect(held.tables.people?.rows[0]).toMatchObject({ family_name: 'Fennimore' });
  expect(held.tables.repairs?.rows.map((line) => line.id)).toEqual([repair]);
  expect(answer.text).not.toContain('Larkspur');
  expect((await app.rows("SELECT verb FROM records WHERE verb = 'data taken out'")).length).toBe(1);
});

const who = { given: 'Rose', family: 'Law', externalId: '4711', emails: ['r.law@x.invalid'] };

test.each([
  ['Rose Law broke it', false, '[removed] broke it'],
  ['law, rose', false, '[removed]'],
  ['a rose is a rose by law', false, 'a rose is a rose by law'],
  ['Rose broke it', true, '[removed] broke it'],
  ['Lawrence Law', true, 'Lawrence [removed]'],
  ['id 4711, not 47110', false, 'id [removed], not 47110'],
  ['{"to":"r.law@x.invalid"}', false, '{"to":"[removed]"}'],
  [
    'on 4711-03-02, 0190a1b2-4711-7abc-8def-0123456789ab',
    false,
    'on 4711-03-02, 0190a1b2-4711-7abc-8def-0123456789ab',
  ],
] as const)('%s', (text, theirs, left) => {
  expect(withoutPerson(text, who, theirs)).toBe(left);
});

test.each([
  ['{"cents":4711,"badge":"4711"}', '{"cents":4711,"badge":"[removed]"}'],
  ['{"n": 4711}', '{"n": 4711}'],
  ['{"body":"{\\"n\\":4711,\\"by\\":\\"Rose Law\\"}"}', '{"body":"{\\"n\\":4711,\\"by\\":\\"[removed]\\"}"}'],
  ['["Law","Rose","MAP"]', '["[removed]","[removed]","MAP"]'],
  ['["Law","Mary","by law"]', '["Law","Mary","by law"]'],
  ['{"email":"r.law@x.invalid","sis":"R. Law"}', '{"email":"[removed]","sis":"R. [removed]"}'],
  ['no JSON of Rose Law', 'no JSON of [removed]'],
])('a document stays one: %s', (json, left) => {
  expect(withoutPersonInJson(json, who)).toBe(left);
});

test('a person taken out by a form that is sent again is told again', async () => {
  const form = { idempotency_key: 'the-same-form-again' };
  for (let n = 0; n < 2; n++) {
    const answer = await app.post(`/people/${w.student}/data`, form, w.ada);
    expect(answer.headers.get('Content-Disposition')).toContain('attachment');
  }
  expect(await app.rows("SELECT count(*) AS n FROM records WHERE verb = 'data taken out'")).toEqual([
    { n: 2 },
  ]);
});
