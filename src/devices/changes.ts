import type { Change } from '../db/commit.ts';
import { must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import type { DeviceState, Use } from './forms.ts';

/** What the tallies count a device by, as it was read. */
export interface Counted {
  readonly id: string;
  readonly home: string;
  readonly model: string;
  readonly use: string;
  readonly state: string;
}

/**
 * The device is for something else from now on; nothing where it is that already. Two changes of one
 * device in one commit: the second one takes what the first one made (`{ ...device, state: 'retired' }`).
 * @param by person's id
 */
export function setUse(device: Counted, use: Use, by: string | null, now: string): Change {
  if (device.use === use) return null;
  return [
    asCounted(device),
    q
      .updateTable('device_uses')
      .set({ to_at: now })
      .where('device', '=', device.id)
      .where('to_at', 'is', null),
    q.insertInto('device_uses').values({ id: newId(), device: device.id, use, from_at: now, person: by }),
    q.updateTable('devices').set({ use }).where('id', '=', device.id),
    recount(device, { ...device, use }),
  ];
}

/** In service, lost, stolen, retired or disposed of from now on; nothing where it is that already. */
export function setState(
  device: Counted,
  state: DeviceState,
  by: {
    by: string | null;
    reason?: string | undefined;
    policeReport?: string | undefined;
    /** the lot with which it leaves, or does not: otherwise a device in a lot stays what it is */
    lot?: string | undefined;
  },
  now: string,
): Change {
  if (device.state === state) return null;
  return [
    asCounted(device),
    by.lot === undefined ? inNoLot(device.id) : null,
    q
      .updateTable('device_states')
      .set({ to_at: now })
      .where('device', '=', device.id)
      .where('to_at', 'is', null),
    q.insertInto('device_states').values({
      id: newId(),
      device: device.id,
      state,
      from_at: now,
      person: by.by,
      reason: by.reason ?? '',
      police_report: by.policeReport ?? '',
    }),
    q.updateTable('devices').set({ state }).where('id', '=', device.id),
    recount(device, { ...device, state }),
  ];
}

/** What waits on a pallet is taken out of its lot first. */
export function inNoLot(device: string): Change {
  return must('the device is in no lot for disposal', {
    sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM lot_devices WHERE device = ? AND ended_at IS NULL)',
    parameters: [device],
  });
}

/** The tallies take the device out of one place and into another; null is no place. */
export function recount(before: Counted | null, after: Counted | null): Change {
  const rows = [...tallyRows(before, -1), ...tallyRows(after, 1)];
  return {
    sql: `INSERT INTO device_tallies (home, model, use, state, n)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
          ON CONFLICT (home, model, use, state) DO UPDATE SET n = n + excluded.n`,
    parameters: [JSON.stringify(rows)],
  };
}

function tallyRows(device: Counted | null, n: 1 | -1): unknown[][] {
  if (!device) return [];
  const { home, model, use, state } = device;
  return [
    [home, model, use, state, n],
    ['', model, use, state, n],
  ];
}

/** The tallies stay right only where the device is still what was read. */
export function asCounted({ id, home, model, use, state }: Counted): Change {
  return must('the device is what you saw', {
    sql: `SELECT 1 FROM devices
          WHERE id = ? AND home = ? AND model = ? AND use = ? AND state = ? AND joined_into IS NULL`,
    parameters: [id, home, model, use, state],
  });
}
