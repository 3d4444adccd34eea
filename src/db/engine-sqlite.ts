import Sqlite from 'better-sqlite3';
import { StorageFull } from '../errors.ts';
import { checkedValues, type Engine, type Row, type Statement } from './engine.ts';
import { steady } from './steady-sql.ts';

const CACHED_STATEMENTS = 2_000;

/** The engine of the embedded server and the command line: one better-sqlite3 file. */
export class SqliteEngine implements Engine {
  readonly file: Sqlite.Database;
  private readonly prepared = new Map<string, Sqlite.Statement>();

  constructor(file: Sqlite.Database) {
    this.file = file;
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    return statements.map((statement) => this.prepare(statement.sql).all(checkedValues(statement)) as Row[]);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    const ready = statements.map((s) => ({ run: this.prepare(s.sql), values: checkedValues(s) }));
    try {
      this.prepare('BEGIN IMMEDIATE').run();
      try {
        for (const { run, values } of ready) run.run(values);
        this.prepare('COMMIT').run();
      } catch (error) {
        if (this.file.inTransaction) this.prepare('ROLLBACK').run();
        throw error;
      }
    } catch (error) {
      if (error instanceof Sqlite.SqliteError && /^SQLITE_(FULL|IOERR)/.test(error.code))
        throw new StorageFull();
      throw error;
    }
  }

  private prepare(sql: string): Sqlite.Statement {
    const known = this.prepared.get(sql);
    if (known) return known;
    const statement = this.file.prepare(steady(sql));
    // Texts built from filters vary: the oldest goes when the cache is full.
    if (this.prepared.size >= CACHED_STATEMENTS) {
      const oldest = this.prepared.keys().next().value;
      if (oldest !== undefined) this.prepared.delete(oldest);
    }
    this.prepared.set(sql, statement);
    return statement;
  }
}

/** Opens a database file with the settings that make an acknowledged commit durable. */
export function openSqlite(path: string): Sqlite.Database {
  const file = new Sqlite(path, { timeout: 5_000 });
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  file.pragma('busy_timeout = 5000');
  file.pragma('cache_size = -16384');
  file.pragma('temp_store = MEMORY');
  return file;
}
