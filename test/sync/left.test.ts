import { beforeEach, describe, expect, test } from 'vitest';
import { repairsOf, type Workshop, workshop } from '../repairs/workshop.ts';
import { Phone, type Told } from './phone.ts';

let shop: Workshop;
let sid: Phone;

beforeEach(async () => {
  shop = await workshop();
  sid = new Phone(shop, shop.w.sid);
});

const screen = {
  kind: 'quick',
  ref: '48213',
  fields: { fault: 'screen', remedy: 'replaced', minutes: '15', place: 'stay' },
};

async function report(): Promise<{ pass: string; person: string }> {
  const now = new Date(shop.app.services.clock()).toISOString();
  const body = { phone: sid.id, name: 'Chrome on Android', clock: now, persisted: true };
  const holds = [{ person: sid.person, waiting: 3, needs: 1 }];
  const answer = await shop.app.jsonPage('/sync/phone', { ...body, holds, oldestAt: now }, sid.person);
  expect(answer.status).toBe(200);
  return answer.json as { pass: string; person: string };
}

const leave = () =>
  shop.engine.batch([
    {
      sql: 'UPDATE users SET deactivated_at = ? WHERE id = ?',
      parameters: ['2027-03-02T15:30:00.000Z', sid.person],
    },
  ]);

describe('somebody whose login was ended with work on the phone', () => {
  test('lays it before a manager, who saves it in their name', async () => {
    const { pass } = await report();
    const entry = { ...sid.make(screen), pass };
    await leave();
    expect((await sid.send({ ...entry, pass: 'made up' })).status).toBe(401);
    const told = (await sid.send(entry)).json as Told;
    expect(told.state).toBe('needs_manager');
    expect(await repairsOf(shop, shop.w.one)).toEqual([]);
    expect(((await sid.send(entry)).json as Told).state).toBe('needs_manager');

    const page = await shop.app.get('/phones/entries', shop.w.mara);
    expect(page.text).toContain('Sid Pliers');
    const decided = await shop.app.post(`/phones/entries/${entry.key}`, {}, shop.w.mara);
    expect(decided.status).toBe(303);
    expect(await repairsOf(shop, shop.w.one)).toMatchObject([
      { technician: shop.w.sid, closed_at: entry.at },
    ]);
    expect(await shop.app.rows('SELECT state, decided_by FROM sync_entries')).toEqual([
      { state: 'saved', decided_by: shop.w.mara },
    ]);
    expect((await shop.app.post(`/phones/entries/${entry.key}`, {}, shop.w.mara)).status).toBe(404);
    expect(await repairsOf(shop, shop.w.one)).toHaveLength(1);
  });

  test('so does who is marked as no longer there', async () => {
    const { pass } = await report();
    const entry = { ...sid.make(screen), pass };
    await shop.engine.batch([{ sql: 'UPDATE people SET active = 0 WHERE id = ?', parameters: [sid.person] }]);
    expect(((await sid.send(entry)).json as Told).state).toBe('needs_manager');
    expect((await shop.app.get('/phones/entries', shop.w.mara)).text).toContain('Sid Pliers');
  });

  test('or a manager throws it out, with a reason', async () => {
    const { pass } = await report();
    const entry = { ...sid.make(screen), pass };
    await leave();
    await sid.send(entry);
    const path = `/phones/entries/${entry.key}`;
    expect((await shop.app.post(path, { decision: 'withdraw' }, shop.w.mara)).status).toBe(422);
    const out = { decision: 'withdraw', reason: 'Done by Tess already' };
    expect((await shop.app.post(path, out, shop.w.mara)).status).toBe(303);
    expect(((await sid.send(entry)).json as Told).state).toBe('withdrawn');
    expect(await repairsOf(shop, shop.w.one)).toEqual([]);
  });

  test('whose role was taken: the same, though they can still sign in', async () => {
    await shop.engine.batch([
      { sql: "UPDATE user_roles SET role = 'auditor' WHERE person = ?", parameters: [sid.person] },
    ]);
    expect((await sid.does(screen)).state).toBe('needs_manager');
  });
});

test('the admin sees each phone, its last contact and what it still holds', async () => {
  await report();
  const page = await shop.app.get('/phones', shop.w.ada);
  expect(page.text).toContain('Chrome on Android');
  expect(page.text).toContain('3 wait, 1 to look at');
  expect((await shop.app.get('/phones', shop.w.mara)).status).toBe(403);
});

test('the admin sets after how many days without contact a phone wipes its copy', async () => {
  const days = async () => ((await shop.app.get('/sync/manifest', sid.person)).json as { days: number }).days;
  expect(await days()).toBe(7);
  expect((await shop.app.post('/phones/settings', { version: '1', days: '3' }, shop.w.ada)).status).toBe(303);
  expect(await days()).toBe(3);
  expect((await shop.app.post('/phones/settings', { version: '1', days: '9' }, shop.w.ada)).status).toBe(409);
  expect((await shop.app.post('/phones/settings', { version: '2', days: '99' }, shop.w.ada)).status).toBe(
    422,
  );
  expect(await days()).toBe(3);
});
