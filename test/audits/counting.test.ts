import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { AT, type School, school } from './school.ts';

let s: School;
beforeEach(async () => {
  s = await school();
});

const errorsOf = (answer: { json: unknown }) => (answer.json as { errors?: Record<string, string> }).errors;

describe('the frozen list', () => {
  test('is the open custody in the scope and below it; what people hold is listed apart', async () => {
    const { app, w } = s;
    const id = await s.audit({ location: 'MAP' });
    const [audit] = await app.rows('SELECT state, expected, held FROM audits WHERE id = ?', id);
    // Room 12 with four, the cart in it with two, 48214, the spare and the loaner; 48213 is with a student.
    expect(audit).toEqual({ state: 'counting', expected: 9, held: 1 });
    const rooms = await app.rows(
      "SELECT l.code, count(*) AS n FROM audit_devices AS x JOIN locations AS l ON l.id = x.place WHERE listed = 'expected' GROUP BY 1 ORDER BY 1",
    );
    expect(rooms).toEqual([
      { code: 'MAP', n: 2 },
      { code: 'MAP-12', n: 5 },
      { code: 'MAP-C1', n: 2 },
    ]);
    expect(await app.rows('SELECT count(*) AS n FROM records WHERE thing = ?', id)).toEqual([{ n: 2 }]);
    expect((await app.json('GET', `/api/v1/audits/${id}`, undefined, w.cora)).status).toBe(200);
    expect((await app.json('GET', `/api/v1/audits/${id}`, undefined, w.bert)).status).toBe(404);
  });

  test('everyone brings theirs: what people hold is expected', async () => {
    const id = await s.audit({ location: 'MAP', everyone: true });
    expect(await s.app.rows('SELECT expected, held FROM audits WHERE id = ?', id)).toEqual([
      { expected: 10, held: 0 },
    ]);
  });

  test('models of the whole district, and a sample that can be drawn again', async () => {
    const { app, w } = s;
    const models = await s.audit({ kind: 'models', models: [w.dell3100], everyone: true });
    expect(await app.rows('SELECT expected, site FROM audits WHERE id = ?', models)).toEqual([
      { expected: 12, site: null },
    ]);
    const id = await s.audit({ kind: 'sample', location: 'MAP', margin: 20, confidence: '90' });
    const [drawn] = await app.rows('SELECT expected, population, seed FROM audits WHERE id = ?', id);
    expect(drawn).toMatchObject({ population: 9, expected: 7 });
    expect(Number(drawn?.seed)).toBeGreaterThan(0);
    expect((await app.json('GET', `/api/v1/audits/${models}`, undefined, w.cora)).status).toBe(404);
  });

  test('an empty scope, one within another, a code that is none: words, and nothing is made', async () => {
    const { app, w } = s;
    const plan = (location: string, by = w.mara) =>
      app.json('POST', '/api/v1/audits', { location, start: true }, by);
    expect(errorsOf(await plan('DEP1'))?.location).toContain('no device is in North depot');
    expect(errorsOf(await plan('nowhere'))?.location).toBe('No place has this code');
    expect(errorsOf(await plan('BIR', w.cora))?.location).toBe('No place has this code');
    expect(
      errorsOf(await app.json('POST', '/api/v1/audits', { kind: 'sample' }, w.cora))?.location,
    ).toContain('of your school');
    // All that is in Birch's room is with a student.
    expect(errorsOf(await plan('BIR-3'))?.location).toContain('everyone brings theirs');
    expect(await app.rows('SELECT 1 FROM audits')).toEqual([]);
    await s.audit({ location: 'MAP' });
    const nested = errorsOf(await plan('MAP-C1'))?.location;
    expect(nested).toContain('Maple Elementary is being counted already');
    expect(await app.rows('SELECT count(*) AS n FROM audits')).toEqual([{ n: 1 }]);
  });
});

