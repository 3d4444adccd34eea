import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { recount } from './changes.ts';
import type { Device } from './queries.ts';
import { moveFaultTallies } from './record-changes.ts';

/** Tables whose rows follow their device into the record that is kept, and go back when that was wrong. */
const FOLLOW = [
  'identifiers',
  'custody',
  'assignments',
  'repairs',
  'photos',
  'missing_accessories',
  'found_reports',
];

/** Tables of which a device has one open row: the kept record's own one stays open. */
const ONE_OPEN = ['custody', 'assignments'];

export interface Joining {
  id: string;
  kept: Device;
  joined: Device;
  by: string | null;
}

/** The joined record becomes a part of the kept one: its rows follow, what was open in both is closed in it. */
export function joinRecords({ id, kept, joined, by }: Joining, now: string): Change {
  const k = kept.id;
  const j = joined.id;
  return [
    stillAsRead(kept),
    stillAsRead(joined),
    {
      sql: `INSERT INTO device_joins (id, kept, joined, at, person, moved)
            SELECT ?, ?, ?, ?, ?, json_object(${FOLLOW.map((t) => `'${t}', ${listOf(t)}`).join(', ')},
              'closed', json_object(${ONE_OPEN.map((t) => `'${t}', ${closedIn(t)}`).join(', ')},
                'identifiers', ${closedIdentifiers}),
              'values', (SELECT json_group_array(field) FROM custom_values WHERE device = ?
                AND field NOT IN (SELECT field FROM custom_values WHERE device = ?)),
              'below', (SELECT json_group_array(id) FROM devices WHERE joined_into = ?))`,
      parameters: [
        ...[id, k, j, now, by],
        ...FOLLOW.map(() => j),
        ...ONE_OPEN.flatMap(() => [j, k]),
        ...[j, k],
        ...[j, k, j],
      ],
    },
    ...ONE_OPEN.map((table) => closeOpen(table, j, k, now)),
    {
      sql: `UPDATE identifiers SET to_at = ? WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL
            AND kind IN (SELECT kind FROM identifiers WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL)`,
      parameters: [now, j, k],
    },
    kept.model === joined.model ? null : moveFaultTallies(j, joined.model, kept.model),
    // The columns go empty before the rows that they repeat: both records may not show one tag.
    {
      sql: `UPDATE devices SET joined_into = ?, version = version + 1 WHERE id = ? OR joined_into = ?`,
      parameters: [k, j, j],
    },
    ...FOLLOW.map((table) => follow(table, j, k)),
    {
      sql: `UPDATE custom_values SET device = ? WHERE device = ?
            AND field NOT IN (SELECT field FROM custom_values WHERE device = ?)`,
      parameters: [k, j, k],
    },
    recount(joined, null),
    keepOpenRows(j),
    keepOpenRows(k),
  ];
}

/** What an earlier join moved, as `device_joins.moved` lists it. */
export interface Moved extends Record<string, unknown> {
  closed: Record<string, string[]>;
  values: string[];
  below: string[];
}

/** The two were two after all: every row goes back that went over, and what was closed for it is open again. */
export function separateRecords(
  join: { id: string; moved: Moved },
  kept: { id: string; model: string },
  joined: { id: string; home: string; model: string; use: string; state: string },
  now: string,
): Change {
  const listed = (values: unknown) => JSON.stringify(values ?? []);
  const back = (table: string): Statement => ({
    sql: `UPDATE ${table} SET device = ? WHERE device = ? AND id IN (SELECT value FROM json_each(?))`,
    parameters: [joined.id, kept.id, listed(join.moved[table])],
  });
  const open = (table: string): Statement => ({
    sql: `UPDATE ${table} SET to_at = NULL WHERE device = ? AND id IN (SELECT value FROM json_each(?))`,
    parameters: [joined.id, listed(join.moved.closed[table])],
  });
  return [
    must('the records are still joined', {
      sql: 'SELECT 1 FROM device_joins WHERE id = ? AND undone_at IS NULL',
      parameters: [join.id],
    }),
    { sql: 'UPDATE device_joins SET undone_at = ? WHERE id = ?', parameters: [now, join.id] },
    ...FOLLOW.map(back),
    ...[...ONE_OPEN, 'identifiers'].map(open),
    {
      sql: 'UPDATE custom_values SET device = ? WHERE device = ? AND field IN (SELECT value FROM json_each(?))',
      parameters: [joined.id, kept.id, listed(join.moved.values)],
    },
    {
      sql: 'UPDATE devices SET joined_into = ? WHERE id IN (SELECT value FROM json_each(?))',
      parameters: [joined.id, listed(join.moved.below)],
    },
    keepOpenRows(kept.id),
    keepOpenRows(joined.id),
    {
      sql: `UPDATE devices SET joined_into = NULL, version = version + 1,
              unidentified = CASE WHEN tag = '' AND serial = '' THEN 1 ELSE unidentified END WHERE id = ?`,
      parameters: [joined.id],
    },
    kept.model === joined.model ? null : moveFaultTallies(joined.id, kept.model, joined.model),
    recount(null, joined),
  ];
}

