import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/db/engine.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { brokenIn, rowsIn } from './kinds-holds.ts';
import { applied, type Bench, importBench, preview, rowsShown, state, takenBack } from './run.ts';

let engine: Engine;
let w: Cast;
let bench: Bench;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  bench = importBench(engine, w.mara);
});

const whole = (table: string) => rowsIn(engine, `SELECT * FROM ${table} ORDER BY n`);
const without = (rows: Record<string, unknown>[], ...names: string[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))));

describe('models', () => {
  const FILE = `model_as_published,aue_date
Dell Chromebook 3100,2030-06
"Acer Chromebook 11 (C720, C720P)",2019-06-01
Dell Chromebook 3100,2031-06
Chromebook 3120,Jun 2024
`;

  test('with the end of their updates, matched by their whole names alone, and taken back', async () => {
    const before = await whole('models');
    const id = await preview(bench, FILE, { kind: 'models', match: ['name'] });
    expect(await state(bench, id)).toMatchObject({ creates: 2, changes: 1, rejects: 1 });
    const shown = await rowsShown(bench, id);
    expect(shown[0]?.fields).toEqual([{ field: 'Updates end', from: '2029-06-01', to: '2030-06-01' }]);
    expect(JSON.stringify(shown[2])).toContain('Row 2');
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 3 });
    expect(
      await rowsIn(engine, "SELECT maker, name, aue_on, kind FROM models WHERE name LIKE '%C720%'"),
    ).toEqual([
      { maker: 'Acer', name: 'Chromebook 11 (C720, C720P)', aue_on: '2019-06-01', kind: 'chromebook' },
    ]);
    expect(await rowsIn(engine, "SELECT * FROM models_fts WHERE models_fts MATCH 'c720'")).toHaveLength(1);
    expect(await rowsIn(engine, 'SELECT aue_on FROM model_aues ORDER BY aue_on')).toHaveLength(3);
    expect(await brokenIn(engine)).toEqual([]);

    const again = await preview(bench, FILE, { kind: 'models', match: ['name'] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, changes: 0, sames: 3, rejects: 1 });

    expect(await takenBack(bench, id)).toMatchObject({ state: 'undone', undone: 3, kept: 0 });
    const after = (await whole('models')).filter((model) => model.retired_at === null);
    expect(without(after, 'version')).toEqual(without(before, 'version'));
    const third = await preview(bench, FILE, { kind: 'models', match: ['name'] });
    expect(await applied(bench, third)).toMatchObject({ applied: 3 });
    expect((await whole('models')).filter((model) => model.retired_at === null)).toHaveLength(
      before.length + 2,
    );
    expect(await brokenIn(engine)).toEqual([]);
  });
});

describe('places', () => {
  const ORGS = `"sourcedId","status","dateLastModified","name","type","identifier","parentSourcedId"
d1,,,Made Schools,district,,
o1,,,Maple Elementary,school,MAP,d1
o2,,,Cedar High School,school,CED,d1
o3,tobedeleted,,Birch Middle,school,BIR,d1
st,,,Some State,state,,
`;

  test('of a OneRoster file: known by their code, their ids kept, the state left out', async () => {
    const id = await preview(bench, ORGS, { kind: 'locations', source: 'oneroster', match: [] });
    expect(await state(bench, id)).toMatchObject({ creates: 2, changes: 2, rejects: 0, lefts: 1 });
    expect(await applied(bench, id)).toMatchObject({ applied: 4 });
    expect(
      await rowsIn(
        engine,
        "SELECT kind, site_type, parent, top = id AS own FROM locations WHERE code = 'CED'",
      ),
    ).toEqual([{ kind: 'site', site_type: 'high', parent: null, own: 1 }]);
    expect(
      await rowsIn(engine, 'SELECT value, location FROM location_externals WHERE value = ?', 'o1'),
    ).toEqual([{ value: 'o1', location: w.maple }]);
    expect(
      await rowsIn(engine, 'SELECT retired_at IS NULL AS used FROM locations WHERE id = ?', w.birch),
    ).toEqual([{ used: 0 }]);
    expect(await brokenIn(engine)).toEqual([]);
    const again = await preview(bench, ORGS, { kind: 'locations', source: 'oneroster', match: [] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, changes: 0, sames: 4 });
    expect(await takenBack(bench, id)).toMatchObject({ undone: 4, kept: 0 });
    expect(
      await rowsIn(engine, 'SELECT retired_at IS NULL AS used FROM locations WHERE id = ?', w.birch),
    ).toEqual([{ used: 1 }]);
    const third = await preview(bench, ORGS, { kind: 'locations', source: 'oneroster', match: [] });
    expect(await applied(bench, third)).toMatchObject({ applied: 3 });
    expect(
      await rowsIn(engine, "SELECT retired_at IS NULL AS used FROM locations WHERE code = 'CED'"),
    ).toEqual([{ used: 1 }]);
  });

  test('rooms in places of the same file, in any order; carts where they may be', async () => {
    const file = `Code,Name,Type,Inside,Slots
OAK-C1,Cart A,cart,OAK-9,30
OAK-9,Room 9,room,Oak School,
OAK,Oak School,school,,
X-1,Cart B,cart,VEN1,
X-2,Room 1,room,Nowhere,
X 3!,Room 2,room,MAP,
`;
    const id = await preview(bench, file, { kind: 'locations', match: ['code'] });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual([
      'create',
      'create',
      'create',
      'reject',
      'reject',
      'reject',
    ]);
    expect(JSON.stringify(shown[3])).toContain('A cart cannot lie in a vendor');
    expect(await applied(bench, id)).toMatchObject({ state: 'applied', applied: 3 });
    const tree = await rowsIn(
      engine,
      `SELECT l.code, p.code AS parent, t.code AS top FROM locations AS l JOIN locations AS t ON t.id = l.top
       LEFT JOIN locations AS p ON p.id = l.parent WHERE t.code = 'OAK' ORDER BY l.code`,
    );
    expect(tree).toEqual([
      { code: 'OAK', parent: null, top: 'OAK' },
      { code: 'OAK-9', parent: 'OAK', top: 'OAK' },
      { code: 'OAK-C1', parent: 'OAK-9', top: 'OAK' },
    ]);
    expect(await rowsIn(engine, 'SELECT * FROM location_parents WHERE to_at IS NULL')).toHaveLength(12);
    expect(await brokenIn(engine)).toEqual([]);
  });
});

