import Sqlite from 'better-sqlite3';
import type { Row, Statement } from '../../src/db/engine.ts';
import { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import type { Fillable } from './filled.ts';
import { closedLater } from './opened.ts';

/** A database of its own from a serialized one. It is closed with the test, or the file of tests, that opened it. */
export function openCopy(bytes: Buffer): SqliteEngine {
  const file = new Sqlite(bytes);
  closedLater(file);
  file.pragma('foreign_keys = ON');
  return new SqliteEngine(file);
}

/** Opened at its first use, so that what it begins with can still be chosen. */
export class CopiedSqlite implements Fillable {
  filledWith: string | null = '';
  private content: Buffer;
  private opened: SqliteEngine | null = null;

  constructor(content: Buffer) {
    this.content = content;
  }

  get engine(): SqliteEngine {
    this.opened ??= openCopy(this.content);
    return this.opened;
  }

  async read(statements: readonly Statement[]): Promise<Row[][]> {
    return this.engine.read(statements);
  }

  async batch(statements: readonly Statement[]): Promise<void> {
    this.filledWith = null;
    return this.engine.batch(statements);
  }

  bytes(): Buffer {
    return this.engine.file.serialize();
  }

  async kept(): Promise<(next: Fillable) => void> {
    const bytes = this.bytes();
    return (next) => {
      const copy = next as CopiedSqlite;
      copy.opened = null;
      copy.content = bytes;
    };
  }
}
