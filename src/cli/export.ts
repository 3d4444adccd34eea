import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import about from '../../package.json' with { type: 'json' };
import { SqliteEngine } from '../db/engine-sqlite.ts';
import { districtZip } from '../exports/district-zip.ts';
import { databasePath, photosPath, snapshotOf } from '../node-data.ts';
import { FolderPhotos } from '../photos/store-folder.ts';
import type { Command } from './command.ts';

export const exportDistrict: Command = {
  name: 'export',
  summary: 'Writes the whole district into one zip: a CSV for each table and what their columns mean.',
  positionals: ['FILE'],
  options: [
    { name: 'photos', help: 'with the photos' },
    { name: 'with-logins', help: 'with passwords (scrypt), passkeys and digests of API tokens' },
  ],
  async run({ positionals, config, on, open, say }) {
    const target = positionals[0] ?? '';
    if (existsSync(target)) throw new Error(`${target} is there already`);
    if (!existsSync(databasePath(config.dataDir)))
      throw new Error(`There is no database in ${config.dataDir}`);
    const { ctx } = await open();
    const draft = `${target}.part`;
    // A reading transaction: the server goes on writing, and what goes out is of one moment.
    const snapshot = snapshotOf(config.dataDir);
    try {
      say('Writing ...');
      const zip = districtZip({
        engine: new SqliteEngine(snapshot.file),
        photos: on('photos') ? new FolderPhotos(photosPath(config.dataDir)) : null,
        logins: on('with-logins'),
        version: about.version,
        now: ctx.now,
      });
      await pipeline(Readable.from(zip), createWriteStream(draft, { mode: 0o600 }));
      await rename(draft, target);
      return { file: target, photos: on('photos'), logins: on('with-logins') };
    } finally {
      snapshot.close();
      await rm(draft, { force: true });
    }
  },
};
