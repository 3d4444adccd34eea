import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import { advanceDirectory, beginRun, type DirectoryWork } from '../../src/directory/advance.ts';
import { googleDirectory } from '../../src/directory/google.ts';
import { lastRuns, type Run } from '../../src/directory/queries.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type FakeGoogle, startGoogle } from '../support/google-directory.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let google: FakeGoogle;
let app: TestApp;
let w: Cast;
let work: DirectoryWork;

beforeAll(async () => {
  google = await startGoogle();
});

afterAll(() => google.close());

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
  Object.assign(google, { devices: [], faults: [], asked: [], tokens: 0 });
  const { directory } = readConfig({
    GOOGLE_DIRECTORY_KEY: google.key,
    GOOGLE_DIRECTORY_ADMIN: 'admin@spudger.test',
    GOOGLE_DIRECTORY_URL: google.url,
  });
  if (!directory) throw new Error('not set up');
  work = {
    fresh: () => systemCtx(app.services, 'system'),
    source: googleDirectory(directory, app.services.clock),
    chance: () => 1,
    breathe: async () => undefined,
    tired: () => false,
  };
});

const ctx = (): Promise<Ctx> => systemCtx(app.services, 'system');
const last = async (): Promise<Run> => {
  const [run] = await (await ctx()).db.all(lastRuns(1));
  if (!run) throw new Error('no run');
  return run;
};
/** A run from its beginning, until it waits, asks or ends. */
async function sync(): Promise<Run> {
  await beginRun(await ctx(), 'google');
  await advanceDirectory(work);
  return last();
}
const known = (external: string) =>
  app.rows(
    'SELECT device, status, aue_on, problem, gone_at FROM directory_devices WHERE external = ?',
    external,
  );

const one = {
  deviceId: 'g-1',
  serialNumber: '5cd1234xyz',
  model: 'Dell Chromebook 3100',
  status: 'ACTIVE',
  orgUnitPath: '/Students',
  annotatedAssetId: '48213',
  annotatedUser: 'quill@spudger.test',
  annotatedLocation: 'Room 12',
  lastSync: '2027-03-01T10:00:00.000Z',
  recentUsers: [{ type: 'USER_TYPE_MANAGED', email: 'quill@spudger.test' }],
  autoUpdateExpiration: String(Date.parse('2030-06-01T00:00:00Z')),
};
const many = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    deviceId: `x-${String(i).padStart(4, '0')}`,
    serialNumber: `X${i}`,
    status: 'ACTIVE',
  }));

describe('devices that are here later, or have no tag', () => {
  test('have read their end of updates too', async () => {
    const later = { ...one, deviceId: 'g-9', serialNumber: 'LATER9XYZ' };
    google.devices = [later];
    await sync();
    await app.rows(
      `INSERT INTO identifiers (id, device, kind, value, from_at, to_at)
       VALUES ('later', ?, 'serial', 'LATER9XYZ', '2027-02-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z') RETURNING 1`,
      w.one,
    );
    await sync();
    expect(await known('g-9')).toMatchObject([{ device: w.one, aue_on: '2030-06-01' }]);
    expect(await app.rows('SELECT aue_on FROM device_aues WHERE device = ?', w.one)).toEqual([
      { aue_on: '2030-06-01' },
    ]);
    await sync();
    expect(await app.rows('SELECT count(*) AS n FROM device_aues')).toEqual([{ n: 1 }]);
  });

  test('take their asset ids, hundreds of them in a night', async () => {
    await app.rows(`INSERT INTO settings (name, value) VALUES ('directory', '{"tag":"fill"}') RETURNING 1`);
    await app.rows(
      `INSERT INTO devices (id, model, kind, home, use, state, serial, created_at)
       SELECT 'bare-' || value, ?, 'chromebook', ?, 'cart', 'in_service', 'X' || value, '2027-01-01T00:00:00.000Z'
       FROM json_each(?) RETURNING 1`,
      w.dell3100,
      w.maple,
      JSON.stringify([...Array(450).keys()]),
    );
    await app.rows(
      `INSERT INTO identifiers (id, device, kind, value, from_at)
       SELECT 'i' || id, id, 'serial', serial, '2027-01-01T00:00:00.000Z' FROM devices WHERE id LIKE 'bare-%' RETURNING 1`,
    );
    google.devices = many(450).map((device, i) => ({ ...device, annotatedAssetId: String(90_000 + i) }));
    expect(await sync()).toMatchObject({ state: 'done', tags: 450 });
    expect(
      await app.rows(
        "SELECT count(*) AS n FROM devices WHERE id LIKE 'bare-%' AND tag = 90000 + substr(id, 6)",
      ),
    ).toEqual([{ n: 450 }]);
  });
});
