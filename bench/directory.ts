/*
 * How long the reading of a directory of a whole district takes, and how long it holds up others: the made directory
 * answers from a process of its own with the district's serials. The database of DATA_DIR is written to: take a copy.
 *
 *   DATA_DIR=/somewhere node bench/directory.ts
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { readConfig } from '../src/config.ts';
import type { Ctx } from '../src/context.ts';
import { Database } from '../src/db/database.ts';
import { openSqlite, SqliteEngine } from '../src/db/engine-sqlite.ts';
import { applyMigrations, pendingMigrations } from '../src/db/migrate.ts';
import { migrationFiles } from '../src/db/migration-files.ts';
import { advanceDirectory, beginRun, type DirectoryWork } from '../src/directory/advance.ts';
import { googleDirectory } from '../src/directory/google.ts';
import { leaversBySite, leaversPage } from '../src/directory/leavers.ts';
import { lastRuns } from '../src/directory/queries.ts';
import { approveWriteBack, beginWriteBack, refuseWriteBack } from '../src/directory/write-back.ts';
import { lastWriteBacks, writeRows } from '../src/directory/write-queries.ts';
import { systemCtx } from '../src/web/system-ctx.ts';
import { READ_SCOPE, startGoogle, WRITE_SCOPE } from '../test/support/google-directory.ts';

const folder = process.env.DATA_DIR;
if (!folder) throw new Error('DATA_DIR: a copy of a district');
const path = join(folder, 'spudger.db');

if (process.argv[2] === 'google') await answer();
else await measure();

/** The other side. Each told word changes the devices: 'again' a few, 'write' as they are. */
async function answer(): Promise<void> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare(
    "SELECT serial, tag FROM devices WHERE joined_into IS NULL AND serial <> '' ORDER BY serial",
  );
  const google = await startGoogle(Date.now);
  google.granted = [READ_SCOPE, WRITE_SCOPE];
  google.devices = (rows.all() as { serial: string; tag: string }[]).map(({ serial, tag }, i) => ({
    deviceId: `0a1b2c3d-${String(i).padStart(8, '0')}`,
    serialNumber: serial,
    model: 'Dell Chromebook 3100',
    status: 'ACTIVE',
    orgUnitPath: '/Students',
    annotatedAssetId: i % 100 === 0 ? '' : tag,
    annotatedUser: `student${i}@spudger.test`,
    annotatedLocation: 'Room 12',
    osVersion: '128.0.6613.133',
    lastSync: '2026-11-20T10:00:00.000Z',
    recentUsers: [{ type: 'USER_TYPE_MANAGED', email: `student${i}@spudger.test` }],
    autoUpdateExpiration: String(Date.parse('2030-06-01')),
    macAddress: 'a1b2c3d4e5f6',
    bootMode: 'Verified',
    activeTimeRanges: Array.from({ length: 15 }, (_, day) => ({
      activeTime: 1000 * day,
      date: `2026-11-${day + 1}`,
    })),
  }));
  process.on('message', () => {
    for (const [i, one] of (google.devices as Record<string, unknown>[]).entries())
      if (i % 50 === 0) one.annotatedLocation = 'Room 14';
    process.send?.('changed');
  });
  process.send?.({ url: google.url, key: google.key, devices: google.devices.length });
}

async function measure(): Promise<void> {
  const file = openSqlite(path);
  applyMigrations(file, pendingMigrations(file, migrationFiles()));
  const child = fork(new URL(import.meta.url), ['google']);
  const told = await new Promise<{ url: string; key: string; devices: number }>((resolve) =>
    child.once('message', (message) => resolve(message as { url: string; key: string; devices: number })),
  );
  const config = readConfig({
    GOOGLE_DIRECTORY_KEY: told.key,
    GOOGLE_DIRECTORY_ADMIN: 'admin@spudger.test',
    GOOGLE_DIRECTORY_URL: told.url,
  });
  if (!config.directory) throw new Error('not set up');
  const services = { engine: new SqliteEngine(file), config: { ...config, secret: '' }, clock: Date.now };
  const fresh = (): Promise<Ctx> => systemCtx(services as Parameters<typeof systemCtx>[0], 'system');
  const work: DirectoryWork = {
    fresh,
    source: googleDirectory(config.directory),
    chance: Math.random,
    breathe: () => new Promise((resume) => setTimeout(resume)),
    tired: () => false,
  };
  const print = (what: string, figures: object) => console.log(what.padEnd(28), JSON.stringify(figures));
  const timed = async (what: string, run: () => Promise<object | undefined>) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    let most = 0;
    const looking = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 200);
    const before = process.cpuUsage();
    const began = performance.now();
    delay.enable();
    const found = await run();
    delay.disable();
    clearInterval(looking);
    const cpu = process.cpuUsage(before);
    print(what, {
      seconds: Math.round(performance.now() - began) / 1000,
      cpuSeconds: Math.round((cpu.user + cpu.system) / 1000) / 1000,
      rssMB: Math.round(most / 1e6),
      heldUpMs: { p99: Math.round(delay.percentile(99) / 1e6), max: Math.round(delay.max / 1e6) },
      ...found,
    });
  };
  const set = async (name: string, value: object) =>
    file
      .prepare(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, JSON.stringify(value));
  const db = new Database(services.engine);
  const run = async () => {
    const [last] = await db.all(lastRuns(1));
    return {
      state: last?.state,
      named: last?.named,
      fresh: last?.fresh,
      changed: last?.changed,
      pages: last?.pages,
    };
  };
  const written = async () => {
    const [last] = await db.all(lastWriteBacks(1));
    return { state: last?.state, looked: last?.looked, named: last?.named, written: last?.written };
  };
  print('made directory', { devices: told.devices });
  await set('directory', { percent: 100 });
  await beginRun(await fresh(), 'google');
  await timed('first reading', async () => {
    await advanceDirectory(work);
    return run();
  });
  await new Promise((resolve) => child.once('message', resolve) && child.send('again'));
  await beginRun(await fresh(), 'google');
  await timed('second, 2 % otherwise', async () => {
    await advanceDirectory(work);
    return run();
  });
  await set('directory.write', { on: true, percent: 100, location: true, user: 'mirror' });
  await beginWriteBack(await fresh(), 'google');
  await timed('comparing, all otherwise', async () => {
    await advanceDirectory(work);
    return written();
  });
  const [back] = await db.all(lastWriteBacks(1));
  if (!back) throw new Error('none');
  await timed(
    'a page of the preview',
    async () => void (await writeRows(db, back.n, { state: null, field: 'user' }, 50)),
  );
  await timed('leavers of all sites', async () => {
    const sites = await leaversBySite(db);
    await leaversPage(db, sites, { site: '', kind: null }, 50);
    return { sites: sites.length };
  });
  await approveWriteBack(await fresh(), back.id);
  let left = 40;
  await timed('writing 2,000 devices', async () => {
    await advanceDirectory({ ...work, tired: () => left-- <= 0 });
    return written();
  });
  await refuseWriteBack(await fresh(), back.id);
  child.disconnect();
  child.kill();
  file.close();
}
