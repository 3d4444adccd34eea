import { rmSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';

/** Undoes what a load has changed of a file's ways. */
export interface Loading {
  /** Makes the indexes that were left out. */
  index(say: (line: string) => void): void;
  /** The file is durable from now on, like every other. @throws Error it is damaged */
  end(): void;
}

/**
 * Makes a fresh file ready for a load: not durable until `end`, without indexes, with a database beside it
 * (`waiting`) for what has to be sorted first.
 * @param beside path of that one, `:memory:` in tests
 * @throws Error the database has something in it
 */
export function beginLoad(file: Sqlite.Database, beside: string): Loading {
  refuseFilled(file);
  file.pragma('journal_mode = MEMORY');
  file.pragma('synchronous = OFF');
  file.pragma('foreign_keys = OFF');
  file.pragma('temp_store = FILE');
  file.pragma('cache_size = -262144');
  file.pragma('threads = 2');
  file.prepare('ATTACH ? AS waiting').run(beside);
  file.pragma('waiting.journal_mode = MEMORY');
  file.pragma('waiting.synchronous = OFF');
  const indexes = file
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid")
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) file.exec(`DROP INDEX ${name}`);
  file.exec('BEGIN');
  return {
    index(say) {
      file.exec('COMMIT');
      file.exec('DETACH waiting');
      if (beside !== ':memory:') rmSync(beside, { force: true });
      file.exec('BEGIN');
      for (const [i, { sql }] of indexes.entries()) {
        if (i % 20 === 0) say(`Indexes: ${i} of ${indexes.length}`);
        file.exec(sql);
      }
      file.exec('COMMIT');
    },
    end() {
      file.pragma('analysis_limit = 1000');
      file.exec('ANALYZE');
      file.pragma('foreign_keys = ON');
      file.pragma('temp_store = MEMORY');
      file.pragma('cache_size = -32768');
      file.pragma('synchronous = FULL');
      file.pragma('journal_mode = WAL');
      const found = file.pragma('quick_check', { simple: true });
      if (found !== 'ok') throw new Error(`The database is damaged: ${String(found)}`);
    },
  };
}

function refuseFilled(file: Sqlite.Database): void {
  const tables = ['locations', 'people', 'devices', 'models', 'records'];
  for (const table of tables)
    if (file.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get())
      throw new Error(`The database is not empty: there is something in ${table}`);
}
