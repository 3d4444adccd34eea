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
      `SELECT place, at_site, holder, due_on, assigned_person, assigned_location, slot, use
       FROM devices WHERE id = ?`,
      device,
    )
  )[0];
const openCustody = async (device: string) =>
  String((await app.rows('SELECT id FROM custody WHERE device = ? AND to_at IS NULL', device))[0]?.id);

describe('check out', () => {
  test('to a badge: custody only, what it is issued as stays', async () => {
    const answer = await app.post(`/devices/${w.two}/check-out`, { to: '700001' }, w.sid);
    expect(answer.location).toBe(`/devices/${w.two}?done=saved`);
    expect(await kept(w.two)).toMatchObject({
      holder: w.student,
      place: w.maple,
      at_site: w.maple,
      assigned_person: null,
    });
    const [record] = await app.rows('SELECT verb, data FROM records WHERE device = ?', w.two);
    expect(record?.verb).toBe('checked out');
    expect(String(record?.data)).not.toContain('Quill');
  });

  test('issued besides, with what goes with it', async () => {
    const form = { to: '700001', issue: '1', chargers: '1', cases: '1' };
    await app.post(`/devices/${w.two}/check-out`, form, w.sid);
    expect(await kept(w.two)).toMatchObject({ assigned_person: w.student });
    expect(
      await app.rows('SELECT chargers, cases, hotspots FROM assignments WHERE device = ?', w.two),
    ).toEqual([{ chargers: 1, cases: 1, hotspots: 0 }]);
  });

  test('a spare that is issued is a spare no more', async () => {
    await app.post(`/devices/${w.spare}/check-out`, { to: '700001', issue: '1' }, w.sid);
    expect(await kept(w.spare)).toMatchObject({ use: 'one_to_one', assigned_person: w.student });
    expect(await app.rows("SELECT n FROM device_tallies WHERE home = '' AND use = 'spare'")).toEqual([
      { n: 0 },
    ]);
  });

  test('to the slot of a cart, which holds one device', async () => {
    const form = { to: 'MAP-C1', slot: '7', issue: '1' };
    expect((await app.post(`/devices/${w.two}/check-out`, form, w.sid)).status).toBe(303);
    expect(await kept(w.two)).toMatchObject({ assigned_location: w.mapleCart, slot: 7, place: w.mapleCart });
    const second = await app.post(`/devices/${w.spare}/check-out`, form, w.sid);
    expect(second.status).toBe(422);
    expect(second.text).toContain('Another device is issued to this slot');
    const slots = await app.get(`/locations/${w.mapleCart}/slots`, w.sid);
    expect(slots.text).toContain('48214');
    expect(slots.text).toContain('Here');
  });

  test('a name is never taken for granted: it is offered to choose', async () => {
    const asked = await app.post(`/devices/${w.two}/check-out`, { to: 'quill' }, w.sid);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Choose which one you mean');
    expect(asked.text).toContain(`person:${w.student}`);
    const form = { to: 'quill', target: `person:${w.student}` };
    expect((await app.post(`/devices/${w.two}/check-out`, form, w.sid)).status).toBe(303);
    expect(await kept(w.two)).toMatchObject({ holder: w.student });
  });

  test('the page offers the one it is issued to', async () => {
    expect((await app.get(`/devices/${w.one}/check-out`, w.sid)).text).toContain(`person:${w.student}`);
  });

  test.each([
    ['a badge that nobody has', { to: 'nobody-9' }, 'Nobody and nothing here'],
    ['nothing', {}, 'Scan a badge'],
    ['a slot for a person', { to: '700001', slot: '3' }, 'A person has no slots'],
    ['a slot beyond the cart', { to: 'MAP-C1', slot: '31' }, 'has 30 slots'],
    ['a slot of a room', { to: 'MAP-12', slot: '1' }, 'has no slots'],
    ['a forged choice', { target: 'person:00000000-0000-7000-8000-000000000000' }, 'Scan a badge'],
    ['10 chargers', { to: '700001', chargers: '10' }, 'At most 9'],
    ['10,001 characters', { to: 'x'.repeat(10_001) }, 'At most 200 characters'],
    ['FTS syntax', { to: '"a* NEAR(' }, 'Nobody and nothing here'],
  ])('%s is an error at its field and changes nothing', async (_what, form, words) => {
    const before = await kept(w.two);
    const answer = await app.post(`/devices/${w.two}/check-out`, form, w.sid);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await kept(w.two)).toEqual(before);
  });

  test('a lost device is found first', async () => {
    const answer = await app.post(`/devices/${w.lostDevice}/check-out`, { to: '700001' }, w.sid);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('reported lost');
  });

  test('who is second is told who has it now, and may then save again', async () => {
    const custody = await openCustody(w.two);
    const first = { to: '700001', custody };
    expect((await app.post(`/devices/${w.two}/check-out`, first, w.sid)).status).toBe(303);
    const second = await app.post(`/devices/${w.two}/check-out`, { to: 'MAP-12', custody }, w.ian);
    expect(second.status).toBe(409);
    expect(second.text).toContain('Quill Fennimore');
    expect(second.text).toContain(`value="${await openCustody(w.two)}"`);
    expect(await kept(w.two)).toMatchObject({ holder: w.student });
  });

  test('two at the same moment: one wins, the other is told', async () => {
    const answers = await Promise.all([
      app.post(`/devices/${w.two}/check-out`, { to: '700001' }, w.sid),
      app.post(`/devices/${w.two}/check-out`, { to: '700002' }, w.ian),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await app.rows('SELECT 1 FROM custody WHERE device = ?', w.two)).toHaveLength(2);
  });
});

