import type Sqlite from 'better-sqlite3';
import type { Value } from '../db/engine.ts';
import { beginLoad, type Loading } from '../demo/bulk-file.ts';
import { type Filling, insertOne } from '../exports/filling.ts';
import type { Table } from '../exports/tables-rules.ts';

/**
 * Into a file that nobody else has, and that is thrown away where it fails: row by row in one transaction, references
 * and indexes looked after once at the end.
 */
export class FileFilling implements Filling {
  private readonly file: Sqlite.Database;
  private readonly loading: Loading;
  private known: { table: string; insert: Sqlite.Statement } | null = null;

  /** @param beside path of what is sorted beside it */
  constructor(file: Sqlite.Database, beside: string) {
    this.file = file;
    this.loading = beginLoad(file, beside);
    file.pragma('cache_size = -65536');
  }

  async clear(tables: readonly Table[]): Promise<void> {
    for (const { name } of tables) this.file.prepare(`DELETE FROM "${name}"`).run();
  }

  async put(table: Table, rows: readonly Value[][]): Promise<void> {
    if (this.known?.table !== table.name)
      this.known = { table: table.name, insert: this.file.prepare(insertOne(table)) };
    const { insert } = this.known;
    try {
      for (const row of rows) insert.run(row);
    } catch (error) {
      throw new Error(`${table.name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  async end(): Promise<void> {
    this.known = null;
  }

  async done(say: (line: string) => void): Promise<void> {
    this.loading.index(say);
    say('References ...');
    for (const row of this.file.prepare('PRAGMA foreign_key_check').iterate() as Iterable<{
      table: string;
      parent: string;
    }>)
      throw new Error(`${row.table}: a row names one of ${row.parent} that is not in the zip`);
  }

  /** The file is like every other from now on. @throws Error it is damaged */
  finish(): void {
    this.loading.end();
  }
}
