import type Sqlite from 'better-sqlite3';
import type { Value } from '../db/engine.ts';

/** So many values are bound to one insert: larger ones are slower again. */
const VALUES = 200;

/** Rows of one table on their way into it, several to an insert. */
export class Rows {
  count = 0;
  readonly #file: Sqlite.Database;
  readonly #into: string;
  readonly #width: number;
  readonly #many: Sqlite.Statement;
  readonly #full: number;
  #waiting: Value[] = [];

  /** @param columns in the order of the values that `add` takes */
  constructor(file: Sqlite.Database, table: string, columns: readonly string[]) {
    this.#file = file;
    this.#into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    this.#width = columns.length;
    const rows = Math.max(1, Math.floor(VALUES / columns.length));
    this.#full = rows * columns.length;
    this.#many = this.#insert(rows);
  }

  add(...values: Value[]): void {
    this.count++;
    const waiting = this.#waiting;
    for (const value of values) waiting.push(value);
    if (waiting.length < this.#full) return;
    this.#many.run(waiting);
    waiting.length = 0;
  }

  flush(): void {
    if (this.#waiting.length > 0) this.#insert(this.#waiting.length / this.#width).run(this.#waiting);
    this.#waiting = [];
  }

  #insert(rows: number): Sqlite.Statement {
    const row = `(${Array(this.#width).fill('?').join(', ')})`;
    return this.#file.prepare(this.#into + Array(rows).fill(row).join(', '));
  }
}