describe('check in, move, lend and return', () => {
  test('back at a place; what it is issued as survives', async () => {
    const page = await app.get(`/devices/${w.one}/check-in`, w.sid);
    expect(page.text).toContain(`location:${w.maple}`);
    await app.post(`/devices/${w.one}/check-in`, { target: `location:${w.maple}` }, w.sid);
    expect(await kept(w.one)).toMatchObject({ holder: null, place: w.maple, assigned_person: w.student });
  });

  test('what is missing is noted and settled', async () => {
    const form = { to: 'MAP', missing: ['charger', 'case'], end: '1' };
    await app.post(`/devices/${w.one}/check-in`, form, w.sid);
    expect(await kept(w.one)).toMatchObject({ assigned_person: null });
    const rows = await app.rows<{ id: string; person: string }>('SELECT * FROM missing_accessories');
    expect(rows.map(({ person }) => person)).toEqual([w.student, w.student]);
    const page = await app.get(`/devices/${w.one}/custody`, w.sid);
    expect(page.text).toContain('Charger');
    const settled = await app.post(`/devices/${w.one}/missing/${rows[0]?.id}`, {}, w.sid);
    expect(settled.status).toBe(303);
    expect((await app.post(`/devices/${w.one}/missing/${rows[0]?.id}`, {}, w.sid)).status).toBe(409);
  });

  test('a move takes its holder along where that is said', async () => {
    await app.post(`/devices/${w.one}/move`, { to: 'BIR-3', keep: '1' }, w.sid);
    expect(await kept(w.one)).toMatchObject({ holder: w.student, place: w.birchRoom, at_site: w.birch });
    await app.post(`/devices/${w.one}/move`, { to: 'VAN1' }, w.sid);
    expect(await kept(w.one)).toMatchObject({ holder: null, place: w.van, at_site: w.van });
  });

  test('a move goes to places alone', async () => {
    const answer = await app.post(`/devices/${w.one}/move`, { to: '700001' }, w.sid);
    expect(answer.status).toBe(422);
  });

  test('a loan has a due day, is overdue after it, and ends with its return', async () => {
    const lent = await app.post(`/devices/${w.loaner}/loan`, { to: '700001', dueOn: '2027-03-02' }, w.sid);
    expect(lent.status).toBe(303);
    expect(await kept(w.loaner)).toMatchObject({ holder: w.student, due_on: '2027-03-02' });
    expect((await app.get('/loans', w.sid)).text).toContain('50002');
    expect((await app.get('/loans?show=overdue', w.sid)).text).not.toContain('50002');
    app.later(24 * 3600_000);
    const overdue = await app.get('/loans?show=overdue', w.sid);
    expect(overdue.text).toContain('50002');
    expect(overdue.text).toContain('Quill Fennimore');
    expect((await app.get('/loans?show=overdue', w.audrey)).text).toContain('a student of grade 7');
    expect((await app.get('/loans?show=overdue', w.bert)).text).not.toContain('50002');
    await app.post(`/devices/${w.loaner}/check-in`, { to: 'MAP' }, w.sid);
    expect(await kept(w.loaner)).toMatchObject({ holder: null, due_on: null });
    const [open] = await app.rows('SELECT why FROM custody WHERE device = ? AND to_at IS NULL', w.loaner);
    expect(open).toEqual({ why: 'return' });
  });

  test.each([['2027-02-31'], ['2027-03-01'], [''], ['soon']])('a loan is not due on %j', async (dueOn) => {
    const answer = await app.post(`/devices/${w.loaner}/loan`, { to: '700001', dueOn }, w.sid);
    expect(answer.status).toBe(422);
    expect(await kept(w.loaner)).toMatchObject({ holder: null });
  });
});

