import { beforeEach, describe, expect, test } from 'vitest';
import { type Stage, stage, TODAY } from './district.ts';

let t: Stage;
beforeEach(async () => {
  t = await stage();
});

const MINUTE = 60_000;
const onHand = (bin: string, part: string) =>
  t.app.rows<{ n: number }>('SELECT on_hand AS n FROM stock WHERE bin = ? AND part = ?', bin, part);

describe('the load list', () => {
  test('asks for what open repairs need less what the vehicle holds, is ticked off by scan and posted at once', async () => {
    const { app, w, s } = t;
    await t.plan({});
    // Four screens on devices without touch; the van holds two panels of the group.
    await app.services.engine.batch([
      { sql: 'UPDATE devices SET variant = ?, model = ?', parameters: [w.dell3100Plain, w.dell3100] },
      { sql: 'UPDATE devices SET home = ?, at_site = ?', parameters: [w.maple, w.maple] },
    ]);
    for (const tag of ['48213', '48214', '50001', '50002', '60001'])
      await t.post(`/repairs/new?device=${tag}`, { fault: 'screen', priority: 'normal' });
    const page = (await app.get(`/visits/load?day=${TODAY}`, w.sid)).text;
    expect(page).toContain('Pick at North depot');
    expect(page).toContain('3 x 11.6 inch LCD, 30 pin, no touch');
    expect(page).toContain('2 in the vehicle');
    const wrong = await t.post(`/visits/load?day=${TODAY}`, { part: 'BAT-3100' });
    expect([wrong.status, wrong.text.includes('It is not on this list')]).toEqual([422, true]);
    expect((await t.post(`/visits/load/post?day=${TODAY}`, {})).status).toBe(422);
    const sku = /LCD-116-30B?/.exec(page.slice(page.indexOf('Pick at')))?.[0] ?? '';
    expect((await t.post(`/visits/load?day=${TODAY}`, { part: sku.toLowerCase() })).status).toBe(303);
    await t.post(`/visits/load?day=${TODAY}`, { part: sku });
    const [tick] = await app.rows<{ part: string; bin: string; quantity: number }>(
      'SELECT part, bin, quantity FROM load_ticks',
    );
    const before = await onHand(s.van, tick?.part ?? '');
    expect((await t.post(`/visits/load/post?day=${TODAY}`, {})).location).toContain('done=loaded');
    const after = await onHand(s.van, tick?.part ?? '');
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(tick?.quantity);
    expect((await app.get(`/visits/load?day=${TODAY}`, w.sid)).text).toContain('In the vehicle already');
    // Nothing is left to post: the same parts do not move twice.
    expect((await t.post(`/visits/load/post?day=${TODAY}`, {})).status).toBe(422);
  });

  test('the visits of the days after it can be chosen: one drive to the depot does for all', async () => {
    const { app, w } = t;
    await t.plan({});
    const later = await t.plan({ site: 'BIR', day: '2027-03-04' });
    await app.services.engine.batch([
      { sql: 'UPDATE devices SET variant = ?, model = ?', parameters: [w.dell3100Plain, w.dell3100] },
      {
        sql: 'UPDATE stock SET on_hand = 0 WHERE bin IN (SELECT id FROM bins WHERE keeper = ?)',
        parameters: [w.sid],
      },
    ]);
    await t.post('/repairs/new?device=60001', { fault: 'screen', priority: 'normal' });
    const here = `/visits/load?day=${TODAY}`;
    expect((await app.get(here, w.sid)).text).not.toContain('Pick at North depot');
    const both = (await app.get(`${here}&visits=${later}`, w.sid)).text;
    expect(both).toContain('1 x 11.6 inch LCD, 30 pin, no touch');
    const sku = /LCD-116-30B?/.exec(both.slice(both.indexOf('Pick at')))?.[0] ?? '';
    expect((await t.post(here, { part: sku })).status).toBe(422);
    const ticked = await t.post(`${here}&visits=${later}`, { part: sku });
    expect([ticked.status, ticked.location]).toEqual([303, `${here}&visits=${later}`]);
    expect((await t.post(`/visits/load/post?day=${TODAY}`, {})).location).toContain('done=loaded');
  });

  test('says what will not get done where nobody has the part', async () => {
    const { app, w, s } = t;
    await t.plan({});
    await app.services.engine.batch([
      { sql: 'UPDATE devices SET variant = ?, model = ?', parameters: [w.dell3100Touch, w.dell3100] },
      {
        sql: `UPDATE stock SET on_hand = 0, reserved = 0 WHERE part IN (SELECT id FROM parts WHERE interchange_group = ?)`,
        parameters: [s.touchPanels],
      },
    ]);
    await t.post('/repairs/new?device=48214', { fault: 'screen', priority: 'normal' });
    const page = (await app.get(`/visits/load?day=${TODAY}`, w.sid)).text;
    expect(page).toContain('Short: will not get done');
    expect(page).toContain('R-000001');
  });
});

