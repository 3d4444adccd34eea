import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite, SqliteEngine } from '../db/engine-sqlite.ts';
import { takeInDistrict } from '../exports/take-in.ts';
import { databasePath, makeFolder, photosPath, withSecret } from '../node-data.ts';
import { lockFolder } from '../node-lock.ts';
import { FolderPhotos } from '../photos/store-folder.ts';
import { systemCtx } from '../web/system-ctx.ts';
import { adminLinks } from './admin-links.ts';
import type { Command } from './command.ts';
import { migrate, refuseFilled, remove } from './demo.ts';
import { FileFilling } from './district-filling.ts';
import { rebuildSearch } from './search-rebuild.ts';
import { ZipArchive } from './zip-file.ts';

export const importDistrict: Command = {
  name: 'import district',
  summary: 'Puts what export has written into an empty DATA_DIR: the same district, compared table by table.',
  positionals: ['FILE'],
  async run({ positionals, config, say }) {
    const source = positionals[0] ?? '';
    if (!existsSync(source)) throw new Error(`There is no file ${source}`);
    const { dataDir } = config;
    makeFolder(dataDir);
    const lock = lockFolder(dataDir);
    const draft = join(dataDir, 'making.db');
    try {
      refuseFilled(databasePath(dataDir));
      remove(draft);
      const file = openSqlite(draft);
      try {
        migrate(file);
        // What does not fit into memory while sorting goes where the database goes, not to a small /tmp.
        process.env.SQLITE_TMPDIR ??= dataDir;
        // Nobody has to trust it before it is whole.
        const filling = new FileFilling(file, `${draft}-waiting`);
        const engine = new SqliteEngine(file);
        const archive = await ZipArchive.read(source);
        const photos = new FolderPhotos(photosPath(dataDir));
        const taken = await takeInDistrict(engine, archive, photos, say, filling);
        rebuildSearch(file, say);
        filling.finish();
        const secret = withSecret(config);
        const ctx = await systemCtx({ engine, config: secret, clock: Date.now }, 'cli');
        const links = taken.logins ? [] : await adminLinks(ctx, secret);
        file.pragma('wal_checkpoint(TRUNCATE)');
        file.close();
        remove(databasePath(dataDir));
        // Last: a folder with a database is a whole one.
        renameSync(draft, databasePath(dataDir));
        return { ...taken, links };
      } finally {
        file.close();
      }
    } finally {
      remove(draft);
      lock.release();
    }
  },
};
