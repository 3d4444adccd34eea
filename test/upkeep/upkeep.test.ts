import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { upkeep } from '../../src/upkeep/actions.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { NOW, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

let app: TestApp;
let w: Cast;
let engine: Engine;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
});

const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW - days * DAY).toISOString();
const run = async () => upkeep(await systemCtx(app.services, 'system'), app.services);

test('forgets keys after 30 days but never those of phones, and what has ended', async () => {
  const key = (name: string, days: number, phone: number) =>
    row('idempotency_keys', {
      key: name,
      person: w.sid,
      route: '/x',
      body_hash: 'h',
      result: 'null',
      at: ago(days),
      from_phone: phone,
    });
  const failure = (subject: string, days: number) =>
    row('sign_in_failures', { subject, failures: 3, first_at: ago(days), last_at: ago(days) });
  await engine.batch([
    key('old', 31, 0),
    key('new', 29, 0),
    key('phone', 400, 1),
    failure('old', 8),
    failure('new', 1),
    row('sessions', {
      id: 's1',
      token: 'ended',
      user_id: w.sid,
      expires_at: ago(0.1),
      created_at: AT,
      updated_at: AT,
    }),
  ]);
  await run();
  expect(await app.rows('SELECT key FROM idempotency_keys ORDER BY key')).toEqual([
    { key: 'new' },
    { key: 'phone' },
  ]);
  expect(await app.rows('SELECT subject FROM sign_in_failures')).toEqual([{ subject: 'new' }]);
  expect(await app.rows("SELECT 1 FROM sessions WHERE token = 'ended'")).toEqual([]);
  expect((await app.get('/me', w.sid)).status).toBe(200);
});

test('removes photos that no row names, after a day', async () => {
  const photo = { bytes: new Uint8Array(1), type: 'image/jpeg' };
  app.photos.at = ago(2);
  for (const name of ['kept.jpg', 'thumb.jpg', 'orphan.jpg']) await app.photos.put(name, photo);
  app.photos.at = ago(0.5);
  await app.photos.put('fresh.jpg', photo);
  await engine.batch([
    row('photos', {
      id: 'p1',
      device: w.one,
      name: 'kept.jpg',
      thumb: 'thumb.jpg',
      type: 'image/jpeg',
      width: 1,
      height: 1,
      bytes: 1,
      at: AT,
    }),
  ]);
  await run();
  expect([...app.photos.kept.keys()].sort()).toEqual(['fresh.jpg', 'kept.jpg', 'thumb.jpg']);
});
