import { type Change, must } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { FACTS, type Facts, type KnownDevice } from './device-rules.ts';

/** A device that is made, with where it is; one that nobody has any more is nowhere. */
export interface NewDevice {
  id: string;
  facts: Facts;
  tag: string;
  serial: string;
  use: string;
  state: string;
  place: { id: string; top: string } | null;
}

export interface ChangedDevice {
  id: string;
  facts: Facts;
  /** '' where it stays */
  tag: string;
  serial: string;
  use: string;
  state: string;
  was: KnownDevice;
}

const factValues = (facts: Facts) => FACTS.map((name) => facts[name]);
const factColumns = FACTS.join(', ');

/** Devices with their identifiers, use, state and place, counted: in as many statements as one takes. */
export function insertDevices(devices: readonly NewDevice[], by: string | null, now: string): Change {
  if (devices.length === 0) return null;
  const rows = devices.map((d) => [
    d.id,
    d.tag,
    d.serial,
    d.use,
    d.state,
    d.place?.id ?? null,
    d.place?.top ?? null,
    ...factValues(d.facts),
  ]);
  const placed = devices.flatMap((d) => (d.place ? [[newId(), d.id, d.place.id]] : []));
  return [
    {
      sql: `INSERT INTO devices (id, tag, serial, use, state, place, at_site, ${factColumns},
              last_seen_at, last_seen_place, created_at)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
              ${FACTS.map((_, i) => `value ->> ${7 + i}`).join(', ')},
              CASE WHEN value ->> 5 IS NULL THEN NULL ELSE ? END, value ->> 5, ? FROM json_each(?)`,
      parameters: [now, now, JSON.stringify(rows)],
    },
    addIdentifiers(
      devices.flatMap((d) => [
        { device: d.id, kind: 'tag', value: d.tag },
        { device: d.id, kind: 'serial', value: d.serial },
      ]),
      now,
    ),
    openRows(
      'device_uses',
      'use',
      devices.map((d) => [newId(), d.id, d.use]),
      by,
      now,
    ),
    openRows(
      'device_states',
      'state',
      devices.map((d) => [newId(), d.id, d.state]),
      by,
      now,
    ),
    {
      sql: `INSERT INTO custody (id, device, location, why, from_at, recorded_at, done_by)
            SELECT value ->> 0, value ->> 1, value ->> 2, 'created', ?, ?, ? FROM json_each(?)`,
      parameters: [now, now, by, JSON.stringify(placed)],
    },
    recountMany(devices.map((d) => ({ ...d.facts, use: d.use, state: d.state, n: 1 }))),
  ];
}

export function openRows(
  table: 'device_uses' | 'device_states',
  column: 'use' | 'state',
  rows: readonly unknown[][],
  by: string | null,
  now: string,
): Change {
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO ${table} (id, device, ${column}, from_at, person)
          SELECT value ->> 0, value ->> 1, value ->> 2, ?, ? FROM json_each(?)`,
    parameters: [now, by, JSON.stringify(rows)],
  };
}

export function closeRows(
  table: 'device_uses' | 'device_states',
  devices: readonly string[],
  now: string,
): Change {
  if (devices.length === 0) return null;
  return {
    sql: `UPDATE ${table} SET to_at = ? WHERE to_at IS NULL AND device IN (SELECT value FROM json_each(?))`,
    parameters: [now, JSON.stringify(devices)],
  };
}

interface Identifier {
  device: string;
  kind: 'tag' | 'serial';
  value: string;
}

/** Tags and serials from now on, findable by any piece; '' is none. */
function addIdentifiers(list: readonly Identifier[], now: string): Change {
  const rows = list
    .filter((one) => one.value !== '')
    .map((one) => [newId(), one.device, one.kind, one.value]);
  if (rows.length === 0) return null;
  const json = JSON.stringify(rows);
  return [
    {
      sql: `INSERT INTO identifiers (id, device, kind, value, from_at)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, ? FROM json_each(?)`,
      parameters: [now, json],
    },
    {
      sql: `INSERT INTO identifiers_fts (rowid, value)
            SELECT i.n, i.value FROM json_each(?) AS j CROSS JOIN identifiers AS i ON i.id = j.value ->> 0`,
      parameters: [json],
    },
  ];
}

interface Tallied {
  home: string;
  model: string;
  use: string;
  state: string;
  n: number;
}

/** The tallies go up or down by devices, in one statement. */
export function recountMany(devices: readonly Tallied[]): Change {
  const sums = new Map<string, number>();
  for (const d of devices)
    for (const home of [d.home, '']) {
      const key = JSON.stringify([home, d.model, d.use, d.state]);
      sums.set(key, (sums.get(key) ?? 0) + d.n);
    }
  const rows = [...sums].filter(([, n]) => n !== 0).map(([key, n]) => [...(JSON.parse(key) as string[]), n]);
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO device_tallies (home, model, use, state, n)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
          ON CONFLICT (home, model, use, state) DO UPDATE SET n = n + excluded.n`,
    parameters: [JSON.stringify(rows)],
  };
}

