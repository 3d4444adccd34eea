import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FolderInbox } from '../../src/directory/inbox-folder.ts';
import { takeIn } from '../../src/directory/take-in.ts';
import { FolderFiles } from '../../src/imports/file-store-folder.ts';
import { importFor } from '../../src/imports/importer.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';
import { scratch } from './files.ts';

const folder = scratch();

test('the inbox of a folder: what is still being written waits, the rest is taken in and put aside', async () => {
  const engine = freshDatabase();
  await makeWorld(engine);
  const app = testApp(engine);
  await app.rows("INSERT INTO settings (name, value) VALUES ('directory', '{\"nightly\":true}') RETURNING 1");
  const place = join(folder, 'inbox');
  const inbox = new FolderInbox(place);
  expect(await inbox.list()).toEqual([]);
  const lay = (name: string, text: string, age: number) => {
    writeFileSync(join(place, name), text);
    const at = new Date(Date.now() - age * 1_000);
    utimesSync(join(place, name), at, at);
  };
  const roster = 'Serial Number,Asset Tag,Model,Site,Notes\n5CD1234XYZ,48213,Dell Chromebook 3100,MAP,seen';
  lay('devices.csv', roster, 120);
  lay('half.csv', 'Serial', 5);
  lay('run.sh', 'no', 120);
  mkdirSync(join(place, 'deep.csv'));
  expect(await inbox.list()).toEqual(['devices.csv']);
  const files = new FolderFiles(join(folder, 'files'));
  const fresh = () => systemCtx(app.services, 'system');
  const carryOn = () => importFor(fresh, files, 10_000);
  const night = () => takeIn({ fresh, inbox, files, carryOn, tired: () => false });
  await night();
  expect(readdirSync(place).sort()).toEqual(['deep.csv', 'half.csv', 'run.sh', 'taken']);
  expect(existsSync(join(place, 'taken', 'devices.csv'))).toBe(true);
  const taken = () => app.rows('SELECT file_name, state FROM inbox_files ORDER BY n');
  expect(await taken()).toEqual([{ file_name: 'devices.csv', state: 'waits' }]);
  app.later(86_400_000);
  lay('half.csv', roster, 120);
  await night();
  expect(await taken()).toHaveLength(2);
});
