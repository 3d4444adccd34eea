import { expect, test } from 'vitest';
import type { Engine, Statement } from '../../src/db/engine.ts';
import type { KindName } from '../../src/imports/kind.ts';
import { freshSqlite } from '../support/database.ts';
import { planOf, scansIn } from '../support/plans.ts';
import { makeWorld } from '../support/world.ts';
import { applied, importBench, preview, takenBack } from './run.ts';
import { assets, components, consumables } from './samples/snipe-it.ts';

const USERS =
  'sourcedId,orgSourcedIds,role,givenName,familyName,identifier,email,grades\nu1,MAP,student,A,B,1,a@b.example,4\n';
const FILES: readonly [KindName, string, string][] = [
  ['people', USERS, 'external_id'],
  ['locations', 'Code,Name,Type,Inside\nR-1,Room 1,room,MAP\nMAP,Maple School,school,\n', 'code'],
  ['models', 'Name,AUE\nDell Chromebook 3100,2031-06\nDell Chromebook 9,2031-06\n', 'name'],
  ['parts', consumables(), 'sku'],
  ['stock', components(), 'part'],
  [
    'repairs',
    'Ticket,Asset Tag,Created,Closed,Issue,Parts\nT1,48213,2026-03-20,2026-03-21,Screen,LCD-116\n',
    'tag',
  ],
  ['custody', assets().replace('90001', '48214'), 'tag'],
];

/** Of what grows with the district, not with its catalog. */
const BIG = [
  ...['devices', 'd', 'people', 'p', 'custody', 'c', 'records', 'assignments', 'a', 'identifiers', 'i'],
  ...[
    'repairs',
    'r',
    'repair_lines',
    'repair_parts',
    'movements',
    'm',
    'x',
    'stock',
    's',
    'person_externals',
    'e',
  ],
];

test('no kind walks through what grows with the district, in any of its steps', async () => {
  const sqlite = freshSqlite();
  const seen = new Map<string, Statement>();
  const note = (statements: readonly Statement[]) => {
    for (const one of statements) seen.set(one.sql, one);
  };
  const engine: Engine = {
    read: (statements) => {
      note(statements);
      return sqlite.read(statements);
    },
    batch: (statements) => {
      note(statements);
      return sqlite.batch(statements);
    },
  };
  const w = await makeWorld(sqlite);
  await sqlite.batch([
    {
      sql: "INSERT INTO bins (id, code, name, location) VALUES ('b1', 'A1', 'Shelf', ?)",
      parameters: [w.depot],
    },
    {
      sql: "INSERT INTO faults (code, name, level, minutes) VALUES ('screen', 'Screen', 1, 15)",
      parameters: [],
    },
  ]);
  const bench = importBench(engine, w.mara);
  const ids: string[] = [];
  for (const [kind, text, key] of FILES) {
    const dates = { since: 'month', due_on: 'month' } as const;
    const id = await preview(bench, text, { kind, match: [key], create: ['suppliers', 'models'], dates });
    expect(await applied(bench, id), kind).toMatchObject({ state: 'applied', applied: expect.any(Number) });
    ids.unshift(id);
  }
  for (const id of ids) await takenBack(bench, id, true);
  // What names a thing that is new is looked for only where a reference was broken before.
  const broken = /^INSERT INTO (people|locations|repair_lines|repairs|movements) /;
  const walks = [...seen.values()]
    .filter(({ sql }) => !broken.test(sql))
    .flatMap((one) => scansIn(planOf(sqlite, one), BIG).map((step) => `${step}: ${one.sql.slice(0, 200)}`));
  expect(walks).toEqual([]);
});