describe('visits by rule', () => {
  test('every other Tuesday, holidays and testing windows left out', async () => {
    const { app, w } = t;
    await app.services.engine.batch([
      { sql: "INSERT INTO holidays (day, name) VALUES ('2027-03-30', 'Spring break')", parameters: [] },
    ]);
    await app.post(
      '/settings/visits/windows',
      { title: 'State tests', site: w.maple, fromOn: '2027-04-12', toOn: '2027-04-16' },
      w.ada,
    );
    const rule = {
      site: 'MAP',
      weekday: '2',
      every: 'fortnightly',
      fromOn: '2027-03-02',
      purpose: 'routine',
    };
    expect((await t.post('/visits/rules', rule)).status).toBe(303);
    const days = await app.rows<{ day: string }>('SELECT day FROM visits ORDER BY day');
    expect(days.map(({ day }) => day)).toEqual(['2027-03-02', '2027-03-16', '2027-04-27', '2027-05-11']);
    const [row] = await app.rows<{ id: string; rule: string }>('SELECT id, rule FROM visit_rules');
    expect(row?.rule).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU');
    expect((await t.post(`/visits/rules/${row?.id}/end`, {}, w.tess)).status).toBe(404);
    expect((await t.post(`/visits/rules/${row?.id}/end`, {})).status).toBe(303);
    expect(await app.rows('SELECT DISTINCT state FROM visits')).toEqual([{ state: 'called_off' }]);
    const never = { ...rule, fromOn: '2027-03-02', toOn: '2027-03-03', weekday: '5' };
    expect((await t.post('/visits/rules', never)).status).toBe(422);
  });

  test('the calendar opens by its secret address alone, until that is ended', async () => {
    const { app, w } = t;
    await t.plan({ day: '2027-03-09', fromTime: '09:00', toTime: '10:30' });
    await t.post('/visits/calendar', {});
    const path = /\/calendar\/[\w-]+\.ics/.exec((await app.get('/visits/rules', w.sid)).text)?.[0] ?? '';
    const answer = await app.get(path, null);
    expect(answer.headers.get('Content-Type')).toContain('text/calendar');
    expect(answer.text).toContain('BEGIN:VCALENDAR');
    expect(answer.text).toContain('DTSTART:20270309T140000Z');
    expect(answer.text).toContain('DTEND:20270309T153000Z');
    expect(answer.text).toContain('SUMMARY:Maple Elementary');
    expect((await app.get('/calendar/guess.ics', null)).status).toBe(404);
    await t.post('/visits/calendar/revoke', {});
    expect((await app.get(path, null)).status).toBe(404);
  });
});

describe('checklists', () => {
  test('a no opens a repair of the device named, or a follow-up; the recap tells', async () => {
    const { app, w } = t;
    await t.post('/visits/checklists/new', { title: 'x', purpose: 'routine', items: 'y' }, w.sid);
    const made = {
      title: 'Carts in a row',
      purpose: 'routine',
      items: 'Slots charge\nCables whole\nCounted | value',
    };
    expect((await t.post('/visits/checklists/new', made, w.mara)).status).toBe(303);
    const [list] = await app.rows<{ id: string }>("SELECT id FROM checklists WHERE name = 'Carts in a row'");
    const id = await t.plan({});
    const here = `/visits/${id}/checks/${list?.id}`;
    expect((await t.post(here, { 'answer.i1': 'yes' })).status).toBe(409);
    await t.post(`/visits/${id}/arrive`, {});
    app.later(MINUTE);
    const bad = await t.post(here, { 'answer.i1': 'no', 'device.i1': 'nonsense' });
    expect([bad.status, bad.text.includes('No device has this tag or serial')]).toEqual([422, true]);
    const saved = await t.post(here, {
      'answer.i1': 'no',
      'device.i1': '48214',
      'note.i1': 'slot 4',
      'answer.i2': 'no',
      'answer.i3': '28',
    });
    expect(saved.status).toBe(303);
    expect(await app.rows('SELECT state FROM repairs')).toEqual([{ state: 'reported' }]);
    expect(
      await app.rows(
        'SELECT text, repair IS NOT NULL AS fixed, done_at IS NULL AS open FROM follow_ups ORDER BY text',
      ),
    ).toEqual([
      { text: 'Cables whole', fixed: 0, open: 1 },
      { text: 'Slots charge: slot 4', fixed: 1, open: 0 },
    ]);
    expect((await app.get(`/visits/${id}/leave`, w.sid)).text).toContain('Found wanting (2)');
  });
});

