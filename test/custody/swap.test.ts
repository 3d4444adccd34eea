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

const kept = async (device: string) =>
  (
    await app.rows(
      'SELECT place, holder, due_on, assigned_person, assigned_location, slot, use FROM devices WHERE id = ?',
      device,
    )
  )[0];
const openCustody = async (device: string) =>
  String((await app.rows('SELECT id FROM custody WHERE device = ? AND to_at IS NULL', device))[0]?.id);
const form = (more: Record<string, string> = {}) => ({
  spare: '50002',
  how: 'loaner',
  target: `location:${w.maple}`,
  ...more,
});
const swap = (more: Record<string, string> = {}, person = w.sid, device = w.one) =>
  app.post(`/devices/${device}/swap`, form(more), person);
const lastSwap = async () => String((await app.rows('SELECT id FROM swaps ORDER BY at DESC LIMIT 1'))[0]?.id);

describe('a loaner', () => {
  test('goes to who has the broken one, which stays theirs and is reported', async () => {
    const page = await app.get(`/devices/${w.one}/swap`, w.sid);
    expect(page.text).toContain('comes back after the repair');
    const answer = await swap();
    expect(answer.location).toBe(`/devices/${w.one}/swap?done=saved`);
    expect(await kept(w.loaner)).toMatchObject({ holder: w.student, assigned_person: null, use: 'loaner' });
    expect(await kept(w.one)).toMatchObject({
      holder: null,
      place: w.maple,
      assigned_person: w.student,
      use: 'one_to_one',
    });
    const [repair] = await app.rows('SELECT device, state, had_device FROM repairs');
    expect(repair).toEqual({ device: w.one, state: 'reported', had_device: w.student });
    expect((await app.get(`/devices/${w.one}/swap`, w.sid)).text).toContain('Undo the swap');
  });

  test('is undone: both are where they were, the report is withdrawn', async () => {
    const before = [await kept(w.one), await kept(w.loaner)];
    await swap();
    app.later(1000);
    const undone = await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid);
    expect(undone.status).toBe(303);
    expect([await kept(w.one), await kept(w.loaner)]).toEqual(before);
    expect(await app.rows('SELECT state FROM repairs')).toEqual([{ state: 'withdrawn' }]);
    expect((await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid)).status).toBe(404);
  });

  test('is not undone when something has happened to either since', async () => {
    await swap();
    app.later(1000);
    await app.post(`/devices/${w.loaner}/check-in`, { to: 'MAP' }, w.ian);
    expect((await app.get(`/devices/${w.one}/swap`, w.sid)).text).not.toContain('Undo the swap');
    expect((await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid)).status).toBe(409);
    expect(await kept(w.one)).toMatchObject({ holder: null });
  });

  test('leaves the repair that is open as it is', async () => {
    await swap();
    app.later(1000);
    await app.post(`/devices/${w.one}/check-out`, { to: '700001' }, w.sid);
    await app.post(`/devices/${w.loaner}/check-in`, { to: 'MAP' }, w.sid);
    expect((await swap()).status).toBe(303);
    expect(await app.rows('SELECT 1 FROM repairs')).toHaveLength(1);
  });
});

