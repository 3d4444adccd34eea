import type { Ctx } from '../context.ts';
import { type Device, findDevice } from '../devices/queries.ts';
import { Conflict, Invalid } from '../errors.ts';
import { scopeIn } from './begin-move.ts';
import { type ChosenParts, chooseParts } from './chosen-parts.ts';
import { doneAt, doneOnProblem } from './done-on-rules.ts';
import { type Fault, faultInUse, remedyInUse } from './list-queries.ts';
import { findRepair, type Repair } from './queries.ts';
import { finishByQuick } from './quick-finish.ts';
import type { QuickRepair } from './quick-forms.ts';
import { saveQuickRepair } from './quick-new.ts';
import { repairNumber, STATE_WORDS } from './rules.ts';
import { type NewSerial, newSerial } from './serial.ts';
import { faultFor } from './work.ts';

export interface QuickSaved {
  /** id of the repair */
  repair: string;
  device: string;
  next: 'scan' | null;
}

/** What a quick repair works with, read before anything is written. */
export interface QuickWork {
  form: QuickRepair;
  device: Device;
  fault: Fault;
  chosen: ChosenParts;
  serial: NewSerial;
  /** when it was done (ISO UTC) */
  at: string;
}

/**
 * A repair on one screen: fault, remedy, minutes, parts, outcome and place in one commit. Where a repair
 * is open on the device, it finishes that one, or the lines of it that were chosen. An intern's waits to
 * be confirmed, saved and handed back all the same.
 * @throws NotFound, Invalid, Conflict another one closed or opened a repair on the device meanwhile
 */
export async function quickRepair(ctx: Ctx, ref: string, form: QuickRepair): Promise<QuickSaved> {
  const device = await findDevice(ctx.db, ref, scopeIn(ctx, 'repair.work'));
  const open = await openRepairFor(ctx, device, form.repair);
  const problem = doneOnProblem(form.doneOn, ctx.today);
  if (problem) throw new Invalid({ doneOn: problem });
  const [faults, remedies] = await ctx.db.read(faultInUse(form.fault), remedyInUse(form.remedy));
  const fault = faultFor(faults, form.fault);
  if (remedies.length === 0) throw new Invalid({ remedy: 'Choose what was done' });
  const work: QuickWork = {
    form,
    device,
    fault,
    chosen: await chooseParts(ctx, form, { device, fault: fault.code }),
    serial: await newSerial(ctx, device, form.serial),
    at: doneAt(form.doneOn, ctx.doneAt ?? ctx.now, ctx.today, ctx.district.zone),
  };
  return open ? finishByQuick(ctx, open, work) : saveQuickRepair(ctx, work);
}

/** The open repair of the device. @throws Conflict it is not the one that the screen showed */
async function openRepairFor(ctx: Ctx, device: Device, seen: string | null): Promise<Repair | null> {
  if (seen !== device.openRepair) {
    const shown = seen ? await findRepair(ctx.db, seen, 'all').catch(() => null) : null;
    if (shown) {
      throw new Conflict('must', `${repairNumber(shown.number)} is open on this device`, [
        { label: repairNumber(shown.number), yours: 'open', theirs: STATE_WORDS[shown.state] },
      ]);
    }
    const theirs = `${repairNumber(device.openRepairNumber ?? 0)} is open`;
    throw new Conflict('must', 'no repair is open on this device', [
      { label: 'Repairs', yours: 'none open', theirs },
    ]);
  }
  return seen ? findRepair(ctx.db, seen, 'all') : null;
}
