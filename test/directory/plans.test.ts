import { expect, it } from 'vitest';
import type { Query } from '../../src/db/query.ts';
import { auesOf, saidOf } from '../../src/devices/page-queries.ts';
import { lastFiles, TAKEN } from '../../src/directory/inbox-queries.ts';
import { leaversQuery } from '../../src/directory/leaver-queries.ts';
import {
  mirroredOf,
  openRun,
  ownBySerial,
  recordsOf,
  stagedAfter,
  takenTags,
} from '../../src/directory/queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

const BIG = [
  'd',
  'p',
  'x',
  'r',
  'i',
  'e',
  'directory_devices',
  'device_aues',
  'directory_rows',
  'devices',
  'people',
];

it('no query of the directory walks the whole district', () => {
  const engine = freshSqlite();
  const queries: Record<string, Query<unknown>> = {
    ownBySerial: ownBySerial(['a']),
    mirroredOf: mirroredOf('google', ['a']),
    recordsOf: recordsOf('google', 1, ['a']),
    stagedAfter: stagedAfter(1, 'a', 10),
    takenTags: takenTags(['a']),
    openRun: openRun('google'),
    leavers: leaversQuery('a'),
    saidOf: saidOf('48213'),
    auesOf: auesOf('48213'),
    taken: TAKEN,
    lastFiles: lastFiles(20),
  };
  const scans = Object.entries(queries).flatMap(([name, query]) =>
    scansIn(planOf(engine, query), BIG).map((line) => `${name}: ${line}`),
  );
  expect(scans).toEqual([]);
});
