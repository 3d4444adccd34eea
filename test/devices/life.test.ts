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

const stateOf = async (id: string) =>
  (await app.rows('SELECT state, place, holder, assigned_person, use FROM devices WHERE id = ?', id))[0];

const tallied = async () => {
  const counted = await app.rows(
    'SELECT home, use, state, count(*) AS n FROM devices WHERE joined_into IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
  );
  const kept = await app.rows(
    "SELECT home, use, state, sum(n) AS n FROM device_tallies WHERE home <> '' GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3",
  );
  expect(kept).toEqual(counted);
};

describe('lost and found', () => {
  const lose = (person: string, fields: Record<string, string> = {}, id = w.one) =>
    app.post(`/devices/${id}/lost`, { state: 'lost', seen: 'in_service', ...fields }, person);

  test("a stolen device is in nobody's custody, stays issued, and every look at it says so", async () => {
    const answer = await lose(w.mara, { state: 'stolen', policeReport: 'PD-99', reason: 'from a bus' });
    expect(answer.location).toContain('done=lost');
    expect(await stateOf(w.one)).toMatchObject({
      state: 'stolen',
      place: null,
      holder: null,
      assigned_person: w.student,
    });
    const page = await app.get('/devices/48213', w.sid);
    expect(page.text).toContain('from a bus, police report PD-99');
    expect(page.text).toContain('Found here');
    await tallied();
  });

  test('a contact reports the own school only; an intern and a low level propose', async () => {
    expect((await lose(w.cora)).status).toBe(303);
    expect(await stateOf(w.one)).toMatchObject({ state: 'lost' });
    expect((await lose(w.cora, {}, w.birchDevice)).status).toBe(404);
    for (const person of [w.ivy, w.tess]) {
      const id = person === w.ivy ? w.two : w.spare;
      expect((await lose(person, {}, id)).location).toContain('done=proposed');
      expect(await stateOf(id)).toMatchObject({ state: 'in_service' });
      expect((await app.get(`/devices/${id}`, w.mara)).text).toContain('Proposed as lost or stolen');
      expect((await lose(person, {}, id)).status).toBe(409);
    }
    expect((await lose(w.audrey)).status).toBe(403);
  });

  test('found: in service again, where it is, and its home is told until it is settled', async () => {
    const found = { seen: 'lost', place: w.maple, note: 'in the bus' };
    expect((await app.post(`/devices/${w.lostDevice}/found`, found, w.sid)).location).toContain('done=found');
    expect(await stateOf(w.lostDevice)).toMatchObject({ state: 'in_service', place: w.maple });
    await tallied();
    const page = await app.get('/devices/60002', w.mara);
    expect(page.text).toContain('Reported at Maple Elementary');
    const [report] = await app.rows<{ id: string; home: string }>('SELECT id, home FROM found_reports');
    expect(report?.home).toBe(w.birch);
    const settle = () =>
      app.post(`/devices/${w.lostDevice}/found/settle`, { report: report?.id ?? '' }, w.bert);
    expect((await settle()).status).toBe(303);
    expect((await app.get('/devices/60002', w.mara)).text).not.toContain('Reported at Maple');
    expect((await settle()).status).toBe(409);
  });

  test('what was found meanwhile is a conflict, and a found place must be the own one', async () => {
    const found = { seen: 'lost', place: w.birch };
    await app.post(`/devices/${w.lostDevice}/found`, found, w.sid);
    const late = await app.post(`/devices/${w.lostDevice}/found`, { ...found, note: 'mine' }, w.mara);
    expect(late.status).toBe(409);
    expect(late.text).toContain('mine');
    await lose(w.mara);
    const elsewhere = await app.post(`/devices/${w.one}/found`, { seen: 'lost', place: w.birch }, w.cora);
    expect(elsewhere.status).toBe(422);
  });

  test("a contact who holds another school's device tells its home, and changes nothing", async () => {
    const before = await stateOf(w.birchDevice);
    const told = await app.post('/devices/60001/have-it', { note: 'on my desk' }, w.cora);
    expect(told.status).toBe(303);
    expect(await stateOf(w.birchDevice)).toEqual(before);
    expect(await app.rows('SELECT home, site, note FROM found_reports')).toEqual([
      { home: w.birch, site: w.maple, note: 'on my desk' },
    ]);
    expect((await app.get('/devices/60001', w.bert)).text).toContain('Reported at Maple Elementary');
    expect((await app.post('/devices/60001/have-it', {}, w.audrey)).status).toBe(403);
  });
});

