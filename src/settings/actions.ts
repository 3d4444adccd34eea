import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { poolYear } from '../devices/coverage-rules.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { findLocation } from '../locations/queries.ts';
import { adviceSettingsOf } from '../models/advice-settings-rules.ts';
import { calendarOf } from '../repairs/due-rules.ts';
import { calendarProblem } from '../repairs/work-calendar-rules.ts';
import {
  addHolidays,
  insertPlan,
  removeHoliday,
  resizePool,
  retirePlan,
  setSetting,
  updatePlan,
  writeSetting,
} from './changes.ts';
import {
  type Advice,
  type District,
  daysBetween,
  type NewHoliday,
  type NewPlan,
  type PlanEdit,
  type SignInLimits,
  type Versioned,
  type Work,
} from './forms.ts';
import { findPlan } from './queries.ts';

type Done = Promise<{ saved: true }>;

const DONE = { saved: true } as const;

export function saveDistrict(ctx: Ctx, form: District): Done {
  const { district } = ctx;
  return commit(
    ctx,
    DONE,
    setSetting('district.name', form.name, form.version),
    writeSetting('district.currency', form.currency),
    writeSetting('found.text', form.foundText),
    edited(
      { name: [district.name, form.name], currency: [district.currency, form.currency] },
      form.foundText,
    ),
  );
}

/** Working days and the days within which repairs are due. @throws Invalid the day ends before it starts */
export async function saveWork(ctx: Ctx, form: Work): Done {
  const { weekdays, dayStart, dayEnd } = form;
  const days = [...new Set(weekdays)].sort();
  const before = calendarOf(ctx.district, []);
  const problem = calendarProblem({ ...before, weekdays: days, dayStart, dayEnd });
  if (problem) throw new Invalid({ [days.length === 0 ? 'weekdays' : 'dayEnd']: problem });
  const due = { urgent: form.urgent, high: form.high, normal: form.normal, low: form.low };
  return commit(
    ctx,
    DONE,
    setSetting('work.calendar', JSON.stringify({ weekdays: days, dayStart, dayEnd }), form.version),
    writeSetting('repairs.due', JSON.stringify(due)),
    edited({
      weekdays: [before.weekdays.join(' '), days.join(' ')],
      dayStart: [before.dayStart, dayStart],
      dayEnd: [before.dayEnd, dayEnd],
      ...due,
    }),
  );
}

export function saveSignInLimits(ctx: Ctx, { version, ...limits }: SignInLimits): Done {
  return commit(
    ctx,
    DONE,
    setSetting('sign-in.throttle', JSON.stringify(limits), version),
    edited({ ...limits }),
  );
}

/** The figures that the advice to repair or retire rests on. */
export function saveAdvice(ctx: Ctx, form: Advice): Done {
  const advice = {
    ...adviceSettingsOf(ctx.district.settings),
    benchRateCentsPerHour: form.benchRate,
    lifeMonths: form.lifeMonths,
    shareOfValue: form.shareOfValue / 100,
    shareOfPrice: form.shareOfPrice / 100,
    smallCents: form.small,
    fewestMonths: form.fewestMonths,
    sameFaultLook: form.sameFaultLook,
  };
  return commit(ctx, DONE, setSetting('advice', JSON.stringify(advice), form.version), edited(advice));
}

/** One day without work, or all of a break. */
export function addHoliday(ctx: Ctx, form: NewHoliday): Done {
  const count = form.to === null ? 0 : daysBetween(form.from, form.to);
  const first = Date.parse(`${form.from}T00:00:00Z`);
  const days = Array.from({ length: count + 1 }, (_, i) =>
    new Date(first + i * 86_400_000).toISOString().slice(0, 10),
  );
  return commit(
    ctx,
    DONE,
    addHolidays(days, form.name),
    record({
      thing: 'settings',
      kind: 'settings',
      verb: 'holidays added',
      data: { first: form.from, last: form.to },
      text: form.name,
    }),
  );
}

export function takeHolidayOff(ctx: Ctx, day: string): Done {
  return commit(
    ctx,
    DONE,
    removeHoliday(day),
    record({ thing: 'settings', kind: 'settings', verb: 'holiday taken off', data: { day } }),
  );
}

export async function createPlan(ctx: Ctx, form: NewPlan): Promise<{ id: string }> {
  await vendorFor(ctx, form.vendor, null);
  const id = newId();
  return commit(
    ctx,
    { id },
    insertPlan(id, form),
    record({ thing: id, kind: 'coverage plan', verb: 'created', data: { ...form }, first: true }),
  );
}

/** @throws Invalid it is no vendor in use */
async function vendorFor(ctx: Ctx, vendor: string | null, before: string | null): Promise<void> {
  if (vendor === null || vendor === before) return;
  const place = await findLocation(ctx.db, vendor, 'all').catch(() => null);
  if (place?.topKind !== 'vendor' || place.retiredAt) throw new Invalid({ vendor: 'Choose a vendor in use' });
}

/** @throws NotFound, Invalid, Conflict with what somebody else changed, or the pool has more used than it would have */
export async function editPlan(ctx: Ctx, id: string, form: PlanEdit): Promise<{ id: string }> {
  const before = await findPlan(ctx.db, id);
  refuseStale(form.version, before, form, {
    name: 'Name',
    incidents: 'Incidents',
    per: 'Per',
    poolIncidents: 'Pool',
    poolPercent: 'Share',
    poolUnits: 'Units',
    poolYearFrom: "Pool's year",
  });
  await vendorFor(ctx, form.vendor, before.vendor);
  const used = before.poolLastFrom === poolYear(ctx.today, before.poolYearFrom) ? before.poolLastUsed : 0;
  if (form.poolYearFrom !== before.poolYearFrom && used)
    throw new Invalid({
      poolYearFrom: `${used} incidents of this year are used: its year can begin on another day only before the first one`,
    });
  const { version, ...plan } = form;
  return commit(
    ctx,
    { id },
    sameVersion('coverage_plans', id, version),
    updatePlan(id, plan),
    resizePool(id, poolYear(ctx.today, form.poolYearFrom)),
    record({
      thing: id,
      kind: 'coverage plan',
      verb: 'edited',
      data: {
        name: [before.name, form.name],
        incidents: [before.incidents, form.incidents],
        per: [before.per, form.per],
        vendor: [before.vendor, form.vendor],
        poolIncidents: [before.poolIncidents, form.poolIncidents],
        poolPercent: [before.poolPercent, form.poolPercent],
        poolUnits: [before.poolUnits, form.poolUnits],
        poolYearFrom: [before.poolYearFrom, form.poolYearFrom],
      },
    }),
  );
}

/** No device can be given it any more; those that have it keep it. Or it is offered again. */
export async function retireOrRestorePlan(ctx: Ctx, id: string, form: Versioned): Promise<{ id: string }> {
  const before = await findPlan(ctx.db, id);
  if (form.version !== before.version) throw new Conflict('version', 'somebody changed it meanwhile');
  const retire = before.retiredAt === null;
  return commit(
    ctx,
    { id },
    sameVersion('coverage_plans', id, form.version),
    retirePlan(id, retire ? ctx.now : null),
    record({ thing: id, kind: 'coverage plan', verb: retire ? 'retired' : 'restored' }),
  );
}

function edited(data: Record<string, unknown>, text?: string) {
  return record({ thing: 'settings', kind: 'settings', verb: 'edited', data, text });
}
