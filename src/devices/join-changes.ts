import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import type { Statement } from '../db/engine.ts';
import { recount } from './changes.ts';
import type { Device } from './queries.ts';
import { moveFaultTallies } from './record-changes.ts';

/** Tables whose rows follow their device into the record that is kept, and go back when that was wrong. */
const FOLLOW = ['identifiers', 'repairs', 'photos', 'missing_accessories', 'found_reports', 'claim_lines'];

/**
 * The joined record's chains of custody and assignments end: beside the kept one's they would overlap. They stay
 * with their record, and pages show them with the kept one.
 */
const CLOSE = ['custody', 'assignments'];

export interface Joining {
  id: string;
  kept: Device;
  joined: Device;
  by: string | null;
  /** id of the assignment that the kept record takes over, where it has none of its own */
  assigned: string | null;
}

/** The joined record becomes a part of the kept one: its rows follow, what was open of its own is closed. */
export function joinRecords({ id, kept, joined, by, assigned }: Joining, now: string): Change {
  const k = kept.id;
  const j = joined.id;
  return [
    stillAsRead(kept),
    stillAsRead(joined),
    {
      sql: `INSERT INTO device_joins (id, kept, joined, at, person, moved)
            SELECT ?, ?, ?, ?, ?, json_object(${FOLLOW.map((t) => `'${t}', ${listOf(t)}`).join(', ')},
              'closed', json_object(${CLOSE.map((t) => `'${t}', ${openOf(t)}`).join(', ')},
                'identifiers', ${doubledIdentifiers}),
              'values', json((SELECT json_group_array(field) FROM custom_values WHERE device = ?
                AND field NOT IN (SELECT field FROM custom_values WHERE device = ?))),
              'below', json((SELECT json_group_array(id) FROM devices WHERE joined_into = ?)), 'assigned', ?)`,
      parameters: [
        ...[id, k, j, now, by],
        ...FOLLOW.map(() => j),
        ...CLOSE.map(() => j),
        ...[j, k, j, k, j, assigned],
      ],
    },
    ...CLOSE.map((table) => ({
      sql: `UPDATE ${table} SET to_at = max(from_at, ?) WHERE device = ? AND to_at IS NULL`,
      parameters: [now, j],
    })),
    {
      sql: `UPDATE identifiers SET to_at = ? WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL
            AND kind IN (SELECT kind FROM identifiers WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL)`,
      parameters: [now, j, k],
    },
    kept.model === joined.model ? null : moveFaultTallies(j, joined.model, kept.model),
    {
      sql: 'UPDATE devices SET joined_into = ?, version = version + 1 WHERE id = ? OR joined_into = ?',
      parameters: [k, j, j],
    },
    ...FOLLOW.map((table) => ({
      sql: `UPDATE ${table} SET device = ? WHERE device = ?`,
      parameters: [k, j],
    })),
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
  assigned: string | null;
}

/** The two were two after all: every row goes back that went over, and what was closed for it is open again. */
export function separateRecords(
  join: { id: string; moved: Moved },
  kept: { id: string; model: string },
  joined: { id: string; home: string; model: string; use: string; state: string },
  now: string,
): Change {
  const listed = (values: unknown) => JSON.stringify(values ?? []);
  return [
    must('the records are still joined', {
      sql: 'SELECT 1 FROM device_joins WHERE id = ? AND undone_at IS NULL',
      parameters: [join.id],
    }),
    { sql: 'UPDATE device_joins SET undone_at = ? WHERE id = ?', parameters: [now, join.id] },
    ...FOLLOW.map((table) => ({
      sql: `UPDATE ${table} SET device = ? WHERE device = ? AND id IN (SELECT value FROM json_each(?))`,
      parameters: [joined.id, kept.id, listed(join.moved[table])],
    })),
    {
      sql: 'UPDATE assignments SET to_at = ? WHERE id = ? AND device = ? AND to_at IS NULL',
      parameters: [now, join.moved.assigned, kept.id],
    },
    ...[...CLOSE, 'identifiers'].map((table) => ({
      sql: `UPDATE ${table} SET to_at = NULL WHERE device = ? AND id IN (SELECT value FROM json_each(?))`,
      parameters: [joined.id, listed(join.moved.closed[table])],
    })),
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
              unidentified = CASE WHEN tag = '' AND serial = '' THEN 1 ELSE 0 END WHERE id = ?`,
      parameters: [joined.id],
    },
    kept.model === joined.model ? null : moveFaultTallies(joined.id, kept.model, joined.model),
    recount(null, joined),
  ];
}

// A list that comes out of a subquery has to be said to be JSON again.
const listOf = (table: string) => `json((SELECT json_group_array(id) FROM ${table} WHERE device = ?))`;

const openOf = (table: string) =>
  `json((SELECT json_group_array(id) FROM ${table} WHERE device = ? AND to_at IS NULL))`;

/** Open identifiers of the joined record of a kind that the kept one has too. */
const doubledIdentifiers = `json((SELECT json_group_array(id) FROM identifiers WHERE device = ? AND to_at IS NULL
  AND withdrawn_at IS NULL
  AND kind IN (SELECT kind FROM identifiers WHERE device = ? AND to_at IS NULL AND withdrawn_at IS NULL)))`;

function stillAsRead(device: Device): Change {
  return must('both records are what you saw', {
    sql: `SELECT 1 FROM devices AS d WHERE d.id = ? AND d.version = ? AND d.joined_into IS NULL
            AND d.home = ? AND d.model = ? AND d.use = ? AND d.state = ? AND d.tag = ? AND d.serial = ?
            AND ifnull((SELECT id FROM repairs WHERE device = d.id AND closed_at IS NULL), '') = ?
            AND ifnull((SELECT id FROM assignments WHERE device = d.id AND to_at IS NULL), '') = ?`,
    parameters: [
      ...[device.id, device.version, device.home, device.model, device.use, device.state],
      ...[device.tag, device.serial, device.openRepair ?? '', device.openAssignment ?? ''],
    ],
  });
}

/** Writes a device's kept columns anew from its open rows. */
function keepOpenRows(device: string): Statement {
  const identifier = (kind: string) => `ifnull((SELECT value FROM identifiers WHERE device = devices.id
    AND kind = '${kind}' AND to_at IS NULL AND withdrawn_at IS NULL), '')`;
  const custody = (column: string) =>
    `(SELECT c.${column} FROM custody AS c WHERE c.device = devices.id AND c.to_at IS NULL)`;
  const assignment = (column: string) =>
    `(SELECT a.${column} FROM assignments AS a WHERE a.device = devices.id AND a.to_at IS NULL)`;
  return {
    sql: `UPDATE devices SET tag = ${identifier('tag')}, serial = ${identifier('serial')},
            unidentified = CASE WHEN joined_into IS NOT NULL THEN unidentified
              WHEN EXISTS (SELECT 1 FROM identifiers WHERE device = devices.id AND to_at IS NULL
                AND withdrawn_at IS NULL) THEN 0 ELSE 1 END,
            place = ${custody('location')}, holder = ${custody('person')}, due_on = ${custody('due_on')},
            at_site = (SELECT l.top FROM custody AS c JOIN locations AS l ON l.id = c.location
              WHERE c.device = devices.id AND c.to_at IS NULL),
            assigned_person = ${assignment('person')}, assigned_location = ${assignment('location')},
            slot = ${assignment('slot')}
          WHERE id = ?`,
    parameters: [device],
  };
}
