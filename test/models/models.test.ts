import { beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase, freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const model = (fields: Record<string, string> = {}) => ({
  maker: 'Acer',
  name: 'Chromebook 311',
  number: 'C722',
  kind: 'chromebook',
  aueOn: '2030-06-30',
  aueSource: 'the published list',
  aueReadOn: '2027-02-01',
  warrantyMonths: '12',
  price: '249.50',
  ...fields,
});

const decide = async (person = w.mara) => {
  const [row] = await app.rows<{ id: string }>('SELECT id FROM proposals WHERE decision IS NULL');
  return app.post(`/proposals/${row?.id}/agree`, {}, person);
};

describe('a model', () => {
  test('is made with the end of its updates, its source and the day it was read', async () => {
    const made = await app.post('/models/new', model(), w.mara);
    expect(made.status).toBe(303);
    const page = await app.get(made.location ?? '', w.ivy);
    for (const text of ['Acer Chromebook 311', 'Jun 30, 2030', 'by the published list', 'Feb 1, 2027', '250'])
      expect(page.text).toContain(text);
    expect(await app.rows('SELECT aue_on, source FROM model_aues')).toEqual([
      { aue_on: '2030-06-30', source: 'the published list' },
    ]);
    expect((await app.get('/models', w.cora)).text).toContain('Acer Chromebook 311');
  });

  test.each([
    ['name', '', 'Fill this in'],
    ['name', 'x'.repeat(10_001), 'At most 120 characters'],
    ['aueOn', '2030-02-31', 'A date that exists'],
    ['aueSource', '', 'Say where the date is from'],
    ['warrantyMonths', '-1', 'At least 0'],
    ['price', '-1', 'An amount'],
    ['kind', 'toaster', 'Choose one of these'],
  ])('with %s of %j is refused at its field', async (name, value, words) => {
    const answer = await app.post('/models/new', model({ [name]: value }), w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('value="C722"');
  });

  test('twice by one name is refused', async () => {
    await app.post('/models/new', model(), w.mara);
    const again = await app.post('/models/new', model({ price: '1' }), w.ada);
    expect(again.status).toBe(422);
    expect(again.text).toContain('There is a model of this maker, name and number');
  });

  test('takes HTML and SQL as text', async () => {
    const made = await app.post(
      '/models/new',
      model({ name: `<b>x</b>'; --`, aueSource: '<script>' }),
      w.mara,
    );
    const page = await app.get(made.location ?? '', w.mara);
    expect(page.text).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(page.text).not.toContain('<b>x</b>');
  });

  test('is proposed by who may not make it, and made when a manager agrees', async () => {
    expect((await app.post('/models/new', model(), w.ivy)).location).toBe('/models?done=proposed');
    expect(await app.rows("SELECT 1 FROM models WHERE maker = 'Acer'")).toEqual([]);
    expect((await decide()).location).toContain('done=confirmed');
    expect(
      await app.rows("SELECT price_cents, aue_on, warranty_months FROM models WHERE maker = 'Acer'"),
    ).toEqual([{ price_cents: 24950, aue_on: '2030-06-30', warranty_months: 12 }]);
    expect((await app.post('/models/new', model(), w.cora)).status).toBe(403);
    expect((await app.post('/models/new', model(), w.audrey)).status).toBe(403);
  });

  test('is edited; a stale form keeps the typing and shows what changed; its devices follow its kind', async () => {
    const edit = {
      version: '1',
      maker: 'Dell',
      name: 'Chromebook 3100',
      number: '3100',
      kind: 'laptop',
      price: '300',
    };
    expect((await app.post(`/models/${w.dell3100}/edit`, edit, w.mara)).status).toBe(303);
    expect(await app.rows('SELECT DISTINCT kind FROM devices')).toEqual([{ kind: 'laptop' }]);
    const stale = await app.post(`/models/${w.dell3100}/edit`, { ...edit, name: 'Chromebook 3100X' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Chromebook 3100X"');
  });

  test('retired is no longer offered for new devices; it comes back', async () => {
    const retire = (version: string) => app.post(`/models/${w.lenovo100e}/retire`, { version }, w.mara);
    expect((await retire('1')).status).toBe(303);
    expect((await app.get('/devices/new', w.sid)).text).not.toContain('100e');
    expect((await app.get('/models?show=retired', w.sid)).text).toContain('100e');
    expect((await retire('1')).status).toBe(409);
    expect((await retire('2')).status).toBe(303);
    expect((await app.get('/devices/new', w.sid)).text).toContain('100e');
  });
});

describe('the end of updates', () => {
  const change = (fields: Record<string, string>, person = w.mara) =>
    app.post(
      `/models/${w.dell3100}/aue`,
      {
        aueOn: '2031-06-30',
        source: 'the list of March',
        readOn: '2027-03-01',
        seen: '2029-06-01',
        ...fields,
      },
      person,
    );

  test('moves, and what was believed before stays', async () => {
    await app.rows(
      `INSERT INTO model_aues (id, model, aue_on, source, read_on, at) VALUES
       ('a1', ?, '2029-06-01', 'maker', '2026-12-31', '2027-01-04T13:00:00.000Z') RETURNING 1`,
      w.dell3100,
    );
    expect((await change({})).status).toBe(303);
    const page = await app.get(`/models/${w.dell3100}`, w.sid);
    for (const text of ['Jun 30, 2031', 'the list of March', 'Jun 1, 2029'])
      expect(page.text).toContain(text);
    expect((await app.get('/devices/48213', w.sid)).text).toContain('Jun 30, 2031');
  });

  test('that somebody else moved meanwhile is a conflict with both dates', async () => {
    await change({});
    const stale = await change({ aueOn: '2028-01-01' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="2028-01-01"');
    expect(stale.text).toContain('<td>2028-01-01</td><td>2031-06-30</td>');
  });

  test('is not read tomorrow, needs a source, and is proposed by a specialist', async () => {
    expect((await change({ readOn: '2028-01-01' })).text).toContain('Not after today');
    expect((await change({ source: '' })).status).toBe(422);
    expect((await change({}, w.ian)).location).toContain('done=proposed');
    expect(await app.rows('SELECT aue_on FROM models WHERE id = ?', w.dell3100)).toEqual([
      { aue_on: '2029-06-01' },
    ]);
    await decide();
    expect(await app.rows('SELECT aue_on FROM models WHERE id = ?', w.dell3100)).toEqual([
      { aue_on: '2031-06-30' },
    ]);
  });
});

describe('variants', () => {
  const variant = { name: 'Touch with LTE', touch: 'yes', convertible: '', lte: 'yes' };

  test('are made, edited and retired', async () => {
    const at = `/models/${w.lenovo100e}/variants`;
    expect((await app.post(`${at}/new`, variant, w.mara)).status).toBe(303);
    const [row] = await app.rows<{ id: string }>('SELECT id FROM variants WHERE name = ?', variant.name);
    expect((await app.get(`/models/${w.lenovo100e}`, w.sid)).text).toContain('touch, LTE');
    expect((await app.post(`${at}/${row?.id}`, { ...variant, lte: 'no' }, w.mara)).status).toBe(303);
    expect(
      await app.rows('SELECT touch, convertible, lte FROM variants WHERE id = ?', row?.id ?? ''),
    ).toEqual([{ touch: 1, convertible: null, lte: 0 }]);
    expect((await app.post(`${at}/${row?.id}/retire`, {}, w.mara)).status).toBe(303);
    expect((await app.get(`/devices/new?model=${w.lenovo100e}`, w.sid)).text).not.toContain('Touch with LTE');
    expect((await app.post(`${at}/${w.dell3100Touch}`, variant, w.mara)).status).toBe(404);
  });

  test('are proposed, and have one name each', async () => {
    const at = `/models/${w.dell3100}/variants/new`;
    expect((await app.post(at, variant, w.ivy)).location).toContain('done=proposed');
    expect((await decide()).status).toBe(303);
    expect(await app.rows('SELECT touch, lte FROM variants WHERE name = ?', variant.name)).toEqual([
      { touch: 1, lte: 1 },
    ]);
    expect((await app.post(at, variant, w.mara)).text).toContain('The model has a variant of this name');
    expect((await app.post(at, { ...variant, name: 'x', touch: 'maybe' }, w.mara)).status).toBe(422);
  });
});

describe('the page of a model', () => {
  test('counts its fleet by use, age and fault, and links to the list', async () => {
    await app.rows(
      "INSERT INTO faults (code, name, level, minutes) VALUES ('hinge-x', 'Hinge', 2, 30) RETURNING 1",
    );
    await app.rows(
      "INSERT INTO fault_tallies (model, fault, n) VALUES (?, 'hinge-x', 9) RETURNING 1",
      w.dell3100,
    );
    const page = await app.get(`/models/${w.dell3100}`, w.sid);
    expect(page.text).toContain(`/devices?model=${w.dell3100}&amp;state=in_service&amp;use=loaner`);
    for (const text of ['Hinge', '2024', 'Maple Elementary', 'Lost']) expect(page.text).toContain(text);
    const own = await app.get(`/models/${w.dell3100}`, w.cora);
    expect(own.text).not.toContain('Birch Middle');
    expect(own.text).toContain('<h2>In service<span class="count"> 4</span></h2>');
    expect((await app.get(`/models/${w.maple}`, w.sid)).status).toBe(404);
  });

  test('walks no big table', async () => {
    const file = freshSqlite();
    const world = await makeWorld(file);
    const { engine, reads } = listening(file);
    const watched = testApp(engine);
    for (const path of ['/models', '/models?aue=ended', `/models/${world.dell3100}`]) {
      for (const person of [world.mara, world.cora]) {
        reads.length = 0;
        await watched.get(path, person);
        const scans = reads.flatMap((read) =>
          scansIn(planOf(file, read), ['devices', 'd', 'device_tallies', 't']),
        );
        expect({ path, scans }).toEqual({ path, scans: [] });
      }
    }
  });
});
