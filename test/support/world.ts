import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { tokenHash } from '../../src/web/session.ts';
import { filled } from './filled.ts';
import { device } from './world-device.ts';
import { AT, row } from './world-row.ts';

/** The named cast: people, places, a model, a few devices. Names of fields are the names in tests. */
export function makeCast() {
  const id = () => newId();
  return {
    // places
    maple: id(),
    birch: id(),
    mapleRoom: id(),
    mapleCart: id(),
    birchRoom: id(),
    depot: id(),
    van: id(),
    van2: id(),
    vendor: id(),
    // people who sign in
    mara: id(), // manager
    sid: id(), // specialist III, main site Maple
    ian: id(), // specialist I
    tess: id(), // specialist II
    ivy: id(), // intern
    cora: id(), // contact of Maple
    bert: id(), // contact of Birch
    audrey: id(), // auditor
    ada: id(), // admin
    // people who do not
    student: id(), // Quill Fennimore at Maple
    birchStudent: id(),
    // catalog
    dell3100: id(),
    dell3100Touch: id(),
    dell3100Plain: id(),
    lenovo100e: id(),
    // devices
    one: id(),
    two: id(),
    spare: id(),
    loaner: id(),
    birchDevice: id(),
    lostDevice: id(),
  };
}

export type Cast = ReturnType<typeof makeCast>;

/** Lets a person of the cast sign in by password. @param hash of src/accounts/password.ts */
export function givePassword(person: string, hash: string): Statement {
  return row('credentials', {
    id: newId(),
    account_id: person,
    provider_id: 'credential',
    user_id: person,
    password: hash,
    created_at: AT,
    updated_at: AT,
  });
}

/** Writes the cast into a fresh database. */
export function makeWorld(engine: Engine): Promise<Cast> {
  return filled(engine, 'world', writeWorld);
}

async function writeWorld(engine: Engine): Promise<Cast> {
  const w = makeCast();
  await engine.batch([
    ...places(w),
    ...people(w),
    ...catalog(w),
    ...device(w, w.one, {
      tag: '48213',
      serial: '5CD1234XYZ',
      home: w.maple,
      place: w.mapleRoom,
      at: w.maple,
      holder: w.student,
      assigned: w.student,
      use: 'one_to_one',
    }),
    ...device(w, w.two, {
      tag: '48214',
      serial: '5CD1235XYZ',
      home: w.maple,
      place: w.mapleRoom,
      at: w.maple,
      holder: null,
      assigned: null,
      use: 'one_to_one',
    }),
    ...device(w, w.spare, {
      tag: '50001',
      serial: '5CD9001XYZ',
      home: w.maple,
      place: w.maple,
      at: w.maple,
      holder: null,
      assigned: null,
      use: 'spare',
    }),
    ...device(w, w.loaner, {
      tag: '50002',
      serial: '5CD9002XYZ',
      home: w.maple,
      place: w.maple,
      at: w.maple,
      holder: null,
      assigned: null,
      use: 'loaner',
    }),
    ...device(w, w.birchDevice, {
      tag: '60001',
      serial: '5CD6001XYZ',
      home: w.birch,
      place: w.birchRoom,
      at: w.birch,
      holder: w.birchStudent,
      assigned: w.birchStudent,
      use: 'one_to_one',
    }),
    ...device(w, w.lostDevice, {
      tag: '60002',
      serial: '5CD6002XYZ',
      home: w.birch,
      place: w.birch,
      at: w.birch,
      holder: null,
      assigned: null,
      use: 'one_to_one',
      state: 'lost',
    }),
  ]);
  return w;
}

function places(w: Cast): Statement[] {
  const place = (
    id: string,
    code: string,
    name: string,
    kind: string,
    parent: string | null,
    top: string,
    extra = {},
  ) => [
    row('locations', { id, code, name, kind, parent, top, created_at: AT, ...extra }),
    row('location_parents', { id: newId(), location: id, parent, from_at: AT }),
    {
      sql: 'INSERT INTO locations_fts (rowid, name) SELECT n, ? FROM locations WHERE id = ?',
      parameters: [`${code} ${name}`, id],
    },
  ];
  return [
    place(w.maple, 'MAP', 'Maple Elementary', 'site', null, w.maple, { site_type: 'elementary' }),
    place(w.birch, 'BIR', 'Birch Middle', 'site', null, w.birch, { site_type: 'middle' }),
    place(w.mapleRoom, 'MAP-12', 'Room 12', 'room', w.maple, w.maple),
    place(w.mapleCart, 'MAP-C1', 'Cart 1', 'cart', w.mapleRoom, w.maple, { slots: 30 }),
    place(w.birchRoom, 'BIR-3', 'Room 3', 'room', w.birch, w.birch),
    place(w.depot, 'DEP1', 'North depot', 'depot', null, w.depot),
    place(w.van, 'VAN1', 'Van 1', 'vehicle', null, w.van),
    place(w.van2, 'VAN2', 'Van 2', 'vehicle', null, w.van2),
    place(w.vendor, 'VEN1', 'Maker repair centre', 'vendor', null, w.vendor),
  ].flat();
}

