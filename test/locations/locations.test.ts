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

const room = { kind: 'room', code: 'MAP-14', name: 'Room 14' };

describe('locations', () => {
  test('a manager makes a room; it is listed, findable and recorded', async () => {
    const made = await app.post('/locations/new', { ...room, parent: w.maple }, w.mara);
    expect(made.status).toBe(303);
    const page = await app.get(made.location ?? '', w.mara);
    expect(page.text).toContain('Room 14');
    expect((await app.get('/locations?kind=room', w.mara)).text).toContain('Room 14');
    const [record] = await app.rows("SELECT kind, verb, person FROM records WHERE kind = 'location'");
    expect(record).toEqual({ kind: 'location', verb: 'created', person: w.mara });
  });

  test('the same submission twice makes one room and answers the same', async () => {
    const fields = { ...room, parent: w.maple, idempotency_key: 'the-same-key' };
    const first = await app.post('/locations/new', fields, w.mara);
    const second = await app.post('/locations/new', fields, w.mara);
    expect(second.location).toBe(first.location);
    expect(await app.rows("SELECT 1 FROM locations WHERE code = 'MAP-14'")).toHaveLength(1);
    const edited = await app.post('/locations/new', { ...fields, name: 'Another' }, w.mara);
    expect(edited.status).toBe(409);
  });

  test('a taken code is an error at its field and keeps what was typed', async () => {
    const answer = await app.post('/locations/new', { ...room, code: 'MAP-12', parent: w.maple }, w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Another location has this code');
    expect(answer.text).toContain('value="Room 14"');
  });

  test('a cart moves with the devices in it', async () => {
    await app.rows('UPDATE devices SET place = ? WHERE id = ? RETURNING 1', w.mapleCart, w.two);
    const edit = { version: '1', code: 'MAP-C1', name: 'Cart 1', parent: w.birchRoom, slots: '30' };
    expect((await app.post(`/locations/${w.mapleCart}/edit`, edit, w.mara)).status).toBe(303);
    expect(await app.rows('SELECT at_site FROM devices WHERE id = ?', w.two)).toEqual([{ at_site: w.birch }]);
    expect(
      await app.rows('SELECT parent FROM location_parents WHERE location = ? AND to_at IS NULL', w.mapleCart),
    ).toEqual([{ parent: w.birchRoom }]);
  });

  test('a stale edit shows what changed and keeps the typing', async () => {
    const edit = { version: '1', code: 'MAP-12', name: 'Library corner', parent: w.maple };
    await app.post(`/locations/${w.mapleRoom}/edit`, edit, w.mara);
    const stale = await app.post(`/locations/${w.mapleRoom}/edit`, { ...edit, name: 'Room twelve' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Room twelve"');
    expect(stale.text).toContain('Library corner');
  });

  test('nothing lies inside itself', async () => {
    const inner = await app.post('/locations/new', { ...room, parent: w.mapleRoom }, w.mara);
    const innerId = inner.location?.split(/[/?]/)[2] ?? '';
    const answer = await app.post(
      `/locations/${w.mapleRoom}/edit`,
      { version: '1', code: 'MAP-12', name: 'Room 12', parent: innerId },
      w.mara,
    );
    expect(answer.status).toBe(422);
  });

  test('a place with devices is not retired', async () => {
    const answer = await app.post(`/locations/${w.mapleRoom}/retire`, { version: '1' }, w.mara);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Rooms or carts in use lie in it');
    await app.rows('UPDATE devices SET place = ? WHERE id = ? RETURNING 1', w.mapleCart, w.two);
    const cart = await app.post(`/locations/${w.mapleCart}/retire`, { version: '1' }, w.mara);
    expect(cart.text).toContain('Devices are there');
    expect(await app.rows('SELECT retired_at FROM locations WHERE id = ?', w.mapleRoom)).toEqual([
      { retired_at: null },
    ]);
  });

  test('a contact sees own locations only; another school is not found', async () => {
    expect((await app.get(`/locations/${w.mapleRoom}`, w.cora)).status).toBe(200);
    expect((await app.get(`/locations/${w.birchRoom}`, w.cora)).status).toBe(404);
    expect((await app.get('/locations', w.cora)).text).not.toContain('Birch');
  });
});
