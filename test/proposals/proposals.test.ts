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

const propose = (person = w.ian) =>
  app.post(
    `/devices/${w.two}/retire`,
    { seen: 'in_service', why: 'worn', reason: 'The case is worn through' },
    person,
  );

const only = async () => {
  const [row] = await app.rows<{ id: string; decision: string | null }>('SELECT id, decision FROM proposals');
  return row ?? { id: '', decision: null };
};
const stateOf = async () =>
  (await app.rows<{ state: string }>('SELECT state FROM devices WHERE id = ?', w.two))[0]?.state;

describe('proposals', () => {
  test('a specialist I asks, a manager sees it and agrees: the device is retired, by the manager', async () => {
    expect((await propose()).status).toBe(303);
    expect(await stateOf()).toBe('in_service');
    const page = await app.get('/proposals', w.mara);
    expect(page.text).toContain('Retire 48214');
    expect(page.text).toContain('The case is worn through');
    const { id } = await only();
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).location).toBe('/proposals?done=confirmed');
    expect(await stateOf()).toBe('retired');
    expect(
      await app.rows(
        "SELECT verb, person FROM records WHERE verb IN ('retired', 'proposal agreed') ORDER BY n",
      ),
    ).toEqual([
      { verb: 'retired', person: w.mara },
      { verb: 'proposal agreed', person: w.mara },
    ]);
    expect((await app.get('/proposals', w.mara)).text).toContain('Nothing waits');
    expect((await app.get('/proposals?show=decided', w.mara)).text).toContain('Agreed');
    expect((await app.get('/', w.mara)).text).not.toContain('to decide');
  });

  test('refusing leaves the device as it is; a decision is made once', async () => {
    await propose();
    const { id } = await only();
    expect((await app.get('/', w.mara)).text).toContain('1 proposal to decide');
    expect((await app.post(`/proposals/${id}/refuse`, {}, w.ada)).status).toBe(303);
    expect(await stateOf()).toBe('in_service');
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).status).toBe(409);
    expect(await stateOf()).toBe('in_service');
    expect((await only()).decision).toBe('refused');
  });

  test('who asks does not decide, and sees own proposals only', async () => {
    await propose();
    const { id } = await only();
    expect((await app.post(`/proposals/${id}/agree`, {}, w.ian)).status).toBe(403);
    expect((await app.get('/proposals', w.ian)).text).toContain('Retire 48214');
    expect((await app.get('/proposals', w.ian)).text).not.toContain('/agree');
    expect((await app.get('/proposals', w.tess)).text).not.toContain('Retire 48214');
    expect((await app.get('/proposals', w.cora)).text).not.toContain('Retire 48214');
    expect((await only()).decision).toBeNull();
  });

  test('nobody agrees to a proposal of their own', async () => {
    await propose();
    const { id } = await only();
    await app.rows('UPDATE proposals SET proposed_by = ? WHERE id = ? RETURNING 1', w.mara, id);
    expect((await app.post(`/proposals/${id}/agree`, {}, w.mara)).status).toBe(403);
    expect(await stateOf()).toBe('in_service');
  });

  test('what has changed meanwhile is told and nothing happens', async () => {
    await propose();
    const { id } = await only();
    await app.rows("UPDATE devices SET state = 'disposed' WHERE id = ? RETURNING 1", w.two);
    const answer = await app.post(`/proposals/${id}/agree`, {}, w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('The device is disposed now');
    expect((await only()).decision).toBeNull();
  });
});