function people(w: Cast): Statement[] {
  const person = (
    id: string,
    kind: string,
    given: string,
    family: string,
    site: string | null,
    external: string,
  ) => [
    row('people', {
      id,
      external_id: external,
      kind,
      given_name: given,
      family_name: family,
      sort_name: `${family}, ${given}`.toLowerCase(),
      site,
      grade: kind === 'student' ? '7' : null,
      created_at: AT,
    }),
    {
      sql: 'INSERT INTO people_fts (rowid, name) SELECT n, ? FROM people WHERE id = ?',
      parameters: [`${given} ${family} ${external}`, id],
    },
  ];
  const login = (id: string, name: string, role: string, level: number | null, site: string | null) => [
    row('users', {
      id,
      name,
      email: `${name.split(' ')[0]?.toLowerCase()}@spudger.test`,
      created_at: AT,
      updated_at: AT,
    }),
    row('user_roles', { id: newId(), person: id, role, level, site }),
    row('sessions', {
      id: newId(),
      token: `session-${id}`,
      user_id: id,
      expires_at: '2099-01-01T00:00:00.000Z',
      created_at: AT,
      updated_at: AT,
    }),
    row('api_tokens', {
      id: newId(),
      person: id,
      name: 'test',
      token_hash: tokenHash(`token-${id}`),
      hint: 'test',
      created_at: AT,
    }),
  ];
  const staff = (
    id: string,
    given: string,
    family: string,
    role: string,
    level: number | null,
    site: string | null,
    home: string | null,
  ) => [
    ...person(id, 'staff', given, family, home, `S-${given}`),
    ...login(id, `${given} ${family}`, role, level, site),
  ];
  return [
    ...staff(w.mara, 'Mara', 'Thimble', 'manager', null, null, null),
    ...staff(w.sid, 'Sid', 'Pliers', 'specialist', 3, null, w.maple),
    ...staff(w.ian, 'Ian', 'Bezel', 'specialist', 1, null, w.birch),
    ...staff(w.tess, 'Tess', 'Torx', 'specialist', 2, null, w.birch),
    ...staff(w.ivy, 'Ivy', 'Sprocket', 'intern', null, null, w.maple),
    ...staff(w.cora, 'Cora', 'Inkwell', 'contact', null, w.maple, w.maple),
    ...staff(w.bert, 'Bert', 'Blotter', 'contact', null, w.birch, w.birch),
    ...staff(w.audrey, 'Audrey', 'Ledger', 'auditor', null, null, null),
    ...staff(w.ada, 'Ada', 'Keystone', 'admin', null, null, null),
    ...person(w.student, 'student', 'Quill', 'Fennimore', w.maple, '700001'),
    ...person(w.birchStudent, 'student', 'Pip', 'Larkspur', w.birch, '700002'),
    row('person_sites', { person: w.sid, site: w.maple, rank: 'main' }),
    row('person_sites', { person: w.sid, site: w.birch, rank: 'backup' }),
  ];
}

function catalog(w: Cast): Statement[] {
  const model = (id: string, maker: string, name: string, number: string, aue: string | null) => [
    row('models', {
      id,
      maker,
      name,
      number,
      kind: 'chromebook',
      aue_on: aue,
      aue_source: 'maker',
      aue_read_on: '2026-12-31',
      warranty_months: 12,
      price_cents: 27900,
      created_at: AT,
    }),
    {
      sql: 'INSERT INTO models_fts (rowid, name) SELECT n, ? FROM models WHERE id = ?',
      parameters: [`${maker} ${name} ${number}`, id],
    },
  ];
  return [
    ...model(w.dell3100, 'Dell', 'Chromebook 3100', '3100', '2029-06-01'),
    ...model(w.lenovo100e, 'Lenovo', '100e Chromebook Gen 2', '82CD', '2028-06-01'),
    row('variants', { id: w.dell3100Touch, model: w.dell3100, name: 'Touch', touch: 1 }),
    row('variants', { id: w.dell3100Plain, model: w.dell3100, name: 'No touch', touch: 0 }),
  ];
}
