import Sqlite from 'better-sqlite3';
import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import { checkedValues } from '../../src/db/engine.ts';
import { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { steady } from '../../src/db/steady-sql.ts';

/**
 * A database that can be put back to what it began with, in no time: everything happens within one transaction that
 * is never committed, each commit of the program being a savepoint of it.
 */
export class UndoneSqlite implements Engine {
  readonly file: Sqlite.Database;
  /** texts of the statements that were to write since it was last put back */
  readonly written = new Set<string>();
  private readonly reader: SqliteEngine;
  private readonly prepared = new Map<string, Sqlite.Statement>();
  private before: number;
  private takenBack = 0;

  constructor(bytes: Buffer) {
    this.file = new Sqlite(bytes);
    this.file.pragma('foreign_keys = ON');
    this.reader = new SqliteEngine(this.file);
    this.file.exec('BEGIN');
    this.before = this.changes();
  }

  /** Whether a row was written since it was last put back, and stayed. */
  get changed(): boolean {
    return this.changes() - this.before - this.takenBack > 0;
  }

  undo(): void {
    this.file.exec('ROLLBACK; BEGIN');
    this.before = this.changes();
    this.takenBack = 0;
    this.written.clear();
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    return this.reader.read(statements);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    const ready = statements.map((one) => ({ run: this.prepare(one.sql), values: checkedValues(one) }));
    for (const { sql } of statements) this.written.add(sql);
    const before = this.changes();
    this.file.exec('SAVEPOINT one_commit');
    try {
      for (const { run, values } of ready) run.run(values);
    } catch (error) {
      this.file.exec('ROLLBACK TO one_commit; RELEASE one_commit');
      this.takenBack += this.changes() - before;
      throw error;
    }
    this.file.exec('RELEASE one_commit');
  }

  private changes(): number {
    return this.prepare('SELECT total_changes()').pluck().get() as number;
  }

  private prepare(sql: string): Sqlite.Statement {
    const known = this.prepared.get(sql) ?? this.file.prepare(steady(sql));
    this.prepared.set(sql, known);
    return known;
  }
}
