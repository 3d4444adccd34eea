import { hashPassword } from '../../src/accounts/password.ts';
import type { Engine, Row, Statement } from '../../src/db/engine.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { startingFaults } from '../../src/repairs/starting-list.ts';
import { startingRemedies } from '../../src/repairs/starting-list-remedies.ts';
import { startingSymptoms } from '../../src/repairs/starting-list-symptoms.ts';
import { type Shelf, stockWorld } from './stock.ts';
import { type Cast, givePassword, makeWorld } from './world.ts';

export const SERVER_SECRET = 'a secret of thirty-two characters or more';
export const PASSWORD = 'thirteen red bricks';

const DAY_MS = 86_400_000;
/** The day the cast's rows were written, by their own words; a started server has the real clock. */
const CAST_AT = /^2027-01-04T13:00:00\.000Z$/;

export interface Seed {
  cast: Cast;
  shelf: Shelf;
  statements: Statement[];
}

/** Keeps what is written instead of writing it. */
class Recorder implements Engine {
  readonly statements: Statement[] = [];

  async read(): Promise<Row[][]> {
    throw new Error('the seed reads nothing');
  }
  async batch(statements: readonly Statement[]): Promise<void> {
    this.statements.push(...statements);
  }
}

let hash: Promise<string> | undefined;

/**
 * The cast with its stock, the starting lists of faults, remedies and symptoms, and one password for
 * everybody, all of it dated 60 days back.
 */
export async function makeSeed(): Promise<Seed> {
  const recorder = new Recorder();
  await recorder.batch(startingLists());
  const cast = await makeWorld(recorder);
  const shelf = await stockWorld(recorder, cast);
  hash ??= hashPassword(PASSWORD);
  const password = await hash;
  const { mara, sid, ian, tess, ivy, cora, bert, audrey, ada } = cast;
  await recorder.batch(
    [mara, sid, ian, tess, ivy, cora, bert, audrey, ada].map((person) => givePassword(person, password)),
  );
  const at = new Date(Date.now() - 60 * DAY_MS).toISOString();
  const statements = recorder.statements.map(({ sql, parameters }) => ({
    sql,
    parameters: parameters.map((value) => (typeof value === 'string' && CAST_AT.test(value) ? at : value)),
  }));
  return { cast, shelf, statements };
}

function startingLists(): Statement[] {
  const rows = (table: string, columns: string, values: readonly (string | number | null)[][]) =>
    values.map((parameters) => ({
      sql: `INSERT INTO ${table} (${columns}) VALUES (${parameters.map(() => '?').join(', ')})`,
      parameters,
    }));
  return [
    ...rows(
      'remedies',
      'code, name, minutes, takes_part, position',
      startingRemedies.map((one, i) => [one.code, one.name, one.minutes, one.takesPart, i * 10]),
    ),
    ...rows(
      'faults',
      'code, name, level, minutes, remedy, part_kind, position',
      startingFaults.map((one, i) => [
        one.code,
        one.name,
        one.level,
        one.minutes,
        startingRemedies.some(({ code }) => code === one.remedy) ? one.remedy : null,
        one.partKind,
        i * 10,
      ]),
    ),
    ...rows(
      'symptoms',
      'code, name, faults, position',
      startingSymptoms.map((one, i) => [one.code, one.name, JSON.stringify(one.faults), i * 10]),
    ),
  ];
}

/** Makes the database file of a data folder and writes the seed into it. */
export async function writeSeed(path: string, seed: Seed): Promise<void> {
  const file = openSqlite(path);
  applyMigrations(file, migrationFiles());
  await new SqliteEngine(file).batch(seed.statements);
  file.close();
}

/** The seed as one SQL file, for `wrangler d1 execute`. */
export function seedSql(seed: Seed): string {
  return seed.statements.map(literal).join('\n');
}

function literal({ sql, parameters }: Statement): string {
  let at = 0;
  const text = sql.replace(/\?/g, () => {
    const value = parameters[at++];
    if (value === null) return 'NULL';
    return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  });
  return `${text.replace(/\s+/g, ' ')};`;
}
