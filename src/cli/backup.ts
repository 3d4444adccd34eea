import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { databasePath, photosPath } from '../node-data.ts';
import type { Command } from './command.ts';
import { TarWriter } from './tar.ts';

export const MANIFEST = 'manifest.json';

/** What the last file of a backup says: without it the backup is cut off. */
export interface Manifest {
  made: string;
  photos: number;
  migrations: string[];
}

export const backup: Command = {
  name: 'backup',
  summary: 'Writes the database and the photos into one tar file, while the server works.',
  positionals: ['FILE'],
  async run({ positionals, config, open, say }) {
    const target = positionals[0] ?? '';
    if (existsSync(target)) throw new Error(`${target} is there already`);
    if (!existsSync(databasePath(config.dataDir)))
      throw new Error(`There is no database in ${config.dataDir}`);
    const { file, ctx } = await open();
    const copy = join(config.dataDir, `backup-${process.pid}.db`);
    const draft = `${target}.part`;
    await rm(draft, { force: true });
    try {
      say('Copying the database ...');
      // A reading transaction of this process: the server goes on writing, and the copy is of one moment.
      file.prepare('VACUUM INTO ?').run(copy);
      const tar = await TarWriter.create(draft);
      await tar.addFile('spudger.db', copy);
      // After the database: each photo that the copy names was there before its row.
      const photos = await addPhotos(tar, photosPath(config.dataDir));
      const migrations = file.prepare('SELECT name FROM d1_migrations ORDER BY id').pluck().all() as string[];
      const manifest: Manifest = { made: ctx.now, photos, migrations };
      await tar.addText(MANIFEST, JSON.stringify(manifest));
      await tar.close();
      await rename(draft, target);
      return { file: target, photos, migrations: migrations.length };
    } finally {
      await rm(copy, { force: true });
      await rm(draft, { force: true });
    }
  },
};

async function addPhotos(tar: TarWriter, folder: string): Promise<number> {
  let count = 0;
  for (const part of (await readdir(folder).catch(() => [])).sort()) {
    for (const name of (await readdir(join(folder, part))).sort()) {
      if (name.endsWith('.part')) continue;
      await tar.addFile(`photos/${part}/${name}`, join(folder, part, name));
      count += 1;
    }
  }
  return count;
}
