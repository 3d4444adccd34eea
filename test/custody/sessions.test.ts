import { beforeEach, describe, expect, test } from 'vitest';
import { openStations, type Stations } from './station.ts';

let app: Stations['app'];
let w: Stations['w'];
let start: Stations['start'];
let scan: Stations['scan'];
let kept: Stations['kept'];
let entries: Stations['entries'];
let lastEntry: Stations['lastEntry'];

beforeEach(async () => {
  ({ app, w, start, scan, kept, entries, lastEntry } = await openStations());
});

describe('check in at a place', () => {
  test('each scan is saved at once, with sound and count, and answers with the page itself', async () => {
    const session = await start('check_in', { to: 'MAP' });
    const first = await scan(session, '48213');
    expect(first.status).toBe(200);
    expect(first.text).toContain('data-outcome="good"');
    expect(first.text).toContain('48213 checked in, was with Quill Fennimore');
    expect(first.text).toContain('>1 done</strong>');
    expect(await kept(w.one)).toMatchObject({ place: w.maple, holder: null, assigned_person: w.student });
    const again = await scan(session, '48213');
    expect(again.text).toContain('data-outcome="warn"');
    expect(again.text).toContain('already there');
    expect(again.text).toContain('>1 done</strong>');
  });

  test('the same submission sent twice is one scan', async () => {
    const session = await start('check_in', { to: 'MAP' });
    const fields = { q: '48213', idempotency_key: 'one-and-the-same' };
    await app.post(session, fields, w.sid);
    const second = await app.post(session, fields, w.sid);
    expect(second.status).toBe(200);
    expect(await entries()).toHaveLength(1);
    expect((await app.post(session, { ...fields, q: '48214' }, w.sid)).status).toBe(409);
    expect(await kept(w.two)).toMatchObject({ place: w.mapleRoom });
  });

  test('an unknown tag is an error to put right: the near device is one press away', async () => {
    const session = await start('check_in', { to: 'MAP' });
    const missed = await scan(session, '48219');
    expect(missed.text).toContain('data-outcome="bad"');
    expect(missed.text).toContain('To be put right');
    expect(missed.text).toContain(`value="${w.two}"`);
    const fix = `${session}/entries/${await lastEntry()}/fix`;
    expect((await app.post(fix, { device: w.two }, w.sid)).location).toBe(session);
    expect(await kept(w.two)).toMatchObject({ place: w.maple });
    expect((await app.get(session, w.sid)).text).not.toContain('To be put right');
    expect((await app.post(fix, { device: w.two }, w.sid)).status).toBe(409);
  });

  test('the last scan and any that nothing has happened to since can be taken back', async () => {
    const session = await start('check_in', { to: 'MAP', end: '1' });
    await scan(session, '48213');
    const first = await lastEntry();
    await scan(session, '48214');
    expect(await kept(w.one)).toMatchObject({ assigned_person: null });
    const undone = await app.post(`${session}/entries/${first}/undo`, {}, w.sid);
    expect(undone.location).toBe(`${session}?done=undone`);
    expect(await kept(w.one)).toMatchObject({
      place: w.mapleRoom,
      holder: w.student,
      assigned_person: w.student,
    });
    expect((await app.get(session, w.sid)).text).toContain('>1 done</strong>');
    expect((await app.post(`${session}/entries/${first}/undo`, {}, w.sid)).status).toBe(409);
  });

  test('a scan that something has happened to since is not taken back', async () => {
    const session = await start('check_in', { to: 'MAP' });
    await scan(session, '48213');
    const entry = await lastEntry();
    await app.post(`/devices/${w.one}/move`, { to: 'VAN1' }, w.ian);
    const undo = await app.post(`${session}/entries/${entry}/undo`, {}, w.sid);
    expect(undo.status).toBe(409);
    expect(await kept(w.one)).toMatchObject({ place: w.van });
    expect((await app.get(session, w.sid)).text).not.toContain(`entries/${entry}/undo`);
  });

  test('a lost device is found by one press, and its home is told', async () => {
    const session = await start('check_in', { to: 'MAP' });
    const missed = await scan(session, '60002');
    expect(missed.text).toContain('was reported missing');
    expect(await kept(w.lostDevice)).toMatchObject({ state: 'lost' });
    await app.post(
      `${session}/entries/${await lastEntry()}/fix`,
      { device: w.lostDevice, found: '1' },
      w.sid,
    );
    expect(await kept(w.lostDevice)).toMatchObject({ state: 'in_service', place: w.maple });
    expect(await app.rows('SELECT home, was FROM found_reports')).toEqual([{ home: w.birch, was: 'lost' }]);
  });

  test('the code of another place: devices go there from now on', async () => {
    const session = await start('move', { to: 'MAP-12' });
    expect((await scan(session, 'VAN1')).text).toContain('Van 1');
    await scan(session, '48214');
    expect(await kept(w.two)).toMatchObject({ place: w.van });
  });

  test('an ended session takes no scan', async () => {
    const session = await start('check_in', { to: 'MAP' });
    await app.post(`${session}/end`, {}, w.sid);
    const late = await scan(session, '48213');
    expect(late.status).toBe(409);
    expect(late.text).toContain('this scanning is not ended');
    expect(await kept(w.one)).toMatchObject({ place: w.mapleRoom });
  });
});