const listOf = (table: string) => `(SELECT json_group_array(id) FROM ${table} WHERE device = ?)`;

const closedIn = (table: string) =>
  `(SELECT json_group_array(id) FROM ${table} WHERE device = ? AND to_at IS NULL
    AND EXISTS (SELECT 1 FROM ${table} WHERE device = ? AND to_at IS NULL))`;

const closedIdentifiers = `(SELECT json_group_array(id) FROM identifiers WHERE device = ? AND to_at IS NULL
  AND withdrawn_at IS NULL
  AND kind IN (SELECT kind FROM identifiers WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL))`;

function closeOpen(table: string, joined: string, kept: string, now: string): Statement {
  return {
    sql: `UPDATE ${table} SET to_at = max(from_at, ?) WHERE device = ? AND to_at IS NULL
          AND EXISTS (SELECT 1 FROM ${table} WHERE device = ? AND to_at IS NULL)`,
    parameters: [now, joined, kept],
  };
}

function follow(table: string, joined: string, kept: string): Statement {
  return { sql: `UPDATE ${table} SET device = ? WHERE device = ?`, parameters: [kept, joined] };
}

function stillAsRead(device: Device): Change {
  return must('both records are what you saw', {
    sql: `SELECT 1 FROM devices AS d WHERE d.id = ? AND d.version = ? AND d.joined_into IS NULL
            AND d.home = ? AND d.model = ? AND d.use = ? AND d.state = ? AND d.tag = ? AND d.serial = ?
            AND ifnull((SELECT id FROM repairs WHERE device = d.id AND closed_at IS NULL), '') = ?`,
    parameters: [
      ...[device.id, device.version, device.home, device.model, device.use, device.state],
      ...[device.tag, device.serial, device.openRepair ?? ''],
    ],
  });
}

/** Writes a device's kept columns anew from its open rows. */
export function keepOpenRows(device: string): Statement {
  const identifier = (kind: string) => `ifnull((SELECT value FROM identifiers WHERE device = devices.id
    AND kind = '${kind}' AND to_at IS NULL AND withdrawn_at IS NULL), '')`;
  const custody = (column: string) =>
    `(SELECT c.${column} FROM custody AS c WHERE c.device = devices.id AND c.to_at IS NULL)`;
  const assignment = (column: string) =>
    `(SELECT a.${column} FROM assignments AS a WHERE a.device = devices.id AND a.to_at IS NULL)`;
  return {
    sql: `UPDATE devices SET tag = ${identifier('tag')}, serial = ${identifier('serial')},
            unidentified = CASE WHEN joined_into IS NULL AND NOT EXISTS (SELECT 1 FROM identifiers
              WHERE device = devices.id AND to_at IS NULL AND withdrawn_at IS NULL) THEN 1
              WHEN joined_into IS NULL THEN 0 ELSE unidentified END,
            place = ${custody('location')}, holder = ${custody('person')}, due_on = ${custody('due_on')},
            at_site = (SELECT l.top FROM custody AS c JOIN locations AS l ON l.id = c.location
              WHERE c.device = devices.id AND c.to_at IS NULL),
            assigned_person = ${assignment('person')}, assigned_location = ${assignment('location')},
            slot = ${assignment('slot')}
          WHERE id = ?`,
    parameters: [device],
  };
}
