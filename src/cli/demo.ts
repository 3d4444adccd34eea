import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { hashPassword } from '../accounts/password.ts';
import { openSqlite, SqliteEngine } from '../db/engine-sqlite.ts';
import { applyMigrations } from '../db/migrate.ts';
import { migrationFiles } from '../db/migration-files.ts';
import { loadDistrict } from '../demo/bulk.ts';
import { playDemo } from '../demo/demo.ts';
import { demoPassword } from '../demo/district.ts';
import { Plan } from '../demo/plan.ts';
import { demoSize, sizeFor } from '../demo/plan-size.ts';
import type { PlanSize } from '../demo/plan-types.ts';
import { databasePath, makeFolder, photosPath, programFolder } from '../node-data.ts';
import { lockFolder } from '../node-lock.ts';
import { FolderPhotos } from '../photos/store-folder.ts';
import { dayIn } from '../web/day.ts';
import { type Call, type Command, Misused } from './command.ts';

export const demo: Command = {
  name: 'demo',
  summary: `Fills an empty DATA_DIR with a made-up district: up to ${demoSize.devices} devices through the app's own actions, more by bulk statements.`,
  options: [
    { name: 'devices', value: 'N', help: `30 to 200000; ${demoSize.devices} where it is not given` },
    { name: 'seed', value: 'N', help: 'another number makes another district; 1 where it is not given' },
    { name: 'until', value: 'YYYY-MM-DD', help: 'its last day; yesterday where it is not given' },
    { name: 'bulk', help: 'by bulk statements, however small' },
  ],
  async run(call) {
    const begun = Date.now();
    const size = sizeOf(call);
    const bulk = call.on('bulk') || size.devices > demoSize.devices;
    const { dataDir } = call.config;
    makeFolder(dataDir);
    const lock = lockFolder(dataDir);
    const draft = join(dataDir, 'making.db');
    try {
      refuseFilled(databasePath(dataDir));
      remove(draft);
      const made = await (bulk ? inBulk : byActions)(call, size, draft);
      remove(databasePath(dataDir));
      // Last: a folder with a database is a whole one.
      renameSync(draft, databasePath(dataDir));
      return { ...made, seconds: Math.round((Date.now() - begun) / 100) / 10 };
    } finally {
      remove(draft);
      lock.release();
    }
  },
};

function sizeOf({ option, config }: Call): PlanSize {
  const seed = whole(option('seed') || '1', 'seed');
  const devices = whole(option('devices') || String(demoSize.devices), 'devices');
  const yesterday = dayIn(config.timeZone, Date.now() - 86_400_000);
  const until = option('until') || yesterday;
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(Date.parse(until)))
    throw new Misused('--until is no date');
  if (until > yesterday) throw new Misused('--until is not over yet');
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

async function inBulk({ config, say }: Call, size: PlanSize, draft: string) {
  // What does not fit into memory while sorting goes where the database goes, not to a small /tmp.
  process.env.SQLITE_TMPDIR ??= config.dataDir;
  const file = openSqlite(draft);
  try {
    migrate(file);
    const hash = await hashPassword(demoPassword);
    return loadDistrict(file, new Plan(size), { hash, beside: `${draft}-waiting`, say });
  } finally {
    file.close();
  }
}

/** Made in memory: nobody waits for a disk that nobody has to trust yet. */
async function byActions({ config, say }: Call, size: PlanSize, draft: string) {
  const file = new Sqlite(':memory:');
  try {
    file.pragma('foreign_keys = ON');
    migrate(file);
    rmSync(photosPath(config.dataDir), { recursive: true, force: true });
    const photos = new FolderPhotos(photosPath(config.dataDir));
    const hash = await hashPassword(demoPassword);
    const options = { hash, photos, now: Date.now(), say };
    const made = await playDemo(new SqliteEngine(file), new Plan(size), options);
    file.exec('ANALYZE');
    file.prepare('VACUUM INTO ?').run(draft);
    openSqlite(draft).close();
    return made;
  } finally {
    file.close();
  }
}

/** A fresh database with every table. */
export function migrate(file: Sqlite.Database): void {
  applyMigrations(file, migrationFiles(programFolder('migrations')));
}

/** A database and what lies beside it. */
export function remove(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal', '-waiting']) rmSync(path + ending, { force: true });
}

/** @throws Error the folder has a database with something in it */
export function refuseFilled(path: string): void {
  if (!existsSync(path)) return;
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
