import { beforeEach, describe, expect, test } from 'vitest';
import { type Stage, stage, TODAY } from './district.ts';

let t: Stage;
beforeEach(async () => {
  t = await stage();
});

const MINUTE = 60_000;

describe('planning', () => {
  test('by hand: it stands in the week, the day, and nobody else sees it but those who see all', async () => {
    const id = await t.plan({ fromTime: '11:00', toTime: '12:00', note: 'Ask for Mr Oak' });
    const { app, w } = t;
    expect((await app.get('/visits', w.sid)).text).toContain('Maple Elementary');
    expect((await app.get(`/visits/day?day=${TODAY}`, w.sid)).text).toContain('11:00 to 12:00');
    for (const [person, status] of [
      [w.sid, 200],
      [w.mara, 200],
      [w.audrey, 200],
      [w.cora, 200],
      [w.bert, 404],
      [w.tess, 404],
      [w.ada, 403],
    ] as const)
      expect((await app.get(`/visits/${id}`, person)).status).toBe(status);
    expect(await app.rows('SELECT kind, verb FROM records WHERE thing = ?', id)).toEqual([
      { kind: 'visit', verb: 'planned' },
    ]);
  });

  test('one that overlaps, ends before it begins, lies in the past or is somebody else’s: words at the field', async () => {
    const { app, w } = t;
    await t.plan({ fromTime: '09:00', toTime: '11:00' });
    const refused = async (body: Record<string, string>, words: string, person = w.sid) => {
      const answer = await app.post('/visits/new', { site: 'BIR', day: TODAY, ...body }, person);
      expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
    };
    await refused(
      { fromTime: '10:30', toTime: '12:00' },
      'Sid Pliers is at Maple Elementary from 09:00 to 11:00',
    );
    await refused({ fromTime: '12:00', toTime: '11:00' }, 'It must end after it begins');
    await refused({ day: '2027-03-01' }, 'This day is over');
    await refused({ site: 'XXX' }, 'Choose a site in use');
    await refused({ fromTime: '9' }, 'A time, as 09:30');
    expect((await app.post('/visits/new', { site: 'BIR', day: TODAY, people: w.tess }, w.sid)).status).toBe(
      403,
    );
    await t.plan({ site: 'BIR', fromTime: '11:00', toTime: '12:00' });
    expect(await app.rows('SELECT count(*) AS n FROM visits')).toEqual([{ n: 2 }]);
  });

  test('two who plan the same hour at once: one is told', async () => {
    const { app, w } = t;
    const body = { day: TODAY, fromTime: '09:00', toTime: '10:00', people: w.tess };
    const answers = await Promise.all([
      app.post('/visits/new', { ...body, site: 'MAP' }, w.mara),
      app.post('/visits/new', { ...body, site: 'BIR' }, w.tess),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
    expect(await app.rows('SELECT count(*) AS n FROM visits')).toEqual([{ n: 1 }]);
  });

  test('it is changed, moved to another day and called off with a reason', async () => {
    const { app, w } = t;
    const id = await t.plan({});
    const [{ version = 0 } = {}] = await app.rows<{ version: number }>(
      'SELECT version FROM visits WHERE id = ?',
      id,
    );
    const fields = { site: 'BIR', day: TODAY, fromTime: '13:00', toTime: '', purpose: 'carts', note: '' };
    const stale = await t.post(`/visits/${id}/edit`, { ...fields, version: String(version + 1) });
    expect(stale.status).toBe(409);
    expect((await t.post(`/visits/${id}/edit`, { ...fields, version: String(version) })).status).toBe(303);
    const moved = await t.post('/visits/move', { visit: id, day: '2027-03-04' });
    expect(moved.location).toBe('/visits?day=2027-03-04&done=moved');
    expect(await app.rows('SELECT day FROM visit_people WHERE visit = ?', id)).toEqual([
      { day: '2027-03-04' },
    ]);
    // On a phone by a button: the weekday before and the one after, over the weekend, never a day that is over.
    const beside = async () =>
      [...(await app.get(`/visits/${id}`, w.sid)).text.matchAll(/aria-label="Move to ([^"]+)"/g)].map(
        ([, to]) => to,
      );
    expect(await beside()).toEqual(['Wednesday, Mar 3', 'Friday, Mar 5']);
    await t.post('/visits/move', { visit: id, day: '2027-03-05' });
    expect(await beside()).toEqual(['Thursday, Mar 4', 'Monday, Mar 8']);
    await t.post('/visits/move', { visit: id, day: TODAY });
    expect(await beside()).toEqual(['Wednesday, Mar 3']);
    expect((await t.post('/visits/move', { visit: id, day: '2027-03-05' }, w.tess)).status).toBe(404);
    expect((await t.post(`/visits/${id}/call-off`, { reason: '' })).status).toBe(422);
    expect((await t.post(`/visits/${id}/call-off`, { reason: 'Snow' })).status).toBe(303);
    expect((await t.post(`/visits/${id}/arrive`, {})).status).not.toBe(303);
    expect((await app.get(`/visits/${id}`, w.cora)).status).toBe(404);
    expect((await app.get(`/visits/${id}`, w.bert)).text).toContain('Snow');
  });

  test('a day is ordered by distance, by hand, and by distance again', async () => {
    const { app, w } = t;
    // The day begins at Maple, Sid's own site.
    const birch = await t.plan({ site: 'BIR' });
    const depot = await t.plan({ site: 'DEP1' });
    await app.get(`/visits/day?day=${TODAY}`, w.sid);
    const order = async () => {
      const { text } = await app.get(`/visits/day?day=${TODAY}`, w.sid);
      return [birch, depot].sort((a, b) => text.indexOf(`/visits/${a}"`) - text.indexOf(`/visits/${b}"`));
    };
    const before = await order();
    const ordered = await t.post('/visits/order', { day: TODAY, visit: before[0] ?? '', to: 'down' });
    expect(ordered.status).toBe(303);
    expect(await order()).toEqual([...before].reverse());
    await t.post('/visits/order', { day: TODAY, to: 'distance' });
    expect(await order()).toEqual(before);
    expect(
      (await t.post('/visits/order', { day: TODAY, person: w.sid, to: 'distance' }, w.tess)).status,
    ).toBe(403);
  });
});

describe('at the site', () => {
  test('what is done between arrived and left belongs to it, and the recap says so', async () => {
    const { app, w } = t;
    const id = await t.plan({});
    await t.post('/repairs/new?device=48213', { note: 'Before', priority: 'normal' });
    app.later(MINUTE);
    expect((await t.post(`/visits/${id}/set-out`, {})).status).toBe(303);
    app.later(10 * MINUTE);
    expect((await t.post(`/visits/${id}/arrive`, { odometer: '41230.5' })).status).toBe(303);
    app.later(MINUTE);
    await t.post('/repairs/new?device=48214', { symptom: 'cracked-screen', priority: 'normal' });
    await t.post(`/visits/${id}/notes`, { text: 'The closet is hot' });
    await t.post(`/visits/${id}/follow-ups`, { text: 'Bring a fan' });
    const page = await app.get(`/visits/${id}`, w.sid);
    expect(page.text).toContain('The closet is hot');
    expect(page.text).toContain('Bring a fan');
    const recap = (await app.get(`/visits/${id}/leave`, w.sid)).text;
    expect(recap).toContain('Worked on, not finished (1):\n- 48214');
    expect(recap).toContain('Still waiting (2)');
    app.later(30 * MINUTE);
    const early = await t.post(`/visits/${id}/leave`, { at: '09:00', recap: 'My words' });
    expect(early.status).toBe(422);
    expect(early.text).toContain('That is before you arrived');
    expect(early.text).toContain('My words');
    const left = await t.post(`/visits/${id}/leave`, { nextOn: '2027-03-16', mail: 'on' });
    expect(left.location).toBe(`/visits/${id}/recap?done=left`);
    const [visit] = await app.rows('SELECT state, recap FROM visits WHERE id = ?', id);
    expect(visit).toMatchObject({ state: 'left' });
    expect(visit?.recap).toContain('The closet is hot');
    expect(visit?.recap).toContain('Next visit: Tuesday, March 16, 2027.');
    expect(await app.rows('SELECT channel, recipient, sent_at FROM outbox')).toEqual([
      { channel: 'mail', recipient: 'cora@spudger.test', sent_at: null },
    ]);
    expect((await app.get(`/visits/${id}/recap`, w.cora)).text).toContain('sends no mail');
    expect(await app.rows('SELECT day, state FROM visits WHERE id <> ?', id)).toEqual([
      { day: '2027-03-16', state: 'planned' },
    ]);
    // What is done afterwards is not the visit's.
    app.later(MINUTE);
    await t.post('/repairs/new?device=50001', { note: 'After', priority: 'normal' });
    expect((await app.get(`/visits/${id}`, w.sid)).text).not.toContain('50001</a> After');
  });

  test('not at two sites at once; the odometer does not go back', async () => {
    const { app } = t;
    const maple = await t.plan({});
    const birch = await t.plan({ site: 'BIR' });
    await t.post(`/visits/${maple}/arrive`, { odometer: '41230' });
    const two = await t.post(`/visits/${birch}/arrive`, {});
    expect(two.text).toContain('You have not left Maple Elementary yet');
    app.later(MINUTE);
    await t.post(`/visits/${maple}/leave`, {});
    const back = await t.post(`/visits/${birch}/arrive`, { odometer: '41,229.9' });
    expect(back.status).toBe(422);
    expect(back.text).toContain('The odometer said 41230.0 on 2027-03-02: it cannot go back');
    expect((await t.post(`/visits/${birch}/arrive`, { odometer: '41238.4', private: 'on' })).status).toBe(
      303,
    );
    expect(await app.rows('SELECT tenths, how, private FROM legs ORDER BY n')).toEqual([
      { tenths: 0, how: 'computed', private: 0 },
      { tenths: 84, how: 'odometer', private: 1 },
    ]);
  });

  test('a tap in the wrong state says what holds', async () => {
    const id = await t.plan({ day: '2027-03-05' });
    const early = await t.post(`/visits/${id}/arrive`, {});
    expect(early.text).toContain('The visit is planned for 2027-03-05');
    const leave = await t.post(`/visits/${id}/leave`, {});
    expect(leave.status).not.toBe(303);
    expect((await t.post(`/visits/${id}/notes`, { text: 'x' })).status).toBe(422);
  });
});

describe('the suggestion', () => {
  test('ranks what waits against the drive, each with its reason', async () => {
    const { app, w } = t;
    await t.post('/repairs/new?device=60001', { note: 'Broken', priority: 'urgent' });
    await t.post('/repairs/new?device=48214', { note: 'Slow', priority: 'low' });
    const page = (await app.get('/visits/suggestion', w.sid)).text;
    expect(page.indexOf('Birch Middle')).toBeLessThan(page.indexOf('Plan a visit to Maple Elementary'));
    expect(page).toContain('1 urgent');
    expect(page).toContain('no visit known');
    await t.plan({ site: 'BIR' });
    expect((await app.get('/visits/suggestion', w.sid)).text).not.toContain('Plan a visit to Birch Middle');
  });
});
