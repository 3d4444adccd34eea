import { beforeAll, describe, expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { listDevices } from '../../src/devices/list-queries.ts';
import { type DeviceFilter, NO_FILTER } from '../../src/devices/list-rules.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const FIELD = '01890000-0000-7000-8000-00000000000f';
const TODAY = '2027-03-02';

let engine: Engine;
let w: Cast;

/** 60 devices more: some without a tag, with loans, two models, in slots, with a field. */
beforeAll(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
  await engine.batch([
    {
      sql: "INSERT INTO custom_fields (id, device_kind, name, type) VALUES (?, 'chromebook', 'Room', 'text')",
      parameters: [FIELD],
    },
  ]);
  const rows = Array.from({ length: 60 }, (_, i) => ({
    id: newId(),
    model: i % 3 === 0 ? w.lenovo100e : w.dell3100,
    tag: i % 10 === 0 ? '' : `7${String((i * 37) % 100).padStart(4, '0')}`,
    serial: `X${String((i * 53) % 100).padStart(4, '0')}`,
    due: i % 2 === 0 ? `2027-0${1 + (i % 4)}-15` : null,
    bought: `202${i % 5}-07-01`,
    room: i % 4 === 0 ? w.mapleCart : null,
    slot: i % 8 === 0 ? null : (i % 30) + 1,
    unidentified: i % 6 === 0 ? 1 : 0,
  }));
  await engine.batch([
    {
      sql: `INSERT INTO devices (id, kind, model, home, tag, serial, use, state, place, at_site, due_on, purchased_on,
              assigned_location, slot, unidentified, created_at)
            SELECT value ->> 'id', 'chromebook', value ->> 'model', ?, value ->> 'tag', value ->> 'serial', 'loaner',
              'in_service', ?, ?, value ->> 'due', value ->> 'bought', value ->> 'room',
              CASE WHEN value ->> 'room' IS NULL THEN NULL ELSE value ->> 'slot' END, value ->> 'unidentified', ?
            FROM json_each(?)`,
      parameters: [w.birch, w.birch, w.birch, '2027-01-04T13:00:00.000Z', JSON.stringify(rows)],
    },
    {
      sql: "INSERT INTO custom_values (device, field, value) SELECT id, ?, 'B12' FROM devices WHERE home = ?",
      parameters: [FIELD, w.birch],
    },
  ]);
});

async function allPages(filter: Partial<DeviceFilter>, sort: string) {
  const seen: string[] = [];
  const keys: (string | number)[] = [];
  let cursor: string | undefined;
  do {
    const wanted = { filter: { ...NO_FILTER, ...filter }, sort, cursor, today: TODAY, limit: 7 };
    const { page, count } = await listDevices(new Database(engine), wanted, 'all');
    expect(page.items.length).toBeLessThanOrEqual(7);
    seen.push(...page.items.map((row) => row.id));
    keys.push(...page.items.map((row) => row.key));
    expect(count.n).toBeGreaterThanOrEqual(0);
    cursor = page.next ?? undefined;
  } while (cursor && seen.length < 200);
  return { seen, keys };
}

const COUNTED =
  'SELECT count(*) AS n FROM devices AS d JOIN models AS m ON m.id = d.model WHERE d.joined_into IS NULL';

describe('the pages of a list, laid end to end', () => {
  test.each<[string, Partial<DeviceFilter>, string, string]>([
    ['tags', {}, '', '1'],
    ['tags backwards', {}, '-tag', '1'],
    ['a home', { home: 'BIR' }, '', 'd.home = $birch'],
    ['a home backwards', { home: 'BIR' }, '-tag', 'd.home = $birch'],
    ['a home by serial', { home: 'BIR' }, 'serial', 'd.home = $birch'],
    ['a home by purchase, backwards', { home: 'BIR' }, '-purchased', 'd.home = $birch'],
    ['a home by due date', { home: 'BIR' }, 'due', 'd.home = $birch'],
    ['loans', { due: 'any' }, '', 'd.due_on IS NOT NULL'],
    ['loans backwards', { due: 'any' }, '-due', 'd.due_on IS NOT NULL'],
    ['overdue', { due: 'overdue' }, '', "d.due_on < '2027-03-02'"],
    ['ends of updates', { aue: '2030-01-01' }, '', "m.aue_on < '2030-01-01'"],
    ['ends of updates of a kind', { aue: '2029-01-01' }, '', "m.aue_on < '2029-01-01'"],
    [
      'a purchase range',
      { from: '2021-01-01', to: '2023-12-31' },
      '',
      "d.purchased_on BETWEEN '2021' AND '2024'",
    ],
    ['a purchase range backwards', { from: '2021-01-01' }, '-purchased', "d.purchased_on >= '2021'"],
    ['unidentified', { unidentified: '1' }, '', 'd.unidentified = 1'],
    ['a cart', { room: '$mapleCart' }, '', 'd.assigned_location = $mapleCart'],
    ['a field', { field: FIELD, value: 'B12' }, '', 'd.home = $birch'],
    ['a serial prefix', { serial: 'X00' }, '', "d.serial LIKE 'X00%'"],
    ['a long serial prefix', { serial: '5CD60' }, '', "d.serial LIKE '5CD60%'"],
    [
      'a tag prefix of a model',
      { tag: '70', model: '$dell3100' },
      '',
      "d.tag LIKE '70%' AND d.model = $dell3100",
    ],
  ])('%s: each device once, in order', async (_, filter, sort, where) => {
    const named = (text: string) =>
      text.replace(/\$(\w+)/g, (_all, name: string) =>
        where === text ? `'${w[name as keyof Cast]}'` : w[name as keyof Cast],
      );
    const set = Object.fromEntries(
      Object.entries(filter).map(([name, value]) => [name, named(String(value))]),
    );
    const { seen, keys } = await allPages(set, sort);
    const [rows] = await engine.read([{ sql: `${COUNTED} AND ${named(where)}`, parameters: [] }]);
    expect(seen.length).toBe(rows?.[0]?.n);
    expect(new Set(seen).size).toBe(seen.length);
    const sorted = [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(keys).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
  });
});
