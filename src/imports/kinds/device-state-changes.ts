import { type Change, must } from '../../db/commit.ts';
import { newId } from '../../db/id.ts';
import { closeRows, openRows } from './device-changes.ts';
import type { StateChange } from './device-rules.ts';

export interface Stated extends StateChange {
  id: string;
  /** where it appears */
  home: { id: string; top: string };
  /** the custody row that it gets there */
  custody: string;
}

/**
 * Devices are retired, or in service again, as on their own pages: who is retired is issued to nobody, has no open
 * repair and is in no lot; who is in service is somewhere. The tallies are the caller's.
 */
export function changeStates(devices: readonly Stated[], by: string | null, now: string): Change {
  if (devices.length === 0) return null;
  const retired = JSON.stringify(devices.filter((d) => d.to === 'retired').map((d) => d.id));
  const all = JSON.stringify(devices.map((d) => d.id));
  const ends = JSON.stringify(devices.flatMap((d) => (d.ends ? [d.ends] : [])));
  const appear = devices.filter((d) => d.appears);
  const placed = JSON.stringify(appear.map((d) => [d.custody, d.id, d.home.id, d.home.top]));
  return [
    must('no repair is open on the device, and it is in no lot for disposal', {
      sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS j JOIN repairs AS r ON r.device = j.value
              WHERE r.closed_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM json_each(?) AS j JOIN lot_devices AS l ON l.device = j.value
              WHERE l.ended_at IS NULL)`,
      parameters: [retired, all],
    }),
    must('who the device is issued to is what was read', {
      sql: `SELECT 1 WHERE (SELECT count(*) FROM json_each(?) AS j JOIN assignments AS a ON a.device = j.value
              WHERE a.to_at IS NULL) = ?
            AND NOT EXISTS (SELECT 1 FROM json_each(?) AS j JOIN assignments AS a ON a.id = j.value
              WHERE a.to_at IS NOT NULL)`,
      parameters: [retired, devices.filter((d) => d.ends).length, ends],
    }),
    states(devices, (d) => d.to, by, now),
    {
      sql: 'UPDATE assignments SET to_at = ? WHERE id IN (SELECT value FROM json_each(?))',
      parameters: [now, ends],
    },
    {
      sql: `UPDATE devices SET assigned_person = NULL, assigned_location = NULL, slot = NULL
            WHERE id IN (SELECT device FROM assignments WHERE id IN (SELECT value FROM json_each(?)))`,
      parameters: [ends],
    },
    appear.length === 0
      ? null
      : [
          {
            sql: `INSERT INTO custody (id, device, location, why, from_at, recorded_at, done_by)
                  SELECT value ->> 0, value ->> 1, value ->> 2, 'found', ?, ?, ? FROM json_each(?)`,
            parameters: [now, now, by, placed],
          },
          {
            sql: `UPDATE devices SET place = j.value ->> 2, at_site = j.value ->> 3
                  FROM json_each(?) AS j WHERE devices.id = j.value ->> 1`,
            parameters: [placed],
          },
        ],
  ];
}

function states(
  devices: readonly Stated[],
  of: (device: Stated) => string,
  by: string | null,
  now: string,
): Change {
  return [
    closeRows(
      'device_states',
      devices.map((d) => d.id),
      now,
    ),
    openRows(
      'device_states',
      'state',
      devices.map((d) => [newId(), d.id, of(d)]),
      by,
      now,
    ),
  ];
}

/** The states are what they were, and so is to whom the devices are issued. */
export function changeStatesBack(devices: readonly Stated[], by: string | null, now: string): Change {
  if (devices.length === 0) return null;
  const ended = JSON.stringify(devices.flatMap((d) => (d.ends ? [d.ends] : [])));
  const appeared = JSON.stringify(devices.filter((d) => d.appears).map((d) => d.custody));
  return [
    states(devices, (d) => d.from, by, now),
    {
      sql: 'UPDATE assignments SET to_at = NULL WHERE id IN (SELECT value FROM json_each(?))',
      parameters: [ended],
    },
    {
      sql: `UPDATE devices SET assigned_person = a.person, assigned_location = a.location, slot = a.slot
            FROM assignments AS a WHERE a.device = devices.id AND a.id IN (SELECT value FROM json_each(?))`,
      parameters: [ended],
    },
    {
      sql: `UPDATE custody SET to_at = max(from_at, ?) WHERE to_at IS NULL
            AND id IN (SELECT value FROM json_each(?))`,
      parameters: [now, appeared],
    },
    {
      sql: `UPDATE devices SET place = NULL, at_site = NULL
            WHERE id IN (SELECT device FROM custody WHERE id IN (SELECT value FROM json_each(?)))`,
      parameters: [appeared],
    },
  ];
}
