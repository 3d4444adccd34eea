import type { CustodyReason } from './forms.ts';
import type { SessionMode } from './session-forms.ts';

/** What a scanning mode does with each device. */
export interface ModeRule {
  readonly why: CustodyReason;
  /** of the device's record */
  readonly verb: string;
  /** each device goes to a person whose badge is scanned before it */
  readonly badge: boolean;
  /** devices go to the place of the session */
  readonly place: boolean;
  /** hands devices out: those that are missing or retired stay */
  readonly out: boolean;
}

export const MODE_RULES: Readonly<Record<SessionMode, ModeRule>> = {
  person: { why: 'check_out', verb: 'checked out', badge: true, place: false, out: true },
  place: { why: 'check_out', verb: 'checked out', badge: false, place: true, out: true },
  check_in: { why: 'check_in', verb: 'checked in', badge: false, place: true, out: false },
  move: { why: 'move', verb: 'moved', badge: false, place: true, out: false },
  collection: { why: 'collection', verb: 'collected', badge: false, place: true, out: false },
  day_loan: { why: 'loan', verb: 'lent', badge: true, place: false, out: true },
  return: { why: 'return', verb: 'returned', badge: false, place: true, out: false },
};

/** What was scanned turned out to be. */
export type Outcome = 'done' | 'already' | 'error' | 'badge';

/** Why, as a code: `views/custody` has the words. */
export type Code =
  | 'done'
  | 'not_lent'
  | 'other_brought_it'
  | 'already'
  | 'badge'
  | 'place'
  | 'unknown'
  | 'elsewhere'
  | 'no_badge'
  | 'badge_not_needed'
  | 'issued_to_other'
  | 'not_in_service'
  | 'missing'
  | 'at_vendor'
  | 'no_slot'
  | 'meanwhile';

export interface Judged {
  outcome: Outcome;
  code: Code;
}

export interface SessionFacts {
  mode: SessionMode;
  location: string | null;
  /** of the badge that was scanned last */
  holder: string | null;
  issue: boolean;
}

export interface DeviceFacts {
  state: string;
  place: string | null;
  holder: string | null;
  dueOn: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  /** of its open repair */
  repairState: string | null;
}

/**
 * What a scan of this device means in this session.
 * @param anyway somebody has read that it is issued to another and means it
 */
export function judge(session: SessionFacts, device: DeviceFacts, anyway: boolean): Judged {
  const rule = MODE_RULES[session.mode];
  const error = (code: Code): Judged => ({ outcome: 'error', code });
  if (device.state === 'lost' || device.state === 'stolen') return error('missing');
  // What a vendor has comes back in its repair, where its clock runs on.
  if (device.repairState === 'at_vendor') return error('at_vendor');
  if (rule.out && device.state !== 'in_service') return error('not_in_service');
  if (rule.badge) {
    if (session.holder === null) return error('no_badge');
    const other = device.assignedPerson !== null && device.assignedPerson !== session.holder;
    if (other && !anyway) return error('issued_to_other');
    return isThere(session, device) ? { outcome: 'already', code: 'already' } : done('done');
  }
  const issuesPlace = session.mode === 'place' && session.issue;
  const other =
    issuesPlace && (device.assignedPerson !== null || isAt(device.assignedLocation, session) === false);
  if (other && !anyway) return error('issued_to_other');
  if (isThere(session, device)) return { outcome: 'already', code: 'already' };
  if (session.mode === 'return' && device.dueOn === null) return done('not_lent');
  const brought = session.mode === 'collection' && session.holder !== null;
  if (brought && device.assignedPerson !== null && device.assignedPerson !== session.holder)
    return done('other_brought_it');
  return done('done');
}

/** null where it is issued to no place */
function isAt(assigned: string | null, session: SessionFacts): boolean | null {
  return assigned === null ? null : assigned === session.location;
}

function isThere(session: SessionFacts, device: DeviceFacts): boolean {
  if (session.mode === 'person') {
    return device.holder === session.holder && (!session.issue || device.assignedPerson === session.holder);
  }
  if (session.mode === 'day_loan') return device.holder === session.holder && device.dueOn !== null;
  if (device.holder !== null || device.place !== session.location) return false;
  return !(session.mode === 'place' && session.issue) || device.assignedLocation === session.location;
}

function done(code: Code): Judged {
  return { outcome: 'done', code };
}

/** The first slot that is free; null where the cart is full. @param taken in order */
export function freeSlot(taken: readonly number[], slots: number): number | null {
  const full = new Set(taken);
  for (let slot = 1; slot <= slots; slot += 1) if (!full.has(slot)) return slot;
  return null;
}
