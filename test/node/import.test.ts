import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import build from '../../scripts/build-setup.ts';
import { openSqlite, SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { openData } from '../../src/node-data.ts';
import { makeWorld } from '../support/world.ts';
import { cli, scratch } from './files.ts';

const folder = scratch();

beforeAll(() => build(), 120_000);

interface Summary {
  created: number;
  changed: number;
  unchanged: number;
  rejected: { row: number; field: string; message: string }[];
}

test('a file by the command line: looked at, all or nothing, mapped, let in', async () => {
  const data = join(folder, 'data');
  const file = openData(data, () => {});
  await makeWorld(new SqliteEngine(file));
  file.close();
  const csv = join(folder, 'fleet.csv');
  writeFileSync(
    csv,
    [
      'Asset Tag,Serial Number,Model,Where',
      '70001,5CD7001XYZ,Dell Chromebook 3100,MAP',
      '70002,5CD7002XYZ,Acer Spin 512,MAP',
      '48214,5CD1235XYZ,Dell Chromebook 3100,BIR',
      '48213,5CD1234XYZ,Dell Chromebook 3100,MAP',
    ].join('\r\n'),
  );
  const map = join(folder, 'map.json');
  writeFileSync(
    map,
    JSON.stringify({ columns: { tag: 0, serial: 'serial number', model: 'Model', home: 'Where' } }),
  );
  const run = async (...more: string[]) => {
    const ran = await cli(data, ['import', 'devices', csv, '--map', map, ...more]);
    return { code: ran.code, summary: JSON.parse(ran.out || '{}') as Summary, err: ran.err };
  };
  const wrong = [{ row: 3, field: 'model', message: 'There is no model Acer Spin 512' }];
  const dry = await run('--dry-run', '--match', 'serial,tag');
  expect(dry.code, dry.err).toBe(3);
  expect(dry.summary).toMatchObject({ created: 1, changed: 1, unchanged: 1, rejected: wrong });
  const none = await run('--all-or-nothing');
  expect([none.code, none.summary]).toMatchObject([3, { created: 0, changed: 0, rejected: wrong }]);
  const some = await run();
  expect([some.code, some.summary]).toMatchObject([3, { created: 1, changed: 1, rejected: wrong }]);
  const rest = await run('--create', 'models');
  expect([rest.code, rest.summary]).toMatchObject([
    0,
    { created: 1, changed: 0, unchanged: 3, rejected: [] },
  ]);
  const again = await run();
  expect([again.code, again.summary]).toMatchObject([0, { created: 0, changed: 0, unchanged: 4 }]);

  const after = openSqlite(join(data, 'spudger.db'));
  const made = after.prepare("SELECT count(*) FROM devices WHERE tag IN ('70001', '70002')").pluck().get();
  expect(made).toBe(2);
  after.close();
  const misused = await cli(data, ['import', 'cats', csv]);
  expect([misused.code, misused.out]).toEqual([2, '']);
  expect((await cli(data, ['import', 'devices', join(folder, 'none.csv')])).code).toBe(1);
}, 120_000);
