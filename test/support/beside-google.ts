import { afterAll, beforeAll, beforeEach } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Ctx } from '../../src/context.ts';
import { advanceDirectory, beginRun, type DirectoryWork } from '../../src/directory/advance.ts';
import { googleDirectory } from '../../src/directory/google.ts';
import { approveWriteBack, beginWriteBack } from '../../src/directory/write-back.ts';
import { lastWriteBacks, type WriteBack } from '../../src/directory/write-queries.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from './app.ts';
import { freshDatabase } from './database.ts';
import { type FakeGoogle, READ_SCOPE, startGoogle, WRITE_SCOPE } from './google-directory.ts';
import { type Cast, makeWorld } from './world.ts';

/** What is there for the tests of writing back: made anew for each. */
export let google: FakeGoogle;
export let app: TestApp;
export let w: Cast;
export let work: DirectoryWork;

/** A district beside a made directory. */
export function besideGoogle(): void {
  beforeAll(async () => {
    google = await startGoogle();
  });

  afterAll(() => google.close());

  beforeEach(async () => {
    const engine = freshDatabase();
    w = await makeWorld(engine);
    app = testApp(engine);
    Object.assign(google, { devices: [], faults: [], writeFaults: [], asked: [], writes: [], tokens: 0 });
    Object.assign(google, {
      units: ['/', '/Old', '/MAP/Students', '/Out'],
      granted: [READ_SCOPE, WRITE_SCOPE],
      meanwhile: null,
    });
    const { directory } = readConfig({
      GOOGLE_DIRECTORY_KEY: google.key,
      GOOGLE_DIRECTORY_ADMIN: 'admin@spudger.test',
      GOOGLE_DIRECTORY_URL: google.url,
    });
    if (!directory) throw new Error('not set up');
    work = {
      fresh: ctx,
      source: googleDirectory(directory, app.services.clock),
      chance: () => 1,
      breathe: async () => undefined,
      tired: () => false,
    };
    await app.rows("UPDATE people SET email = 'quill@spudger.test' WHERE id = ? RETURNING 1", w.student);
  });
}

export const ctx = (): Promise<Ctx> => systemCtx(app.services, 'system');
export const RULES = { on: true, percent: 100, assetId: true, user: 'fill', location: true };

export const one = () => ({
  deviceId: 'g-1',
  serialNumber: '5CD1234XYZ',
  status: 'ACTIVE',
  orgUnitPath: '/Old',
  annotatedAssetId: '',
  annotatedUser: 'somebody@spudger.test',
  annotatedLocation: '',
});

export async function rules(set: object): Promise<void> {
  await app.rows(
    `INSERT INTO settings (name, value) VALUES ('directory.write', ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING 1`,
    JSON.stringify(set),
  );
}
/** Devices of ours, so many more, that Google names as well. */
export async function many(n: number): Promise<void> {
  const list = JSON.stringify([...Array(n).keys()]);
  await app.rows(
    `INSERT INTO devices (id, model, kind, home, use, state, tag, serial, created_at)
     SELECT 'm-' || value, ?, 'chromebook', ?, 'cart', 'in_service', 'T' || value, 'X' || value, '2027-01-01T00:00:00.000Z'
     FROM json_each(?) RETURNING 1`,
    w.dell3100,
    w.maple,
    list,
  );
  await app.rows(
    `INSERT INTO identifiers (id, device, kind, value, from_at)
     SELECT 'i' || id, id, 'serial', serial, '2027-01-01T00:00:00.000Z' FROM devices WHERE id LIKE 'm-%' RETURNING 1`,
  );
  google.devices = Array.from({ length: n }, (_, i) => ({
    ...one(),
    deviceId: `x-${String(i).padStart(4, '0')}`,
    serialNumber: `X${i}`,
    annotatedUser: '',
  }));
}
export const read = async () => {
  await beginRun(await ctx(), 'google');
  await advanceDirectory(work);
};
export const last = async (): Promise<WriteBack> => {
  const [run] = await (await ctx()).db.all(lastWriteBacks(1));
  if (!run) throw new Error('none');
  return run;
};
export async function preview(): Promise<WriteBack> {
  await beginWriteBack(await ctx(), 'google');
  await advanceDirectory(work);
  return last();
}
export async function write(): Promise<WriteBack> {
  await approveWriteBack(await ctx(), (await last()).id);
  await advanceDirectory(work);
  return last();
}
export const rows = () =>
  app.rows<{ external: string; state: string; answer: string }>(
    'SELECT external, state, answer FROM write_back_rows ORDER BY run, external',
  );