describe('issued to', () => {
  test('changes apart from custody, and ends', async () => {
    const before = await openCustody(w.two);
    await app.post(`/devices/${w.two}/issue`, { to: '700001', hotspots: '1' }, w.sid);
    expect(await kept(w.two)).toMatchObject({ assigned_person: w.student, holder: null });
    expect(await openCustody(w.two)).toBe(before);
    expect((await app.get(`/devices/${w.two}/custody`, w.sid)).text).toContain('1 hotspot');
    expect((await app.post(`/devices/${w.two}/issue/end`, {}, w.sid)).status).toBe(303);
    expect(await kept(w.two)).toMatchObject({ assigned_person: null });
  });

  test('who is second is told', async () => {
    const [open] = await app.rows('SELECT id FROM assignments WHERE device = ?', w.one);
    const assignment = String(open?.id);
    await app.post(`/devices/${w.one}/issue`, { to: 'MAP-12', assignment }, w.sid);
    const second = await app.post(`/devices/${w.one}/issue`, { to: 'S-Tess', assignment }, w.ian);
    expect(second.status).toBe(409);
    expect(second.text).toContain('Room 12');
  });
});

describe('the chain of custody', () => {
  test('is one page, assignment and custody apart, in the words of a school office', async () => {
    await app.post(`/devices/${w.one}/check-in`, { to: 'MAP' }, w.sid);
    const { text } = await app.get(`/devices/${w.one}/custody`, w.sid);
    for (const words of ['Issued to', 'Who has it', 'Check out', 'Check in', 'Checked in', 'Sid Pliers'])
      expect(text).toContain(words);
  });

  test("an auditor sees it without students' names and without buttons", async () => {
    const { text } = await app.get(`/devices/${w.one}/custody`, w.audrey);
    expect(text).toContain('a student of grade 7');
    expect(text).not.toContain('Fennimore');
    expect(text).not.toContain('/check-out');
  });
});

describe('rights', () => {
  const kinds = ['check-out', 'check-in', 'move', 'loan', 'issue'];
  test.each(kinds)('%s of another school is not found for a contact', async (kind) => {
    expect((await app.get(`/devices/${w.birchDevice}/${kind}`, w.cora)).status).toBe(404);
    const form = { to: 'MAP', dueOn: '2027-03-03' };
    expect((await app.post(`/devices/${w.birchDevice}/${kind}`, form, w.cora)).status).toBe(404);
    expect((await app.post(`/devices/${w.one}/${kind}`, form, w.audrey)).status).toBe(403);
  });

  test('a contact hands nothing to people and places of another school', async () => {
    for (const to of ['700002', 'BIR-3', 'BIR', 'Larkspur']) {
      const answer = await app.post(`/devices/${w.two}/check-out`, { to }, w.cora);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Nobody and nothing here');
    }
    const forged = { target: `person:${w.birchStudent}` };
    expect((await app.post(`/devices/${w.two}/check-out`, forged, w.cora)).status).toBe(422);
  });
});

describe('what one has just done oneself is undone', () => {
  const undo = (person = w.sid) => app.post(`/devices/${w.spare}/custody/undo`, {}, person);
  const checkOut = () =>
    app.post(`/devices/${w.spare}/check-out`, { to: '700001', issue: '1', chargers: '1' }, w.sid);

  test('a check-out with its issue: place, assignment and use are as before', async () => {
    const before = await kept(w.spare);
    await checkOut();
    expect((await app.get(`/devices/${w.spare}`, w.sid)).text).toContain('You have checked it out');
    expect((await app.get(`/devices/${w.spare}`, w.tess)).text).not.toContain('You have checked it out');
    expect((await undo(w.tess)).status).toBe(404);
    expect((await undo()).location).toBe(`/devices/${w.spare}?done=undone`);
    expect(await kept(w.spare)).toEqual(before);
    expect((await app.get(`/devices/${w.spare}`, w.sid)).text).not.toContain('You have checked it out');
    expect((await undo()).status).toBe(404);
  });

  test('a check-in that ended the issue, and what was missing', async () => {
    const before = await kept(w.one);
    await app.post(`/devices/${w.one}/check-in`, { to: 'MAP-12', end: '1', missing: ['charger'] }, w.sid);
    expect(await kept(w.one)).toMatchObject({ holder: null, assigned_person: null });
    expect((await app.post(`/devices/${w.one}/custody/undo`, {}, w.sid)).status).toBe(303);
    expect(await kept(w.one)).toEqual(before);
    expect(await app.rows('SELECT 1 FROM missing_accessories WHERE settled_at IS NULL')).toEqual([]);
  });

  test('not once something else has happened to it, nor on a later day', async () => {
    await checkOut();
    app.later(1_000);
    const form = { symptom: '', note: 'Cracked', priority: 'normal' };
    expect((await app.post(`/repairs/new?device=${w.spare}`, form, w.sid)).status).toBe(303);
    expect((await undo()).status).toBe(404);
    app.later(1_000);
    await app.post(`/devices/${w.two}/check-out`, { to: '700001' }, w.sid);
    app.later(86_400_000);
    expect((await app.post(`/devices/${w.two}/custody/undo`, {}, w.sid)).status).toBe(409);
    expect((await app.get(`/devices/${w.two}`, w.sid)).text).not.toContain('You have checked it out');
    expect(await kept(w.two)).toMatchObject({ holder: w.student });
  });
});
