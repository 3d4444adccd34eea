import type { Ctx } from '../context.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { setState } from '../devices/changes.ts';
import { insertFound } from '../devices/found-changes.ts';
import { record } from '../history/record.ts';
import { type Code, freeSlot, type Judged, judge, MODE_RULES } from './mode-rules.ts';
import type { ScannedDevice } from './scan-queries.ts';
import type { NewEntry } from './session-changes.ts';
import type { EntryUndo } from './session-forms.ts';
import type { Scanned, Session } from './session-read.ts';
import { stepChanges, useWhenIssued } from './step.ts';
import type { TargetRow } from './target-queries.ts';

export interface ScanInput {
  /** what was scanned or typed */
  q: string;
  /** the device that is meant, chosen after an error */
  device?: string | null;
  /** it is issued to another, and meant all the same */
  anyway?: boolean;
  /** it was reported missing, and here it is */
  found?: boolean;
  /** the error that this puts right */
  settles?: string;
}

/** What a scan comes to: what is written, and what the station shows of it. */
export interface Plan {
  judged: Judged;
  changes: Change;
  entry: Pick<NewEntry, 'device' | 'person'> & { undo?: EntryUndo; verdict?: string };
  session?: { holder?: string | null; location?: string };
  /** the person or place that was scanned */
  target?: TargetRow;
}

/** What a scan means, and the changes that it takes. Nothing is written yet. */
export function planOf(ctx: Ctx, session: Session, scanned: Scanned, input: ScanInput): Plan {
  const rule = MODE_RULES[session.mode];
  const { device, badge, place } = scanned;
  // Where a badge is waited for, a number that is a badge and a tag is the badge.
  if (badge && (device === null || (rule.badge && session.holder === null))) {
    if (!rule.badge && session.mode !== 'collection') return planError('badge_not_needed', null, badge.id);
    return planTarget('badge', badge, { holder: badge.id });
  }
  if (device) return planDevice(ctx, session, scanned, device, input);
  if (place && rule.place) return planTarget('place', place, { location: place.id });
  return planError(scanned.elsewhere ? 'elsewhere' : 'unknown', scanned.elsewhere, null);
}

function planDevice(
  ctx: Ctx,
  session: Session,
  scanned: Scanned,
  device: ScannedDevice,
  input: ScanInput,
): Plan {
  const rule = MODE_RULES[session.mode];
  const missing = device.state === 'lost' || device.state === 'stolen';
  const found = missing && input.found === true;
  const state = found ? 'in_service' : device.state;
  const facts = { ...session, issue: session.options.issue };
  let judged = judge(facts, { ...device, state }, input.anyway === true);
  const { options } = session;
  const issues = options.issue && (session.mode === 'person' || session.mode === 'place');
  const slot = issues && session.slots !== null ? freeSlot(scanned.taken, session.slots) : null;
  if (judged.outcome === 'done' && issues && session.slots !== null && slot === null)
    judged = { outcome: 'error', code: 'no_slot' };
  const had = device.holder ?? device.assignedPerson;
  const about = judged.code === 'issued_to_other' ? device.assignedPerson : had;
  const person = rule.badge && judged.outcome === 'done' ? session.holder : about;
  if (judged.outcome !== 'done') return { judged, changes: null, entry: { device: device.id, person } };

  const site = rule.badge ? (session.holderSite ?? device.home) : (session.top ?? device.home);
  const location = rule.badge ? site : (session.location ?? device.home);
  const to = rule.badge
    ? ({ kind: 'person', sort: session.holderKind ?? '' } as const)
    : ({ kind: 'location', sort: session.locationKind ?? '' } as const);
  const use = issues ? useWhenIssued(device.use, to) : null;
  const { changes, rows } = stepChanges(
    {
      device: { ...device, state },
      why: rule.why === 'check_in' && device.dueOn !== null ? 'return' : rule.why,
      location,
      top: site,
      person: rule.badge ? session.holder : null,
      slot,
      dueOn: session.mode === 'day_loan' ? (session.dueOn ?? ctx.today) : null,
      issue: issues
        ? {
            person: rule.badge ? session.holder : null,
            location: rule.badge ? null : location,
            use,
            chargers: options.chargers,
            cases: options.cases,
            hotspots: options.hotspots,
          }
        : undefined,
      endIssue: options.end,
      by: ctx.actor.person,
    },
    ctx.now,
  );
  const ends = options.end && device.openAssignment !== null;
  return {
    judged,
    changes: [
      found ? findAgain(ctx, device, site) : null,
      changes,
      record({
        thing: device.id,
        kind: 'device',
        verb: found ? 'found' : rule.verb,
        site: device.home,
        data: { session: session.id, person: rule.badge ? session.holder : null, location, slot, had },
        ...(device.tailSeq !== null && device.tailHash !== null
          ? { after: { seq: device.tailSeq, hash: device.tailHash } }
          : {}),
      }),
    ],
    entry: {
      device: device.id,
      person,
      undo: undoOf(device, rows, { reissued: issues || ends, use: use ? device.use : null }, found),
      ...(judged.code === 'other_brought_it' ? { verdict: 'not_theirs' } : {}),
    },
    ...(session.holder !== null && !(rule.badge && options.many) ? { session: { holder: null } } : {}),
  };
}

/** A device that was missing is in service again, and its home is told. */
function findAgain(ctx: Ctx, device: ScannedDevice, site: string): Change {
  const by = ctx.actor.person;
  const report = { id: newId(), device: device.id, home: device.home, site, was: device.state, note: '', by };
  return [setState(device, 'in_service', { by, reason: 'found' }, ctx.now), insertFound(report, ctx.now)];
}

/** What taking it back needs; a device that was found stays found. */
export function undoOf(
  device: ScannedDevice,
  rows: { custody: string; assignment: string | null },
  changed: { reissued: boolean; use: string | null },
  found: boolean,
): EntryUndo {
  const { place, holder, dueOn, custodySlot } = device;
  return {
    ...rows,
    before:
      place === null || found
        ? null
        : { location: place, top: device.atSite ?? place, person: holder, slot: custodySlot, dueOn },
    issued:
      changed.reissued && device.openAssignment !== null
        ? {
            person: device.assignedPerson,
            location: device.assignedLocation,
            slot: device.slot,
            chargers: device.chargers ?? 0,
            cases: device.cases ?? 0,
            hotspots: device.hotspots ?? 0,
          }
        : null,
    reissued: changed.reissued,
    use: changed.use,
    missing: [],
    repair: null,
  };
}

function planTarget(code: Code, target: TargetRow, session: NonNullable<Plan['session']>): Plan {
  const person = target.kind === 'person' ? target.id : null;
  return {
    judged: { outcome: 'badge', code },
    changes: null,
    entry: { device: null, person },
    session,
    target,
  };
}

export function planError(code: Code, device: ScannedDevice | null, person: string | null): Plan {
  return {
    judged: { outcome: 'error', code },
    changes: null,
    entry: { device: device?.id ?? null, person },
  };
}
