import { beforeEach, describe, expect, test } from 'vitest';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { PART_KINDS } from '../../src/repairs/list-forms.ts';
import { partKinds } from '../../src/repairs/starting-list.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { repairOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const fault = {
  name: 'Screen',
  level: '1',
  minutes: '15',
  remedy: 'replaced',
  partKind: 'lcd',
  position: '10',
};

describe('the starting lists', () => {
  test('are installed once, and do not come back over what a district has', async () => {
    const { app } = shop;
    const counts = await app.rows(
      'SELECT (SELECT count(*) FROM faults) AS f, (SELECT count(*) FROM symptoms) AS s, (SELECT count(*) FROM remedies) AS r',
    );
    expect(counts).toEqual([{ f: 27, s: 36, r: 18 }]);
    expect(await installStartingLists(await systemCtx(app.services, 'system'))).toEqual({ installed: false });
    expect(await app.rows("SELECT level FROM faults WHERE code IN ('mainboard', 'liquid')")).toEqual([
      { level: 3 },
      { level: 3 },
    ]);
    expect(await app.rows("SELECT outcome FROM remedies WHERE code = 'no-fault'")).toEqual([
      { outcome: 'no_fault' },
    ]);
    expect(await app.rows("SELECT 1 FROM records WHERE verb = 'installed'")).toHaveLength(1);
  });

  test('name the kinds of part that forms take', () => {
    expect([...PART_KINDS]).toEqual(partKinds.map(([code]) => code));
  });
});

describe('a manager', () => {
  test('edits level, minutes, remedy, part and order; open repairs follow the name', async () => {
    const { app, w } = shop;
    await reported(shop, w.one, { fault: 'screen' });
    expect((await app.get('/settings/faults', w.mara)).text).toContain('Charging port');
    const form = await app.get('/settings/faults/screen', w.mara);
    expect(form.text).toContain('value="Screen"');
    const edit = { ...fault, version: '1', name: 'Display', level: '2', minutes: '20' };
    expect((await app.post('/settings/faults/screen', edit, w.mara)).status).toBe(303);
    expect((await repairOf(shop, w.one)).headline).toBe('Display');
    const quick = await app.get(`/devices/${w.two}/repair?fault=screen`, w.sid);
    expect(quick.text).toMatch(/name="minutes"[^>]*value="20"/);
    const stale = await app.post('/settings/faults/screen', { ...edit, name: 'Panel' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Panel"');
  });

  test('makes and retires entries: what is retired is offered no more', async () => {
    const { app, w } = shop;
    const made = await app.post('/settings/faults/new', { ...fault, name: 'Stylus', code: 'stylus' }, w.mara);
    expect(made.status).toBe(303);
    expect((await app.get(`/devices/${w.one}/repair`, w.sid)).text).toContain('?fault=stylus');
    const twice = await app.post('/settings/faults/new', { ...fault, code: 'stylus' }, w.mara);
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('Another one has this code');
    await app.post('/settings/faults/stylus/retire', { version: '1' }, w.mara);
    expect((await app.get(`/devices/${w.one}/repair`, w.sid)).text).not.toContain('?fault=stylus');
    const none = await app.post(
      `/devices/${w.one}/repair`,
      { fault: 'stylus', remedy: 'replaced', minutes: '5' },
      w.sid,
    );
    expect(none.status).toBe(422);
    await app.post('/settings/faults/stylus/retire', { version: '2' }, w.mara);
    expect((await app.get(`/devices/${w.one}/repair`, w.sid)).text).toContain('?fault=stylus');
  });

  test('edits symptoms with their faults, and remedies with their outcome', async () => {
    const { app, w } = shop;
    const symptom = { version: '1', name: 'Glass is broken', faults: ['touch', 'screen'], position: '10' };
    expect((await app.post('/settings/symptoms/cracked-screen', symptom, w.mara)).status).toBe(303);
    expect((await app.get(`/repairs/new?device=${w.one}`, w.cora)).text).toContain('Glass is broken');
    const remedy = {
      name: 'Swapped the panel',
      minutes: '',
      takesPart: 'part',
      outcome: 'repaired',
      position: '5',
    };
    expect((await app.post('/settings/remedies/new', { ...remedy, code: 'swap-panel' }, w.mara)).status).toBe(
      303,
    );
    expect((await app.get('/settings/remedies', w.mara)).text).toContain('Swapped the panel');
  });

  test.each([
    ['a level of 4', { level: '4' }],
    ['-1 minutes', { minutes: '-1' }],
    ['no name', { name: '' }],
    ['a remedy that is none', { remedy: 'prayer' }],
    ['a code with spaces', { code: 'two words' }],
  ])('%s is refused at its field', async (_name, wrong) => {
    const answer = await shop.app.post(
      '/settings/faults/new',
      { ...fault, code: 'made-up', ...wrong },
      shop.w.mara,
    );
    expect(answer.status).toBe(422);
    expect(await shop.app.rows("SELECT 1 FROM faults WHERE code IN ('made-up', 'two words')")).toEqual([]);
  });
});

test('others may not edit the lists', async () => {
  const { app, w } = shop;
  for (const person of [w.cora, w.audrey]) {
    expect((await app.get('/settings/faults', person)).status).toBe(403);
    expect((await app.post('/settings/faults/new', { ...fault, code: 'x1' }, person)).status).toBe(403);
  }
  expect((await app.get('/settings/faults/nosuch', w.mara)).status).toBe(404);
});
