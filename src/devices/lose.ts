import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { endCustody } from '../custody/changes.ts';
import { type Change, commit } from '../db/commit.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { refuseOther } from './as-seen.ts';
import { setState } from './changes.ts';
import type { Lose } from './forms.ts';
import { propose } from './propose.ts';
import { type Device, findDevice } from './queries.ts';
import { sayOverLoss } from './say.ts';

/**
 * The device is reported lost or stolen: nobody has it from now on, and every later scan says so. Whoever may only
 * propose asks a manager. It stays issued to its person.
 * @throws NotFound, Conflict the device is no longer what was seen
 */
export async function loseDevice(
  ctx: Ctx,
  ref: string,
  form: Lose,
  scope: Exclude<Scope, null>,
): Promise<{ id: string; proposed: boolean }> {
  const device = await findDevice(ctx.db, ref, scope);
  const say = sayOverLoss(ctx.actor, device);
  if (say === null) throw new Forbidden();
  refuseOther(device, 'lose', form.seen);
  if (device.openRepairState === 'at_vendor')
    throw new Invalid({
      '': 'By the books it is at a vendor: say in its batch that the carrier lost it, or bring it back in its repair first',
    });
  const { state, policeReport, reason } = form;
  if (say === 'propose')
    return propose(ctx, device, {
      kind: 'lose',
      verb: `proposed as ${state}`,
      content: { state, policeReport },
      reason,
    });
  return commit(ctx, { id: device.id, proposed: false }, losing(ctx, device, form));
}

/** What it takes for a device to be lost, for a use case that brings its own commit. */
export function losing(
  ctx: Ctx,
  device: Device,
  form: Pick<Lose, 'state' | 'policeReport' | 'reason'>,
): Change {
  return [
    setState(device, form.state, { ...form, by: ctx.actor.person }, ctx.now),
    endCustody(device.id, ctx.now, device.openCustody),
    record({
      thing: device.id,
      kind: 'device',
      verb: form.state === 'lost' ? 'reported lost' : 'reported stolen',
      site: device.home,
      data: {
        policeReport: form.policeReport,
        place: device.place,
        had: device.holder,
        assigned: device.assignedPerson,
      },
      text: form.reason,
    }),
  ];
}
