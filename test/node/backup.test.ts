import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { newId } from '../../src/db/id.ts';
import { cookieOf, type Server, startNode } from '../support/server.ts';
import { cli, scratch } from './files.ts';

const folder = scratch();
let server: Server;

beforeAll(async () => {
  build();
  server = await startNode();
}, 120_000);

afterAll(() => server.stop());

/** Makes rooms one after the other until it is told to stop; gives the codes that were acknowledged. */
function keepWriting(): { acknowledged: string[]; stop: () => Promise<void> } {
  const acknowledged: string[] = [];
  let on = true;
  const running = (async () => {
    for (let i = 0; on; i++) {
      const code = `W-${i}`;
      const body = new URLSearchParams({
        kind: 'room',
        code,
        name: `Room ${i}`,
        parent: server.cast.maple,
        idempotency_key: newId(),
      });
      const answer = await fetch(`${server.url}/locations/new`, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: { Cookie: cookieOf(server.cast.mara), Origin: server.url },
      });
      if (answer.status !== 303) throw new Error(`${answer.status}`);
      acknowledged.push(code);
    }
  })();
  return {
    acknowledged,
    stop: () => {
      on = false;
      return running;
    },
  };
}

test('a backup made while the server writes is whole, and is restored into an empty folder', async () => {
  const photo = join(server.folder, 'photos', 'ab');
  mkdirSync(photo, { recursive: true });
  const name = `ab${'c'.repeat(30)}.jpg`;
  writeFileSync(join(photo, name), Buffer.alloc(100_001, 7));
  writeFileSync(join(photo, `${name}.part`), 'half a photo');

  const writing = keepWriting();
  while (writing.acknowledged.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = [...writing.acknowledged];
  const tar = join(folder, 'district.tar');
  const made = await cli(server.folder, ['backup', tar]);
  const during = writing.acknowledged.length;
  await writing.stop();
  expect([made.code, made.err]).toEqual([0, expect.stringContaining('Copying')]);
  expect(JSON.parse(made.out)).toMatchObject({ photos: 1 });
  expect(during).toBeGreaterThan(before.length);

  const refused = await cli(server.folder, ['restore', tar]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is running')]);

  const target = join(folder, 'restored');
  const restored = await cli(target, ['restore', tar]);
  expect([restored.code, restored.err.includes('rror')]).toEqual([0, false]);
  const file = new Sqlite(join(target, 'spudger.db'));
  expect(file.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(file.pragma('foreign_key_check')).toEqual([]);
  const codes = new Set(file.prepare("SELECT code FROM locations WHERE code LIKE 'W-%'").pluck().all());
  expect(before.filter((code) => !codes.has(code))).toEqual([]);
  expect(file.prepare("SELECT count(*) FROM records WHERE kind = 'location'").pluck().get()).toBe(codes.size);
  file.close();
  expect(readFileSync(join(target, 'photos', 'ab', name)).equals(Buffer.alloc(100_001, 7))).toBe(true);
}, 60_000);
