import { monthNumber, monthsFrom } from '../months.ts';

export const REASONS = ['aue', 'age', 'refresh', 'purchase', 'loss', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** Devices of one model that were bought in one month and are in service. */
export interface Cohort {
  /** YYYY-MM */
  bought: string;
  devices: number;
}

export interface PlanModel {
  id: string;
  name: string;
  /** YYYY-MM-DD; null where nobody knows */
  aueOn: string | null;
  cohorts: readonly Cohort[];
}

/** Devices that come (+) or leave (-) in a month. */
export interface PlanRow {
  /** a proposed one: model, reason and month; else the stored row's id */
  key: string;
  model: string;
  month: string;
  devices: number;
  why: Reason;
  note: string;
  /** nobody has put it there: it follows from update ends and age */
  proposed: boolean;
}

/** What somebody has put into the plan, as it is stored. */
export interface StoredRow {
  id: string;
  kind: 'devices' | 'keep' | 'collection';
  model: string | null;
  month: string | null;
  devices: number;
  months: number;
  why: Reason;
  note: string;
  replaces: string | null;
}

/**
 * The plan with what was put into it: a row in place of a proposed one, one more row, or all that a model
 * loses put off by some months. 0 devices: it does not happen.
 */
export function withStored(rows: readonly PlanRow[], stored: readonly StoredRow[]): PlanRow[] {
  let plan = [...rows];
  for (const { id, kind, model, month, devices, why, note, replaces, months } of stored) {
    if (kind === 'keep') {
      plan = plan.map((row) => (row.model === model && row.devices < 0 ? putOff(row, months) : row));
      continue;
    }
    if (kind === 'collection' || !model || !month) continue;
    if (replaces) plan = plan.filter((row) => row.key !== replaces);
    if (devices !== 0) plan.push({ key: id, model, month, devices, why, note, proposed: false });
  }
  return plan.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.model < b.model ? -1 : 1));
}

function putOff(row: PlanRow, months: number): PlanRow {
  const [month = row.month] = monthsFrom(row.month, months + 1).slice(-1);
  return { ...row, month };
}

/** The month of collection that a scenario names for the year of `month`; null where it names none. */
export function collectionIn(stored: readonly StoredRow[], year: string): number | null {
  const named = stored.filter((row) => row.kind === 'collection' && row.month?.startsWith(year)).at(-1);
  return named?.month ? Number(named.month.slice(5, 7)) : null;
}

/** More leave than there will be: the forecast counts none below zero, and says so. */
export interface Excess {
  model: string;
  name: string;
  month: string;
  /** devices that the plan lets leave in that month */
  asked: number;
  /** devices that will be there */
  there: number;
}

export interface ModelAhead {
  id: string;
  /** in service in each month ahead */
  devices: number[];
  /** mean age in months, 0 where there are none */
  ageMonths: number[];
}

/** What is in service month by month when the plan comes true. The oldest leave first. */
export function fleetAhead(
  models: readonly PlanModel[],
  rows: readonly PlanRow[],
  first: string,
  months: number,
): { models: ModelAhead[]; excess: Excess[] } {
  const excess: Excess[] = [];
  const ahead = models.map((model) => {
    // What somebody entered comes before what is proposed, which goes as far as there are some.
    const own = rows
      .filter((row) => row.model === model.id)
      .sort((a, b) => Number(a.proposed) - Number(b.proposed));
    const left = model.cohorts
      .map((cohort) => ({ ...cohort }))
      .sort((a, b) => (a.bought < b.bought ? -1 : a.bought > b.bought ? 1 : 0));
    const devices: number[] = [];
    const ageMonths: number[] = [];
    for (const month of monthsFrom(first, months)) {
      for (const row of own) {
        if (row.month !== month) continue;
        if (row.devices > 0) left.push({ bought: month, devices: row.devices });
        else {
          const there = sum(left);
          const asked = -row.devices;
          if (asked > there && !row.proposed)
            excess.push({ model: model.id, name: model.name, month, asked, there });
          takeOut(left, asked);
        }
      }
      const count = sum(left);
      const now = monthNumber(month);
      const age = left.reduce((all, c) => all + c.devices * Math.max(0, now - monthNumber(c.bought)), 0);
      devices.push(count);
      ageMonths.push(count > 0 ? age / count : 0);
    }
    return { id: model.id, devices, ageMonths };
  });
  return { models: ahead, excess };
}

function takeOut(left: { bought: string; devices: number }[], asked: number): void {
  let more = asked;
  for (const cohort of left) {
    const taken = Math.min(more, cohort.devices);
    cohort.devices -= taken;
    more -= taken;
  }
}

function sum(cohorts: readonly Cohort[]): number {
  return cohorts.reduce((all, cohort) => all + cohort.devices, 0);
}
