import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { wordsOf } from '../support/visitor.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { row } from '../support/world-row.ts';

let app: TestApp;
let w: Cast;
let add: (statements: ReturnType<typeof row>[]) => Promise<void>;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
  add = (statements) => engine.batch(statements);
});

const PAST = '2027-02-01T12:00:00.000Z';
const FUTURE = '2027-04-01T12:00:00.000Z';
let number = 100;

function repair(device: string, site: string, more: Record<string, string | number | null> = {}) {
  return row('repairs', {
    id: newId(),
    number: number++,
    device,
    site,
    state: 'reported',
    reported_at: PAST,
    recorded_at: PAST,
    due_at: FUTURE,
    headline: 'Screen',
    ...more,
  });
}

const today = async (person: string) => wordsOf((await app.get('/', person)).text);

describe('today', () => {
  test("a specialist sees own sites, what is late there, and the own bench; others' work is not on it", async () => {
    await add([
      repair(w.one, w.maple, { due_at: PAST, technician: w.sid, state: 'in_work', headline: 'Hinge' }),
      repair(w.two, w.maple, { technician: w.ian, state: 'in_work', headline: 'Battery' }),
      repair(w.birchDevice, w.birch, { state: 'ready', headline: 'Keyboard' }),
    ]);
    const page = await today(w.sid);
    expect(page).toMatch(/My sites 2/);
    expect(page).toMatch(/Maple Elementary 2 open repairs 1 overdue/);
    expect(page).toMatch(/Birch Middle 1 open repair, 1 ready, backup/);
    expect(page).toMatch(/My bench 1/);
    expect(page).toContain('Hinge');
    expect(page).not.toContain('Battery');
  });

  test('a repair whose clock a hold has stopped is late only if it was late before', async () => {
    const held = (from: string) => {
      const id = newId();
      return [
        repair(from === PAST ? w.one : w.two, w.maple, {
          id,
          due_at: '2027-02-10T12:00:00.000Z',
          state: 'on_hold',
          hold_reason: 'parts',
          technician: w.sid,
        }),
        row('repair_holds', { id: newId(), repair: id, reason: 'parts', from_at: from }),
      ];
    };
    await add([...held(PAST), ...held('2027-02-20T12:00:00.000Z')]);
    expect(await today(w.sid)).toMatch(/Maple Elementary 2 open repairs 1 overdue/);
  });

  test("a mention, interns' work and proposals are told to those who answer them", async () => {
    const of = newId();
    const note = newId();
    await add([
      repair(w.one, w.maple, { id: of, to_confirm: 1 }),
      row('repair_notes', { id: note, repair: of, at: PAST, person: w.mara, text: 'Can you look at this?' }),
      row('mentions', { note, person: w.sid, at: PAST }),
      row('proposals', {
        id: newId(),
        kind: 'retire',
        thing: w.two,
        content: '{}',
        proposed_by: w.ian,
        at: PAST,
      }),
    ]);
    const sid = await today(w.sid);
    expect(sid).toContain('Can you look at this?');
    expect(sid).toContain('1 repair by interns to confirm');
    expect(sid).not.toContain('to decide');
    expect(await today(w.ivy)).not.toContain('to confirm');
    const mara = await today(w.mara);
    expect(mara).toContain('1 proposal to decide');
    expect(mara).toContain('Where most is late');
    expect(mara).not.toContain('Can you look at this?');
  });

  test('a contact sees the own school only: repairs, loans due back, what was found elsewhere', async () => {
    await add([
      repair(w.one, w.maple, { headline: 'Hinge' }),
      repair(w.birchDevice, w.birch, { headline: 'Keyboard' }),
      row('found_reports', {
        id: newId(),
        device: w.two,
        home: w.maple,
        site: w.birch,
        was: 'lost',
        at: PAST,
      }),
      row('found_reports', {
        id: newId(),
        device: w.lostDevice,
        home: w.birch,
        site: w.maple,
        was: 'lost',
        at: PAST,
      }),
    ]);
    await app.rows("UPDATE devices SET due_on = '2027-03-01' WHERE id = ? RETURNING 1", w.loaner);
    const cora = await today(w.cora);
    expect(cora).toContain('My school');
    expect(cora).toContain('Hinge');
    expect(cora).toContain('1 loan due back');
    expect(cora).toMatch(/48214 at Birch Middle/);
    expect(cora).not.toMatch(/Keyboard|60002/);
  });

  test('an admin and an auditor find what is theirs to look after', async () => {
    const ada = (await app.get('/', w.ada)).text;
    expect(ada).toContain('href="/users"');
    expect(ada).toContain('href="/history/verify"');
    const audrey = (await app.get('/', w.audrey)).text;
    expect(audrey).not.toContain('href="/users"');
    expect(audrey).toContain('href="/history/verify"');
  });

  test('everything that does not fit the bar of a phone is under More', async () => {
    const page = (await app.get('/more', w.cora)).text;
    for (const href of ['/devices', '/check', '/locations', '/me']) expect(page).toContain(`href="${href}"`);
    expect(page).not.toContain('href="/stock"');
  });
});
