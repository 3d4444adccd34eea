import { expect, test } from 'vitest';
import { CLAIM_RULES } from '../../src/check/claim-queries.ts';
import { brokenRules } from '../../src/check/queries.ts';
import { Database } from '../../src/db/database.ts';
import { claimBench, comeBack, done, draftOf, onPlan, sent } from './bench.ts';

/** What breaks each rule, by hand, after one device was exchanged and one is still away. */
const BREAKS: readonly [rule: string, sql: string][] = [
  [
    'a vendor batch counts its devices and those that are not back',
    'UPDATE claim_batches SET waiting = waiting + 1',
  ],
  [
    'a device whose repair is at a vendor is in the custody of one',
    "UPDATE custody SET location = (SELECT id FROM locations WHERE code = 'MAP') WHERE why = 'vendor'",
  ],
  [
    'what is at a vendor in a batch waits there in its repair',
    "UPDATE repairs SET state = 'in_work' WHERE state = 'at_vendor'",
  ],
  [
    'incidents that vendors accepted never exceed their pool, and the pool counts them',
    'UPDATE coverage_pools SET used = used - 1',
  ],
  ['a repair that a vendor accepted counts as an incident of its device', 'UPDATE repairs SET covered = 0'],
  ['an exchange has two devices, and the batch line that it came from', 'DELETE FROM exchanges'],
];

test('the check finds what is not so', async () => {
  const bench = await claimBench();
  const { engine, w } = bench;
  await onPlan(bench, w.one, w.two);
  const batch = await draftOf(bench, w.one, w.two);
  await sent(bench, batch);
  await done(comeBack(bench, batch, w.one, { how: 'exchanged', serial: '5CD7777NEW' }));
  const broken = async () => (await brokenRules(new Database(engine), CLAIM_RULES)).map(({ rule }) => rule);
  expect(await broken()).toEqual([]);
  const found = new Set<string>();
  for (const [, sql] of BREAKS) {
    await engine.batch([{ sql, parameters: [] }]);
    for (const rule of await broken()) found.add(rule);
  }
  expect([...found].sort()).toEqual(BREAKS.map(([rule]) => rule).sort());
});
