import { sql } from 'kysely';
import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { prepared, q } from '../db/query.ts';
import type { CustodyReason } from './forms.ts';

export type { CustodyReason } from './forms.ts';

/** Who or what has the device from now on. */
export interface Custody {
  device: string;
  location: string;
  /** `top` of the location: the site, depot, vehicle or vendor that it lies in */
  top: string;
  person?: string | null | undefined;
  slot?: number | null | undefined;
  /** the day that a loan is due back, YYYY-MM-DD */
  dueOn?: string | null | undefined;
  why: CustodyReason;
  by: string | null;
  repair?: string | null | undefined;
  /** id of the open custody row that was read, null where there was none; undefined is no guard */
  expects?: string | null | undefined;
  /** when it was done, where that is not now (ISO UTC) */
  at?: string | undefined;
  /** id of the new row, where the caller has to know it */
  id?: string | undefined;
}

/** The guard's words where somebody else was quicker with the device. */
export const NOT_MOVED = 'nobody moved the device meanwhile';
/** The guard's words where somebody else issued the device. */
export const NOT_ISSUED = 'nobody issued the device meanwhile';

/** Nobody has seen a device by reporting it lost, nor by taking a mistake back. */
const UNSEEN: readonly CustodyReason[] = ['lost', 'undo'];

/**
 * Closes the open custody row, opens the next one and keeps the device's columns. What was done earlier
 * than the open row began counts from that row's start, so that the chain has neither gap nor overlap.
 */
export function giveCustody(x: Custody, now: string): Change {
  const at = x.at ?? now;
  const person = x.person ?? null;
  const due_on = x.dueOn ?? null;
  return [
    x.expects === undefined ? null : stillOpen(x.device, x.expects),
    CLOSE_CUSTODY({ device: x.device, at }),
    OPEN_CUSTODY({
      id: x.id ?? newId(),
      device: x.device,
      location: x.location,
      person,
      slot: x.slot ?? null,
      due_on,
      why: x.why,
      at,
      now,
      by: x.by,
      repair: x.repair ?? null,
    }),
    KEEP_PLACE({ device: x.device, place: x.location, at_site: x.top, holder: person, due_on }),
    UNSEEN.includes(x.why) ? null : KEEP_SEEN({ device: x.device, at, place: x.location }),
  ];
}

/** Nobody has the device from now on: it is lost, or gone for good. Where it was last seen stays. */
export function endCustody(device: string, now: string, expects?: string | null): Change {
  return [
    expects === undefined ? null : stillOpen(device, expects),
    CLOSE_CUSTODY({ device, at: now }),
    KEEP_NO_PLACE({ device }),
  ];
}

/** Whom a device is issued to from now on: a person, or a room or cart. */
export interface Assignment {
  device: string;
  person?: string | null | undefined;
  location?: string | null | undefined;
  slot?: number | null | undefined;
  chargers?: number | undefined;
  cases?: number | undefined;
  hotspots?: number | undefined;
  by: string | null;
  /** id of the open assignment that was read, null where there was none; undefined is no guard */
  expects?: string | null | undefined;
  /** id of the new row, where the caller has to know it */
  id?: string | undefined;
}

/** Ends the open assignment, opens the next one and keeps the device's columns. */
export function assignDevice(x: Assignment, now: string): Change {
  const person = x.person ?? null;
  const location = x.location ?? null;
  const slot = location === null ? null : (x.slot ?? null);
  return [
    x.expects === undefined ? null : stillIssued(x.device, x.expects),
    CLOSE_ASSIGNMENT({ device: x.device, now }),
    OPEN_ASSIGNMENT({
      id: x.id ?? newId(),
      device: x.device,
      person,
      location,
      slot,
      chargers: x.chargers ?? 0,
      cases: x.cases ?? 0,
      hotspots: x.hotspots ?? 0,
      now,
      by: x.by,
    }),
    KEEP_ASSIGNED({ device: x.device, person, location, slot }),
  ];
}

/** The device is issued to nobody from now on. */
export function endAssignment(device: string, now: string, expects?: string | null): Change {
  return [
    expects === undefined ? null : stillIssued(device, expects),
    CLOSE_ASSIGNMENT({ device, now }),
    KEEP_ASSIGNED({ device, person: null, location: null, slot: null }),
  ];
}

