import { beforeEach, describe, expect, test } from 'vitest';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
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

const propose = (person = w.ian) =>
  app.post(
    `/devices/${w.two}/retire`,
    { seen: 'in_service', why: 'worn', reason: 'The case is worn through' },
    person,
  );

const only = async () => {
  const [row] = await app.rows<{ id: string; decision: string | null }>('SELECT id, decision FROM proposals');
  return row ?? { id: '', decision: null };
};
const stateOf = async () =>
  (await app.rows<{ state: string }>('SELECT state FROM devices WHERE id = ?', w.two))[0]?.state;

describe('proposals', () => {
  test('a specialist I asks, a manager sees it and agrees: the device is retired, by the manager', async () => {
    expect((await propose()).status).toBe(303);
    expect(await stateOf()).toBe('in_service');
    const page = await app.get('/proposals', w.mara);
    expect(page.text).toContain('Retire 48214');
    expect(page.text).toContain('The case is worn through');
    const { id } = await only();
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).location).toBe('/proposals?done=confirmed');
    expect(await stateOf()).toBe('retired');
    expect(
      await app.rows(
        "SELECT verb, person FROM records WHERE verb IN ('retired', 'proposal agreed') ORDER BY n",
      ),
    ).toEqual([
      { verb: 'retired', person: w.mara },
      { verb: 'proposal agreed', person: w.mara },
    ]);
    expect((await app.get('/proposals', w.mara)).text).toContain('Nothing waits');
    expect((await app.get('/proposals?show=decided', w.mara)).text).toContain('Agreed');
    expect((await app.get('/', w.mara)).text).not.toContain('to decide');
  });

  test('refusing leaves the device as it is; a decision is made once', async () => {
    await propose();
    const { id } = await only();
    expect((await app.get('/', w.mara)).text).toContain('1 proposal to decide');
    expect((await app.post(`/proposals/${id}/refuse`, {}, w.ada)).status).toBe(303);
    expect(await stateOf()).toBe('in_service');
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).status).toBe(409);
    expect(await stateOf()).toBe('in_service');
    expect((await only()).decision).toBe('refused');
  });

  test('who asks does not decide, and sees own proposals only', async () => {
    await propose();
    const { id } = await only();
    expect((await app.post(`/proposals/${id}/agree`, {}, w.ian)).status).toBe(403);
    expect((await app.get('/proposals', w.ian)).text).toContain('Retire 48214');
    expect((await app.get('/proposals', w.ian)).text).not.toContain('/agree');
    expect((await app.get('/proposals', w.tess)).text).not.toContain('Retire 48214');
    expect((await app.get('/proposals', w.cora)).text).not.toContain('Retire 48214');
    expect((await only()).decision).toBeNull();
  });

  test('nobody agrees to a proposal of their own', async () => {
    await propose();
    const { id } = await only();
    await app.rows('UPDATE proposals SET proposed_by = ? WHERE id = ? RETURNING 1', w.mara, id);
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).status).toBe(403);
    expect(await stateOf()).toBe('in_service');
  });

  test('what has changed meanwhile is told and nothing happens', async () => {
    await propose();
    const { id } = await only();
    await app.rows("UPDATE devices SET state = 'disposed' WHERE id = ? RETURNING 1", w.two);
    const answer = await app.post(`/proposals/${id}/agree`, {}, w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('The device is disposed now');
    expect((await only()).decision).toBeNull();
  });
});

describe('what the catalogue lacks', () => {
  const decide = async (how: 'agree' | 'refuse' = 'agree') => {
    const [open] = await app.rows<{ id: string }>('SELECT id FROM proposals WHERE decision IS NULL');
    return app.post(`/proposals/${open?.id}/${how}`, {}, w.mara);
  };
  const fault = { code: 'sticker', name: 'Stickers', level: '1', minutes: '10', position: '500' };

  beforeEach(async () => {
    await installStartingLists(await systemCtx(app.services, 'system'));
  });

  test.each([
    ['an intern', () => w.ivy],
    ['a specialist III', () => w.sid],
  ])('%s proposes a fault, which is there once a manager agrees', async (_, person) => {
    const form = await app.get('/settings/faults/new', person());
    expect(form.text).toContain('A manager decides');
    const asked = await app.post('/settings/faults/new', fault, person());
    expect(asked.location).toBe('/settings/faults?done=proposed');
    expect(await app.rows("SELECT 1 FROM faults WHERE code = 'sticker'")).toEqual([]);
    expect((await app.get('/proposals', w.mara)).text).toContain('New fault');
    expect((await decide()).location).toBe('/proposals?done=confirmed');
    expect(await app.rows("SELECT name, level FROM faults WHERE code = 'sticker'")).toEqual([
      { name: 'Stickers', level: 1 },
    ]);
    const again = await app.post('/settings/faults/new', fault, person());
    expect([again.status, again.text.includes('Another one has this code')]).toEqual([422, true]);
  });

  test('a symptom and a remedy as well, made and changed; a refusal leaves all as it is', async () => {
    const symptom = { code: 'sticky', name: 'Sticky', faults: ['keyboard'], position: '500' };
    await app.post('/settings/symptoms/new', symptom, w.ian);
    await decide();
    await app.post('/settings/symptoms/sticky', { ...symptom, version: '1', name: 'Sticky keys' }, w.ian);
    expect(await app.rows("SELECT name FROM symptoms WHERE code = 'sticky'")).toEqual([{ name: 'Sticky' }]);
    await decide();
    expect(await app.rows("SELECT name, faults FROM symptoms WHERE code = 'sticky'")).toEqual([
      { name: 'Sticky keys', faults: '["keyboard"]' },
    ]);
    const remedy = { code: 'wiped', name: 'Wiped', takesPart: 'none', outcome: 'repaired', position: '9' };
    await app.post('/settings/remedies/new', remedy, w.tess);
    await decide('refuse');
    expect(await app.rows("SELECT 1 FROM remedies WHERE code = 'wiped'")).toEqual([]);
    expect((await app.post('/settings/remedies/replaced/retire', { version: '1' }, w.tess)).status).toBe(403);
  });

  test('a part with its price and numbers, and a change of it that has gone stale', async () => {
    const part = {
      sku: 'HIN-9',
      name: 'Hinge',
      partKind: 'hinge',
      condition: 'new',
      counted: 'on',
      price: '4.50',
    };
    const asked = await app.post('/stock/parts/new', { ...part, makerNumbers: 'H-1\nH-2' }, w.ivy);
    expect(asked.location).toBe('/stock/parts?done=proposed');
    await decide();
    const [made] = await app.rows<{ id: string }>(
      "SELECT id, price_cents, counted FROM parts WHERE sku = 'HIN-9'",
    );
    expect(made).toMatchObject({ price_cents: 450, counted: 1 });
    expect(await app.rows('SELECT value FROM part_numbers WHERE part = ?', made?.id ?? '')).toHaveLength(2);
    const edit = (name: string, person: string) =>
      app.post(`/stock/parts/${made?.id}/edit`, { ...part, name, version: '1' }, person);
    expect((await edit('Left hinge', w.sid)).location).toContain('done=proposed');
    expect((await edit('Hinge, left', w.mara)).location).toContain('done=saved');
    expect((await decide()).status).toBe(409);
    expect(await app.rows('SELECT name FROM parts WHERE id = ?', made?.id ?? '')).toEqual([
      { name: 'Hinge, left' },
    ]);
    expect((await edit('Mine', w.cora)).status).toBe(403);
  });
});
