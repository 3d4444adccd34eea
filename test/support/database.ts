import Sqlite from 'better-sqlite3';
import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { CopiedSqlite, openCopy } from './copied.ts';
import { liveD1 } from './d1.ts';
import type { Fillable } from './filled.ts';
import { closedLater, isLive } from './opened.ts';
import { ReplayedSqlite } from './replayed.ts';

export { openCopy } from './copied.ts';

/** Few bytes for each of the hundreds of tables and indexes, most of which a test leaves empty. */
const PAGE_BYTES = 1024;

let empty: Buffer | undefined;

/**
 * An empty database with every migration applied: on better-sqlite3 a fresh in-memory copy. Where the run is for the
 * other engine (SPUDGER_TEST_ENGINE=d1) everything is done on local D1 as well, after the test; or, in a file of
 * tests that says `onTheEngineItself`, there alone and at once.
 */
export function freshDatabase(): Fillable {
  if (process.env.SPUDGER_TEST_ENGINE !== 'd1') return new CopiedSqlite(migrated());
  if (isLive()) return liveD1();
  const replayed = new ReplayedSqlite(migrated());
  closedLater(replayed);
  return replayed;
}

/** For tests of what only better-sqlite3 can tell: query plans, files. */
export function freshSqlite(): SqliteEngine {
  return openCopy(migrated());
}

function migrated(): Buffer {
  if (empty) return empty;
  const file = new Sqlite(':memory:');
  file.pragma(`page_size = ${PAGE_BYTES}`);
  applyMigrations(file, migrationFiles());
  empty = file.serialize();
  file.close();
  return empty;
}
