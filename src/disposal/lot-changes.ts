import { type Change, must } from '../db/commit.ts';
import { idsOf } from '../db/json-list.ts';
import { q } from '../db/query.ts';
import type { Ticked } from './forms.ts';
import type { LotState } from './rules.ts';

export function insertLot(
  x: { id: string; name: string; place: string; by: string | null },
  now: string,
): Change {
  return q
    .insertInto('lots')
    .values({ id: x.id, name: x.name, place: x.place, state: 'draft', made_by: x.by, made_at: now });
}

/** The lot is in one of these states, at the moment that it is written. */
export function lotIs(lot: string, ...states: readonly LotState[]): Change {
  return must('the lot is as you saw it', {
    sql: 'SELECT 1 FROM lots WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [lot, JSON.stringify(states)],
  });
}

/** Only what is retired goes into a lot, and into one alone (a unique index holds that). */
export function addDevice(
  x: { id: string; lot: string; device: string; by: string | null },
  now: string,
): Change {
  return [
    lotIs(x.lot, 'draft'),
    must('the device is retired', {
      sql: "SELECT 1 FROM devices WHERE id = ? AND state = 'retired' AND joined_into IS NULL",
      parameters: [x.device],
    }),
    q
      .insertInto('lot_devices')
      .values({ id: x.id, lot: x.lot, device: x.device, added_by: x.by, added_at: now }),
    touchLot(x.lot),
  ];
}

/** Who approves it has seen what is in it, and who put it there: what changes that makes another version. */
function touchLot(lot: string): Change {
  return q
    .updateTable('lots')
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', lot);
}

/** Out of the lot again: it stays a retired device. */
export function removeDevice(lot: string, row: string, now: string): Change {
  return [
    lotIs(lot, 'draft', 'proposed', 'approved'),
    must('the device is in the lot and has not left', {
      sql: 'SELECT 1 FROM lot_devices WHERE id = ? AND lot = ? AND ended_at IS NULL AND left_at IS NULL',
      parameters: [row, lot],
    }),
    q.updateTable('lot_devices').set({ ended_at: now, ended_why: 'removed' }).where('id', '=', row),
    touchLot(lot),
  ];
}

/** What was done to devices of a lot, by whom and when; a tick that is there stays as it was. */
export function tickDevices(
  lot: string,
  rows: readonly string[],
  what: Ticked,
  by: string | null,
  now: string,
): Change {
  const off = what === 'none';
  const columns = what === 'both' || off ? (['deprovisioned', 'wiped'] as const) : [what];
  return [
    lotIs(lot, 'draft', 'proposed', 'approved'),
    must('the devices are in the lot and have not left', {
      sql: `SELECT 1 WHERE NOT EXISTS (
              SELECT 1 FROM json_each(?) AS j LEFT JOIN lot_devices AS x ON x.id = j.value AND x.lot = ?
              WHERE x.id IS NULL OR x.ended_at IS NOT NULL OR x.left_at IS NOT NULL)`,
      parameters: [JSON.stringify(rows), lot],
    }),
    columns.map((column) => {
      const done = `${column}_at` as const;
      const update = q
        .updateTable('lot_devices')
        .set(
          column === 'wiped'
            ? { wiped_at: off ? null : now, wiped_by: off ? null : by }
            : { deprovisioned_at: off ? null : now, deprovisioned_by: off ? null : by },
        )
        .where('id', 'in', (e) => idsOf(e, rows));
      return off ? update : update.where(done, 'is', null);
    }),
  ];
}

/** A scan proves that a device has left: both ticks are there (a CHECK holds that). */
export function deviceLeaves(lot: string, row: string, by: string | null, now: string): Change {
  return [
    lotIs(lot, 'approved'),
    must('the device waits in this lot', {
      sql: `SELECT 1 FROM lot_devices WHERE id = ? AND lot = ? AND ended_at IS NULL AND left_at IS NULL
              AND deprovisioned_at IS NOT NULL AND wiped_at IS NOT NULL`,
      parameters: [row, lot],
    }),
    q.updateTable('lot_devices').set({ left_at: now, left_by: by }).where('id', '=', row),
  ];
}

/** It did not leave after all. */
export function deviceReturns(lot: string, row: string): Change {
  return [
    lotIs(lot, 'approved'),
    must('the device has left with this lot', {
      sql: 'SELECT 1 FROM lot_devices WHERE id = ? AND lot = ? AND ended_at IS NULL AND left_at IS NOT NULL',
      parameters: [row, lot],
    }),
    q.updateTable('lot_devices').set({ left_at: null, left_by: null }).where('id', '=', row),
  ];
}

export function setLotState(
  lot: string,
  from: LotState,
  to: LotState,
  by: string | null,
  now: string,
): Change {
  const who = {
    proposed: { proposed_by: by, proposed_at: now },
    approved: { approved_by: by, approved_at: now },
    draft: { proposed_by: null, proposed_at: null, approved_by: null, approved_at: null },
    withdrawn: { closed_by: by, closed_at: now },
    closed: {},
  }[to];
  return [
    lotIs(lot, from),
    // Approval is of a lot, not of what somebody scans back in afterwards.
    to === 'draft' || to === 'withdrawn'
      ? must('nothing of the lot has left', {
          sql: `SELECT 1 WHERE NOT EXISTS (
                  SELECT 1 FROM lot_devices WHERE lot = ? AND ended_at IS NULL AND left_at IS NOT NULL)`,
          parameters: [lot],
        })
      : null,
    q
      .updateTable('lots')
      .set({ state: to, ...who })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', lot),
    to === 'withdrawn'
      ? q
          .updateTable('lot_devices')
          .set({ ended_at: now, ended_why: 'withdrawn' })
          .where('lot', '=', lot)
          .where('ended_at', 'is', null)
      : null,
  ];
}

export interface Closing {
  lot: string;
  recycler: string;
  leftOn: string;
  proceedsCents: number;
  certificate: { name: string; type: string } | null;
  noCertificate: string;
  /** row of each device that left, with its share of the proceeds */
  shares: readonly (readonly [row: string, cents: number])[];
  by: string | null;
}

/** The lot is gone: what was not scanned out stays, and is free for another lot. */
export function closeLot(x: Closing, now: string): Change {
  return [
    lotIs(x.lot, 'approved'),
    must('no other device has left meanwhile', {
      sql: `SELECT 1 WHERE (SELECT count(*) FROM lot_devices
              WHERE lot = ? AND ended_at IS NULL AND left_at IS NOT NULL) = ?`,
      parameters: [x.lot, x.shares.length],
    }),
    {
      sql: `UPDATE lot_devices SET ended_at = ?, ended_why = 'left', proceeds_cents = j.value ->> 1
            FROM json_each(?) AS j
            WHERE lot_devices.id = j.value ->> 0 AND lot_devices.lot = ? AND lot_devices.left_at IS NOT NULL`,
      parameters: [now, JSON.stringify(x.shares), x.lot],
    },
    q
      .updateTable('lot_devices')
      .set({ ended_at: now, ended_why: 'stayed' })
      .where('lot', '=', x.lot)
      .where('ended_at', 'is', null),
    q
      .updateTable('lots')
      .set({
        state: 'closed',
        recycler: x.recycler,
        left_on: x.leftOn,
        proceeds_cents: x.proceedsCents,
        certificate: x.certificate?.name ?? null,
        certificate_type: x.certificate?.type ?? null,
        no_certificate: x.noCertificate,
        closed_by: x.by,
        closed_at: now,
      })
      .set((e) => ({ version: e('version', '+', 1) }))
      .where('id', '=', x.lot),
  ];
}
