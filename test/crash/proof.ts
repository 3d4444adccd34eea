import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { verifyHistory } from '../../src/history/verify.ts';

/** What does not hold in a database: its file, its references, the product's rules, its history. Empty is whole. */
export async function faultsOf(file: Sqlite.Database): Promise<string[]> {
  const faults: string[] = [];
  const integrity = file.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') faults.push(`integrity_check: ${integrity}`);
  const orphans = file.pragma('foreign_key_check') as unknown[];
  if (orphans.length > 0) faults.push(`foreign keys: ${JSON.stringify(orphans.slice(0, 3))}`);
  const db = new Database(new SqliteEngine(file));
  for (const { rule, examples } of await brokenRules(db)) faults.push(`${rule}: ${examples.join(', ')}`);
  let from: string | null = null;
  do {
    const verified = await verifyHistory(new Database(new SqliteEngine(file)), 100_000, from);
    if (verified.broken) faults.push(`history: ${JSON.stringify(verified.broken)}`);
    from = verified.next;
  } while (from);
  return faults;
}

/** SHA-256 over every row of every table. */
export function digestOf(file: Sqlite.Database): string {
  const hash = createHash('sha256');
  const tables = file
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%' ORDER BY name")
    .pluck()
    .all() as string[];
  for (const table of tables) {
    hash.update(table);
    for (const row of file.prepare(`SELECT * FROM "${table}"`).raw().iterate())
      hash.update(JSON.stringify(row));
  }
  return hash.digest('base64url');
}
