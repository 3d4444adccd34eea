import type { District } from '../context.ts';
import { type HoldReason, PRIORITIES, type Priority } from './forms.ts';
import { stopsClock } from './rules.ts';
import {
  calendarProblem,
  dueAt,
  dueWithPauses,
  type Pause,
  type WorkCalendar,
  workingMinutesBetween,
} from './work-calendar-rules.ts';

/** Working days within which a repair of each priority is due, until a district sets its own. */
export const DUE_DAYS: Readonly<Record<Priority, number>> = { urgent: 1, high: 2, normal: 5, low: 10 };

/** School days as they mostly are, until a district sets its own. */
export const USUAL_WEEK = { weekdays: [1, 2, 3, 4, 5], dayStart: '07:30', dayEnd: '16:00' } as const;

/**
 * The district's working days: setting `work.calendar` ({weekdays 1 to 7, dayStart, dayEnd}) and the days
 * of the holidays table. A setting that is no calendar counts as none.
 */
export function calendarOf(
  district: Pick<District, 'zone' | 'settings'>,
  holidays: readonly string[],
): WorkCalendar {
  const usual: WorkCalendar = { ...USUAL_WEEK, zone: district.zone, holidays };
  const set = objectIn(district.settings['work.calendar']);
  const calendar = { ...usual, ...pick(set) };
  return calendarProblem(calendar) === null ? calendar : usual;
}

/** Working days by priority: setting `repairs.due`, an object with a number for each priority. */
export function dueDays(district: Pick<District, 'settings'>): Readonly<Record<Priority, number>> {
  const set = objectIn(district.settings['repairs.due']);
  const days = { ...DUE_DAYS };
  for (const priority of PRIORITIES) {
    const value = set[priority];
    if (typeof value === 'number' && value >= 0 && value <= 365) days[priority] = value;
  }
  return days;
}

export interface HoldTime {
  reason: HoldReason;
  from: string;
  to: string | null;
}

/** When a repair is due (ISO UTC), less the working time of the holds that stop its clock. */
export function dueFor(
  priority: Priority,
  reportedAt: string,
  district: Pick<District, 'zone' | 'settings'>,
  holidays: readonly string[],
  holds: readonly HoldTime[] = [],
  now: string = reportedAt,
): string {
  const pauses = holds.filter((hold) => stopsClock(hold.reason)).map((hold): Pause => [hold.from, hold.to]);
  const amount = { days: dueDays(district)[priority] };
  return dueWithPauses(reportedAt, amount, calendarOf(district, holidays), pauses, now);
}

/**
 * The due time after a hold that ends now: what working time was left when it began is left again, where
 * it stopped the clock. A repair that was late already stays as late as it was.
 */
export function dueAfterHold(
  due: string,
  hold: { reason: HoldReason; from: string },
  now: string,
  calendar: WorkCalendar,
): string {
  if (!stopsClock(hold.reason) || due <= hold.from) return due;
  const left = workingMinutesBetween(hold.from, due, calendar);
  return dueAt(now, { hours: left / 60 }, calendar);
}

/**
 * Whether it is late. While a hold stops the clock, what counts is when that began; what only waits to
 * be confirmed is done.
 */
export function isLate(
  repair: {
    dueAt: string | null;
    holdReason: HoldReason | null;
    holdFrom: string | null;
    toConfirm?: number;
  },
  now: string,
): boolean {
  if (!repair.dueAt || repair.toConfirm) return false;
  const stopped = repair.holdReason && repair.holdFrom && stopsClock(repair.holdReason);
  return repair.dueAt < (stopped ? (repair.holdFrom ?? now) : now);
}

function objectIn(json: string | undefined): Record<string, unknown> {
  if (!json) return {};
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function pick(set: Record<string, unknown>): Partial<WorkCalendar> {
  const picked: Partial<WorkCalendar> = {};
  if (Array.isArray(set.weekdays)) picked.weekdays = set.weekdays.map(Number);
  if (typeof set.dayStart === 'string') picked.dayStart = set.dayStart;
  if (typeof set.dayEnd === 'string') picked.dayEnd = set.dayEnd;
  return picked;
}
