import { beforeEach, describe, expect, test } from 'vitest';
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

const asNew = (fields: Record<string, string | File> = {}) => ({
  tag: '71000',
  serial: '5cd 7100 xyz',
  model: w.dell3100,
  variant: w.dell3100Touch,
  home: w.maple,
  use: 'spare',
  condition: 'new',
  purchasedOn: '2026-08-01',
  cost: '$1,279.50',
  orderNumber: 'PO-77',
  fundingSource: 'Bond 2026',
  federalShare: '40',
  ...fields,
});

const make = (fields: Record<string, string | File> = {}, person = w.sid) =>
  app.post('/devices/new', asNew(fields), person);

/** A 1 x 1 picture. */
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (char) => char.charCodeAt(0),
);
const photo = () => new File([PNG], 'photo.png', { type: 'image/png' });

describe('a new device', () => {
  test('is recorded with its purchase, findable, counted, and at its home', async () => {
    const made = await make();
    expect(made.status).toBe(303);
    const [row] = await app.rows('SELECT * FROM devices WHERE tag = ?', '71000');
    expect(row).toMatchObject({
      serial: '5CD7100XYZ',
      kind: 'chromebook',
      cost_cents: 127950,
      federal_share: 40,
      warranty_until: '2027-07-31',
      place: w.maple,
      at_site: w.maple,
      state: 'in_service',
    });
    const [tally] = await app.rows(
      "SELECT n FROM device_tallies WHERE home = ? AND model = ? AND use = 'spare' AND state = 'in_service'",
      w.maple,
      w.dell3100,
    );
    expect(tally).toEqual({ n: 2 });
    const page = await app.get('/devices/71000', w.sid);
    for (const text of ['Bond 2026, 40 % federal', 'PO-77', '1,280', 'Touch'])
      expect(page.text).toContain(text);
    expect(await app.rows('SELECT verb, site FROM records WHERE thing = ?', String(row?.id))).toEqual([
      { verb: 'created', site: w.maple },
    ]);
  });

  test('twice with one key is one device', async () => {
    const fields = asNew({ idempotency_key: 'one-and-the-same' });
    const first = await app.post('/devices/new', fields, w.sid);
    expect((await app.post('/devices/new', fields, w.sid)).location).toBe(first.location);
    expect(await app.rows("SELECT 1 FROM devices WHERE tag = '71000'")).toHaveLength(1);
  });

  test('with a tag or serial that another one has says which, keeps the typing and changes nothing', async () => {
    const answer = await make({ tag: '48213', serial: '5cd1235xyz' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Tag is on Dell Chromebook 3100 of Maple Elementary (tag 48213');
    expect(answer.text).toContain('Serial is on Dell Chromebook 3100 of Maple Elementary (tag 48214');
    expect(answer.text).toContain(`/devices/${w.one}"`);
    expect(answer.text).toContain('value="Bond 2026"');
    expect(await app.rows('SELECT 1 FROM devices')).toHaveLength(6);
  });

  test.each([
    ['purchasedOn', '2027-02-31', 'A date that exists'],
    ['note', 'x'.repeat(10_001), 'At most 4000 characters'],
    ['cost', '-1', 'An amount'],
    ['federalShare', '101', 'At most 100'],
    ['condition', 'royal', 'Choose one'],
    ['use', '', 'Choose one'],
    ['model', 'forged', 'Choose one'],
    ['model', '01890000-0000-7000-8000-000000000000', 'Choose a model in use'],
    ['home', '01890000-0000-7000-8000-000000000000', 'Choose a site or depot in use'],
    ['coveragePlan', '01890000-0000-7000-8000-000000000000', 'Say until when'],
    ['tag', '6.37702E+15', 'spreadsheet'],
  ])('with %s of %j is refused at its field', async (name, value, words) => {
    const answer = await make({ [name]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="PO-77"');
    expect(await app.rows('SELECT 1 FROM devices')).toHaveLength(6);
  });

  test('with a room for home, or a variant of another model, is refused', async () => {
    expect((await make({ home: w.mapleRoom })).text).toContain('Choose a site or depot in use');
    expect((await make({ model: w.lenovo100e })).text).toContain('This variant is of another model');
  });

  test('takes HTML and SQL in every field as text', async () => {
    const evil = `<script>alert('x')</script>"; DROP TABLE devices; --`;
    const made = await make({ note: evil, orderNumber: evil, fundingSource: evil });
    expect(made.status).toBe(303);
    const page = await app.get('/devices/71000', w.sid);
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).toContain('&lt;script&gt;alert');
    const list = await app.get(`/devices?funding=${encodeURIComponent(evil)}`, w.sid);
    expect(list.text).toContain('>71000<');
    expect(list.text).not.toContain('<script>alert');
  });

  test('without tag and serial needs to be said so, and a photo', async () => {
    const nameless = { tag: '', serial: '' };
    expect((await make(nameless)).text).toContain('Give a tag or a serial');
    expect((await make({ ...nameless, unidentified: 'on' })).text).toContain('Take a photo');
    expect((await make({ unidentified: 'on' })).text).toContain('it is identified');
    const html = new File(['<html>'], 'photo.png', { type: 'image/png' });
    expect((await make({ ...nameless, unidentified: 'on', photo: html })).status).toBe(422);
    const made = await make({ ...nameless, unidentified: 'on', photo: photo() });
    expect(made.status).toBe(303);
    const page = await app.get(made.location ?? '', w.sid);
    expect(page.text).toContain('Unidentified device');
    expect(page.text).toContain('<img src="/photos/');
    expect((await app.get('/devices?unidentified=1', w.sid)).text).toContain('Unidentified');
    const id = made.location?.split(/[/?]/)[2] ?? '';
    await app.post(`/devices/${id}/tag`, { value: '71001', seen: '' }, w.ivy);
    expect(await app.rows('SELECT tag, unidentified FROM devices WHERE id = ?', id)).toEqual([
      { tag: '71001', unidentified: 0 },
    ]);
  });

  test('is not for who may not make one', async () => {
    for (const person of [w.ivy, w.cora, w.audrey]) expect((await make({}, person)).status).toBe(403);
  });

  test('begins with its model', async () => {
    const page = await app.get('/devices/new?tag=71000', w.sid);
    expect(page.text).toContain('Which model is it?');
    expect(page.text).toContain(`/devices/new?model=${w.dell3100}&amp;tag=71000`);
    const form = await app.get(`/devices/new?model=${w.dell3100}&tag=71000`, w.sid);
    expect(form.text).toContain('value="71000"');
    expect(form.text).toContain('No touch');
  });
});

describe('the edit of a device', () => {
  const edit = (fields: Record<string, string> = {}, person = w.sid) =>
    app.post(
      `/devices/${w.one}/edit`,
      { version: '1', model: w.dell3100, home: w.maple, condition: 'fair', note: 'dent', ...fields },
      person,
    );

  test('keeps what was there, and says what changed', async () => {
    const form = await app.get(`/devices/${w.one}/edit`, w.sid);
    expect(form.text).toContain('value="279.00"');
    expect((await edit({ cost: '279.00' })).status).toBe(303);
    expect(await app.rows('SELECT condition, note, version, tag FROM devices WHERE id = ?', w.one)).toEqual([
      { condition: 'fair', note: 'dent', version: 2, tag: '48213' },
    ]);
    const [record] = await app.rows<{ data: string }>(
      "SELECT data FROM records WHERE thing = ? AND verb = 'edited'",
      w.one,
    );
    expect(JSON.parse(record?.data ?? '')).toMatchObject({ condition: ['good', 'fair'] });
  });

  test('of a stale form keeps the typing and shows what somebody else changed', async () => {
    await edit({ home: w.birch });
    const stale = await edit({ note: 'scratched lid' }, w.mara);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('scratched lid');
    expect(stale.text).toContain('<td>Maple Elementary</td><td>Birch Middle</td>');
    expect(stale.text).toContain('name="version" value="2"');
  });

  test('to another home and model moves the tallies, faults included', async () => {
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
       VALUES ('r1', 1, ?, ?, 'reported', '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z') RETURNING 1`,
      w.one,
      w.maple,
    );
    await app.rows(
      "INSERT INTO faults (code, name, level, minutes) VALUES ('screen', 'Screen', 1, 15) RETURNING 1",
    );
    await app.rows(
      "INSERT INTO repair_lines (id, repair, position, fault) VALUES ('l1', 'r1', 1, 'screen') RETURNING 1",
    );
    await app.rows(
      "INSERT INTO fault_tallies (model, fault, n) VALUES (?, 'screen', 1) RETURNING 1",
      w.dell3100,
    );
    expect((await edit({ home: w.birch, model: w.lenovo100e })).status).toBe(303);
    const counted = await app.rows(
      'SELECT home, model, use, state, count(*) AS n FROM devices GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4',
    );
    expect(
      await app.rows(
        "SELECT home, model, use, state, n FROM device_tallies WHERE home <> '' AND n <> 0 ORDER BY 1, 2, 3, 4",
      ),
    ).toEqual(counted);
    expect(await app.rows('SELECT model, n FROM fault_tallies WHERE n <> 0')).toEqual([
      { model: w.lenovo100e, n: 1 },
    ]);
  });

  test('with fields that the form does not have changes nothing of them', async () => {
    await edit({ tag: '1', serial: '1', state: 'disposed', use: 'loaner', id: w.two, joined_into: w.two });
    expect(await app.rows('SELECT tag, state, use, joined_into FROM devices WHERE id = ?', w.one)).toEqual([
      { tag: '48213', state: 'in_service', use: 'one_to_one', joined_into: null },
    ]);
  });
});

describe('fields of the district', () => {
  const field = async (fields: Record<string, string>) => {
    await app.post('/settings/custom-fields/new', { deviceKind: 'chromebook', ...fields }, w.ada);
    const [row] = await app.rows<{ id: string }>(
      'SELECT id FROM custom_fields WHERE name = ?',
      fields.name ?? '',
    );
    return row?.id ?? '';
  };

  test('stand on the form, are checked, kept, shown and filtered by', async () => {
    const ram = await field({ name: 'RAM', type: 'number' });
    const color = await field({ name: 'Colour', type: 'choice', choices: 'red\nblue' });
    const form = await app.get(`/devices/new?model=${w.dell3100}`, w.sid);
    expect(form.text).toContain(`name="cf-${ram}"`);
    const wrong = await make({ [`cf-${ram}`]: 'lots', [`cf-${color}`]: 'green' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('A number, as 41.5');
    expect(wrong.text).toContain('value="lots"');
    const made = await make({ [`cf-${ram}`]: '4.0', [`cf-${color}`]: 'blue' });
    expect((await app.get(made.location ?? '', w.sid)).text).toContain('<dt>Colour</dt><dd>blue</dd>');
    expect(await app.rows('SELECT value, number FROM custom_values WHERE field = ?', ram)).toEqual([
      { value: '4', number: 4 },
    ]);
    const list = await app.get(`/devices?field=${color}&value=blue`, w.sid);
    expect(list.text).toContain('>71000<');
    expect(list.text).not.toContain('>48213<');
    expect((await app.get(`/devices?field=${color}&value=blue&home=MAP`, w.sid)).text).toContain('>71000<');
    const id = made.location?.split(/[/?]/)[2] ?? '';
    const edit = { version: '1', model: w.dell3100, home: w.maple, condition: 'new', [`cf-${color}`]: '' };
    expect((await app.post(`/devices/${id}/edit`, edit, w.sid)).status).toBe(303);
    expect(await app.rows('SELECT field FROM custom_values')).toEqual([{ field: ram }]);
  });
});
