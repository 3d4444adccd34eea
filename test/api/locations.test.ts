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

describe('the JSON face', () => {
  test('lists, reads, makes and changes a location', async () => {
    const list = await app.json('GET', '/api/v1/locations?kind=room', undefined, w.mara);
    expect(list.json).toMatchObject({ items: [{ code: 'MAP-12' }, { code: 'BIR-3' }], next: null });
    const body = { kind: 'room', code: 'MAP-14', name: 'Room 14', parent: w.maple };
    const made = await app.json('POST', '/api/v1/locations', body, w.mara);
    expect([made.status, made.location]).toEqual([
      201,
      `/api/v1/locations/${(made.json as { id: string }).id}`,
    ]);
    const one = await app.json('GET', made.location ?? '', undefined, w.mara);
    expect(one.json).toMatchObject({ name: 'Room 14', version: 1, top: w.maple });
    const put = await app.json(
      'PUT',
      made.location ?? '',
      { ...body, name: 'Room fourteen', version: 1 },
      w.mara,
    );
    expect(put.status).toBe(200);
    const stale = await app.json('PUT', made.location ?? '', { ...body, name: 'Other', version: 1 }, w.mara);
    expect([stale.status, stale.headers.get('Content-Type')]).toEqual([409, 'application/problem+json']);
  });

  test('errors name their fields', async () => {
    const answer = await app.json('POST', '/api/v1/locations', { kind: 'moon', code: '' }, w.mara);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ errors: { kind: 'Choose one of these', code: 'Fill this in' } });
    expect(
      (
        await app.json(
          'POST',
          '/api/v1/locations',
          { kind: 'room', code: 'MAP-12', name: 'x', parent: w.maple },
          w.mara,
        )
      ).json,
    ).toMatchObject({ errors: { code: 'Another location has this code' } });
  });

  test('an Idempotency-Key is applied once', async () => {
    const body = { kind: 'room', code: 'MAP-14', name: 'Room 14', parent: w.maple };
    const post = (name: string) =>
      app.json('POST', '/api/v1/locations', { ...body, name }, w.mara, { 'Idempotency-Key': 'key-one-1' });
    const first = await post('Room 14');
    expect((await post('Room 14')).json).toEqual(first.json);
    expect((await post('Other')).status).toBe(409);
  });

  test('no token, a wrong one, no right, not in scope', async () => {
    expect((await app.json('GET', '/api/v1/locations', undefined, null)).status).toBe(401);
    expect((await app.json('GET', '/api/v1/locations', undefined, 'nobody')).status).toBe(401);
    expect((await app.json('POST', '/api/v1/locations', {}, w.cora)).status).toBe(403);
    expect((await app.json('GET', `/api/v1/locations/${w.birch}`, undefined, w.cora)).status).toBe(404);
    expect((await app.json('GET', '/api/v1/nothing', undefined, w.mara)).status).toBe(404);
    expect((await app.json('POST', '/api/v1/locations', 'x', w.mara)).status).toBe(422);
  });
});
