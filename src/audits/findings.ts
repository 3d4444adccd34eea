import type { Database } from '../db/database.ts';
import {
  eventsOf,
  type ListedRow,
  listedNow,
  listedThen,
  type OtherRow,
  othersNow,
  storedFindings,
} from './finding-queries.ts';
import { type Finding, findingsOf, type Listed } from './findings-rules.ts';
import type { Audit } from './queries.ts';

/** What an audit has found, and what it was computed from. */
export interface Computed {
  findings: Finding[];
  others: OtherRow[];
  /** devices of the list whose custody has changed since */
  moved: string[];
  /** n of the last event that was read */
  lastEvent: number;
}

type Of = Pick<Audit, 'id' | 'location' | 'startedAt'>;

/** What is found by now, from the list, the events and the books. */
export async function computeNow(db: Database, audit: Of): Promise<Computed> {
  const [listed, others, events] = await db.read(listedNow(audit.id), othersNow(audit), eventsOf(audit.id));
  const rows = [...listed, ...others];
  return {
    findings: findingsOf(rows.map(ruled), events),
    others,
    moved: listed.filter(({ moved }) => moved === 1).map(({ device }) => device),
    lastEvent: events.at(-1)?.n ?? 0,
  };
}

/** The findings of a closed audit once more, from what was written down then and from its events. */
export async function recompute(db: Database, audit: Pick<Audit, 'id'>): Promise<Finding[]> {
  const [listed, events] = await db.read(listedThen(audit.id), eventsOf(audit.id));
  return findingsOf(listed.map(ruled), events);
}

/** Whether the findings that are stored are those that the events say. */
export async function isAsStored(db: Database, audit: Pick<Audit, 'id' | 'round'>): Promise<boolean> {
  const stored = await db.all(storedFindings(audit));
  const again = await recompute(db, audit);
  const sorted = stored
    .map((row) => ({ ...row, apart: row.apart === 1 }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return JSON.stringify(sorted.map(values)) === JSON.stringify(again.map(values));
}

function values(f: Finding): unknown[] {
  return [
    f.key,
    f.kind,
    f.device,
    f.value,
    f.place,
    f.bookPlace,
    f.apart,
    f.event,
    f.person,
    f.at,
    f.scans,
    f.rank,
    f.lastSeenAt,
  ];
}

function ruled(row: ListedRow): Listed {
  const { device, listed, place, lastSeenAt } = row;
  return { device, listed, place, lastSeenAt, inside: row.inside === 1, moved: row.moved === 1 };
}
