import { addMonths, monthFrom, monthNumber, monthOf } from '../months.ts';
import type { Cohort, PlanModel, PlanRow, Reason } from './rules.ts';

export interface ProposalSettings {
  /** months after which a device is replaced */
  lifeMonths: number;
  /** 1 to 12: the month in which devices are collected, and old ones do not go out again */
  collection: number;
}

export const PROPOSAL_DEFAULTS: ProposalSettings = { lifeMonths: 72, collection: 6 };

/** The district's own numbers: JSON under the setting 'fleet_plan'. What is missing or wrong is the default. */
export function proposalSettingsOf(settings: Readonly<Record<string, string>>): ProposalSettings {
  const own = parsed(settings.fleet_plan ?? '');
  const whole = (value: unknown, from: number, to: number, other: number) =>
    typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : other;
  return {
    lifeMonths: whole(own.lifeMonths, 12, 240, PROPOSAL_DEFAULTS.lifeMonths),
    collection: whole(own.collection, 1, 12, PROPOSAL_DEFAULTS.collection),
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Devices of one model and month of purchase that were in service in a month. */
export interface ServiceMonth {
  model: string;
  month: string;
  bought: string;
  devices: number;
}

/** As many devices as the belief weighs that a district does as its rule says, before it is seen. */
const BELIEF = 40;
const BELIEVED = 0.7;
/** Collections that are looked back on, and months after which one sees what has left. */
const COLLECTIONS = 3;
const SETTLED = 3;

/** The months that `followedShare` looks at. @param now YYYY-MM */
export function monthsLookedAt(now: string, { collection }: ProposalSettings): string[] {
  return collectionsBefore(now, collection).flatMap((month) => [
    addMonths(month, -1),
    addMonths(month, SETTLED),
  ]);
}

/**
 * Of the devices that should have left at the last collections, the share that did: many a district keeps what
 * still works.
 * @param rows of the months of `monthsLookedAt`
 */
export function followedShare(
  models: readonly Pick<PlanModel, 'id' | 'aueOn'>[],
  rows: readonly ServiceMonth[],
  now: string,
  settings: ProposalSettings,
): number {
  const ends = new Map(models.map((model) => [model.id, endOf(model, settings)]));
  const count = new Map(rows.map((row) => [`${row.model} ${row.bought} ${row.month}`, row.devices]));
  let due = BELIEF;
  let left = BELIEF * BELIEVED;
  for (const month of collectionsBefore(now, settings.collection)) {
    for (const row of rows) {
      if (row.month !== addMonths(month, -1)) continue;
      if (dueOf(row, ends.get(row.model) ?? null, settings).month > month) continue;
      const after = count.get(`${row.model} ${row.bought} ${addMonths(month, SETTLED)}`) ?? 0;
      due += row.devices;
      left += Math.max(0, row.devices - after);
    }
  }
  const share = left / due;
  return share > 0.95 ? 1 : share;
}

/** The last collections of which is known what has left after them. */
function collectionsBefore(now: string, collection: number): string[] {
  const last = onOrBefore(addMonths(now, -SETTLED), collection);
  return Array.from({ length: COLLECTIONS }, (_, i) => addMonths(last, -12 * i));
}

/** Years over which those leave that the first collection left over. */
const TAIL = 4;

/**
 * What leaves by itself: at the last collection before its updates end, or at the first one after its life is
 * over, whichever comes first; what should have left already goes at the next ones. At each of them only the
 * share goes that went in the past.
 * @param month the first month that can still be planned, YYYY-MM
 */
export function proposedRows(
  models: readonly PlanModel[],
  month: string,
  settings: ProposalSettings,
  followed = 1,
): PlanRow[] {
  const next = onOrAfter(month, settings.collection);
  return models.flatMap((model) => {
    const end = endOf(model, settings);
    const leaving = new Map<string, { month: string; why: Reason; devices: number }>();
    for (const cohort of model.cohorts) {
      const due = dueOf(cohort, end, settings);
      const first = due.month < next ? next : due.month;
      for (let year = 0; year < (followed < 1 ? TAIL : 1); year++) {
        const when = addMonths(first, 12 * year);
        const key = `${model.id} ${due.why} ${when}`;
        const devices = cohort.devices * followed * (1 - followed) ** year;
        const known = leaving.get(key);
        if (known) known.devices += devices;
        else leaving.set(key, { month: when, why: due.why, devices });
      }
    }
    return [...leaving].flatMap(([key, row]) => {
      const devices = Math.round(row.devices);
      const { month: when, why } = row;
      if (devices === 0) return [];
      return [{ key, model: model.id, month: when, devices: -devices, why, note: '', proposed: true }];
    });
  });
}

function endOf(model: Pick<PlanModel, 'aueOn'>, { collection }: ProposalSettings): string | null {
  return model.aueOn ? onOrBefore(monthOf(model.aueOn), collection) : null;
}

function dueOf(
  cohort: Pick<Cohort, 'bought'>,
  end: string | null,
  { lifeMonths, collection }: ProposalSettings,
) {
  const old = onOrAfter(addMonths(cohort.bought, lifeMonths), collection);
  return end !== null && end <= old
    ? { month: end, why: 'aue' as const }
    : { month: old, why: 'age' as const };
}

/** The first month of that name, from this month on. */
function onOrAfter(month: string, named: number): string {
  const number = monthNumber(month);
  return monthFrom(number + ((((named - 1 - number) % 12) + 12) % 12));
}

function onOrBefore(month: string, named: number): string {
  const number = monthNumber(month);
  return monthFrom(number - ((((number - (named - 1)) % 12) + 12) % 12));
}