describe('events of phones', () => {
  test('each once, whatever is sent again, in its own chain, changing only what was last seen', async () => {
    const { app, w } = s;
    const id = await s.audit({ location: 'MAP' });
    const custody = await app.rows('SELECT * FROM custody');
    const events = [
      { id: newId(), value: '48214', location: w.mapleRoom },
      { id: newId(), value: 'ser70001', location: w.mapleRoom },
      { id: newId(), value: 'nonsense' },
    ];
    const first = await s.send(id, 'a', events);
    expect(first.json).toMatchObject({
      taken: events.map((e) => e.id),
      refused: [],
      told: [{ told: 'found' }, { told: 'found' }, { told: 'unknown', device: null }],
    });
    const again = await s.send(id, 'a', [...events, { id: newId(), value: '48214', location: w.mapleRoom }]);
    expect(again.json).toMatchObject({ taken: { length: 4 }, told: [{ told: 'already' }] });
    expect(await app.rows('SELECT count(*) AS n FROM audit_events')).toEqual([{ n: 4 }]);
    expect(
      await app.rows('SELECT verb, seq FROM records WHERE thing = ? ORDER BY seq', `${id}:phone-of-a`),
    ).toEqual([1, 2, 3, 4].map((seq) => ({ verb: 'scanned', seq })));
    expect(await app.rows('SELECT * FROM custody')).toEqual(custody);
    expect(await app.rows("SELECT last_seen_at, last_seen_place FROM devices WHERE tag = '70001'")).toEqual([
      { last_seen_at: AT, last_seen_place: w.mapleRoom },
    ]);
  });

  test('the same key on two ways at once is one event', async () => {
    const { app } = s;
    const id = await s.audit({ location: 'MAP' });
    const event = { id: newId(), value: '48214' };
    const answers = await Promise.all([1, 2, 3].map(() => s.send(id, 'a', [event])));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await app.rows('SELECT count(*) AS n FROM audit_events')).toEqual([{ n: 1 }]);
    expect(await app.rows('SELECT count(*) AS n FROM records WHERE thing = ?', `${id}:phone-of-a`)).toEqual([
      { n: 1 },
    ]);
  });

  test('a wrong clock is corrected, a wrong event does not hold up the others, a foreign key is refused', async () => {
    const { app, w } = s;
    const id = await s.audit({ location: 'MAP' });
    const good = { id: newId(), seq: 1, value: '48214', at: '2027-03-02T12:59:30.000Z' };
    const sent = await app.json(
      'POST',
      `/api/v1/audits/${id}/events`,
      { phone: 'phone-slow', clock: '2027-03-02T13:00:00.000Z', events: [good, { id: 'x' }, 7] },
      w.sid,
    );
    expect(sent.json).toMatchObject({ taken: [good.id], refused: [{ id: 'x' }, { id: '' }] });
    expect(await app.rows('SELECT at, at_phone FROM audit_events')).toEqual([
      { at: '2027-03-02T14:59:30.000Z', at_phone: good.at },
    ]);
    const other = await s.send(id, 'b', [{ id: good.id, value: '70001' }]);
    expect(other.json).toMatchObject({ taken: [], refused: [{ id: good.id }] });
  });

  test('a former tag finds its device, other rooms and schools are told apart', async () => {
    const { app, w } = s;
    await app.post('/devices/70002/tag', { tag: '79999', seen: '70002', reason: 'Worn off' }, w.sid);
    const id = await s.audit({ location: 'MAP' });
    const told = await s.send(id, 'a', [
      { value: '70002', location: w.mapleRoom },
      { value: '70005', location: w.mapleRoom },
      { value: '60001', location: w.mapleRoom },
      { value: '60002', location: w.mapleRoom },
      { value: '48213', location: w.mapleRoom },
      { value: '70003', kind: 'note', about: 'no_tag' },
    ]);
    const words = (told.json as { told: { told: string }[] }).told.map((one) => one.told);
    expect(words).toEqual(['found', 'room', 'elsewhere', 'missing', 'held', 'no_tag']);
  });

  test('a phone carries the list, then only what came since', async () => {
    const { app, w } = s;
    const id = await s.audit({ location: 'MAP' });
    const list = (after = '') =>
      app.json('GET', `/api/v1/audits/${id}/list${after && `?after=${after}`}`, undefined, w.ian);
    const whole = (await list()).json as { next: string; devices: unknown[]; places: unknown[] };
    expect(whole.devices).toHaveLength(10);
    expect(whole.places).toHaveLength(3);
    await s.scan(id, ['48214', '70001']);
    const delta = (await list(whole.next)).json;
    expect(delta).toMatchObject({
      devices: [],
      events: [{ tag: '48214' }, { tag: '70001', by: 'Sid Pliers' }],
    });
    const blind = await s.audit({
      kind: 'models',
      models: [w.dell3100],
      location: 'BIR',
      blind: true,
      everyone: true,
    });
    const told = (await app.json('GET', `/api/v1/audits/${blind}/list`, undefined, w.ian)).json;
    expect(told).toMatchObject({ former: [], devices: [{ listed: null, place: null }, {}] });
  });

  test('before it begins, after it is called off, for another school', async () => {
    const { app, w } = s;
    const id = await s.audit({ location: 'MAP', start: false });
    expect((await s.send(id, 'a', [{ value: '48214' }])).json).toMatchObject({
      taken: [],
      refused: [{ why: 'The audit has not begun' }],
    });
    expect((await app.json('POST', `/api/v1/audits/${id}/start`, {}, w.cora)).status).toBe(200);
    expect((await s.send(id, 'a', [{ value: '48214' }], w.bert)).status).toBe(404);
    await app.json('POST', `/api/v1/audits/${id}/call-off`, { reason: 'Snow' }, w.cora);
    expect((await s.send(id, 'a', [{ value: '70001' }], w.cora)).json).toMatchObject({
      taken: { length: 1 },
    });
    expect(await app.rows('SELECT value, late FROM audit_events')).toEqual([{ value: '70001', late: 1 }]);
  });
});
