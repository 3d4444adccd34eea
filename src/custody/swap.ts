import type { Ctx } from '../context.ts';
import { type Change, commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { setUse } from '../devices/changes.ts';
import { USES, type Use } from '../devices/forms.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { dueFor } from '../repairs/due-rules.ts';
import { holidays, symptomsInUse } from '../repairs/list-queries.ts';
import { insertReport } from '../repairs/report-changes.ts';
import { dayIn } from '../web/day.ts';
import { whereTo } from './actions.ts';
import { refuseAtVendor, refuseMoved, refuseOut } from './now.ts';
import { undoOf } from './scan-plan.ts';
import { deviceToScan, type ScannedDevice, scannedDevice } from './scan-queries.ts';
import { scanPairs } from './session-read.ts';
import { type Step, stepChanges } from './step.ts';
import type { Swap } from './swap-forms.ts';
import { answeredForBy, homesAfter } from './swap-home.ts';
import { findTarget } from './target.ts';

/** What a report says where nobody said what is broken. */
const SWAPPED = 'Swapped for another device';

/**
 * The spare goes to whoever has the broken device, the broken one to a place, and a repair is reported where
 * none is open: one commit. For good, the spare takes over what the broken one is issued as and for, and the
 * broken one becomes a spare; their homes are as `homesAfter` says.
 * @throws NotFound, Invalid, Conflict somebody else was quicker with either
 */
export async function swapDevices(ctx: Ctx, ref: string, form: Swap): Promise<{ id: string }> {
  const device = await findDevice(ctx.db, ref, 'all');
  const [brokens, spares, symptoms, days] = await ctx.db.read(
    deviceToScan(device.id),
    scannedDevice(scanPairs(form.spare)),
    symptomsInUse(),
    holidays(),
  );
  const broken = brokens[0] as ScannedDevice;
  const spare = freeSpare(broken, spares[0]);
  if (form.symptom && !symptoms.some(({ code }) => code === form.symptom))
    throw new Invalid({ symptom: 'Choose what is wrong' });
  if (form.dueOn && form.dueOn < ctx.today) throw new Invalid({ dueOn: 'Today or later' });
  refuseOut(broken.state);
  refuseAtVendor(device);
  refuseMoved(device, form.custody, 'all');
  const to = await findTarget(ctx, form, 'all', 'location');

  const id = newId();
  const repair = broken.openRepair ?? newId();
  const forGood = form.how === 'for_good';
  const back = stepChanges(
    {
      device: broken,
      why: 'swap',
      ...whereTo(to, broken),
      endIssue: forGood,
      by: ctx.actor.person,
      repair,
      at: ctx.doneAt,
    },
    ctx.now,
  );
  const handed = spareStep(ctx, device, broken, spare, form);
  const out = stepChanges({ ...handed, at: ctx.doneAt }, ctx.now);
  const homes = forGood ? homesAfter(broken, spare, handed.person ?? null) : null;
  const use = forGood && broken.use !== spare.use ? useOf(broken.use) : null;
  const undo = {
    broken: undoOf(
      broken,
      back.rows,
      { reissued: forGood && broken.openAssignment !== null, use: forGood ? broken.use : null },
      false,
    ),
    spare: undoOf(
      spare,
      out.rows,
      { reissued: out.rows.assignment !== null, use: use ? spare.use : null },
      false,
    ),
    repair: broken.openRepair ? null : repair,
    ...(homes ? { homes: { broken: broken.home, spare: spare.home } } : {}),
  };
  return commit(
    ctx,
    { id: broken.id },
    back.changes,
    forGood ? setUse(broken, 'spare', ctx.actor.person, ctx.now) : null,
    homes ? answeredForBy({ ...broken, use: 'spare' }, homes.broken) : null,
    out.changes,
    use ? setUse(spare, use, ctx.actor.person, ctx.now) : null,
    homes ? answeredForBy({ ...spare, use: use ?? spare.use }, homes.spare) : null,
    broken.openRepair
      ? null
      : report(
          ctx,
          device,
          repair,
          form,
          days.map(({ day }) => day),
        ),
    q.insertInto('swaps').values({
      id,
      broken: broken.id,
      spare: spare.id,
      how: form.how,
      repair,
      at: ctx.now,
      person: ctx.actor.person,
      undo: JSON.stringify(undo),
    }),
    swapped(broken, { swap: id, how: form.how, spare: spare.id, to: to.id, ...homeOf(homes?.broken) }),
    swapped(spare, {
      swap: id,
      how: form.how,
      broken: broken.id,
      had: broken.holder,
      ...homeOf(homes?.spare),
    }),
  );
}

function homeOf(home: string | undefined) {
  return home === undefined ? {} : { home };
}

/** @throws Invalid there is no such device, or it is not free */
function freeSpare(broken: ScannedDevice, spare: ScannedDevice | undefined): ScannedDevice {
  const no = (why: string) => new Invalid({ spare: why });
  if (!spare) throw no('No device has that tag or serial');
  if (spare.id === broken.id) throw no('That is the broken one: scan the other one');
  if (spare.state !== 'in_service') throw no(`That one is ${spare.state.replace('_', ' ')}`);
  if (spare.openRepair) throw no('That one has an open repair');
  if (spare.holder) throw no('Somebody has that one: check it in first');
  if (spare.assignedPerson) throw no('That one is issued to somebody');
  return spare;
}

/** To whoever has the broken one; else to whom it is issued; else to its place. */
function spareStep(ctx: Ctx, device: Device, broken: ScannedDevice, spare: ScannedDevice, form: Swap): Step {
  const forGood = form.how === 'for_good';
  const person = broken.holder ?? broken.assignedPerson;
  const here = person === broken.holder && device.place !== null;
  const cart = person === null && broken.assignedLocation !== null;
  const location = cart ? broken.assignedLocation : here ? device.place : broken.home;
  const issued = forGood && broken.openAssignment !== null;
  return {
    device: spare,
    why: 'swap',
    location: location ?? broken.home,
    top: here && !cart ? (device.atSite ?? broken.home) : broken.home,
    person,
    slot: cart ? broken.slot : null,
    dueOn: forGood ? null : form.dueOn,
    issue: issued
      ? {
          person: broken.assignedPerson,
          location: broken.assignedLocation,
          use: null,
          chargers: broken.chargers ?? 0,
          cases: broken.cases ?? 0,
          hotspots: broken.hotspots ?? 0,
        }
      : undefined,
    by: ctx.actor.person,
  };
}

function report(ctx: Ctx, device: Device, id: string, form: Swap, days: readonly string[]): Change {
  const dueAt = dueFor('normal', ctx.now, ctx.district, days);
  return insertReport({
    id,
    device: device.id,
    site: device.home,
    symptom: form.symptom,
    fault: null,
    note: form.note || (form.symptom ? '' : SWAPPED),
    reportedBy: ctx.actor.person,
    hadDevice: device.holder ?? device.assignedPerson,
    level: 1,
    priority: 'normal',
    dueAt,
    expectedOn: dayIn(ctx.district.zone, dueAt),
    at: ctx.doneAt,
    now: ctx.now,
  });
}

function swapped(device: ScannedDevice, data: Record<string, unknown>): Change {
  const { tailSeq, tailHash } = device;
  return record({
    thing: device.id,
    kind: 'device',
    verb: 'swapped',
    site: device.home,
    data,
    after: tailSeq !== null && tailHash !== null ? { seq: tailSeq, hash: tailHash } : undefined,
  });
}

function useOf(use: string): Use | null {
  return USES.find((known) => known === use) ?? null;
}
