import type { Ctx } from '../context.ts';
import { type Advice, advise } from '../models/advice-rules.ts';
import { adviceSettingsOf, type DistrictAdvice } from '../models/advice-settings-rules.ts';
import { type Coverage, coverageOn, poolOf } from './coverage-rules.ts';
import type { DeviceRepair } from './page-queries.ts';
import type { Device } from './queries.ts';

export interface DeviceAdvice {
  advice: Advice;
  coverage: Coverage;
  /** cents of parts and minutes of all repairs, the open one's included */
  costCents: number;
  /** what each repair cost, in cents, by its id */
  costs: ReadonlyMap<string, number>;
}

/** Repair or retire, and what pays: from what the page has read anyway. @param repairs newest first */
export function adviceFor(
  ctx: Pick<Ctx, 'district' | 'today'>,
  device: Device,
  repairs: readonly DeviceRepair[],
): DeviceAdvice {
  const settings = adviceSettingsOf(ctx.district.settings);
  const costs = new Map(repairs.map((repair) => [repair.id, costOf(repair, settings)]));
  const all = repairs.reduce((sum, repair) => sum + (costs.get(repair.id) ?? 0), 0);
  const open = repairs.find((repair) => repair.closedAt === null);
  const coverage = coverageOfDevice(ctx.today, device, repairs);
  const advice = advise(
    {
      costSoFarCents: all - (open ? (costs.get(open.id) ?? 0) : 0),
      repairsSoFar: repairs.length - (open ? 1 : 0),
      minutesNow: open?.minutes ?? 0,
      partsNowCents: open?.partsCents ?? 0,
      benchRateCentsPerHour: settings.benchRateCentsPerHour,
      priceCents: device.priceCents ?? device.costCents,
      purchasedOn: device.purchasedOn,
      today: ctx.today,
      aueOn: device.aueOn,
      sameFaultBefore: open ? sameFaults(open, repairs) : 0,
      cause: open?.causes?.split(',')[0]?.replaceAll('_', ' ') ?? null,
      warrantyUntil: open ? device.warrantyUntil : null,
      coverage: open ? paying(coverage.plan) : null,
    },
    settings,
  );
  return { advice, coverage, costCents: all, costs };
}

/** A plan whose pool is used up pays for nothing, whatever is left for the device. */
function paying(plan: Coverage['plan']): Coverage['plan'] {
  return plan?.pool?.left === 0 ? { ...plan, incidentsLeft: 0 } : plan;
}

/** What pays for a repair of the device today. */
export function coverageOfDevice(
  today: string,
  device: Pick<
    Device,
    | 'warrantyUntil'
    | 'planName'
    | 'planIncidents'
    | 'planPer'
    | 'coverageUntil'
    | 'poolSize'
    | 'poolYearFrom'
    | 'poolLastFrom'
    | 'poolLastUsed'
  >,
  repairs: readonly Pick<DeviceRepair, 'covered' | 'reportedAt'>[],
): Coverage {
  const { planName, planIncidents, planPer, coverageUntil } = device;
  const plan =
    planName !== null && coverageUntil !== null
      ? {
          name: planName,
          incidents: planIncidents,
          per: planPer ?? 'term',
          until: coverageUntil,
          pool: poolOf(device),
        }
      : null;
  const covered = repairs.filter((repair) => repair.covered === 1).map((repair) => repair.reportedAt);
  return coverageOn(today, device.warrantyUntil, plan, covered);
}

function costOf(repair: DeviceRepair, { benchRateCentsPerHour }: DistrictAdvice): number {
  return repair.partsCents + Math.round((repair.minutes * benchRateCentsPerHour) / 60);
}

/** How often the open repair's commonest fault was found on the device in the 12 months before it. */
function sameFaults(open: DeviceRepair, repairs: readonly DeviceRepair[]): number {
  const since = `${Number(open.reportedAt.slice(0, 4)) - 1}${open.reportedAt.slice(4)}`;
  const before = repairs.filter((repair) => repair.id !== open.id && repair.reportedAt >= since);
  const faults = (open.faults ?? '').split(',').filter(Boolean);
  const times = faults.map(
    (fault) => before.filter((r) => (r.faults ?? '').split(',').includes(fault)).length,
  );
  return Math.max(0, ...times);
}