describe('on the road', () => {
  test('what is in the vehicle asks for its night; a building or the home, never the vehicle', async () => {
    const { app, w } = t;
    await t.post(`/devices/48214/move`, { to: 'VAN1' });
    const custody = () =>
      app.rows(
        "SELECT location, person FROM custody AS c JOIN devices AS d ON d.id = c.device WHERE d.tag = '48214' AND to_at IS NULL",
      );
    expect(await custody()).toEqual([{ location: w.van, person: null }]);
    expect((await app.get('/visits/vehicle', w.mara)).text).toContain('Sid Pliers');
    expect((await t.post('/visits/vehicle/overnight', { place: 'VAN1' })).text).toContain(
      'a vehicle is no place for a night',
    );
    expect((await t.post('/visits/vehicle/overnight', { place: 'home' })).status).toBe(303);
    expect(await custody()).toEqual([{ location: w.van, person: w.sid }]);
    expect((await app.get('/visits/vehicle', w.mara)).text).not.toContain('Sid Pliers');
    await t.post('/visits/vehicle/back', {});
    expect(await custody()).toEqual([{ location: w.van, person: null }]);
    expect((await t.post('/visits/vehicle/drop-off', { depot: 'MAP' })).status).toBe(422);
    expect((await t.post('/visits/vehicle/drop-off', { depot: 'DEP1' })).status).toBe(303);
    expect(await custody()).toEqual([{ location: w.depot, person: null }]);
  });
});

describe('miles, hours and overtime', () => {
  test('measured miles win, the claim multiplies by the rate of its day', async () => {
    const { app, w } = t;
    await app.post('/settings/visits/miles', { one: 'MAP', other: 'BIR', miles: '8.2' }, w.ada);
    await app.post(
      '/settings/visits',
      { from: '2027-01-01', rate: '0.75', roadFactor: '1.3', dayEnd: '15:30' },
      w.ada,
    );
    const birch = await t.plan({ site: 'BIR' });
    await t.post(`/visits/${birch}/set-out`, {});
    app.later(15 * MINUTE);
    await t.post(`/visits/${birch}/arrive`, { private: 'on' });
    app.later(60 * MINUTE);
    await t.post(`/visits/${birch}/leave`, {});
    await t.post('/visits/bench', { day: TODAY, minutes: '90' });
    const month = (await app.get('/visits/miles', w.sid)).text;
    expect(month).toContain('8.2 mi measured, own car');
    expect(month).toContain('1 h 00 at sites');
    expect(month).toContain('15 min travel');
    const claim = await app.get('/visits/claim', w.sid);
    expect(claim.text).toContain('6.15');
    expect(claim.text).toContain('Signature and date');
    const csv = await app.get(`/visits/claim.csv?person=${w.sid}`, w.mara);
    expect(csv.text).toContain('Sid Pliers,2027-03-02,Maple Elementary,Birch Middle,8.2,measured,0.750,6.15');
    expect((await app.get(`/visits/claim?person=${w.sid}`, w.tess)).status).toBe(403);
  });

  test('a manager sees on Today that overtime waits', async () => {
    const { app, w } = t;
    await t.post('/visits/overtime', { day: TODAY, minutes: '60', reason: 'Summer repair' }, w.ian);
    expect((await app.get('/', w.mara)).text).toContain('1 request for overtime to decide');
    expect((await app.get('/', w.sid)).text).not.toContain('overtime to decide');
  });

  test('interns and level I ask, a manager approves, others need not ask', async () => {
    const { app, w } = t;
    const asked = { day: TODAY, minutes: '60', reason: 'Summer repair' };
    expect((await t.post('/visits/overtime', asked, w.ian)).status).toBe(303);
    expect((await t.post('/visits/overtime', asked, w.tess)).status).toBe(403);
    const [row] = await app.rows<{ id: string }>('SELECT id FROM overtime');
    expect((await t.post(`/visits/overtime/${row?.id}`, { decision: 'approved' }, w.sid)).status).toBe(403);
    expect((await t.post(`/visits/overtime/${row?.id}`, { decision: 'approved' }, w.mara)).status).toBe(303);
    expect((await t.post(`/visits/overtime/${row?.id}`, { decision: 'refused' }, w.mara)).status).toBe(409);
    expect((await app.get('/visits/miles', w.ian)).text).toContain('Approved');
  });
});

test('Today shows the stops with one tap, and at the end of the day what is in the vehicle', async () => {
  const { app, w } = t;
  const id = await t.plan({ fromTime: '11:00' });
  const today = (await app.get('/', w.sid)).text;
  expect(today).toContain('My visits today');
  expect(today).toContain('after 11:00');
  expect(today).toContain(`action="/visits/${id}/arrive"`);
  await t.post('/devices/48214/move', { to: 'VAN1' });
  expect((await app.get('/', w.sid)).text).not.toContain('Where do they stay overnight');
  // 10:00 in New York; the day ends at 15:30.
  app.later(6 * 3_600_000);
  expect((await app.get('/', w.sid)).text).toContain('One device is in your vehicle');
  expect((await app.get('/', w.mara)).text).toContain('1 vehicle holds');
  // 05:00 of the next day: it stayed in the vehicle for a night, so it still asks.
  app.later(13 * 3_600_000);
  expect((await app.get('/', w.sid)).text).toContain('One device is in your vehicle');
  expect((await app.get('/', w.mara)).text).toContain('1 vehicle holds');
  await t.post('/visits/vehicle/overnight', { place: 'DEP1' });
  expect((await app.get('/', w.mara)).text).not.toContain('1 vehicle holds');
});
