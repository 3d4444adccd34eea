import Sqlite from 'better-sqlite3';
import { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';

let template: Buffer | undefined;

/** A fresh in-memory database with every migration applied, about 1 ms after the first. */
export function freshDatabase(): SqliteEngine {
  if (!template) {
    const file = new Sqlite(':memory:');
    applyMigrations(file, migrationFiles());
    template = file.serialize();
    file.close();
  }
  return openCopy(template);
}

/** A database of its own from a serialized one. */
export function openCopy(bytes: Buffer): SqliteEngine {
  const file = new Sqlite(bytes);
  file.pragma('foreign_keys = ON');
  return new SqliteEngine(file);
}
