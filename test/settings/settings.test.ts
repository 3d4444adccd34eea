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

const setting = async (name: string) =>
  (await app.rows<{ value: string }>('SELECT value FROM settings WHERE name = ?', name))[0]?.value;

describe('settings', () => {
  test('an admin names the district; every page says it', async () => {
    const form = { version: '1', name: 'Alder County Schools', currency: 'cad', foundText: 'Call 555-0100' };
    expect((await app.post('/settings/district', form, w.ada)).location).toBe('/settings?done=saved');
    expect((await app.get('/sign-in')).text).toContain('Alder County Schools');
    expect((await app.get('/t/48213')).text).toContain('Call 555-0100');
    expect(await setting('district.currency')).toBe('CAD');
    const stale = await app.post('/settings/district', { ...form, name: 'Other' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Other"');
    expect(await setting('district.name')).toBe('Alder County Schools');
  });

  test('the working week decides when repairs are due', async () => {
    const work = { version: '1', weekdays: ['1', '2'], dayStart: '08:00', dayEnd: '15:00' };
    const due = { urgent: '1', high: '1', normal: '2', low: '3' };
    expect((await app.post('/settings/work', { ...work, ...due }, w.ada)).status).toBe(303);
    expect(JSON.parse((await setting('work.calendar')) ?? '')).toEqual({
      weekdays: [1, 2],
      dayStart: '08:00',
      dayEnd: '15:00',
    });
    const page = await app.get('/settings/work', w.ada);
    expect(page.text).toMatch(/value="2"[^>]*checked/);
    const late = await app.post('/settings/work', { ...work, ...due, version: '2', dayEnd: '07:00' }, w.ada);
    expect(late.status).toBe(422);
    expect(late.text).toContain('The day must end after it starts');
    expect(
      (await app.post('/settings/work', { ...due, version: '2', dayStart: '8', dayEnd: '9' }, w.ada)).status,
    ).toBe(422);
  });

  test.each([
    ['/settings/sign-in', { account: '3', address: '30', longest: '5' }, 'sign-in.throttle'],
    [
      '/settings/advice',
      {
        benchRate: '32.50',
        lifeMonths: '60',
        shareOfValue: '40',
        shareOfPrice: '70',
        small: '12',
        fewestMonths: '4',
        sameFaultLook: '3',
      },
      'advice',
    ],
  ])('%s is shown as it was saved', async (path, values, name) => {
    expect((await app.post(path, { ...values, version: '1' }, w.ada)).status).toBe(303);
    const page = await app.get(path, w.ada);
    const shown = { ...values, ...('small' in values ? { small: '12.00' } : {}) };
    for (const value of Object.values(shown)) expect(page.text).toContain(`value="${value}"`);
    expect(await setting(name)).toBeTruthy();
    const first = Object.keys(values)[0] ?? '';
    const wrong = await app.post(path, { ...values, [first]: '-1', version: '2' }, w.ada);
    expect(wrong.status).toBe(422);
  });

  test('a break of several days is added at once and taken off day by day', async () => {
    const form = { from: '2027-03-29', to: '2027-04-02', name: 'Spring break' };
    expect((await app.post('/settings/holidays', form, w.ada)).status).toBe(303);
    expect(await app.rows('SELECT day FROM holidays')).toHaveLength(5);
    expect((await app.get('/settings/holidays', w.ada)).text).toContain('Spring break');
    expect((await app.post('/settings/holidays/2027-03-30/remove', {}, w.ada)).status).toBe(303);
    expect(await app.rows('SELECT day FROM holidays')).toHaveLength(4);
    expect((await app.post('/settings/holidays/2027-03-30/remove', {}, w.ada)).status).toBe(409);
    for (const wrong of [{ to: '2027-03-01' }, { from: '2027-02-31' }, { to: '2029-01-01' }, { name: '' }])
      expect((await app.post('/settings/holidays', { ...form, ...wrong }, w.ada)).status).toBe(422);
    expect(await app.rows('SELECT day FROM holidays')).toHaveLength(4);
  });

  test('coverage plans are made, edited and retired', async () => {
    const base = '/settings/coverage-plans';
    expect(
      (await app.post(`${base}/new`, { name: 'Accident plan', incidents: '2', per: 'year' }, w.ada)).status,
    ).toBe(303);
    const taken = await app.post(`${base}/new`, { name: 'Accident plan', incidents: '', per: 'term' }, w.ada);
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Another plan has this name');
    const [plan] = await app.rows<{ id: string }>('SELECT id FROM coverage_plans');
    const edit = { version: '1', name: 'Accident plan plus', incidents: '', per: 'term' };
    expect((await app.post(`${base}/${plan?.id}/edit`, edit, w.ada)).status).toBe(303);
    expect((await app.get(base, w.ada)).text).toContain('any number of incidents in its term');
    const stale = await app.post(`${base}/${plan?.id}/edit`, { ...edit, incidents: '4' }, w.ada);
    expect(stale.status).toBe(409);
    expect((await app.post(`${base}/${plan?.id}/retire`, { version: '2' }, w.ada)).status).toBe(303);
    expect((await app.get(base, w.ada)).text).toContain('Retired');
  });

  test('the page of all settings shows what one may change', async () => {
    expect((await app.get('/settings', w.ada)).text).toContain('/settings/district');
    const manager = await app.get('/settings', w.mara);
    expect(manager.text).toContain('/settings/faults');
    expect(manager.text).not.toContain('/settings/district');
    expect((await app.get('/settings', w.sid)).status).toBe(403);
    expect((await app.post('/settings/district', { name: 'X' }, w.mara)).status).toBe(403);
  });
});
