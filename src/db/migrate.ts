import type Sqlite from 'better-sqlite3';

export interface Migration {
  /** file name, as '0001_core.sql' */
  name: string;
  sql: string;
}

// The same table that `wrangler d1 migrations apply` writes.
const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** Which of the migrations the file does not have yet, in order. */
export function pendingMigrations(file: Sqlite.Database, migrations: readonly Migration[]): Migration[] {
  const has = file.prepare("SELECT 1 FROM sqlite_master WHERE name = 'd1_migrations'").get();
  const applied = new Set(has ? file.prepare('SELECT name FROM d1_migrations').pluck().all() : []);
  return migrations.filter((m) => !applied.has(m.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Applies migrations, each one whole or not at all. @throws Error naming the migration that failed */
export function applyMigrations(file: Sqlite.Database, migrations: readonly Migration[]): void {
  file.exec(TABLE);
  for (const migration of pendingMigrations(file, migrations)) {
    try {
      file
        .transaction(() => {
          file.exec(migration.sql);
          file.prepare('INSERT INTO d1_migrations (name) VALUES (?)').run(migration.name);
        })
        .immediate();
    } catch (error) {
      throw new Error(
        `Migration ${migration.name} failed: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
