import type Sqlite from 'better-sqlite3';
import type { Command } from './command.ts';

/** What each search table holds of each row: the same words that the domains' changes put in. */
export const SEARCH_CONTENTS = {
  locations_fts: "SELECT n, code || ' ' || name FROM locations",
  people_fts:
    "SELECT n, given_name || ' ' || family_name || ' ' || ifnull(external_id, '') FROM people WHERE purged_at IS NULL",
  models_fts: "SELECT n, maker || ' ' || name || ' ' || number FROM models",
  identifiers_fts: 'SELECT n, value FROM identifiers WHERE withdrawn_at IS NULL',
  parts_fts: `SELECT p.n, p.sku || ' ' || p.name || ' ' || ifnull((
      SELECT group_concat(value, ' ') FROM part_numbers AS x WHERE x.part = p.id AND x.kind = 'maker'), '')
    FROM parts AS p`,
} as const;

export const searchRebuild: Command = {
  name: 'search rebuild',
  summary: 'Makes the search tables anew from what they are made of.',
  async run({ open, say }) {
    const { file } = await open();
    return { rows: rebuildSearch(file, say) };
  },
};

/** @returns rows by search table */
export function rebuildSearch(file: Sqlite.Database, say: (line: string) => void): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const [table, content] of Object.entries(SEARCH_CONTENTS)) {
    say(`${table} ...`);
    const column = table === 'identifiers_fts' ? 'value' : 'name';
    // One transaction a table: the server's writers wait for one table at most.
    file.exec('BEGIN IMMEDIATE');
    try {
      file.exec(`INSERT INTO ${table} (${table}) VALUES ('delete-all')`);
      rows[table] = file.prepare(`INSERT INTO ${table} (rowid, ${column}) ${content}`).run().changes;
      file.exec('COMMIT');
    } catch (error) {
      file.exec('ROLLBACK');
      throw error;
    }
  }
  return rows;
}