describe('for good', () => {
  test('the assignments change, and the broken one becomes a spare', async () => {
    await app.post(`/devices/${w.one}/issue`, { to: '700001', chargers: '1', cases: '1' }, w.sid);
    await swap({ spare: '50001', how: 'for_good' });
    expect(await kept(w.spare)).toMatchObject({
      holder: w.student,
      assigned_person: w.student,
      use: 'one_to_one',
    });
    expect(await kept(w.one)).toMatchObject({ holder: null, assigned_person: null, use: 'spare' });
    expect(
      await app.rows('SELECT chargers, cases FROM assignments WHERE device = ? AND to_at IS NULL', w.spare),
    ).toEqual([{ chargers: 1, cases: 1 }]);
  });

  test('is undone whole', async () => {
    const before = [await kept(w.one), await kept(w.spare)];
    await swap({ spare: '50001', how: 'for_good' });
    app.later(1000);
    expect((await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid)).status).toBe(303);
    expect([await kept(w.one), await kept(w.spare)]).toEqual(before);
    const tallies =
      "SELECT use, n FROM device_tallies WHERE home = '' AND n <> 0 AND state = 'in_service' ORDER BY use";
    expect(await app.rows(tallies)).toEqual([
      { use: 'loaner', n: 1 },
      { use: 'one_to_one', n: 3 },
      { use: 'spare', n: 1 },
    ]);
  });

  test('the home goes with the person, whose site may not be the one that answered for the broken one', async () => {
    const homes = () =>
      app.rows('SELECT tag, home FROM devices WHERE id IN (?, ?) ORDER BY tag', w.one, w.spare);
    const counted = () =>
      app.rows("SELECT home, use, n FROM device_tallies WHERE home <> '' AND n <> 0 ORDER BY home, use, n");
    await app.rows('UPDATE people SET site = ? WHERE id = ? RETURNING 1', w.birch, w.student);
    const before = [await homes(), await counted()];
    await swap({ spare: '50001', how: 'for_good' });
    expect(await homes()).toEqual([
      { tag: '48213', home: w.maple },
      { tag: '50001', home: w.birch },
    ]);
    expect(await app.rows('SELECT site FROM repairs')).toEqual([{ site: w.maple }]);
    expect(await counted()).toEqual(
      await app.rows(
        'SELECT home, use, count(*) AS n FROM devices GROUP BY home, use, state ORDER BY home, use, n',
      ),
    );
    app.later(1000);
    await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid);
    expect([await homes(), await counted()]).toEqual(before);
  });

  test('in a cart the spare takes the slot, and gives it back', async () => {
    await app.post(`/devices/${w.two}/check-out`, { to: 'MAP-C1', slot: '4', issue: '1' }, w.sid);
    app.later(1000);
    expect((await swap({ spare: '50001', how: 'for_good' }, w.sid, w.two)).status).toBe(303);
    expect(await kept(w.spare)).toMatchObject({
      assigned_location: w.mapleCart,
      slot: 4,
      place: w.mapleCart,
    });
    app.later(1000);
    await app.post(`/swaps/${await lastSwap()}/undo`, {}, w.sid);
    expect(await kept(w.two)).toMatchObject({ assigned_location: w.mapleCart, slot: 4 });
    expect(await kept(w.spare)).toMatchObject({ assigned_location: null, slot: null });
  });
});

describe('what does not go', () => {
  test.each([
    ['an unknown tag', { spare: '99999' }, 'No device has that tag'],
    ['the broken one itself', { spare: '48213' }, 'That is the broken one'],
    ['a lost one', { spare: '60002' }, 'That one is lost'],
    ["somebody else's", { spare: '60001' }, 'Somebody has that one'],
    ['no answer to the question', { how: '' }, 'Choose one of these'],
    ['a forged place', { target: 'location:00000000-0000-7000-8000-000000000000' }, 'Choose a place'],
    ['a day that is none', { dueOn: '2027-02-31' }, 'A date that exists'],
    ['a day that is past', { dueOn: '2027-03-01' }, 'Today or later'],
    ['a symptom that is none', { symptom: 'nonsense' }, 'Choose what is wrong'],
    ['10,001 characters', { note: 'x'.repeat(10_001) }, 'At most 2000'],
    ['SQL', { spare: "' OR 1=1 --" }, 'No device has that tag'],
  ])('%s: a message at the field, and nothing changed', async (_what, more, words) => {
    const answer = await swap(more);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await app.rows('SELECT 1 FROM swaps')).toEqual([]);
    expect(await kept(w.one)).toMatchObject({ holder: w.student });
  });

  test('two phones with the same spare: one wins, the other is told', async () => {
    await app.post(`/devices/${w.two}/check-out`, { to: 'S-Tess' }, w.sid);
    const custody = [await openCustody(w.one), await openCustody(w.two)];
    const answers = await Promise.all([
      swap({ custody: custody[0] ?? '' }),
      swap({ custody: custody[1] ?? '' }, w.ian, w.two),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(answers.some(({ text }) => text.includes('Somebody has that one'))).toBe(true);
    expect(await app.rows('SELECT 1 FROM swaps')).toHaveLength(1);
  });

  test('the broken one was handed on meanwhile: who has it now is told', async () => {
    const custody = await openCustody(w.one);
    await app.post(`/devices/${w.one}/move`, { to: 'VAN1' }, w.ian);
    const late = await swap({ custody });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Van 1');
  });

  test('a contact and an auditor swap nothing', async () => {
    for (const person of [w.cora, w.audrey]) {
      expect((await swap({}, person)).status).toBe(403);
      expect((await app.get(`/devices/${w.one}/swap`, person)).status).toBe(403);
    }
  });
});
