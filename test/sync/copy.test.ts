import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { deltaFrom, sitesThatFit } from '../../src/sync/copy-rules.ts';
import { type Workshop, workshop } from '../repairs/workshop.ts';

let shop: Workshop;
beforeEach(async () => {
  shop = await workshop();
});

interface Table {
  columns: string[];
  rows: unknown[][];
}
interface Site extends Table {
  cursor: number;
  whole: boolean;
  gone: string[];
}

/** Rows as objects. */
function objects({ columns, rows }: Table): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

async function site(id: string, person: string, after = 0): Promise<Site> {
  return (await shop.app.get(`/sync/copy/sites/${id}?after=${after}`, person)).json as Site;
}

async function manifest(person: string) {
  return (await shop.app.get('/sync/manifest', person)).json as {
    sites: { id: string; why: string }[];
    versions: Record<string, string>;
    can: Record<string, boolean>;
  };
}

describe('what a phone carries', () => {
  test('the sites that a specialist looks after, the main one first; a contact the own school', async () => {
    const { w } = shop;
    expect((await manifest(w.sid)).sites.map(({ id }) => id)).toEqual([w.maple, w.birch]);
    expect((await manifest(w.cora)).sites.map(({ id }) => id)).toEqual([w.maple]);
    expect((await manifest(w.cora)).can).toMatchObject({
      work: false,
      report: true,
      custody: true,
      swap: false,
    });
    expect((await manifest(w.ada)).sites).toEqual([]);
  });

  test('a device with its facts, and students by name only where that is theirs to know', async () => {
    const { w } = shop;
    await shop.app.post('/repairs/new?device=48213', { fault: 'screen', priority: 'normal' }, w.sid);
    const one = objects(await site(w.maple, w.sid)).find(({ id }) => id === w.one);
    expect(one).toMatchObject({
      tag: '48213',
      serial: '5CD1234XYZ',
      model: w.dell3100,
      holder: 'Quill Fennimore',
      assignedPerson: w.student,
      repairState: 'reported',
    });
    expect(one?.lines).toHaveLength(1);
    const audited = await shop.app.get(`/sync/copy/sites/${w.maple}`, w.audrey);
    expect(audited.text).not.toContain('Fennimore');
    expect(audited.text).toContain('a student of grade 7');
    expect((await shop.app.get(`/sync/copy/people/${w.maple}`, w.audrey)).text).not.toContain('Fennimore');
    expect((await shop.app.get(`/sync/copy/people/${w.maple}`, w.cora)).text).toContain('Fennimore');
    expect((await shop.app.get(`/sync/copy/sites/${w.birch}`, w.cora)).status).toBe(404);
  });

  test('faults, remedies, fits and what lies in the vehicle', async () => {
    const { w, s } = shop;
    const catalog = (await shop.app.get('/sync/copy/catalog', w.sid)).json as Record<string, Table>;
    expect(objects(catalog.fits as Table)).toContainEqual(
      expect.objectContaining({ model: w.dell3100, fault: 'battery', part: s.battery }),
    );
    const stock = (await shop.app.get('/sync/copy/stock', w.sid)).json as Record<string, Table>;
    expect(objects(stock.stock as Table)).toContainEqual({ bin: s.van, part: s.panel, n: 2 });
    expect(objects(stock.bins as Table).map(({ id }) => id)).not.toContain(s.van2);
    expect((await shop.app.get('/sync/copy/stock', w.cora)).json).toEqual({});
  });
});

