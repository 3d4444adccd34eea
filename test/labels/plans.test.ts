import { expect, it } from 'vitest';
import { codesNamed, devicesNamed } from '../../src/labels/list-queries.ts';
import { highestTag, overlapping, usedElsewhere, usedIn } from '../../src/labels/range-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';

it('no query of labels walks the whole district', () => {
  const engine = freshSqlite();
  const range = { firstTag: 'A00001', lastTag: 'A00099', site: 'x' };
  const queries = {
    devicesNamed: devicesNamed([[0, 'tag', '48213']]),
    codesNamed: codesNamed([[0, 'bin', 'A1']]),
    usedIn: usedIn(range),
    usedElsewhere: usedElsewhere(range),
    overlapping: overlapping('A00001', 'A00099'),
    highestTag: highestTag({ prefix: 'A', digits: 5 }),
  };
  for (const [name, query] of Object.entries(queries)) {
    const plan = planOf(engine, query);
    expect([name, scansIn(plan, ['i', 'd', 'x', 'devices', 'identifiers', 'l', 'b', 'p'])]).toEqual([
      name,
      [],
    ]);
  }
  // The highest tag is the first one of the index from its end.
  expect(planOf(engine, queries.highestTag).join()).not.toContain('TEMP B-TREE');
});
