import { expect, test } from 'vitest';
import { deviceFacts } from '../../src/exports/device-queries.ts';
import { tablesOfAll } from '../../src/exports/district.ts';
import { dueExports, exportByLink, savedExports } from '../../src/exports/saved-queries.ts';
import { rowsOfTable } from '../../src/exports/table-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

test('a table is read on by its key, however large it is', async () => {
  const engine = freshSqlite();
  const tables = await tablesOfAll(engine);
  expect(tables.length).toBeGreaterThan(100);
  const sorted = tables.flatMap((table) => {
    const plan = planOf(
      engine,
      rowsOfTable(
        table,
        table.order.map(() => 'x'),
        100,
      ),
    );
    return plan.some((line) => /TEMP B-TREE/.test(line)) || scansIn(plan).length > 0
      ? [[table.name, plan]]
      : [];
  });
  expect(sorted).toEqual([]);
});

test('what an export asks besides its list goes by indexes', () => {
  const engine = freshSqlite();
  for (const query of [
    deviceFacts(['a']).compile(),
    savedExports('a'),
    exportByLink('a'),
    dueExports('2027-03-02', '2027-03-02'),
  ])
    expect(
      scansIn(planOf(engine, query)).filter((line) => !/json_each|CO-ROUTINE|due|COMPOUND/.test(line)),
    ).toEqual([]);
});