describe('retire, restore, dispose', () => {
  const retire = (person: string, fields: Record<string, string> = {}, id = w.one) =>
    app.post(
      `/devices/${id}/retire`,
      { seen: 'in_service', why: 'worn', reason: 'hinges', ...fields },
      person,
    );

  test('a retired device is issued to nobody and still somewhere; it can come back', async () => {
    expect((await retire(w.sid)).location).toContain('done=retired');
    expect(await stateOf(w.one)).toMatchObject({
      state: 'retired',
      place: w.mapleRoom,
      assigned_person: null,
    });
    await tallied();
    const restored = await app.post(`/devices/${w.one}/restore`, { seen: 'retired' }, w.sid);
    expect(restored.status).toBe(303);
    expect(await stateOf(w.one)).toMatchObject({ state: 'in_service', place: w.mapleRoom });
    await tallied();
  });

  test('who may only propose leaves the device as it is', async () => {
    expect((await retire(w.ian)).location).toContain('done=proposed');
    expect(await stateOf(w.one)).toMatchObject({ state: 'in_service' });
    const [proposal] = await app.rows(
      'SELECT kind, thing, content, reason, site, proposed_by FROM proposals',
    );
    expect(proposal).toEqual({
      kind: 'retire',
      thing: w.one,
      content: '{"why":"worn"}',
      reason: 'hinges',
      site: w.maple,
      proposed_by: w.ian,
    });
    expect((await retire(w.cora)).status).toBe(403);
  });

  test('with an open repair is refused in words', async () => {
    await app.rows(
      `INSERT INTO repairs (id, number, device, site, state, reported_at, recorded_at)
       VALUES ('r1', 12, ?, ?, 'reported', '2027-01-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z') RETURNING 1`,
      w.one,
      w.maple,
    );
    const answer = await retire(w.sid);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Repair R-000012 is open on it');
  });

  test('of a device that is not what was seen is a conflict', async () => {
    await retire(w.sid);
    const late = await retire(w.mara, { reason: 'screen is gone' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('screen is gone');
  });

  test('a disposed device is gone for good: nobody has it; level III proposes, a manager does it and undoes it', async () => {
    await retire(w.sid);
    const dispose = (person: string) =>
      app.post(`/devices/${w.one}/dispose`, { seen: 'retired', reason: 'recycler' }, person);
    expect((await dispose(w.sid)).location).toContain('done=proposed');
    expect((await dispose(w.mara)).location).toContain('done=disposed');
    expect(await stateOf(w.one)).toMatchObject({ state: 'disposed', place: null, holder: null });
    await tallied();
    const restore = (person: string) => app.post(`/devices/${w.one}/restore`, { seen: 'disposed' }, person);
    expect((await restore(w.sid)).status).toBe(403);
    expect((await restore(w.mara)).status).toBe(303);
    expect(await stateOf(w.one)).toMatchObject({ state: 'in_service', place: w.maple });
  });
});

describe('use and home', () => {
  test('a spare becomes a loaner, with its dated row', async () => {
    const change = { seen: 'spare', use: 'loaner' };
    expect((await app.post(`/devices/${w.spare}/use`, change, w.sid)).status).toBe(303);
    expect(await stateOf(w.spare)).toMatchObject({ use: 'loaner' });
    expect(
      await app.rows('SELECT use FROM device_uses WHERE device = ? ORDER BY from_at, use DESC', w.spare),
    ).toEqual([{ use: 'spare' }, { use: 'loaner' }]);
    await tallied();
    expect((await app.post(`/devices/${w.spare}/use`, change, w.sid)).status).toBe(409);
  });

  test('many at once, all or none', async () => {
    const ticked = await app.post('/devices/many', { device: [w.one, w.two], what: 'use' }, w.sid);
    expect(ticked.location).toBe(`/devices/many/use?device=${w.one}&device=${w.two}`);
    const page = await app.get(ticked.location ?? '', w.sid);
    expect(page.text).toContain('Change 2 devices');
    const changed = await app.post('/devices/many/use', { device: [w.one, w.two], use: 'testing' }, w.sid);
    expect(changed.status).toBe(303);
    const home = await app.post('/devices/many/home', { device: [w.one, w.two], home: w.birch }, w.sid);
    expect(home.status).toBe(303);
    await tallied();
    expect(await app.rows('SELECT DISTINCT use, home FROM devices WHERE id IN (?, ?)', w.one, w.two)).toEqual(
      [{ use: 'testing', home: w.birch }],
    );
    const forged = await app.post('/devices/many/use', { device: [w.one, w.maple], use: 'cart' }, w.sid);
    expect(forged.status).toBe(422);
    expect(await stateOf(w.one)).toMatchObject({ use: 'testing' });
    expect((await app.post('/devices/many/use', { use: 'cart' }, w.sid)).status).toBe(422);
    expect((await app.post('/devices/many/home', { device: [w.one], home: w.mapleRoom }, w.sid)).status).toBe(
      422,
    );
    expect((await app.post('/devices/many/use', { device: [w.one], use: 'cart' }, w.ivy)).status).toBe(403);
  });
});
