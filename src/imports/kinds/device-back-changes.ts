import type { Change } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import {
  closeRows,
  keepIdentifiers,
  moveFaults,
  openRows,
  recountMany,
  stillKnown,
  writeFacts,
} from './device-changes.ts';
import type { Facts, KnownDevice } from './device-rules.ts';

/**
 * Devices that an import has made and nobody has touched were never there: their tags and serials are free again, and
 * their records are no device's (`joined_into` itself). Their history stays.
 */
export function withdrawDevices(devices: readonly KnownDevice[], now: string): Change {
  if (devices.length === 0) return null;
  const ids = JSON.stringify(devices.map((d) => d.id));
  const ofThem = 'device IN (SELECT value FROM json_each(?))';
  return [
    stillKnown(devices),
    {
      sql: `DELETE FROM identifiers_fts WHERE rowid IN (SELECT n FROM identifiers WHERE ${ofThem} AND withdrawn_at IS NULL)`,
      parameters: [ids],
    },
    {
      sql: `UPDATE identifiers SET withdrawn_at = ?, to_at = ifnull(to_at, ?) WHERE ${ofThem} AND withdrawn_at IS NULL`,
      parameters: [now, now, ids],
    },
    {
      sql: `UPDATE custody SET to_at = max(from_at, ?) WHERE to_at IS NULL AND ${ofThem}`,
      parameters: [now, ids],
    },
    {
      sql: `UPDATE devices SET joined_into = id, tag = '', serial = '', place = NULL, at_site = NULL,
              version = version + 1 WHERE id IN (SELECT value FROM json_each(?))`,
      parameters: [ids],
    },
    { sql: `DELETE FROM device_externals WHERE ${ofThem}`, parameters: [ids] },
    { sql: `DELETE FROM custom_values WHERE ${ofThem}`, parameters: [ids] },
    recountMany(devices.map((d) => ({ ...d, n: -1 }))),
  ];
}

/** A device that an import has changed, and what it was before. */
export interface ChangedBack {
  now: KnownDevice;
  before: Pick<KnownDevice, 'tag' | 'serial' | 'use' | 'state'> & Facts;
}

/** What an import has changed is as it was; a tag or serial that it brought was never the device's. */
export function changeBack(list: readonly ChangedBack[], by: string | null, now: string): Change {
  if (list.length === 0) return null;
  const used = list.filter(({ now: d, before }) => d.use !== before.use);
  const wrong = list.flatMap(({ now: d, before }) => [
    ...(d.tag !== before.tag ? [[d.id, 'tag', d.tag, before.tag]] : []),
    ...(d.serial !== before.serial ? [[d.id, 'serial', d.serial, before.serial]] : []),
  ]);
  const json = JSON.stringify(wrong);
  const brought = `SELECT i.n FROM json_each(?) AS j JOIN identifiers AS i ON i.device = j.value ->> 0
    AND i.kind = j.value ->> 1 AND i.value = j.value ->> 2 AND i.withdrawn_at IS NULL`;
  return [
    stillKnown(list.map((one) => one.now)),
    moveFaults(list.map(({ now: d, before }) => ({ id: d.id, from: d.model, to: before.model }))),
    recountMany(
      list.flatMap(({ now: d, before }) => [
        { ...d, n: -1 },
        { ...before, n: 1 },
      ]),
    ),
    writeFacts(
      list.map(({ now: d, before }) => ({ id: d.id, facts: before, use: before.use, state: before.state })),
    ),
    wrong.length === 0
      ? null
      : [
          { sql: `DELETE FROM identifiers_fts WHERE rowid IN (${brought})`, parameters: [json] },
          {
            sql: `UPDATE identifiers SET withdrawn_at = ?, to_at = ifnull(to_at, ?) WHERE n IN (${brought})`,
            parameters: [now, now, json],
          },
          {
            sql: `UPDATE identifiers SET to_at = NULL FROM json_each(?) AS j
                  WHERE device = j.value ->> 0 AND kind = j.value ->> 1 AND identifiers.value = j.value ->> 3
                    AND withdrawn_at IS NULL`,
            parameters: [json],
          },
          keepIdentifiers([...new Set(wrong.map(([id]) => id ?? ''))]),
        ],
    closeRows(
      'device_uses',
      used.map(({ now: d }) => d.id),
      now,
    ),
    openRows(
      'device_uses',
      'use',
      used.map(({ now: d, before }) => [newId(), d.id, before.use]),
      by,
      now,
    ),
  ];
}

/** What a file's system calls devices was a mistake: nothing finds them by it. */
export function unnameAbroad(source: string, list: readonly { id: string; external: string }[]): Change {
  const rows = list.filter((one) => one.external !== '').map((one) => [one.external, one.id]);
  if (rows.length === 0) return null;
  return {
    sql: `DELETE FROM device_externals WHERE source = ?
          AND (value, device) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    parameters: [source, JSON.stringify(rows)],
  };
}

/** Models and sites that were made for devices, and that nothing uses now, are no longer offered. */
export function retireThings(models: readonly string[], places: readonly string[], now: string): Change {
  const retire = (table: 'models' | 'locations', ids: readonly string[]) =>
    ids.length === 0
      ? null
      : {
          sql: `UPDATE ${table} SET retired_at = ?, version = version + 1
                WHERE id IN (SELECT value FROM json_each(?)) AND retired_at IS NULL`,
          parameters: [now, JSON.stringify(ids)],
        };
  return [retire('models', models), retire('locations', places)];
}
