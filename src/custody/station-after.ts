import { type Scope, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { personName } from './queries.ts';
import type { Plan, ScanInput } from './scan-plan.ts';
import type { ScannedDevice } from './scan-queries.ts';
import type { NewEntry } from './session-changes.ts';
import type { Entry } from './session-queries.ts';
import type { Session, Station } from './session-read.ts';

/** What the station shows now, without reading it again. */
export function after(
  ctx: Ctx,
  station: Station,
  entry: NewEntry,
  plan: Plan,
  device: ScannedDevice | null,
  input: ScanInput,
): Station {
  const shown: Entry = {
    id: entry.id,
    scanned: entry.scanned,
    device: entry.device,
    tag: device?.tag ?? null,
    serial: device?.serial ?? null,
    modelName: device?.modelName ?? null,
    homeName: device?.homeName ?? null,
    person: entry.person,
    outcome: entry.outcome,
    message: entry.message,
    verdict: entry.verdict ?? '',
    undo: JSON.stringify(entry.undo ?? {}),
    at: ctx.now,
    undoneAt: null,
    settledAt: null,
    last: entry.outcome === 'done' ? 1 : 0,
    who: whoIn(ctx, station.session, entry, plan, device),
  };
  const errors = station.errors.filter(({ id }) => id !== input.settles);
  return {
    session: sessionAfter(station.session, plan),
    recent: [shown, ...station.recent].slice(0, 8),
    errors: entry.outcome === 'error' ? [shown, ...errors] : errors,
  };
}

function sessionAfter(session: Session, { judged, session: changed, target }: Plan): Session {
  const next = { ...session, ...changed, done: session.done + (judged.outcome === 'done' ? 1 : 0) };
  if (target?.kind === 'location') {
    return {
      ...next,
      locationName: target.name,
      locationKind: target.sort,
      top: target.site,
      slots: target.slots,
    };
  }
  if (target?.kind === 'person') {
    const { name, sort, grade, site } = target;
    return {
      ...next,
      holderGiven: name,
      holderFamily: '',
      holderKind: sort,
      holderGrade: grade,
      holderSite: site,
    };
  }
  return next;
}

/** The name of the entry's person: whose badge it was, who got the device, or who had it. */
function whoIn(
  ctx: Ctx,
  session: Session,
  entry: NewEntry,
  plan: Plan,
  device: ScannedDevice | null,
): string | null {
  if (plan.target?.kind === 'person') return plan.target.name;
  const people: Scope = scopeOf(ctx.actor, 'student.see');
  if (entry.person === null) return null;
  if (entry.person === session.holder) {
    return personName(
      {
        given: session.holderGiven,
        family: session.holderFamily,
        personKind: session.holderKind,
        personGrade: session.holderGrade,
        personSite: session.holderSite,
      },
      people,
    );
  }
  return device === null ? null : personName(personIn(device, entry.person), people);
}

function personIn(device: ScannedDevice, id: string) {
  const holds = id === device.holder;
  return {
    given: holds ? device.holderGiven : device.assignedGiven,
    family: holds ? device.holderFamily : device.assignedFamily,
    personKind: holds ? device.holderKind : device.assignedKind,
    personGrade: holds ? device.holderGrade : device.assignedGrade,
    personSite: holds ? device.holderSite : device.assignedSite,
  };
}
