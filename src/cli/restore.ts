import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openSqlite } from '../db/engine-sqlite.ts';
import { databasePath, makeFolder, photosPath } from '../node-data.ts';
import { lockFolder } from '../node-lock.ts';
import { MANIFEST, type Manifest } from './backup.ts';
import type { Command } from './command.ts';
import { entriesOf } from './tar.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Puts a backup into DATA_DIR, which must have no database yet and no running server.',
  positionals: ['FILE'],
  async run({ positionals, config, say }) {
    const source = positionals[0] ?? '';
    const { dataDir } = config;
    if (!existsSync(source)) throw new Error(`There is no file ${source}`);
    makeFolder(dataDir);
    const lock = lockFolder(dataDir);
    const draft = await mkdtemp(join(dataDir, 'restore-'));
    try {
      if (existsSync(databasePath(dataDir)))
        throw new Error(`${dataDir} holds a database already: restore into an empty folder, or move it away`);
      const manifest = await unpack(source, draft);
      say('Checking the database ...');
      check(join(draft, 'spudger.db'));
      if (existsSync(join(draft, 'photos'))) await rename(join(draft, 'photos'), photosPath(dataDir));
      // Last: a folder with a database is a whole one.
      await rename(join(draft, 'spudger.db'), databasePath(dataDir));
      return { folder: dataDir, photos: manifest.photos, made: manifest.made };
    } finally {
      await rm(draft, { recursive: true, force: true });
      lock.release();
    }
  },
};

const NAME = /^(spudger\.db|photos\/[A-Za-z0-9_-]{2}\/[A-Za-z0-9_-]+\.[a-z]+)$/;

async function unpack(source: string, draft: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  let photos = 0;
  for await (const entry of entriesOf(source)) {
    if (entry.name === MANIFEST) {
      manifest = JSON.parse(await entry.text()) as Manifest;
      continue;
    }
    if (!NAME.test(entry.name)) throw new Error(`A backup of ours holds no ${entry.name}`);
    const target = join(draft, entry.name);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await entry.saveTo(target);
    if (entry.name.startsWith('photos/')) photos += 1;
  }
  if (!manifest || manifest.photos !== photos) throw new Error('The backup is cut off');
  return manifest;
}

function check(path: string): void {
  const file = openSqlite(path);
  try {
    const found = file.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Error(`The database in the backup is damaged: ${String(found)}`);
    file.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    file.close();
  }
}
