import { hashPassword } from '../../src/accounts/password.ts';
import { readConfig } from '../../src/config.ts';
import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { installStartingLists } from '../../src/repairs/install-starting-lists.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { freshSqlite } from './database.ts';
import { type Shelf, stockWorld } from './stock.ts';
import { type Cast, givePassword, makeWorld } from './world.ts';

export const SERVER_SECRET = 'a secret of thirty-two characters or more';
export const PASSWORD = 'thirteen red bricks';

const DAY_MS = 86_400_000;
/** When the cast's rows say they were written; a started server has the real clock. */
const CAST_AT = '2027-01-04T13:00:00.000Z';

export interface Seed {
  cast: Cast;
  shelf: Shelf;
  statements: Statement[];
}

/** Keeps every statement that is written beside writing it. */
class Recorder implements Engine {
  readonly statements: Statement[] = [];
  private readonly engine = freshSqlite();

  read(statements: readonly Statement[]): Promise<Row[][]> {
    return this.engine.read(statements);
  }
  batch(statements: readonly Statement[]): Promise<void> {
    this.statements.push(...statements);
    return this.engine.batch(statements);
  }
}

/**
 * The cast with its stock, the lists that a new district starts with, and one password for everybody,
 * all of it 60 days old.
 */
export async function makeSeed(): Promise<Seed> {
  const engine = new Recorder();
  const config = { ...readConfig({}), secret: SERVER_SECRET };
  const services = { engine, config, clock: () => Date.now() - 60 * DAY_MS };
  const ctx = await systemCtx(services, 'system');
  await installStartingLists(ctx);
  const cast = await makeWorld(engine);
  const shelf = await stockWorld(engine, cast);
  const password = await hashPassword(PASSWORD);
  const { mara, sid, ian, tess, ivy, cora, bert, audrey, ada } = cast;
  await engine.batch(
    [mara, sid, ian, tess, ivy, cora, bert, audrey, ada].map((person) => givePassword(person, password)),
  );
  const statements = engine.statements.map(({ sql, parameters }) => ({
    sql,
    parameters: parameters.map((value) => (value === CAST_AT ? ctx.now : value)),
  }));
  return { cast, shelf, statements };
}

/** Makes the database file of a data folder and writes the seed into it. */
export async function writeSeed(path: string, seed: Seed): Promise<void> {
  const file = openSqlite(path);
  applyMigrations(file, migrationFiles());
  await new SqliteEngine(file).batch(seed.statements);
  file.close();
}

/** The seed as the text of one SQL file, for `wrangler d1 execute`. */
export function seedSql(seed: Seed): string {
  return `${seed.statements.map(literal).join('\n')}\n`;
}

function literal({ sql, parameters }: Statement): string {
  let at = 0;
  const text = sql.replace(/\s+/g, ' ').replace(/\?/g, () => {
    const value = parameters[at++];
    if (value === null) return 'NULL';
    return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  });
  return `${text};`;
}