describe('what is asked again', () => {
  test('a part that did not change is 304, and the manifest says so before', async () => {
    const { w } = shop;
    const before = await manifest(w.sid);
    const first = await shop.app.get('/sync/copy/stock', w.sid);
    expect(first.headers.get('ETag')).toBe(`"${before.versions.stock}"`);
    await shop.app.post(
      '/devices/48213/repair',
      { fault: 'screen', remedy: 'replaced', minutes: '5', parts: `${shop.s.panel}:${shop.s.van}` },
      w.sid,
    );
    const after = await manifest(w.sid);
    expect(after.versions.stock).not.toBe(before.versions.stock);
    expect(after.versions.places).toBe(before.versions.places);
  });

  test('a site gives what changed since, and what is of it no more', async () => {
    const { w } = shop;
    await shop.app.post('/devices/60001/move', { target: `location:${w.maple}` }, w.sid);
    const whole = await site(w.maple, w.sid);
    expect(whole.rows).toHaveLength(5);
    expect(await site(w.maple, w.sid, whole.cursor)).toMatchObject({ whole: false, rows: [], gone: [] });
    await shop.app.post('/devices/60001/move', { target: `location:${w.birch}` }, w.sid);
    await shop.app.post('/devices/48214/move', { target: `location:${w.van}` }, w.sid);
    const delta = await site(w.maple, w.sid, whole.cursor);
    expect(objects(delta).map(({ id, place }) => [id, place])).toEqual([[w.two, w.van]]);
    expect(delta.gone).toEqual([w.birchDevice]);
    // Who sees one school is not told of other schools' devices.
    expect(await site(w.maple, w.cora, whole.cursor)).toMatchObject({ whole: true, gone: [] });
  });

  test('sites that fit, and deltas that are worth it', () => {
    const of = (...devices: number[]) => devices.map((n, i) => ({ id: String(i), devices: n }));
    expect(sitesThatFit(of(20_000, 1)).map(({ id }) => id)).toEqual(['0']);
    expect(sitesThatFit(of(4_000, 4_000, 4_000)).map(({ id }) => id)).toEqual(['0', '1']);
    expect(deltaFrom(10, 20, true)).toBe(10);
    expect([deltaFrom(30, 20, true), deltaFrom(10, 20, false), deltaFrom(1, 90_000, true)]).toEqual([
      0, 0, 0,
    ]);
  });
});

test('three sites of 2,000 devices and as many students weigh at most 5 MB', async () => {
  const { w, engine } = shop;
  const at = '2027-01-04T13:00:00.000Z';
  const third = newId();
  const sites = [w.maple, w.birch, third];
  const numbers = Array.from({ length: 6_000 }, (_, n) => ({
    n,
    id: newId(),
    person: newId(),
    custody: newId(),
    site: sites[n % 3],
  }));
  const part = (i: number) => JSON.stringify(numbers.slice(i, i + 2_000));
  await engine.batch([
    {
      sql: `INSERT INTO locations (id, code, name, kind, top, created_at) VALUES (?, 'CED', 'Cedar', 'site', ?, ?)`,
      parameters: [third, third, at],
    },
    {
      sql: "INSERT INTO person_sites (person, site, rank) VALUES (?, ?, 'backup')",
      parameters: [w.sid, third],
    },
    ...[0, 2_000, 4_000].flatMap((i) => [
      {
        sql: `INSERT INTO people (id, external_id, kind, given_name, family_name, sort_name, site, grade, created_at)
              SELECT value ->> 'person', 900000 + (value ->> 'n'), 'student', 'Somebody', 'Of-Some-Length',
                'of', value ->> 'site', '7', ? FROM json_each(?)`,
        parameters: [at, part(i)],
      },
      {
        sql: `INSERT INTO devices (id, kind, model, variant, home, tag, serial, use, state, place, at_site, holder,
                assigned_person, warranty_until, coverage_until, last_seen_at, created_at)
              SELECT value ->> 'id', 'chromebook', ?, ?, value ->> 'site', 'D' || (100000 + (value ->> 'n')),
                '5CD' || (1000000 + (value ->> 'n')), 'one_to_one', 'in_service', value ->> 'site', value ->> 'site',
                value ->> 'person', value ->> 'person', '2029-06-30', '2029-06-30', ?, ? FROM json_each(?)`,
        parameters: [w.dell3100, w.dell3100Plain, at, at, part(i)],
      },
      {
        sql: `INSERT INTO custody (id, device, location, person, why, from_at, recorded_at)
              SELECT value ->> 'custody', value ->> 'id', value ->> 'site', value ->> 'person', 'created', ?, ?
              FROM json_each(?)`,
        parameters: [at, at, part(i)],
      },
    ]),
  ]);
  const paths = ['/sync/manifest', '/sync/copy/catalog', '/sync/copy/stock', '/sync/copy/places'];
  for (const id of sites) paths.push(`/sync/copy/sites/${id}`, `/sync/copy/people/${id}`);
  let plain = 0;
  let packed = 0;
  for (const path of paths) {
    const { text, status } = await shop.app.get(path, w.sid);
    expect(status).toBe(200);
    plain += Buffer.byteLength(text);
    packed += gzipSync(text, { level: 1 }).length;
  }
  process.stdout.write(`a phone's copy: ${plain} bytes, ${packed} over the wire\n`);
  expect(plain).toBeLessThan(5_000_000);
});
