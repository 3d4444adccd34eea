import { spawnSync } from 'node:child_process';
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

const CACHE = 'data/bench';

/** The folder of the made district: the one that was named, else one kept from before, else made now. */
export function districtFolder(named: string | undefined, devices: number): string {
  if (named) {
    if (!existsSync(join(named, 'spudger.db'))) throw new Error(`There is no spudger.db in ${named}`);
    return named;
  }
  const folder = join(CACHE, `district-${devices}`);
  if (existsSync(join(folder, 'spudger.db'))) return folder;
  const draft = `${folder}-draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  process.stderr.write(`Making a district of ${devices} devices, once ...\n`);
  const made = spawnSync(
    process.execPath,
    ['dist/cli.js', 'demo', '--devices', String(devices), '--seed', '1'],
    { stdio: ['ignore', 2, 2], env: { ...process.env, DATA_DIR: draft } },
  );
  if (made.status !== 0) throw new Error('The district could not be made, see above.');
  renameSync(draft, folder);
  return folder;
}

/** A copy that may be written to, with nothing beside it. @returns its folder */
export function copyDistrict(folder: string, name: string): string {
  const to = join(CACHE, name);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  if (existsSync(join(folder, 'spudger.db-wal'))) {
    const source = new Sqlite(join(folder, 'spudger.db'));
    source.pragma('wal_checkpoint(TRUNCATE)');
    source.close();
  }
  copyFileSync(join(folder, 'spudger.db'), join(to, 'spudger.db'), constants.COPYFILE_FICLONE);
  return to;
}
