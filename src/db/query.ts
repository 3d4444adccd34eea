import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Statement } from './engine.ts';
import type { Schema } from './schema.ts';

class CompileOnlyDriver extends DummyDriver {
  override async beginTransaction(): Promise<void> {
    throw new Error('No interactive transactions: gather changes and commit() them');
  }
  override async acquireConnection(): Promise<never> {
    throw new Error('Queries only compile here: run them with Database.read or commit()');
  }
}

/** Builds typed queries. It has no connection: `Database.read` and `commit` run what it compiles. */
export const q = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new CompileOnlyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A statement that knows the type of its rows. */
export interface Query<Out> extends Statement {
  readonly rows?: Out;
}

export type Readable<Out> = Query<Out> | Compilable<Out>;

export type RowsOf<T> = T extends Compilable<infer Out> ? Out[] : T extends Query<infer Out> ? Out[] : never;

export function compiled<Out>(query: Readable<Out>): Query<Out> {
  return 'compile' in query ? (query.compile() as unknown as Query<Out>) : query;
}

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is compiled once: compiling costs more than running it. The builder must use each
 * parameter as a plain value and must not branch on it.
 */
export function prepared<P extends Record<string, string | number | null>, Out>(
  build: (p: P) => Compilable<Out>,
): (values: P) => Query<Out> {
  let text: string | undefined;
  let names: readonly unknown[] = [];
  return (values) => {
    if (text === undefined) {
      const placeholders = new Proxy({} as P, {
        get: (_, name) => new Placeholder(String(name)),
      });
      const statement = build(placeholders).compile();
      text = statement.sql;
      names = statement.parameters;
    }
    return {
      sql: text,
      parameters: names.map((p) => (p instanceof Placeholder ? values[p.name] : p)),
    };
  };
}
