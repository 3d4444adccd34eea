/** Makes a district by bulk statements: rows as the app's actions would have written them, device by device. */
import type Sqlite from 'better-sqlite3';
import { SEARCH_CONTENTS } from '../cli/search-rebuild.ts';
import { loadCatalog } from './bulk-catalog.ts';
import { loadLife } from './bulk-device.ts';
import { beginLoad } from './bulk-file.ts';
import { Load } from './bulk-load.ts';
import { loadPlaces } from './bulk-places.ts';
import { flushTables } from './bulk-tables.ts';
import type { Plan } from './plan.ts';

export type BulkOptions = {
  /** Of the cast's password, by `hashPassword`. */
  hash: string;
  /** Path of a file that is there during the load alone, `:memory:` in tests. */
  beside: string;
  say(line: string): void;
};

/** How many rows of what a load has written. */
export type BulkCounts = Readonly<
  Record<'sites' | 'people' | 'devices' | 'repairs' | 'custody' | 'movements' | 'records', number>
>;

const STEP = 20_000;

/** @param file migrated and empty @throws Error it is not empty, or damaged at the end */
export function loadDistrict(file: Sqlite.Database, plan: Plan, options: BulkOptions): BulkCounts {
  const { say } = options;
  const loading = beginLoad(file, options.beside);
  const load = new Load(file, plan);
  const { tables } = load;
  say('Places, people, parts ...');
  loadPlaces(load, options.hash);
  loadCatalog(load);
  for (const life of plan.lives()) {
    loadLife(load, life);
    if (tables.devices.count % STEP === 0) say(`Devices: ${tables.devices.count} of ${plan.size.devices}`);
  }
  load.ledger.stock(plan.stock());
  load.writeTallies();
  say(`History: ${load.records.count} records ...`);
  load.records.settle();
  load.ledger.settle();
  flushTables(tables);
  loading.index(say);
  say('Search ...');
  fillSearch(file);
  say('Checking the file ...');
  loading.end();
  return {
    sites: plan.size.sites,
    people: plan.peopleCount,
    devices: tables.devices.count,
    repairs: tables.repairs.count,
    custody: tables.custody.count,
    movements: load.ledger.count,
    records: load.records.count,
  };
}

function fillSearch(file: Sqlite.Database): void {
  file.exec('BEGIN');
  for (const [table, content] of Object.entries(SEARCH_CONTENTS)) {
    const column = table === 'identifiers_fts' ? 'value' : 'name';
    file.exec(`INSERT INTO ${table} (rowid, ${column}) ${content}`);
    file.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
  }
  file.exec('COMMIT');
}
