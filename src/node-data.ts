import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import type { Config } from './config.ts';
import { openSqlite } from './db/engine-sqlite.ts';
import { applyMigrations, pendingMigrations } from './db/migrate.ts';
import { migrationFiles } from './db/migration-files.ts';

/** A file of the program itself, wherever it was started from. */
export function programFolder(name: 'static' | 'migrations'): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

export function databasePath(dataDir: string): string {
  return join(dataDir, 'spudger.db');
}

export function photosPath(dataDir: string): string {
  return join(dataDir, 'photos');
}

/** Files of imports and exports, kept for a while. */
export function filesPath(dataDir: string): string {
  return join(dataDir, 'files');
}

/** Where other programs leave files for the night. */
export function inboxPath(dataDir: string): string {
  return join(dataDir, 'inbox');
}

export function makeFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** Opens the district's file, made where it is absent, with every migration applied. */
export function openData(dataDir: string, say: (line: string) => void): Sqlite.Database {
  makeFolder(dataDir);
  const path = databasePath(dataDir);
  const isNew = !existsSync(path);
  const file = openSqlite(path);
  const pending = pendingMigrations(file, migrationFiles(programFolder('migrations')));
  const first = pending[0];
  if (!first) return file;
  if (!isNew && holdsTables(file)) {
    const copy = copyName(dataDir, first.name);
    file.prepare('VACUUM INTO ?').run(copy);
    say(`Kept a copy of the database as ${copy}`);
  }
  applyMigrations(file, pending);
  say(`Applied ${pending.length} migrations, up to ${pending.at(-1)?.name ?? ''}`);
  return file;
}

/** The configuration with its secret: the environment's, else the one kept in the folder, else a new one. */
export function withSecret(config: Config): Config & { secret: string } {
  if (config.secret) return { ...config, secret: config.secret };
  const path = join(config.dataDir, 'secret');
  if (!existsSync(path)) {
    makeFolder(config.dataDir);
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return { ...config, secret: readFileSync(path, 'utf8').trim() };
}

/** The database as it is at this moment, for reading, however long that takes: others go on writing. */
export function snapshotOf(dataDir: string): { file: Sqlite.Database; close: () => void } {
  const file = openSqlite(databasePath(dataDir));
  file.exec('BEGIN');
  // A transaction begins with its first read.
  file.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  return {
    file,
    close: () => {
      if (file.inTransaction) file.exec('COMMIT');
      file.close();
    },
  };
}

function holdsTables(file: Sqlite.Database): boolean {
  return file.prepare("SELECT 1 FROM sqlite_master WHERE name = 'settings'").get() !== undefined;
}

function copyName(dataDir: string, migration: string): string {
  const stem = `spudger-before-${migration.slice(0, 4)}`;
  for (let i = 1; ; i++) {
    const path = join(dataDir, i === 1 ? `${stem}.db` : `${stem}-${i}.db`);
    if (!existsSync(path)) return path;
  }
}
