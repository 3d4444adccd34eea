import { beforeAll, describe, expect, test } from 'vitest';
import type { Statement } from '../../src/db/engine.ts';
import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let file: SqliteEngine;
let app: TestApp;
let w: Cast;
let reads: Statement[];

beforeAll(async () => {
  file = freshSqlite();
  w = await makeWorld(file);
  const listened = listening(file);
  reads = listened.reads;
  app = testApp(listened.engine);
});

/** Every read that the page made of the fleet, with its plan. */
async function fleetReads(path: string, person: string) {
  reads.length = 0;
  const page = await app.get(path, person);
  expect(page.status).toBe(200);
  return reads
    .filter(({ sql }) => /\bdevices\b|custom_values|device_tallies/.test(sql))
    .map((read) => ({ sql: read.sql, plan: planOf(file, read) }));
}

const field = '01890000-0000-7000-8000-000000000001';

describe('the list of devices', () => {
  const queries = [
    '',
    'sort=-tag',
    'home=MAP',
    'home=MAP&state=lost',
    'home=MAP&use=loaner&sort=-tag',
    'at=MAP',
    'model=ID',
    'model=ID&state=in_service',
    'model=ID&use=testing&kind=chromebook',
    'use=loaner',
    'state=retired',
    'kind=printer',
    'tag=48',
    'model=ID&tag=48',
    'serial=5CD1',
    'serial=5CD12345',
    'due=overdue',
    'due=any&sort=-due',
    'aue=2030',
    'aue=2030&home=MAP',
    'from=2024&to=2025',
    'from=2024&sort=-purchased',
    'funding=Bond',
    'unidentified=1',
    'place=ID',
    'holder=ID',
    'assigned=ID',
    `field=${field}&value=x`,
    `field=${field}&value=x&home=MAP`,
  ];

  test.each(queries)(
    '%s walks no table and sorts nothing, on the first page and on a later one',
    async (query) => {
      const path = `/devices?${query.replaceAll('ID', w.dell3100)}`;
      // A contact's list is the own school's: few rows, which may be sorted.
      for (const person of query.includes('sort=') ? [w.mara] : [w.mara, w.cora]) {
        for (const cursor of ['', CURSORS[query] ?? BY_TEXT]) {
          for (const { sql, plan } of await fleetReads(`${path}${cursor && `&cursor=${cursor}`}`, person)) {
            const sorts = plan.filter((step) => /TEMP B-TREE/.test(step));
            // Without any filter the first rows of the tags' own index are the page; the unidentified have one of theirs.
            const scans = scansIn(plan, ['devices', 'd', 'x', 't', 'custom_values', 'device_tallies']).filter(
              (step) => !/USING (COVERING )?INDEX devices_(tag|unidentified)/.test(step),
            );
            expect({ sql, scans, sorts }).toEqual({ sql, scans: [], sorts: [] });
          }
        }
      }
    },
  );

  test.each([
    ['from=2024-01-01', '+d.purchased_on >= ?'],
    ['to=2025-01-01&sort=-purchased', '+d.purchased_on <= ?'],
    ['tag=48', '+d.tag >= ?'],
    ['serial=5CD12345', '+d.serial >= ?'],
    ['due=any', '+d.due_on > ?'],
    ['due=week&sort=-due', '+d.due_on <= ?'],
  ])('%s goes on from the cursor, not from where the filter begins', async (query, kept) => {
    const all = await fleetReads(`/devices?${query}&cursor=${BY_TEXT}`, w.mara);
    const rows = all.filter(({ sql }) => sql.includes(') > (?, ?)') || sql.includes(') < (?, ?)'));
    expect(rows.map(({ sql }) => sql.includes(kept))).toEqual([true]);
  });

  test('sorts only what is few: a room by its slots, a home by serial', async () => {
    for (const query of [`room=${w.mapleCart}`, 'home=MAP&sort=serial', 'holder=ID&sort=purchased']) {
      const all = await fleetReads(`/devices?${query.replaceAll('ID', w.student)}`, w.mara);
      expect(all.flatMap(({ plan }) => scansIn(plan))).toEqual([]);
      expect(all.some(({ plan }) => plan.some((step) => /TEMP B-TREE FOR ORDER BY/.test(step)))).toBe(true);
    }
  });

  test('takes two trips: the session, then the page', async () => {
    let trips = 0;
    const counted = testApp({
      read: (statements) => {
        trips++;
        return file.read(statements);
      },
      batch: (statements) => file.batch(statements),
    });
    for (const [path, most] of [
      ['/devices?home=MAP', 3],
      ['/devices/48213', 2],
    ] as const) {
      trips = 0;
      await counted.get(path, w.mara);
      expect({ path, trips }).toEqual({ path, trips: most });
    }
  });
});

const cursor = (...keys: (string | number)[]) => btoa(JSON.stringify(keys)).replaceAll('=', '');
const BY_TEXT = cursor('48213', 1);
const CURSORS: Readonly<Record<string, string>> = {
  'aue=2030': cursor('2029-06-01', 1, '48213', 1),
  'unidentified=1': cursor(1),
  [`field=${field}&value=x`]: cursor('a'),
};

describe('the page of a device', () => {
  test.each(['48213', '5CD1234XYZ'])('by %s walks no table', async (ref) => {
    for (const { sql, plan } of await fleetReads(`/devices/${ref}`, w.mara))
      expect({ sql, scans: scansIn(plan) }).toEqual({ sql, scans: [] });
  });
});
