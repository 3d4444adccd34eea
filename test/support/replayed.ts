import Sqlite from 'better-sqlite3';
import { asConflict } from '../../src/db/commit.ts';
import type { Row, Statement } from '../../src/db/engine.ts';
import { CopiedSqlite } from './copied.ts';
import { onD1, statement, type Told, type Trip } from './d1.ts';
import type { Fillable } from './filled.ts';

interface Done extends Trip {
  told: Told;
}

/** A statement that writes to a full-text index, which cannot be read. */
const SEARCHED = /\b(into|from) \w+_fts\b/i;
/** Asks about the database itself, which differs. */
const ABOUT_ITSELF = /\bsqlite_|\bpragma|^explain/i;
const ROWS_OF_PIECE = 500;

let migrated: readonly Statement[] | undefined;

/**
 * better-sqlite3 for the test, and after it everything that the test did once more on local D1, in one call: each
 * read must give the same rows there, each commit be taken, or refused, alike.
 */
export class ReplayedSqlite extends CopiedSqlite {
  private beginning: readonly Statement[] = [];
  private readonly done: Done[] = [];

  override async read(statements: readonly Statement[]): Promise<Row[][]> {
    const done = this.begun({ writes: false, statements });
    try {
      const rows = await super.read(statements);
      // The program may change what it was given.
      done.told = { rows: structuredClone(rows) };
      return rows;
    } catch (error) {
      this.failed(done, error);
      throw error;
    }
  }

  override async batch(statements: readonly Statement[]): Promise<void> {
    const done = this.begun({ writes: true, statements });
    try {
      await super.batch(statements);
    } catch (error) {
      this.failed(done, error);
      throw error;
    }
  }

  private begun(trip: Trip): Done {
    // What migrations have written is there as well.
    if (this.done.length === 0 && this.beginning.length === 0) {
      migrated ??= this.rowsAsStatements();
      this.beginning = migrated;
    }
    const done: Done = { ...trip, told: {} };
    this.done.push(done);
    return done;
  }

  private failed(done: Done, error: unknown): void {
    if (error instanceof Sqlite.SqliteError) done.told = { error: error.message };
    // A value over the limits is refused before either engine hears of it.
    else this.done.splice(this.done.indexOf(done), 1);
  }

  override async kept(): Promise<(next: Fillable) => void> {
    const begin = await super.kept();
    const written = this.done.filter(({ writes, told }) => writes && told.error === undefined);
    const searches = [...this.beginning, ...written.flatMap(({ statements }) => statements)].filter(
      ({ sql }) => SEARCHED.test(sql),
    );
    const beginning = [...this.rowsAsStatements(), ...searches];
    return (next) => {
      begin(next);
      const other = next as ReplayedSqlite;
      other.beginning = beginning;
      other.done.length = 0;
    };
  }

  /** Every row that it holds, a few statements a table. */
  private rowsAsStatements(): Statement[] {
    const { file } = this.engine;
    const tables = file
      .prepare(
        `SELECT t.name, json_group_array(c.name) AS columns FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%\\_fts%' ESCAPE '\\'
           AND t.name <> 'd1_migrations' GROUP BY t.name`,
      )
      .all() as { name: string; columns: string }[];
    return tables.flatMap(({ name, columns }) => {
      const names = JSON.parse(columns) as string[];
      const rows = file
        .prepare(`SELECT ${names.join(', ')} FROM ${name}`)
        .raw()
        .all();
      const values = names.map((_, at) => `value ->> ${at}`).join(', ');
      const insert = `INSERT INTO ${name} (${names.join(', ')}) SELECT ${values} FROM json_each(?)`;
      return Array.from({ length: Math.ceil(rows.length / ROWS_OF_PIECE) }, (_, i) =>
        statement(insert, JSON.stringify(rows.slice(i * ROWS_OF_PIECE, (i + 1) * ROWS_OF_PIECE))),
      );
    });
  }

  /** @throws Error D1 said otherwise */
  async close(): Promise<void> {
    const { done, beginning } = this;
    if (done.length === 0) return;
    const first: Trip = {
      writes: true,
      statements: [statement('PRAGMA defer_foreign_keys = ON'), ...beginning],
    };
    const [begun, ...told] = await onD1([first, ...done]);
    if (begun?.error !== undefined) throw new Error(`what it began with, on D1: ${begun.error}`);
    for (const [at, trip] of done.entries()) compare(trip, told[at] ?? {});
  }
}

function compare({ statements, told: here }: Done, there: Told): void {
  const texts = statements.map(({ sql, parameters }) => `${sql} ${JSON.stringify(parameters)}`).join('\n');
  if (here.error !== undefined || there.error !== undefined) {
    if (meaning(here.error) === meaning(there.error)) return;
    throw new Error(
      `D1 said ${there.error ?? 'nothing'}, better-sqlite3 ${here.error ?? 'nothing'}, to\n${texts}`,
    );
  }
  for (const [at, rows] of (here.rows ?? []).entries()) {
    const { sql = '', parameters } = statements[at] ?? {};
    if (ABOUT_ITSELF.test(sql)) continue;
    const [ours, theirs] = [alike(rows), alike(there.rows?.[at] ?? [])];
    if (ours !== theirs)
      throw new Error(`D1 gave\n${theirs}\nbetter-sqlite3\n${ours}\nto ${sql} ${JSON.stringify(parameters)}`);
  }
}

/** What the program makes of an error: which rule it broke. */
function meaning(error: string | undefined): string {
  if (error === undefined) return 'taken';
  const conflict = asConflict(new Error(error));
  return conflict ? `${conflict.kind} ${conflict.what}` : 'failed';
}

/** Rows whose order nobody asked for come in any. */
function alike(rows: readonly Row[]): string {
  return rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join('\n');
}
