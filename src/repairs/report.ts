import { can, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { type Device, findDevice, sees } from '../devices/queries.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { dayIn } from '../web/day.ts';
import { scopeIn } from './begin-move.ts';
import { dueFor } from './due-rules.ts';
import type { NewReport } from './forms.ts';
import { type Fault, faultsFor, holidays, symptomsInUse } from './list-queries.ts';
import { addReport, insertReport } from './report-changes.ts';
import { siteFor } from './site.ts';

export interface Reported {
  /** id of the repair */
  repair: string;
  /** it was added to a repair that was open already */
  added: boolean;
}

/**
 * Somebody tells that a device is broken: a new repair, or another fault line of the one that is open.
 * A contact may name another school's device by its tag or serial, as it lies before them.
 * @throws NotFound, Invalid, Conflict
 */
export async function reportRepair(ctx: Ctx, ref: string, form: NewReport): Promise<Reported> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await reportOnce(ctx, ref, form);
    } catch (error) {
      // Another one reported the device, or its repair was closed, while this was read: look again.
      if (!(error instanceof Conflict) || !MEANWHILE.has(error.what) || attempt >= 3) throw error;
    }
  }
}

const STILL_OPEN = 'the repair of this device is still open';
const MEANWHILE: ReadonlySet<string> = new Set([STILL_OPEN, 'repairs.device']);

async function reportOnce(ctx: Ctx, ref: string, form: NewReport): Promise<Reported> {
  const scope = scopeIn(ctx, 'repair.report');
  const device = await deviceToReport(ctx, ref);
  const [faults, symptoms, days] = await ctx.db.read(faultsFor(device.model), symptomsInUse(), holidays());
  const symptom = form.symptom ? symptoms.find((one) => one.code === form.symptom) : null;
  if (symptom === undefined) throw new Invalid({ symptom: 'Choose what is wrong' });
  const fault = form.fault ? faults.find((one) => one.code === form.fault) : null;
  if (fault === undefined) throw new Invalid({ fault: 'Choose what is wrong' });
  await refuseStrangers(ctx, form.hadDevice);
  const told = {
    device: device.id,
    symptom: form.symptom,
    fault: form.fault,
    note: form.note,
    reportedBy: ctx.actor.person,
    now: ctx.now,
  };
  if (device.openRepair) {
    const repair = device.openRepair;
    return commit(
      ctx,
      { repair, added: true },
      must(STILL_OPEN, {
        sql: 'SELECT 1 FROM repairs WHERE id = ? AND closed_at IS NULL',
        parameters: [repair],
      }),
      addReport({ ...told, repair, site: await siteFor(ctx, device, scope) }),
    );
  }
  const id = newId();
  const dueAt = dueFor(
    form.priority,
    ctx.now,
    ctx.district,
    days.map((row) => row.day),
  );
  return commit(
    ctx,
    { repair: id, added: false },
    insertReport({
      ...told,
      id,
      site: await siteFor(ctx, device, scope),
      hadDevice: form.hadDevice,
      level: fault?.level ?? levelOf(symptom?.faults, faults),
      priority: form.priority,
      dueAt,
      expectedOn: dayIn(ctx.district.zone, dueAt),
      at: ctx.doneAt,
    }),
  );
}

/** The device, also another school's where its exact tag or serial is given. @throws NotFound */
export async function deviceToReport(ctx: Ctx, ref: string): Promise<Device> {
  const device = await findDevice(ctx.db, ref, 'all');
  if (sees(scopeOf(ctx.actor, 'repair.report'), device)) return device;
  if (!can(ctx.actor, 'repair.report')) throw new Forbidden();
  // An id is nothing that somebody reads off a device.
  if (ref === device.id) throw new NotFound();
  return device;
}

/** The level of the likeliest fault that the symptom turns out to be. */
function levelOf(likely: string | undefined, faults: readonly Fault[]): 1 | 2 | 3 {
  const codes = JSON.parse(likely ?? '[]') as string[];
  return faults.find((fault) => fault.code === codes[0])?.level ?? 1;
}

async function refuseStrangers(ctx: Ctx, person: string | null): Promise<void> {
  if (!person) return;
  const known = await ctx.db.first({ sql: 'SELECT 1 FROM people WHERE id = ?', parameters: [person] });
  if (!known) throw new Invalid({ hadDevice: 'There is no such person' });
}
