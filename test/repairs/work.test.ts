import { beforeEach, describe, expect, test } from 'vitest';
import { mentionsIn } from '../../src/repairs/mention-rules.ts';
import { row } from '../support/world-row.ts';
import { keptFaults, move, onHand, repairOf, reported, type Workshop, workshop } from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const linesOf = () =>
  shop.app.rows<{ id: string; symptom: string | null; fault: string | null; withdrawn_at: string | null }>(
    'SELECT id, symptom, fault, withdrawn_at FROM repair_lines ORDER BY position',
  );

const work = (fields: Record<string, string | string[]>, person = shop.w.sid) =>
  move(shop, { number: 1 }, 'work', { remedy: 'replaced', minutes: '15', ...fields }, person);

describe('work on fault lines', () => {
  test('the reported line is offered first, with the faults that its symptom mostly turns out to be', async () => {
    await reported(shop, shop.w.one, { symptom: 'no-charge' });
    const { text } = await shop.app.get('/repairs/1/work', shop.w.sid);
    expect(text).toContain('Reported: Won&#39;t charge');
    expect(text).toContain('Coverage:');
    expect(text.indexOf('fault=port')).toBeLessThan(text.indexOf('fault=screen'));
    const filled = await shop.app.get('/repairs/1/work?fault=battery', shop.w.sid);
    expect(filled.text).toMatch(/name="minutes"[^>]*value="30"/);
    expect(filled.text).toContain('Battery 3100');
  });

  test('parts are posted when fitted; several lines add up', async () => {
    const { app, w, s } = shop;
    await reported(shop, w.one);
    const [line] = await linesOf();
    expect((await work({ line: line?.id ?? '', fault: 'screen', parts: `${s.panel}:${s.van}` })).status).toBe(
      303,
    );
    expect(await onHand(shop, s.van, s.panel)).toBe(1);
    expect((await work({ fault: 'battery', minutes: '30', done: '1', partCode: 'BAT-3100' })).status).toBe(
      303,
    );
    expect(await repairOf(shop, w.one)).toMatchObject({
      state: 'in_work',
      technician: w.sid,
      headline: 'Screen',
      minutes: 45,
      parts_cents: 5500,
    });
    expect((await linesOf()).map(({ fault }) => fault)).toEqual(['screen', 'battery']);
    const page = await app.get('/repairs/1', w.sid);
    expect(page.text).toContain('1 × Battery 3100');
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('another fault found on the line moves the tally', async () => {
    await reported(shop, shop.w.one);
    const [line] = await linesOf();
    await work({ line: line?.id ?? '', fault: 'screen' });
    await work({ line: line?.id ?? '', fault: 'lcd-cable' });
    expect(await shop.app.rows('SELECT fault, n FROM fault_tallies ORDER BY fault')).toEqual([
      { fault: 'lcd-cable', n: 1 },
      { fault: 'screen', n: 0 },
    ]);
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('a part is taken out again, once; a line with a part is not withdrawn', async () => {
    const { app, w, s } = shop;
    await reported(shop, w.one);
    await work({ fault: 'screen', parts: `${s.panel}:${s.van}` });
    const line = (await linesOf())[1];
    const [part] = await app.rows<{ id: string }>('SELECT id FROM repair_parts');
    const withdraw = () => app.post(`/repairs/1/lines/${line?.id}/withdraw`, {}, w.sid);
    const refused = await withdraw();
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('return the parts first');
    const back = () => app.post(`/repairs/1/parts/${part?.id}/return`, {}, w.sid);
    expect((await back()).status).toBe(303);
    expect((await back()).status).toBe(409);
    expect(await onHand(shop, s.van, s.panel)).toBe(2);
    expect((await withdraw()).status).toBe(303);
    expect((await linesOf())[1]?.withdrawn_at).not.toBeNull();
    expect((await work({ line: line?.id ?? '', fault: 'screen' })).status).toBe(422);
    expect(await repairOf(shop, w.one)).toMatchObject({
      parts_cents: 0,
      minutes: 0,
      headline: 'Cracked screen',
    });
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('nothing comes out of a repair that is closed, nor is it withdrawn with parts in it', async () => {
    const { app, w, s } = shop;
    const repair = await reported(shop, w.one);
    await work({ fault: 'screen', parts: `${s.panel}:${s.van}` });
    expect((await move(shop, repair, 'withdraw', { reason: 'Told twice' })).status).toBe(409);
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' });
    const [part] = await app.rows<{ id: string }>('SELECT id FROM repair_parts');
    expect((await app.post(`/repairs/1/parts/${part?.id}/return`, {}, w.sid)).status).toBe(409);
    expect((await app.post('/repairs/1/parts/nosuch/return', {}, w.sid)).status).toBe(404);
    expect(await onHand(shop, s.van, s.panel)).toBe(1);
  });

  test('a touch panel in a device without touch is said, not refused', async () => {
    const { app, w } = shop;
    await app.rows('UPDATE devices SET variant = ? WHERE id = ? RETURNING 1', w.dell3100Plain, w.one);
    await reported(shop, w.one);
    expect((await work({ fault: 'screen', partCode: 'LCD-116-T' })).status).toBe(303);
    expect((await app.get('/repairs/1', w.sid)).text).toContain(
      'is a touch panel, and this device is no touch',
    );
  });

  test('above the level is saved and marked; a mainboard asks for the serial', async () => {
    const { app, w } = shop;
    await reported(shop, w.one);
    const form = await app.get('/repairs/1/work?fault=mainboard', w.ian);
    expect(form.text).toContain('work of level 3');
    expect(form.text).toContain('Serial that it shows now');
    await work({ fault: 'mainboard', serial: '5CD7777AAA' }, w.ian);
    expect(await repairOf(shop, w.one)).toMatchObject({ above_level: 1, level: 3 });
    expect(await app.rows('SELECT serial FROM devices WHERE id = ?', w.one)).toEqual([
      { serial: '5CD7777AAA' },
    ]);
    expect((await app.get('/repairs?mark=above', w.mara)).text).toContain('R-000001');
  });

  test.each([
    ['no fault', { fault: '' }],
    ['a line of another repair', { fault: 'screen', line: '01890000-0000-7000-8000-000000000000' }],
    ['-1 minutes', { fault: 'screen', minutes: '-1' }],
    ['0 parts', { fault: 'screen', partCode: 'BAT-3100', quantity: '0' }],
    ['a cause that is none', { fault: 'screen', cause: 'magic' }],
  ])('%s is refused and changes nothing', async (_name, fields: Record<string, string>) => {
    const before = await reported(shop, shop.w.one);
    const answer = await work({ note: 'keep this', ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Nothing was changed');
    expect(await repairOf(shop, shop.w.one)).toEqual(before);
    expect(await linesOf()).toHaveLength(1);
  });
});

describe('priority, level, expected date, coverage', () => {
  const edit = { version: '1', priority: 'urgent', level: '2', expectedOn: '2027-03-09', covered: '1' };

  test('another priority makes another due time, and the expected date follows it', async () => {
    const repair = await reported(shop, shop.w.one);
    expect((await move(shop, repair, 'edit', edit)).status).toBe(303);
    expect(await repairOf(shop, shop.w.one)).toMatchObject({
      due_at: '2027-03-03T15:00:00.000Z',
      expected_on: '2027-03-03',
      level: 2,
    });
    const stale = await move(shop, repair, 'edit', { ...edit, priority: 'low' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('urgent');
    const wrong = await move(shop, repair, 'edit', { ...edit, version: '2', expectedOn: '2027-02-31' });
    expect(wrong.status).toBe(422);
  });

  test('covered incidents count against the plan, in one line before a part is taken', async () => {
    const { app, engine, w } = shop;
    await engine.batch([
      row('coverage_plans', { id: w.depot, name: 'Accident plan', incidents: 2, per: 'year' }),
      {
        sql: "UPDATE devices SET coverage_plan = ?, coverage_until = '2028-06-30' WHERE id = ?",
        parameters: [w.depot, w.one],
      },
    ]);
    const line = async () => (await app.get(`/devices/${w.one}/repair?fault=screen`, w.sid)).text;
    expect(await line()).toContain('2 incidents left');
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'edit', edit);
    expect(await line()).toContain('1 incident left');
  });
});

test('a note mentions whom it names, and nobody by chance', () => {
  const people = [
    { value: 'sid', label: 'Sid Pliers' },
    { value: 'sidney', label: 'Sid Pliersmith' },
    { value: 'ada', label: 'Ada Keystone' },
    { value: 'ann', label: 'Ann Bolt' },
    { value: 'ann2', label: 'Ann Nut' },
  ];
  const named = (text: string) => mentionsIn(text, people);
  expect(named('@Sid Pliers, and @ada.keystone')).toEqual(['sid', 'ada']);
  expect(named('@sid pliersmith')).toEqual(['sidney']);
  expect(named('ask @Ada!')).toEqual(['ada']);
  expect(named('@Ann or mail ada@keystone.test')).toEqual([]);
  expect(named('@Adam')).toEqual([]);
});
