import { type Change, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { setUse } from '../devices/changes.ts';
import type { Use } from '../devices/forms.ts';
import { assignDevice, type CustodyReason, endAssignment, giveCustody } from './changes.ts';
import type { Counts } from './forms.ts';
import type { TargetRow } from './target-queries.ts';

/** What a step has to know of a device: what was read of it, which its guards hold on to. */
export interface DeviceNow {
  id: string;
  home: string;
  model: string;
  use: string;
  state: string;
  openCustody: string | null;
  openAssignment: string | null;
}

/** One device goes to somebody or somewhere. */
export interface Step {
  device: DeviceNow;
  why: CustodyReason;
  location: string;
  /** `top` of the location */
  top: string;
  person?: string | null;
  slot?: number | null;
  dueOn?: string | null;
  /** to whom it is issued besides; absent: what it is issued as does not change */
  issue?: (Counts & { person: string | null; location: string | null; use: Use | null }) | undefined;
  /** it is issued to nobody from now on */
  endIssue?: boolean;
  by: string | null;
  repair?: string | null;
  /** when it was done, where that is not now (ISO UTC) */
  at?: string | undefined;
}

/** The rows that a step made, so that it can be taken back while they are still open. */
export interface StepRows {
  custody: string;
  assignment: string | null;
}

/** The guard's words for what is handed out. */
export const IN_SERVICE = 'the device is in service';

const GOES_OUT: readonly CustodyReason[] = ['check_out', 'loan', 'swap'];

/** Custody, and assignment where that changes, guarded by what was read. */
export function stepChanges(step: Step, now: string): { changes: Change; rows: StepRows } {
  const { device, issue } = step;
  const rows: StepRows = { custody: newId(), assignment: issue ? newId() : null };
  const changes: Change = [
    GOES_OUT.includes(step.why) ? inService(device.id) : ownRecord(device.id),
    giveCustody(
      {
        id: rows.custody,
        device: device.id,
        location: step.location,
        top: step.top,
        person: step.person ?? null,
        slot: step.slot ?? null,
        dueOn: step.dueOn ?? null,
        why: step.why,
        by: step.by,
        repair: step.repair ?? null,
        expects: device.openCustody,
        at: step.at,
      },
      now,
    ),
    issue
      ? assignDevice(
          {
            id: rows.assignment ?? undefined,
            device: device.id,
            person: issue.person,
            location: issue.location,
            slot: step.slot ?? null,
            chargers: issue.chargers,
            cases: issue.cases,
            hotspots: issue.hotspots,
            by: step.by,
            expects: device.openAssignment,
          },
          now,
        )
      : null,
    issue?.use ? setUse(device, issue.use, step.by, now) : null,
    step.endIssue && device.openAssignment ? endAssignment(device.id, now, device.openAssignment) : null,
  ];
  return { changes, rows };
}

/** A spare that is issued is a spare no more; any other use stays what it is. */
export function useWhenIssued(use: string, to: Pick<TargetRow, 'kind' | 'sort'>): Use | null {
  if (use !== 'spare') return null;
  if (to.kind === 'person') return to.sort === 'staff' ? 'staff' : 'one_to_one';
  return to.sort === 'cart' ? 'cart' : null;
}

export function inService(device: string): Change {
  return must(IN_SERVICE, {
    sql: "SELECT 1 FROM devices WHERE id = ? AND state = 'in_service' AND joined_into IS NULL",
    parameters: [device],
  });
}

function ownRecord(device: string): Change {
  return must('the device is a record of its own', {
    sql: 'SELECT 1 FROM devices WHERE id = ? AND joined_into IS NULL',
    parameters: [device],
  });
}