function stillOpen(device: string, expects: string | null): Change {
  return must(NOT_MOVED, expects === null ? NO_CUSTODY({ device }) : THIS_CUSTODY({ device, expects }));
}

function stillIssued(device: string, expects: string | null): Change {
  const query = expects === null ? NO_ASSIGNMENT({ device }) : THIS_ASSIGNMENT({ device, expects });
  return must(NOT_ISSUED, query);
}

const THIS_CUSTODY = prepared((p: { device: string; expects: string }) =>
  q
    .selectFrom('custody')
    .select('id')
    .where('device', '=', p.device)
    .where('to_at', 'is', null)
    .where('id', '=', p.expects),
);

const NO_CUSTODY = prepared((p: { device: string }) =>
  q
    .selectNoFrom((e) => e.lit(1).as('one'))
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('custody').select('id').where('device', '=', p.device).where('to_at', 'is', null),
        ),
      ),
    ),
);

const THIS_ASSIGNMENT = prepared((p: { device: string; expects: string }) =>
  q
    .selectFrom('assignments')
    .select('id')
    .where('device', '=', p.device)
    .where('to_at', 'is', null)
    .where('id', '=', p.expects),
);

const NO_ASSIGNMENT = prepared((p: { device: string }) =>
  q
    .selectNoFrom((e) => e.lit(1).as('one'))
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('assignments').select('id').where('device', '=', p.device).where('to_at', 'is', null),
        ),
      ),
    ),
);

const CLOSE_CUSTODY = prepared((p: { device: string; at: string }) =>
  q
    .updateTable('custody')
    .set({ to_at: sql<string>`max(from_at, ${p.at})` })
    .where('device', '=', p.device)
    .where('to_at', 'is', null),
);

const OPEN_CUSTODY = prepared(
  (p: {
    id: string;
    device: string;
    location: string;
    person: string | null;
    slot: number | null;
    due_on: string | null;
    why: string;
    at: string;
    now: string;
    by: string | null;
    repair: string | null;
  }) =>
    q.insertInto('custody').values({
      id: p.id,
      device: p.device,
      location: p.location,
      person: p.person,
      slot: p.slot,
      due_on: p.due_on,
      why: p.why,
      from_at: sql<string>`max(${p.at}, ifnull((SELECT max(to_at) FROM custody WHERE device = ${p.device}), ''))`,
      recorded_at: p.now,
      to_at: null,
      done_by: p.by,
      repair: p.repair,
    }),
);

const KEEP_PLACE = prepared(
  (p: { device: string; place: string; at_site: string; holder: string | null; due_on: string | null }) =>
    q
      .updateTable('devices')
      .set({ place: p.place, at_site: p.at_site, holder: p.holder, due_on: p.due_on })
      .where('id', '=', p.device),
);

const KEEP_NO_PLACE = prepared((p: { device: string }) =>
  q
    .updateTable('devices')
    .set({ place: null, at_site: null, holder: null, due_on: null })
    .where('id', '=', p.device),
);

const KEEP_SEEN = prepared((p: { device: string; at: string; place: string }) =>
  q
    .updateTable('devices')
    .set({ last_seen_at: p.at, last_seen_place: p.place })
    .where('id', '=', p.device)
    .where((e) => e.or([e('last_seen_at', 'is', null), e('last_seen_at', '<=', p.at)])),
);

const CLOSE_ASSIGNMENT = prepared((p: { device: string; now: string }) =>
  q
    .updateTable('assignments')
    .set({ to_at: p.now })
    .where('device', '=', p.device)
    .where('to_at', 'is', null),
);

const OPEN_ASSIGNMENT = prepared(
  (p: {
    id: string;
    device: string;
    person: string | null;
    location: string | null;
    slot: number | null;
    chargers: number;
    cases: number;
    hotspots: number;
    now: string;
    by: string | null;
  }) =>
    q.insertInto('assignments').values({
      id: p.id,
      device: p.device,
      person: p.person,
      location: p.location,
      slot: p.slot,
      chargers: p.chargers,
      cases: p.cases,
      hotspots: p.hotspots,
      from_at: p.now,
      to_at: null,
      done_by: p.by,
    }),
);

const KEEP_ASSIGNED = prepared(
  (p: { device: string; person: string | null; location: string | null; slot: number | null }) =>
    q
      .updateTable('devices')
      .set({ assigned_person: p.person, assigned_location: p.location, slot: p.slot })
      .where('id', '=', p.device),
);
