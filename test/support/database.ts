import Sqlite from 'better-sqlite3';
import type { Engine } from '../../src/db/engine.ts';
import { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { freshD1 } from './d1.ts';

let template: Buffer | undefined;

/**
 * An empty database with every migration applied. On better-sqlite3 a fresh in-memory copy, about
 * 1 ms; where the run is for the other engine (SPUDGER_TEST_ENGINE=d1) local D1, emptied.
 */
export function freshDatabase(): Engine {
  return process.env.SPUDGER_TEST_ENGINE === 'd1' ? freshD1() : freshSqlite();
}

/** For tests of what only better-sqlite3 can tell: query plans, files. */
export function freshSqlite(): SqliteEngine {
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