/** Each device is what was read: kept columns are written on top of that. */
export function stillKnown(devices: readonly KnownDevice[]): Change {
  if (devices.length === 0) return null;
  const rows = devices.map((d) => [d.id, d.version, d.home, d.model, d.use, d.state, d.tag, d.serial]);
  return must('the devices are what was read', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j
            LEFT JOIN devices AS d ON d.id = j.value ->> 0 AND d.joined_into IS NULL
            WHERE d.version IS NOT j.value ->> 1 OR d.home IS NOT j.value ->> 2 OR d.model IS NOT j.value ->> 3
              OR d.use IS NOT j.value ->> 4 OR d.state IS NOT j.value ->> 5 OR d.tag IS NOT j.value ->> 6
              OR d.serial IS NOT j.value ->> 7)`,
    parameters: [JSON.stringify(rows)],
  });
}

/** What is written down about devices, their tags, serials and uses, from now on. */
export function changeDevices(devices: readonly ChangedDevice[], by: string | null, now: string): Change {
  if (devices.length === 0) return null;
  const used = devices.filter((d) => d.use !== d.was.use);
  return [
    stillKnown(devices.map((d) => d.was)),
    moveFaults(devices.map((d) => ({ id: d.id, from: d.was.model, to: d.facts.model }))),
    recountMany(
      devices.flatMap((d) => [
        { ...d.was, n: -1 },
        { ...d.facts, use: d.use, state: d.state, n: 1 },
      ]),
    ),
    writeFacts(devices),
    closeIdentifiers(devices, now),
    addIdentifiers(
      devices.flatMap((d) => [
        { device: d.id, kind: 'tag', value: d.tag },
        { device: d.id, kind: 'serial', value: d.serial },
      ]),
      now,
    ),
    keepIdentifiers(devices.filter((d) => d.tag || d.serial).map((d) => d.id)),
    closeRows(
      'device_uses',
      used.map((d) => d.id),
      now,
    ),
    openRows(
      'device_uses',
      'use',
      used.map((d) => [newId(), d.id, d.use]),
      by,
      now,
    ),
  ];
}

export function writeFacts(
  devices: readonly { id: string; facts: Facts; use: string; state: string }[],
): Change {
  return {
    sql: `UPDATE devices SET version = version + 1, use = j.value ->> 1, state = j.value ->> 2,
            ${FACTS.map((name, i) => `${name} = j.value ->> ${3 + i}`).join(', ')}
          FROM json_each(?) AS j WHERE devices.id = j.value ->> 0`,
    parameters: [JSON.stringify(devices.map((d) => [d.id, d.use, d.state, ...factValues(d.facts)]))],
  };
}

function closeIdentifiers(devices: readonly ChangedDevice[], now: string): Change {
  const rows = devices.flatMap((d) => [
    ...(d.tag ? [[d.id, 'tag']] : []),
    ...(d.serial ? [[d.id, 'serial']] : []),
  ]);
  if (rows.length === 0) return null;
  return {
    sql: `UPDATE identifiers SET to_at = ? FROM json_each(?) AS j
          WHERE device = j.value ->> 0 AND kind = j.value ->> 1 AND to_at IS NULL AND withdrawn_at IS NULL`,
    parameters: [now, JSON.stringify(rows)],
  };
}

const open = (kind: 'tag' | 'serial') =>
  `ifnull((SELECT value FROM identifiers WHERE device = devices.id AND kind = '${kind}'
     AND to_at IS NULL AND withdrawn_at IS NULL), '')`;

/** The devices' columns repeat their open identifiers. */
export function keepIdentifiers(ids: readonly string[]): Change {
  if (ids.length === 0) return null;
  return {
    sql: `UPDATE devices SET tag = ${open('tag')}, serial = ${open('serial')},
            unidentified = CASE WHEN ${open('tag')} = '' AND ${open('serial')} = '' THEN 1 ELSE 0 END
          WHERE id IN (SELECT value FROM json_each(?))`,
    parameters: [JSON.stringify(ids)],
  };
}

/** Faults found on devices count for their new models. */
export function moveFaults(devices: readonly { id: string; from: string; to: string }[]): Change {
  const moved = devices.filter((d) => d.from !== d.to);
  if (moved.length === 0) return null;
  const json = JSON.stringify(moved.map((d) => [d.id, d.from, d.to]));
  const counted = (column: 1 | 2) => `SELECT j.value ->> ${column} AS model, l.fault AS fault, count(*) AS n
    FROM json_each(?) AS j CROSS JOIN repairs AS r ON r.device = j.value ->> 0 JOIN repair_lines AS l ON l.repair = r.id
    WHERE l.fault IS NOT NULL AND l.withdrawn_at IS NULL GROUP BY 1, 2`;
  return [
    {
      sql: `UPDATE fault_tallies SET n = fault_tallies.n - c.n FROM (${counted(1)}) AS c
            WHERE fault_tallies.model = c.model AND fault_tallies.fault = c.fault`,
      parameters: [json],
    },
    {
      sql: `INSERT INTO fault_tallies (model, fault, n) SELECT c.model, c.fault, c.n FROM (${counted(2)}) AS c
            WHERE true ON CONFLICT (model, fault) DO UPDATE SET n = n + excluded.n`,
      parameters: [json],
    },
  ];
}

export function nameAbroad(source: string, list: readonly { id: string; external: string }[]): Change {
  const rows = list.filter((one) => one.external !== '').map((one) => [one.external, one.id]);
  if (rows.length === 0) return null;
  return {
    sql: `INSERT INTO device_externals (source, value, device)
          SELECT ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true
          ON CONFLICT (source, value) DO NOTHING`,
    parameters: [source, JSON.stringify(rows)],
  };
}
