import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { assignDevice, endAssignment } from './changes.ts';
import type { CheckIn, CheckOut, EndIssue, Issue, Loan, Move } from './forms.ts';
import { keepHand } from './hand-changes.ts';
import { missAccessories } from './missing-changes.ts';
import { refuseAtVendor, refuseIssued, refuseMissing, refuseMoved, refuseOut } from './now.ts';
import { undoOf } from './scan-plan.ts';
import { deviceToScan } from './scan-queries.ts';
import { inService, type Step, stepChanges, useWhenIssued } from './step.ts';
import { findTarget } from './target.ts';
import type { TargetRow } from './target-queries.ts';

type Where = Exclude<Scope, null>;
type Done = Promise<{ id: string }>;

/** @param ref id, tag or serial @throws NotFound, Invalid, Conflict */
export async function checkOut(ctx: Ctx, ref: string, form: CheckOut, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  const to = await findTarget(ctx, form, scope);
  refuseOut(device.state);
  refuseAtVendor(device);
  refuseMoved(device, form.custody, scope);
  const slot = slotIn(to, form.slot);
  const { chargers, cases, hotspots } = form;
  const step: Step = {
    device,
    why: 'check_out',
    ...whereTo(to, device),
    slot,
    issue: form.issue
      ? { ...holderOf(to), use: useWhenIssued(device.use, to), chargers, cases, hotspots }
      : undefined,
    by: ctx.actor.person,
  };
  return done(ctx, device, step, 'checked out', { issued: form.issue, slot });
}

/** Lent until a day. @throws NotFound, Invalid, Conflict */
export async function lend(ctx: Ctx, ref: string, form: Loan, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  const to = await findTarget(ctx, form, scope, 'person');
  if (form.dueOn < ctx.today) throw new Invalid({ dueOn: 'Today or later' });
  refuseOut(device.state);
  refuseAtVendor(device);
  refuseMoved(device, form.custody, scope);
  const { dueOn } = form;
  const step: Step = { device, why: 'loan', ...whereTo(to, device), dueOn, by: ctx.actor.person };
  return done(ctx, device, step, 'lent', { due: dueOn });
}

/** Back at a place; a loan ends with it. @throws NotFound, Invalid, Conflict */
export async function checkIn(ctx: Ctx, ref: string, form: CheckIn, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  const to = await findTarget(ctx, form, scope, 'location');
  refuseMissing(device.state);
  refuseAtVendor(device);
  refuseMoved(device, form.custody, scope);
  const returned = device.dueOn !== null;
  const step: Step = {
    device,
    why: returned ? 'return' : 'check_in',
    ...whereTo(to, device),
    endIssue: form.end,
    by: ctx.actor.person,
  };
  const person = device.holder ?? device.assignedPerson;
  const ids = form.missing.map(() => newId());
  const missing = { device: device.id, person, what: form.missing, by: ctx.actor.person, ids };
  return done(
    ctx,
    device,
    step,
    returned ? 'returned' : 'checked in',
    { ended: form.end, missing: form.missing },
    { changes: missAccessories(missing, ctx.now), ids },
  );
}

/** To another place, with or without who has it. @throws NotFound, Invalid, Conflict */
export async function moveDevice(ctx: Ctx, ref: string, form: Move, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  const to = await findTarget(ctx, form, scope, 'location');
  refuseMissing(device.state);
  refuseAtVendor(device);
  refuseMoved(device, form.custody, scope);
  const kept = form.keep ? { person: device.holder, dueOn: device.dueOn } : {};
  const slot = slotIn(to, form.slot);
  const step: Step = { device, why: 'move', ...whereTo(to, device), slot, ...kept, by: ctx.actor.person };
  return done(ctx, device, step, 'moved', { slot, kept: form.keep });
}

/** Issued to a person, room or cart; who has it does not change. @throws NotFound, Invalid, Conflict */
export async function issueDevice(ctx: Ctx, ref: string, form: Issue, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  const to = await findTarget(ctx, form, scope);
  refuseOut(device.state);
  refuseIssued(device, form.assignment, scope);
  const slot = slotIn(to, form.slot);
  const { chargers, cases, hotspots } = form;
  const holder = holderOf(to);
  return commit(
    ctx,
    { id: device.id },
    inService(device.id),
    assignDevice(
      {
        device: device.id,
        ...holder,
        slot,
        chargers,
        cases,
        hotspots,
        by: ctx.actor.person,
        expects: device.openAssignment,
      },
      ctx.now,
    ),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'issued',
      site: device.home,
      data: { ...holder, slot, chargers, cases, hotspots },
    }),
  );
}

/** Issued to nobody from now on. @throws NotFound, Conflict */
export async function endIssue(ctx: Ctx, ref: string, form: EndIssue, scope: Where): Done {
  const device = await findDevice(ctx.db, ref, scope);
  refuseIssued(device, form.assignment, scope);
  return commit(
    ctx,
    { id: device.id },
    endAssignment(device.id, ctx.now, device.openAssignment),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'issue ended',
      site: device.home,
      data: { person: device.assignedPerson, location: device.assignedLocation },
    }),
  );
}

/** Where a device is when somebody or some place has it: with a person, it is at their site. */
export function whereTo(
  to: TargetRow,
  device: Pick<Device, 'home'>,
): { location: string; top: string; person: string | null } {
  if (to.kind === 'location') return { location: to.id, top: to.site ?? to.id, person: null };
  const site = to.site ?? device.home;
  return { location: site, top: site, person: to.id };
}

export function holderOf(to: TargetRow): { person: string | null; location: string | null } {
  return to.kind === 'person' ? { person: to.id, location: null } : { person: null, location: to.id };
}

/** @throws Invalid the place has no such slot */
function slotIn(to: TargetRow, slot: number | null): number | null {
  if (slot === null) return null;
  if (to.kind === 'person') throw new Invalid({ slot: 'A person has no slots: leave it empty' });
  if (to.slots === null) throw new Invalid({ slot: `${to.name} has no slots: leave it empty` });
  if (slot > to.slots) throw new Invalid({ slot: `${to.name} has ${to.slots} slots` });
  return slot;
}

/** One commit for a hand-over by itself, with what taking it back needs. @param missing what did not come back */
async function done(
  ctx: Ctx,
  device: Device,
  step: Step,
  verb: string,
  data: Record<string, unknown>,
  missing: { changes: Change; ids: string[] } = { changes: null, ids: [] },
): Done {
  const before = await ctx.db.first(deviceToScan(device.id));
  if (!before) throw new NotFound();
  const { changes, rows } = stepChanges({ ...step, at: ctx.doneAt }, ctx.now);
  const ends = step.endIssue === true && device.openAssignment !== null;
  const changed = { reissued: step.issue !== undefined || ends, use: step.issue?.use ? device.use : null };
  const undo = { ...undoOf(before, rows, changed, false), missing: missing.ids };
  return commit(
    ctx,
    { id: device.id },
    changes,
    missing.changes,
    keepHand(device.id, undo, ctx.actor.person, ctx.now),
    record({
      thing: device.id,
      kind: 'device',
      verb,
      site: device.home,
      data: { person: step.person ?? null, location: step.location, ...data },
    }),
  );
}