describe('check out to people', () => {
  test('badge, device, badge, device', async () => {
    const session = await start('person', { issue: '1', chargers: '1' });
    expect((await app.get(session, w.sid)).text).toContain('Badge');
    const badge = await scan(session, '700001');
    expect(badge.text).toContain('Device for Quill Fennimore');
    const device = await scan(session, '48214');
    expect(device.text).toContain('48214 checked out to Quill Fennimore');
    expect(await kept(w.two)).toMatchObject({ holder: w.student, assigned_person: w.student });
    expect(await app.rows('SELECT chargers FROM assignments WHERE device = ?', w.two)).toEqual([
      { chargers: 1 },
    ]);
    const without = await scan(session, '50001');
    expect(without.text).toContain('scan the badge first');
    expect(await kept(w.spare)).toMatchObject({ holder: null });
    await scan(session, '700002');
    await app.post(`${session}/entries/${(await entries())[2]?.id}/fix`, { device: w.spare }, w.sid);
    expect(await kept(w.spare)).toMatchObject({ holder: w.birchStudent, use: 'one_to_one' });
  });

  test("a device that is somebody else's is an error, unless it is meant", async () => {
    const session = await start('person');
    await scan(session, '700002');
    const wrong = await scan(session, '48213');
    expect(wrong.text).toContain('48213 is issued to Quill Fennimore');
    expect(await kept(w.one)).toMatchObject({ holder: w.student });
    const fix = { device: w.one, anyway: '1' };
    await app.post(`${session}/entries/${await lastEntry()}/fix`, fix, w.sid);
    expect(await kept(w.one)).toMatchObject({ holder: w.birchStudent, assigned_person: w.student });
  });

  test('taking back an issue gives back the assignment and the use before', async () => {
    const session = await start('person', { issue: '1' });
    await scan(session, '700001');
    await scan(session, '50001');
    expect(await kept(w.spare)).toMatchObject({ use: 'one_to_one' });
    await app.post(`${session}/entries/${await lastEntry()}/undo`, {}, w.sid);
    expect(await kept(w.spare)).toMatchObject({ use: 'spare', assigned_person: null, place: w.maple });
  });

  test('two stations with one device: one wins, the other is told and may still mean it', async () => {
    const [a, b] = [await start('person'), await start('person', {}, w.ian)];
    await scan(a, '700001');
    await scan(b, '700002', w.ian);
    const answers = await Promise.all([scan(a, '48214'), scan(b, '48214', w.ian)]);
    const told = answers.filter(({ text }) => text.includes('somebody else was quicker'));
    expect(told).toHaveLength(1);
    expect(
      await app.rows("SELECT 1 FROM custody WHERE device = ? AND why = 'check_out'", w.two),
    ).toHaveLength(1);
  });
});

