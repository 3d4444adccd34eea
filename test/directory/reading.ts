import { afterAll, beforeAll, beforeEach } from 'vitest';
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

/** What is there for the tests of reading: made anew for each. */
export let google: FakeGoogle;
export let app: TestApp;
export let w: Cast;
export let work: DirectoryWork;

/** A district beside a made directory that is read. */
export function readsGoogle(): void {
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
}

export const ctx = (): Promise<Ctx> => systemCtx(app.services, 'system');
export const last = async (): Promise<Run> => {
  const [run] = await (await ctx()).db.all(lastRuns(1));
  if (!run) throw new Error('no run');
  return run;
};
/** A run from its beginning, until it waits, asks or ends. */
export async function sync(): Promise<Run> {
  await beginRun(await ctx(), 'google');
  await advanceDirectory(work);
  return last();
}
export const known = (external: string) =>
  app.rows(
    'SELECT device, status, aue_on, problem, gone_at FROM directory_devices WHERE external = ?',
    external,
  );

export const one = {
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
export const many = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    deviceId: `x-${String(i).padStart(4, '0')}`,
    serialNumber: `X${i}`,
    status: 'ACTIVE',
  }));
