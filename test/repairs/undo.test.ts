import { beforeEach, describe, expect, test } from 'vitest';
import {
  custodyOf,
  keptFaults,
  move,
  onHand,
  repairOf,
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

const undo = (repair: { number: number }, person: string = shop.w.sid) =>
  move(shop, repair, 'undo', {}, person);

describe('undoing a quick repair', () => {
  test('puts the part back, withdraws the repair, leaves custody, variant and tallies as before', async () => {
    const { app, w, s } = shop;
    const before = await custodyOf(shop, w.one);
    await quick(w.one, { parts: `${s.panel}:${s.van}` });
    const repair = await repairOf(shop, w.one);
    expect((await undo(repair)).status).toBe(303);
    expect(await repairOf(shop, w.one)).toMatchObject({
      state: 'withdrawn',
      outcome: 'withdrawn',
      minutes: 0,
      parts_cents: 0,
    });
    expect(await onHand(shop, s.van, s.panel)).toBe(2);
    expect(await custodyOf(shop, w.one)).toEqual(before);
    expect(await app.rows('SELECT variant FROM devices WHERE id = ?', w.one)).toEqual([{ variant: null }]);
    expect(await keptFaults(shop)).toEqual([]);
    expect((await undo(repair)).status).toBe(409);
    expect(await onHand(shop, s.van, s.panel)).toBe(2);
  });

  test('withdraws the fit that it alone proposed; the next use asks again', async () => {
    const { app, w } = shop;
    const keycap = { fault: 'keycap', partCode: 'key-3100' };
    const offered = () => app.rows("SELECT state, proposed_by FROM fits WHERE fault = 'keycap'");
    await quick(w.one, keycap);
    await undo(await repairOf(shop, w.one));
    expect(await offered()).toEqual([{ state: 'refused', proposed_by: w.sid }]);
    expect((await app.get(`/devices/${w.two}/repair?fault=keycap`, w.ian)).text).not.toContain(
      'proposed fit',
    );
    await quick(w.one, keycap);
    expect(await offered()).toEqual([{ state: 'proposed', proposed_by: w.sid }]);
    // Another's use bears it out: it stays.
    await quick(w.two, keycap, w.tess);
    await undo(await repairOf(shop, w.one));
    expect(await offered()).toEqual([{ state: 'proposed', proposed_by: w.sid }]);
  });

  test('gives the device its serial back, and the one that was typed by mistake finds nothing', async () => {
    const { app, w } = shop;
    const serial = () => app.rows('SELECT serial FROM devices WHERE id = ?', w.one);
    const before = await serial();
    await quick(w.one, { serial: 'NXBOARD77' });
    expect(await serial()).toEqual([{ serial: 'NXBOARD77' }]);
    expect((await undo(await repairOf(shop, w.one))).status).toBe(303);
    expect(await serial()).toEqual(before);
    expect((await app.get('/devices/NXBOARD77', w.sid)).status).toBe(404);
    // Free for the device that really has it.
    expect((await quick(w.one, { serial: 'NXBOARD77' })).status).toBe(303);
    expect(await serial()).toEqual([{ serial: 'NXBOARD77' }]);
  });

  test('leaves a serial that was set right since', async () => {
    const { app, w } = shop;
    await quick(w.one, { serial: 'NXBOARD77' });
    const set = await app.post(
      `/devices/${w.one}/serial`,
      { value: 'NXBOARD78', seen: 'NXBOARD77', reason: 'mainboard' },
      w.sid,
    );
    expect(set.status).toBe(303);
    await undo(await repairOf(shop, w.one));
    expect(await app.rows('SELECT serial FROM devices WHERE id = ?', w.one)).toEqual([
      { serial: 'NXBOARD78' },
    ]);
  });

  test('takes spare pool and loaner back too', async () => {
    const { app, w } = shop;
    await app.post(
      `/devices/${w.loaner}/loan`,
      { target: `person:${w.student}`, dueOn: '2027-03-20' },
      w.sid,
    );
    await app.post(`/devices/${w.one}/check-in`, { target: `location:${w.mapleRoom}` }, w.sid);
    await quick(w.one, { place: 'back', loaner: w.loaner });
    expect(await custodyOf(shop, w.one)).toMatchObject({ person: w.student });
    expect(await custodyOf(shop, w.loaner)).toMatchObject({ person: null });
    await undo(await repairOf(shop, w.one));
    expect(await custodyOf(shop, w.one)).toMatchObject({ person: null, location: w.mapleRoom, why: 'undo' });
    expect(await custodyOf(shop, w.loaner)).toMatchObject({ person: w.student, why: 'undo' });
    expect(await app.rows('SELECT due_on FROM devices WHERE id = ?', w.loaner)).toEqual([
      { due_on: '2027-03-20' },
    ]);

    await quick(w.one, { place: 'spare', location: w.depot });
    expect(await app.rows('SELECT use, assigned_person FROM devices WHERE id = ?', w.one)).toEqual([
      { use: 'spare', assigned_person: null },
    ]);
    await undo(await repairOf(shop, w.one));
    expect(await app.rows('SELECT use, assigned_person, place FROM devices WHERE id = ?', w.one)).toEqual([
      { use: 'one_to_one', assigned_person: w.student, place: w.mapleRoom },
    ]);
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('of one that finished an open repair makes it what it was', async () => {
    const { app, w, s } = shop;
    const repair = await reported(shop, w.one);
    await move(shop, repair, 'accept', { how: 'take', place: w.van });
    await move(shop, repair, 'hold', { reason: 'parts', group: s.panels, quantity: '1' });
    const before = await repairOf(shop, w.one);
    await quick(w.one, { repair: repair.id, parts: `${s.panel}:${s.van}`, place: 'back' });
    expect((await undo(repair)).status).toBe(303);
    const after = await repairOf(shop, w.one);
    expect(after).toEqual({ ...before, version: after.version });
    expect(await app.rows('SELECT fault, remedy, done_at FROM repair_lines')).toEqual([
      { fault: null, remedy: null, done_at: null },
    ]);
    expect(await custodyOf(shop, w.one)).toMatchObject({ location: w.van, why: 'undo' });
    expect(await onHand(shop, s.van, s.panel)).toBe(2);
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('is for its author, on the day, until something happens to the device or the repair', async () => {
    const { app, w } = shop;
    await quick(w.one, { place: 'spare', location: w.depot });
    const repair = await repairOf(shop, w.one);
    expect((await undo(repair, w.tess)).status).toBe(403);
    await app.post(`/devices/${w.one}/check-in`, { target: `location:${w.maple}` }, w.tess);
    const moved = await undo(repair);
    expect(moved.status).toBe(409);
    expect(moved.text).toContain('nobody moved the device');
    expect((await repairOf(shop, w.one)).state).toBe('closed');

    await quick(w.two);
    const next = await repairOf(shop, w.two);
    app.later(24 * 3_600_000);
    expect((await undo(next)).status).toBe(409);
    expect((await app.get(`/repairs/${next.number}`, w.sid)).text).not.toContain('/undo');
    expect((await move(shop, next, 'came-back', { note: 'Dark again' })).status).toBe(303);
  });

  test('after it came back, not', async () => {
    const { w } = shop;
    await quick(w.one);
    const repair = await repairOf(shop, w.one);
    await move(shop, repair, 'came-back', { note: 'Dark again' });
    expect((await undo(repair)).status).toBe(409);
    expect((await repairOf(shop, w.one)).state).toBe('reported');
  });
});

describe("an intern's work", () => {
  test('is saved and handed back at once, and confirmed later, many at once', async () => {
    const { app, w } = shop;
    const form = await app.get(`/devices/${w.one}/repair?fault=screen`, w.ivy);
    expect(form.text).toContain('A specialist confirms it later');
    await quick(w.one, {}, w.ivy);
    expect(await repairOf(shop, w.one)).toMatchObject({ state: 'ready', to_confirm: 1, closed_at: null });
    const repair = await reported(shop, w.birchDevice);
    await move(shop, repair, 'accept', { how: 'take', place: w.depot }, w.ivy);
    await move(shop, repair, 'close', { outcome: 'repaired', place: 'back' }, w.ivy);
    expect(await repairOf(shop, w.birchDevice)).toMatchObject({ state: 'ready', to_confirm: 1 });
    expect(await custodyOf(shop, w.birchDevice)).toMatchObject({ person: w.birchStudent, why: 'hand_back' });

    const list = await app.get('/repairs/confirm', w.ian);
    expect(list.text).toContain('R-000001');
    expect(list.text).toContain('R-000002');
    const ids = [(await repairOf(shop, w.one)).id, repair.id];
    expect((await app.post('/repairs/confirm', { repair: ids }, w.ivy)).status).toBe(403);
    expect((await app.post('/repairs/confirm', {}, w.ian)).status).toBe(422);
    expect((await app.post('/repairs/confirm', { repair: ids }, w.ian)).status).toBe(303);
    expect(await app.rows('SELECT state, confirmed_by, to_confirm FROM repairs ORDER BY n')).toEqual([
      { state: 'closed', confirmed_by: w.ian, to_confirm: 0 },
      { state: 'closed', confirmed_by: w.ian, to_confirm: 0 },
    ]);
    const again = await app.post('/repairs/confirm', { repair: ids }, w.mara);
    expect(again.status).toBe(422);
    expect(again.text).toContain('any more');
    expect(await keptFaults(shop)).toEqual([]);
  });

  test('can be sent back to work, and undone by the intern', async () => {
    const { w } = shop;
    await quick(w.one, {}, w.ivy);
    const repair = await repairOf(shop, w.one);
    await move(shop, repair, 'rework', { reason: 'Still dark' }, w.sid);
    expect(await repairOf(shop, w.one)).toMatchObject({ state: 'in_work', to_confirm: 0, outcome: null });
    await quick(w.two, {}, w.ivy);
    expect((await undo(await repairOf(shop, w.two), w.ivy)).status).toBe(303);
    expect(await repairOf(shop, w.two)).toMatchObject({ state: 'withdrawn', to_confirm: 0 });
  });
});
