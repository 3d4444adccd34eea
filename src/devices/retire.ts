import type { Ctx } from '../context.ts';
import { endAssignment, endCustody, giveCustody } from '../custody/changes.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { refuseOther } from './as-seen.ts';
import { setState } from './changes.ts';
import type { Dispose, Restore, Retire } from './forms.ts';
import { propose } from './propose.ts';
import { type Device, findDevice } from './queries.ts';
import { sayOver } from './say.ts';

type Done = Promise<{ id: string; proposed: boolean }>;

/** Out of use: issued to nobody, still somewhere until it is disposed of. @throws Invalid a repair is open on it */
export async function retireDevice(ctx: Ctx, ref: string, form: Retire): Done {
  const device = await findDevice(ctx.db, ref, 'all');
  refuseOther(device, 'retire', form.seen);
  refuseRepair(device);
  if (decide(ctx, 'device.retire') === 'propose')
    return propose(ctx, device, {
      kind: 'retire',
      verb: 'proposed to retire',
      content: { why: form.why },
      reason: form.reason,
    });
  return commit(ctx, { id: device.id, proposed: false }, retiring(ctx, device, form));
}

/** What it takes to retire a device, for a use case that brings its own commit. */
export function retiring(ctx: Ctx, device: Device, form: { why?: string; reason: string }): Change {
  return [
    noOpenRepair(device.id),
    setState(device, 'retired', { by: ctx.actor.person, reason: form.why ?? '' }, ctx.now),
    device.openAssignment ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
    record({
      thing: device.id,
      kind: 'device',
      verb: 'retired',
      site: device.home,
      data: { why: form.why, was: device.state, assigned: device.assignedPerson ?? device.assignedLocation },
      text: form.reason,
    }),
  ];
}

/** Gone for good: sold, recycled, destroyed. Nobody has it any more; its record and history stay. */
export async function disposeDevice(ctx: Ctx, ref: string, form: Dispose): Done {
  const device = await findDevice(ctx.db, ref, 'all');
  refuseOther(device, 'dispose', form.seen);
  refuseRepair(device);
  if (decide(ctx, 'device.dispose') === 'propose')
    return propose(ctx, device, {
      kind: 'dispose',
      verb: 'proposed to dispose of',
      content: {},
      reason: form.reason,
    });
  return commit(ctx, { id: device.id, proposed: false }, disposing(ctx, device, form.reason));
}

/** What it takes to dispose of a device, for a use case that brings its own commit. */
export function disposing(ctx: Ctx, device: Device, reason: string): Change {
  return [
    noOpenRepair(device.id),
    setState(device, 'disposed', { by: ctx.actor.person }, ctx.now),
    device.openAssignment ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
    endCustody(device.id, ctx.now, device.openCustody),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'disposed of',
      site: device.home,
      data: { was: device.state, place: device.place },
      text: reason,
    }),
  ];
}

/** A retired device is in service again. @throws Forbidden a disposed one is taken back by who may dispose */
export async function restoreDevice(ctx: Ctx, ref: string, form: Restore): Done {
  const device = await findDevice(ctx.db, ref, 'all');
  refuseOther(device, 'restore', form.seen);
  if (decide(ctx, device.state === 'disposed' ? 'device.dispose' : 'device.retire') !== 'do')
    throw new Forbidden();
  return commit(
    ctx,
    { id: device.id, proposed: false },
    setState(device, 'in_service', { by: ctx.actor.person, reason: 'restored' }, ctx.now),
    // What is in service is somewhere: nobody had it while it was lost or gone.
    device.openCustody
      ? null
      : giveCustody(
          {
            device: device.id,
            location: device.home,
            top: device.home,
            why: 'found',
            by: ctx.actor.person,
            expects: null,
          },
          ctx.now,
        ),
    record({
      thing: device.id,
      kind: 'device',
      verb: 'restored',
      site: device.home,
      data: { was: device.state },
      text: form.reason,
    }),
  );
}

function decide(ctx: Ctx, action: 'device.retire' | 'device.dispose') {
  const say = sayOver(ctx.actor, action);
  if (say === null) throw new Forbidden();
  return say;
}

/** @throws Invalid */
function refuseRepair(device: Device): void {
  if (!device.openRepair) return;
  const number = `R-${String(device.openRepairNumber).padStart(6, '0')}`;
  throw new Invalid({ '': `Repair ${number} is open on it: close or withdraw that one first` });
}

function noOpenRepair(device: string): Change {
  return must('no repair is open on the device', {
    sql: 'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM repairs WHERE device = ? AND closed_at IS NULL)',
    parameters: [device],
  });
}
