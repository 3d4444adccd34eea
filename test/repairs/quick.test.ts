import { beforeEach, describe, expect, test } from 'vitest';
import {
  custodyOf,
  keptFaults,
  move,
  onHand,
  repairOf,
  repairsOf,
  reported,
  type Workshop,
  workshop,
} from './workshop.ts';

let shop: Workshop;

beforeEach(async () => {
  shop = await workshop();
});

const screen = { fault: 'screen', remedy: 'replaced', minutes: '15', outcome: 'repaired', place: 'stay' };

const quick = (device: string, fields: Record<string, string | string[]> = {}, person: string = shop.w.sid) =>
  shop.app.post(`/devices/${device}/repair`, { ...screen, ...fields }, person);

const panelFromVan = () => `${shop.s.panel}:${shop.s.van}`;

describe('a quick repair', () => {
  test('choosing the fault fills in remedy, minutes and the part from my vehicle', async () => {
    const { app, w, s } = shop;
    const start = await app.get('/devices/48213/repair', w.sid);
    expect(start.text).toContain(`/devices/${w.one}/repair?fault=screen`);
    expect(start.text).not.toContain('name="remedy"');
    const filled = await app.get('/devices/48213/repair?fault=screen', w.sid);
    expect(filled.text).toMatch(/<option value="replaced" selected/);
    expect(filled.text).toMatch(/name="minutes"[^>]*value="15"/);
    expect(filled.text).toMatch(new RegExp(`value="${s.panel}:${s.van}" checked`));
    expect(filled.text).toMatch(/name="place" value="stay" checked/);
  });

  test('is saved in one commit: repair, line, part, tallies, record', async () => {
    const { app, w, s } = shop;
    const answer = await quick(w.one, { parts: panelFromVan(), cause: 'accident' });
    expect(answer.status).toBe(303);
    const repair = await repairOf(shop, w.one);
    expect(repair).toMatchObject({
      state: 'closed',
      outcome: 'repaired',
      headline: 'Screen',
      minutes: 15,
      parts_cents: 2000,
      quick: 1,
      technician: w.sid,
      had_device: w.student,
      above_level: 0,
    });
    expect(await onHand(shop, s.van, s.panel)).toBe(1);
    expect(await app.rows('SELECT cause, remedy, done_by FROM repair_lines')).toEqual([
      { cause: 'accident', remedy: 'replaced', done_by: w.sid },
    ]);
    expect(await app.rows("SELECT verb FROM records WHERE kind = 'repair'")).toEqual([
      { verb: 'quick repair' },
    ]);
    // The panel fits only the variant without touch: now the device is known to be one.
    expect(await app.rows('SELECT variant FROM devices WHERE id = ?', w.one)).toEqual([
      { variant: w.dell3100Plain },
    ]);
    expect(await keptFaults(shop)).toEqual([]);
    const page = await app.get(answer.location ?? '', w.sid);
    expect(page.text).toContain('Undo');
  });

  test('the commonest fault of this model stands first', async () => {
    const { app, w } = shop;
    await quick(w.two, { fault: 'trackpad' });
    const { text } = await app.get(`/devices/${w.one}/repair`, w.sid);
    expect(text.indexOf('?fault=trackpad')).toBeLessThan(text.indexOf('?fault=screen'));
  });

  test('"Save and next" goes to the scanner, and the next device offers the same again', async () => {
    const { app, w, s } = shop;
    const answer = await quick(w.one, { parts: panelFromVan(), next: 'scan' });
    expect(answer.location).toBe('/scan?done=repaired');
    const next = await app.get(`/devices/${w.two}/repair`, w.sid);
    expect(next.text).toContain('Same again: Screen, replaced part');
    const filled = await app.get(`/devices/${w.two}/repair?fault=screen&remedy=replaced`, w.sid);
    expect(filled.text).toMatch(new RegExp(`value="${s.panel}:${s.van}" checked`));
    expect((await app.get(`/devices/${w.two}/repair`, w.ian)).text).not.toContain('Same again');
    app.later(24 * 3_600_000);
    expect((await app.get(`/devices/${w.two}/repair`, w.sid)).text).not.toContain('Same again');
  });

  test('sent twice is saved once and answers the same', async () => {
    const { w, s } = shop;
    const fields = { parts: panelFromVan(), idempotency_key: 'quick-twice-key' };
    const first = await quick(w.one, fields);
    const second = await quick(w.one, fields);
    expect(second.location).toBe(first.location);
    expect(await repairsOf(shop, w.one)).toHaveLength(1);
    expect(await onHand(shop, s.van, s.panel)).toBe(1);
    expect((await quick(w.one, { ...fields, minutes: '30' })).status).toBe(409);
  });

  test('beyond what the vehicle holds is saved, and short', async () => {
    const { app, w, s } = shop;
    const answer = await quick(w.one, { partCode: 'LCD-116-30', quantity: '3' });
    expect(answer.status).toBe(303);
    expect(await onHand(shop, s.van, s.panel)).toBe(0);
    expect(await app.rows('SELECT quantity FROM shortfalls')).toEqual([{ quantity: 1 }]);
    expect((await app.get(answer.location ?? '', w.sid)).text).toContain('Short: the books had 2 of 3');
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('a part used where none is known to fit is offered to everyone as proposed', async () => {
    const { app, w, s } = shop;
    await quick(w.one, { fault: 'keycap', partCode: 'key-3100' });
    expect(await app.rows("SELECT state, part FROM fits WHERE fault = 'keycap'")).toEqual([
      { state: 'proposed', part: s.keycap },
    ]);
    const next = await app.get(`/devices/${w.two}/repair?fault=keycap`, w.ian);
    expect(next.text).toContain('proposed fit');
    expect(await app.rows('SELECT 1 FROM movements WHERE part = ?', s.keycap)).toHaveLength(0);
  });

  test('a part named by several asks which one', async () => {
    const { w } = shop;
    const answer = await quick(w.one, { partCode: 'LCD' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('LCD-116-30B');
    expect((await quick(w.one, { partCode: 'NOSUCH' })).text).toContain('No part is called NOSUCH');
    expect(await repairsOf(shop, w.one)).toHaveLength(0);
  });

  test.each([
    ['-1 parts', { quantity: '-1', partCode: 'KEY-3100' }],
    ['a fault that is none', { fault: 'wings' }],
    ['a remedy that is none', { remedy: 'prayer' }],
    ['a day that is none', { doneOn: '2027-02-31' }],
    ['a day in the future', { doneOn: '2027-03-03' }],
    ['a day 31 days back', { doneOn: '2027-01-30' }],
    ['minutes that are none', { minutes: 'ten' }],
    ['a forged part', { parts: '01890000-0000-7000-8000-000000000000:' }],
    ['a place that is missing', { place: 'spare' }],
    ['10,001 characters', { note: 'x'.repeat(10_001) }],
  ])('%s is refused at its field and changes nothing', async (_name, fields: Record<string, string>) => {
    const { app, w } = shop;
    const before = await app.rows('SELECT count(*) AS n FROM records');
    const answer = await quick(w.one, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Nothing was changed');
    expect(await repairsOf(shop, w.one)).toHaveLength(0);
    expect(await app.rows('SELECT count(*) AS n FROM records')).toEqual(before);
  });

  test('done 30 days ago is kept as done then and recorded now', async () => {
    const { app, w } = shop;
    await quick(w.one, { doneOn: '2027-01-31' });
    const [repair] = await app.rows('SELECT closed_at, recorded_at FROM repairs');
    expect(repair).toEqual({
      closed_at: '2027-01-31T17:00:00.000Z',
      recorded_at: '2027-03-02T15:00:00.000Z',
    });
    expect(await app.rows("SELECT at, done_at FROM records WHERE kind = 'repair'")).toEqual([
      { at: '2027-03-02T15:00:00.000Z', done_at: '2027-01-31T17:00:00.000Z' },
    ]);
  });

  test('a mainboard with another serial: the former one goes on to find the device', async () => {
    const { app, w } = shop;
    const form = await app.get(`/devices/${w.one}/repair?fault=mainboard`, w.sid);
    expect(form.text).toContain('Serial that it shows now');
    await quick(w.one, { fault: 'mainboard', serial: ' 5cd 9999new ' });
    expect(await app.rows('SELECT serial FROM devices WHERE id = ?', w.one)).toEqual([
      { serial: '5CD9999NEW' },
    ]);
    expect((await app.get('/devices/5CD1234XYZ/repair', w.sid)).status).toBe(200);
    const taken = await quick(w.two, { fault: 'mainboard', serial: '5CD9999NEW' });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('Another device has this serial');
  });

  test('work above the level is saved and marked', async () => {
    const { app, w } = shop;
    const form = await app.get(`/devices/${w.one}/repair?fault=mainboard`, w.ian);
    expect(form.text).toContain('work of level 3');
    expect((await quick(w.one, { fault: 'mainboard' }, w.ian)).status).toBe(303);
    expect((await repairOf(shop, w.one)).above_level).toBe(1);
    expect((await app.get('/repairs?show=closed&mark=above', w.mara)).text).toContain('R-000001');
  });

  test('is for those who repair', async () => {
    const { app, w } = shop;
    for (const person of [w.cora, w.audrey, w.ada]) {
      expect((await quick(w.one, {}, person)).status).toBe(403);
      expect((await app.get(`/devices/${w.one}/repair`, person)).status).toBe(403);
    }
    expect(await repairsOf(shop, w.one)).toHaveLength(0);
  });
});

describe('with a repair open on the device', () => {
  test('finishes that one, its hold too, and hands it back', async () => {
    const { app, w, s } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'accept', { how: 'take', place: w.van });
    await move(shop, repair, 'hold', { reason: 'parts', group: s.panels, quantity: '1' });
    const form = await app.get(`/devices/${w.one}/repair?fault=screen`, w.sid);
    expect(form.text).toContain(`name="repair" value="${repair.id}"`);
    expect(form.text).toMatch(/name="place" value="back" checked/);
    const answer = await quick(w.one, { repair: repair.id, parts: panelFromVan(), place: 'back' });
    expect(answer.status, answer.text).toBe(303);
    expect(await repairOf(shop, w.one)).toMatchObject({ state: 'closed', hold_reason: null, quick: 0 });
    expect(await custodyOf(shop, w.one)).toMatchObject({ person: w.student, why: 'hand_back' });
    expect(await app.rows('SELECT symptom, fault FROM repair_lines')).toEqual([
      { symptom: 'cracked-screen', fault: 'screen' },
    ]);
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('finishes the chosen lines and leaves the rest open', async () => {
    const { app, w } = shop;
    const repair = await reported(shop, w.one);
    await reported(shop, w.one, { symptom: 'no-sound' });
    const lines = await app.rows<{ id: string; symptom: string }>(
      'SELECT id, symptom FROM repair_lines ORDER BY position',
    );
    await quick(w.one, { repair: repair.id, lines: lines[0]?.id ?? '', place: 'back' });
    expect(await repairOf(shop, w.one)).toMatchObject({ state: 'in_work', closed_at: null });
    expect(
      await app.rows('SELECT fault, done_at IS NOT NULL AS done FROM repair_lines ORDER BY position'),
    ).toEqual([
      { fault: 'screen', done: 1 },
      { fault: null, done: 0 },
    ]);
    expect((await custodyOf(shop, w.one))?.why).toBe('created');
    await quick(w.one, { repair: repair.id, fault: 'speaker' });
    expect((await repairOf(shop, w.one)).state).toBe('closed');
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('that another one has just closed, or opened: told, with the state now', async () => {
    const { w } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' }, w.tess);
    const late = await quick(w.one, { repair: repair.id });
    expect(late.status).toBe(409);
    expect(late.text).toContain('R-000001');
    expect(late.text).toContain('closed');
    expect(await repairsOf(shop, w.one)).toHaveLength(1);
    await reported(shop, w.two);
    const blind = await quick(w.two);
    expect(blind.status).toBe(409);
    expect(blind.text).toContain('R-000002 is open');
  });
});
