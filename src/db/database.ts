import { type Engine, MAX_STATEMENTS_PER_REQUEST, type Statement } from './engine.ts';
import { compiled, type Readable, type RowsOf } from './query.ts';

/** One request's access to the engine: it counts statements, because D1 allows only so many. */
export class Database {
  private readonly engine: Engine;
  private statements = 0;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Runs reads together, in one trip. @returns the rows of each query, in order */
  async read<T extends readonly Readable<unknown>[]>(
    ...queries: T
  ): Promise<{ [K in keyof T]: RowsOf<T[K]> }> {
    const statements = queries.map((query) => compiled(query));
    this.count(statements.length);
    const rows = await this.engine.read(statements);
    return rows as unknown as { [K in keyof T]: RowsOf<T[K]> };
  }

  /** The first row of one query. */
  async first<Out>(query: Readable<Out>): Promise<Out | undefined> {
    const [rows] = await this.read(query);
    return (rows as Out[])[0];
  }

  /** All rows of one query. */
  async all<Out>(query: Readable<Out>): Promise<Out[]> {
    const [rows] = await this.read(query);
    return rows as Out[];
  }

  /** Only `commit` calls this: all statements or none. */
  async batch(statements: readonly Statement[]): Promise<void> {
    this.count(statements.length);
    await this.engine.batch(statements);
  }

  /** Statements that were run: D1 allows so many in one request. */
  get used(): number {
    return this.statements;
  }

  private count(more: number): void {
    this.statements += more;
    if (this.statements > MAX_STATEMENTS_PER_REQUEST) {
      throw new RangeError(`${this.statements} statements in one request`);
    }
  }
}