describe('people', () => {
  const USERS = `sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,email,grades,password
u1,,true,MAP,student,Quill,Fennimore,700001,quill@made.example,"07,08",secret
u2,,true,"o9,BIR",student,Juniper,Made,700010,,KG,secret
u3,,true,BIR,teacher,Sol,Made,,sol@made.example,,secret
u4,,true,MAP,parent,Some,Body,,,,secret
u5,tobedeleted,false,BIR,student,Pip,Larkspur,700002,,07,secret
u6,,true,o-unknown,student,No,Where,700011,,13th,secret
`;

  test('of a OneRoster file: leavers stay, families and unknown schools are told, no name is in a record', async () => {
    const before = await whole('people');
    const id = await preview(bench, USERS, { kind: 'people', source: 'oneroster', match: [] });
    expect(await state(bench, id)).toMatchObject({ creates: 2, changes: 2, rejects: 1, lefts: 1 });
    const shown = await rowsShown(bench, id);
    expect(shown[0]?.fields).toEqual([
      { field: 'E-mail', from: '', to: 'quill@made.example' },
      { field: 'Grade', from: '7', to: '8' },
      { field: 'Their id', from: '', to: 'u1' },
    ]);
    expect(JSON.stringify(shown[5])).toMatch(
      /no site o-unknown.*13th is not a grade|13th is not a grade.*no site o-unknown/,
    );
    expect(JSON.stringify(await rowsIn(engine, 'SELECT * FROM import_rows'))).not.toContain('secret');
    expect(await applied(bench, id)).toMatchObject({ applied: 4 });
    expect(
      await rowsIn(
        engine,
        'SELECT external_id, kind, site, grade, active FROM people WHERE family_name = ? ORDER BY n',
        'Made',
      ),
    ).toEqual([
      { external_id: '700010', kind: 'student', site: w.birch, grade: 'K', active: 1 },
      { external_id: 'u3', kind: 'staff', site: w.birch, grade: null, active: 1 },
    ]);
    expect(await rowsIn(engine, 'SELECT active FROM people WHERE id = ?', w.birchStudent)).toEqual([
      { active: 0 },
    ]);
    expect(
      await rowsIn(engine, "SELECT rowid FROM people_fts WHERE people_fts MATCH 'juniper'"),
    ).toHaveLength(1);
    const records = JSON.stringify(await rowsIn(engine, "SELECT data FROM records WHERE kind = 'person'"));
    expect(records).not.toMatch(/Juniper|Quill|Pip/);
    expect(await brokenIn(engine)).toEqual([]);

    const again = await preview(bench, USERS, { kind: 'people', source: 'oneroster', match: [] });
    expect(await state(bench, again)).toMatchObject({ creates: 0, changes: 0, sames: 4, rejects: 1 });
    expect(await takenBack(bench, id)).toMatchObject({ undone: 4, kept: 0 });
    const after = (await whole('people')).filter((person) => person.family_name !== 'Made');
    expect(without(after, 'version')).toEqual(without(before, 'version'));
  });

  test('whole names, schools that are made, one address at two rows', async () => {
    const file = `Student,School,Grade Level,E-mail
"Made, Ada",Willow School,Grade 3,ada@made.example
Bo Made,Willow School,4th,ada@made.example
`;
    const id = await preview(bench, file, { kind: 'people', match: ['email'], create: ['locations'] });
    const shown = await rowsShown(bench, id);
    expect(shown.map((row) => row.does)).toEqual(['create', 'reject']);
    expect(shown[0]?.makes).toEqual([{ kind: 'location', name: 'Willow School' }]);
    expect(await applied(bench, id)).toMatchObject({ applied: 1 });
    expect(
      await rowsIn(
        engine,
        `SELECT p.given_name, p.grade, l.name FROM people AS p JOIN locations AS l ON l.id = p.site
        WHERE p.family_name = 'Made'`,
      ),
    ).toEqual([{ given_name: 'Ada', grade: '3', name: 'Willow School' }]);
    expect(await brokenIn(engine)).toEqual([]);
  });
});
