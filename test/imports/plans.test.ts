import { expect, test } from 'vitest';
import type { Statement } from '../../src/db/engine.ts';
import { mendRow } from '../../src/imports/mend.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';
import { makeWorld } from '../support/world.ts';
import { applied, importBench, preview, rowsShown, takenBack } from './run.ts';

const BIG = [
  ...[
    'devices',
    'd',
    'identifiers',
    'i',
    'custody',
    'records',
    'r',
    'device_uses',
    'device_states',
    'people',
    'p',
  ],
  ...[
    'import_rows',
    'import_plans',
    'import_keys',
    'import_applied',
    'k',
    'e',
    'device_externals',
    'repairs',
  ],
];

test('no statement of an import walks a big table, nor another import', async () => {
  const inner = freshSqlite();
  const statements: Statement[] = [];
  const w = await makeWorld(inner);
  const bench = importBench(
    {
      read: (list) => {
        statements.push(...list);
        return inner.read(list);
      },
      batch: (list) => {
        statements.push(...list);
        return inner.batch(list);
      },
    },
    w.mara,
  );
  const text = [
    'Device Id,Asset Tag,Serial Number,Model,Location,Purchase Cost,Use',
    'g-1,70001,5CD7001XYZ,Dell Chromebook 3100,MAP,279.00,cart',
    'g-2,70001,5CD7002XYZ,Dell Chromebook 3100,MAP,279.00,cart',
    'g-3,99213,5CD1234XYZ,Lenovo 100e Chromebook Gen 2,BIR,301,loaner',
  ].join('\n');
  const id = await preview(bench, text, {
    columns: { external_id: 0, tag: 1, serial: 2, model: 3, home: 4, cost: 5, use: 6 },
    match: ['serial', 'tag', 'external_id'],
  });
  await mendRow(bench.ctx(), id, 2, { cell: { '1': '70009' } });
  expect(await rowsShown(bench, id)).toHaveLength(3);
  await applied(bench, id);
  await takenBack(bench, id);
  const faults = new Map<string, string[]>();
  for (const statement of new Map(statements.map((one) => [one.sql, one])).values()) {
    const scans = scansIn(planOf(inner, statement), BIG);
    if (scans.length > 0) faults.set(statement.sql.replace(/\s+/g, ' ').slice(0, 160), scans);
  }
  expect([...faults]).toEqual([]);
});
