import { expect, it } from 'vitest';
import type { Query } from '../../src/db/query.ts';
import { auesOf, saidOf } from '../../src/devices/page-queries.ts';
import { lastFiles, TAKEN } from '../../src/directory/inbox-queries.ts';
import { leaverCounts, leaversOf, leaversQuery } from '../../src/directory/leaver-queries.ts';
import {
  mirroredOf,
  openRun,
  ownBySerial,
  recordsOf,
  stagedAfter,
  takenTags,
} from '../../src/directory/queries.ts';
import { settleRows } from '../../src/directory/write-changes.ts';
import { comparedAfter, comparedOf, openWriteBack, waitingRows } from '../../src/directory/write-queries.ts';
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
  'w',
  'write_back_rows',
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
    leaverCounts: leaverCounts(['a']),
    leaversOf: leaversOf(['a'], 'moved', [0, 'a', 1], 10),
    comparedAfter: comparedAfter('google', 'a', 10),
    comparedOf: comparedOf('google', ['a']),
    waitingRows: waitingRows(1, 50),
    openWriteBack: openWriteBack('google'),
    saidOf: saidOf('48213'),
    auesOf: auesOf('48213'),
    taken: TAKEN,
    lastFiles: lastFiles(20),
  };
  const outcome = { external: 'a', state: 'written', answer: '', says: { unit: '/' } } as const;
  for (const [i, query] of [settleRows({ n: 1, source: 'google' }, [outcome], 'now')].flat().entries())
    queries[`settleRows ${i}`] = query as Query<unknown>;
  const scans = Object.entries(queries).flatMap(([name, query]) =>
    scansIn(planOf(engine, query), BIG).map((line) => `${name}: ${line}`),
  );
  expect(scans).toEqual([]);
  // A list of keys is walked, and each is looked up: not all of a run, or of a directory, for each key.
  const whole = Object.entries(queries).flatMap(([name, query]) =>
    planOf(engine, query)
      .filter((line) => /\((source|run)=\?\)/.test(line) && !/_(open|waits) /.test(line))
      .map((line) => `${name}: ${line}`),
  );
  expect(whole).toEqual([]);
});
