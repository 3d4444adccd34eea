import type { Engine, Statement, Value } from '../db/engine.ts';
import { insertRows } from './table-queries.ts';
import type { Table } from './tables-rules.ts';

/** How the rows of a district get into an empty database. */
export interface Filling {
  /** @param tables those that name others first */
  clear(tables: readonly Table[]): Promise<void>;
  put(table: Table, rows: readonly Value[][]): Promise<void>;
  /** Behind the last rows of a table. */
  end(table: Table): Promise<void>;
  /** Behind the last table. @throws Error the rows do not belong together */
  done?(say: (line: string) => void): Promise<void>;
}

/** So much text of rows goes into one statement: a value may have a megabyte. */
const STATEMENT_CHARS = 300_000;
const STATEMENTS = 20;
const DEFER: Statement = { sql: 'PRAGMA defer_foreign_keys = on', parameters: [] };

/** By lists of statements, as either engine takes them. */
export class EngineFilling implements Filling {
  private readonly engine: Engine;
  private statements: Statement[] = [];
  private chunk: string[] = [];
  private chars = 0;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  async clear(tables: readonly Table[]): Promise<void> {
    const deletes = tables.map(({ name }) => ({ sql: `DELETE FROM "${name}"`, parameters: [] }));
    await this.engine.batch([DEFER, ...deletes]);
  }

  async put(table: Table, rows: readonly Value[][]): Promise<void> {
    // Rows of a table that names its own rows go in together: the reference is looked at when all are there.
    const together = table.columns.some(({ refers }) => refers === table.name);
    for (const values of rows) {
      const json = JSON.stringify(values);
      if (json.length > STATEMENT_CHARS) this.statements.push(oneRow(table, values));
      else this.chunk.push(json);
      this.chars += json.length;
      if (this.chars > STATEMENT_CHARS) this.endChunk(table);
      if (this.statements.length >= STATEMENTS && !together) await this.send(table);
    }
  }

  async end(table: Table): Promise<void> {
    this.endChunk(table);
    await this.send(table);
  }

  private endChunk(table: Table): void {
    if (this.chunk.length > 0) this.statements.push(insertRows(table, `[${this.chunk.join(',')}]`));
    this.chunk = [];
    this.chars = 0;
  }

  private async send(table: Table): Promise<void> {
    const { statements } = this;
    this.statements = [];
    if (statements.length === 0) return;
    await this.engine.batch([DEFER, ...statements]).catch((error: unknown) => {
      throw new Error(`${table.name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
  }
}

/** A row that is too long for a list of rows. */
function oneRow(table: Table, values: readonly Value[]): Statement {
  return { sql: insertOne(table), parameters: values };
}

/** A statement that puts one row in. */
export function insertOne(table: Table): string {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const marks = table.columns.map(() => '?').join(', ');
  return `INSERT INTO "${table.name}" (${columns}) VALUES (${marks})`;
}
