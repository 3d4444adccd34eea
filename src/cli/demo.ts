import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { hashPassword } from '../accounts/password.ts';
import type { Config } from '../config.ts';
import { openSqlite } from '../db/engine-sqlite.ts';
import { applyMigrations } from '../db/migrate.ts';
import { migrationFiles } from '../db/migration-files.ts';
import { loadDistrict } from '../demo/bulk.ts';
import { demoPassword } from '../demo/district.ts';
import { Plan } from '../demo/plan.ts';
import { demoSize, sizeFor } from '../demo/plan-size.ts';
import { databasePath, makeFolder, programFolder } from '../node-data.ts';
import { lockFolder } from '../node-lock.ts';
import { dayIn } from '../web/day.ts';
import { type Call, type Command, Misused } from './command.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'Fills an empty DATA_DIR with a made-up district, the same for the same numbers.',
  options: [
    { name: 'devices', value: 'N', help: `30 to 200000; ${demoSize.devices} where it is not given` },
    { name: 'seed', value: 'N', help: 'another one makes another district; 1 where it is not given' },
    { name: 'until', value: 'YYYY-MM-DD', help: 'its last day; yesterday where it is not given' },
  ],
  async run(call) {
    const begun = Date.now();
    const size = sizeOf(call);
    const made = await intoPlace(call.config, async (file, draft) => {
      const hash = await hashPassword(demoPassword);
      return loadDistrict(file, new Plan(size), { hash, beside: `${draft}-waiting`, say: call.say });
    });
    return { ...made, seconds: Math.round((Date.now() - begun) / 100) / 10 };
  },
};

function sizeOf({ option, config }: Call) {
  const seed = whole(option('seed') || '1', 'seed');
  const devices = whole(option('devices') || String(demoSize.devices), 'devices');
  const until = option('until') || dayIn(config.timeZone, Date.now() - 86_400_000);
  if (Number.isNaN(Date.parse(`${until}T00:00:00Z`))) throw new Misused('--until is no date');
  try {
    return { ...sizeFor(devices, seed), endsOn: until, zone: config.timeZone };
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Misused(`--${name} is no whole number`);
  return Number(text);
}

/**
 * Makes a database beside its place and moves it there when it is whole: what was broken off leaves nothing.
 * @throws Error a server runs on the folder, or its database is not empty
 */
async function intoPlace<R>(
  { dataDir }: Config,
  make: (file: Sqlite.Database, draft: string) => Promise<R>,
): Promise<R> {
  makeFolder(dataDir);
  const path = databasePath(dataDir);
  const draft = join(dirname(path), 'making.db');
  const lock = lockFolder(dataDir);
  // What does not fit into memory while sorting goes where the database goes, not to a small /tmp.
  process.env.SQLITE_TMPDIR ??= dataDir;
  try {
    if (existsSync(path)) refuseFilled(path);
    remove(draft);
    const file = openSqlite(draft);
    let made: R;
    try {
      applyMigrations(file, migrationFiles(programFolder('migrations')));
      made = await make(file, draft);
    } finally {
      file.close();
    }
    remove(path);
    renameSync(draft, path);
    return made;
  } finally {
    remove(draft);
    lock.release();
  }
}

function remove(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal', '-waiting']) rmSync(path + ending, { force: true });
}

function refuseFilled(path: string): void {
  const file = openSqlite(path);
  try {
    for (const table of ['locations', 'people', 'models', 'devices']) {
      const known = file.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table);
      if (known && file.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get())
        throw new Error(`${path} is not empty: a made district goes into an empty folder`);
    }
  } finally {
    file.close();
  }
}
