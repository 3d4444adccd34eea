import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  DummyDriver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { StorageFull } from '../errors.ts';
import type { Engine } from './engine.ts';

/** One statement at a time, each a transaction of its own. */
class EngineConnection implements DatabaseConnection {
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { sql, parameters };
    if (!/^\s*select\b|\breturning\b/i.test(sql)) {
      await this.engine.batch([statement]);
      return { rows: [] };
    }
    try {
      const [rows] = await this.engine.read([statement]);
      return { rows: (rows ?? []) as R[] };
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_FULL'))
        throw new StorageFull();
      throw error;
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Results are not streamed here');
  }
}

class EngineDriver extends DummyDriver {
  private readonly connection: EngineConnection;

  constructor(engine: Engine) {
    super();
    this.connection = new EngineConnection(engine);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection;
  }

  override async beginTransaction(): Promise<void> {
    throw new Error('No interactive transactions: gather changes and commit() them');
  }
}

/** A Kysely dialect over our engines, for the sign-in library alone: everything else compiles and commits. */
export function engineDialect(engine: Engine): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new EngineDriver(engine),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}