describe('a cart', () => {
  test('fills slot by slot, and says when it is full', async () => {
    await app.rows('UPDATE locations SET slots = 2 WHERE id = ? RETURNING 1', w.mapleCart);
    const session = await start('place', { to: 'MAP-C1', issue: '1' });
    await scan(session, '48214');
    await scan(session, '50001');
    expect(await kept(w.two)).toMatchObject({ slot: 1, assigned_location: w.mapleCart });
    expect(await kept(w.spare)).toMatchObject({ slot: 2, use: 'cart' });
    expect((await scan(session, '50002')).text).toContain('every slot of the cart is taken');
  });

  test('two stations fill it at once without meeting in a slot', async () => {
    const [a, b] = [
      await start('place', { to: 'MAP-C1', issue: '1' }),
      await start('place', { to: 'MAP-C1', issue: '1' }, w.ian),
    ];
    await Promise.all([scan(a, '48214'), scan(b, '50001', w.ian)]);
    const slots = await app.rows(
      'SELECT slot FROM assignments WHERE to_at IS NULL AND slot > 0 ORDER BY slot',
    );
    expect(slots).toEqual([{ slot: 1 }, { slot: 2 }]);
  });
});

describe('rights and wrong input', () => {
  test("a contact's station knows own devices and badges only", async () => {
    const session = await start('check_in', { to: 'MAP' }, w.cora);
    const other = await scan(session, '60001', w.cora);
    expect(other.text).toContain('belongs to Birch Middle');
    expect(other.text).not.toContain('Larkspur');
    expect(await kept(w.birchDevice)).toMatchObject({ holder: w.birchStudent });
    const people = await start('person', {}, w.cora);
    expect((await scan(people, '700002', w.cora)).text).toContain('nothing here is called that');
    expect((await app.post('/check', { mode: 'check_in', to: 'BIR' }, w.cora)).status).toBe(422);
    const forged = { device: w.birchDevice };
    const [error] = await entries();
    await app.post(`${session}/entries/${error?.id}/fix`, forged, w.cora);
    expect(await kept(w.birchDevice)).toMatchObject({ holder: w.birchStudent });
  });

  test("another person's session is not found, nor is an auditor let in", async () => {
    const session = await start('check_in', { to: 'MAP' });
    await scan(session, '48213');
    expect((await app.get(session, w.ian)).status).toBe(404);
    expect((await scan(session, '48214', w.ian)).status).toBe(404);
    expect((await app.post(`${session}/entries/${await lastEntry()}/undo`, {}, w.ian)).status).toBe(404);
    expect((await app.get('/check', w.audrey)).status).toBe(403);
  });

  test.each([
    ['', 422],
    ['x'.repeat(10_001), 422],
    ["'; DROP TABLE devices; --", 200],
    ['<script>alert(1)</script>', 200],
  ])('%.30j answers %i', async (text, status) => {
    const session = await start('check_in', { to: 'MAP' });
    const answer = await scan(session, text);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('<script>alert');
  });

  test('a place is needed where devices go to one, and is offered', async () => {
    expect((await app.post('/check', { mode: 'check_in' }, w.sid)).status).toBe(422);
    expect((await app.get('/check?mode=check_in', w.sid)).text).toContain(`location:${w.maple}`);
    const asked = await app.post('/check', { mode: 'check_in', to: 'maple' }, w.sid);
    expect(asked.text).toContain('Choose which one you mean');
  });

  test('the page of modes lists what is open, and holds no name', async () => {
    const session = await start('check_in', { to: 'MAP' });
    await scan(session, '48213');
    const page = await app.get('/check', w.sid);
    expect(page.text).toContain(session);
    const stored = JSON.stringify([
      await app.rows('SELECT * FROM scan_entries'),
      await app.rows('SELECT data FROM records'),
    ]);
    expect(stored).not.toContain('Quill');
  });

  test('a page of scanning is light', async () => {
    const session = await start('check_in', { to: 'MAP' });
    for (let i = 0; i < 12; i += 1) await scan(session, `NO-${i}`);
    expect((await scan(session, '48213')).text.length).toBeLessThan(30_000);
  });
});
