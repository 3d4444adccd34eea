/**
 * Working time of a district: when a repair is due, and how much working time lies between two moments.
 * Pure: no clock, no I/O. Moments are ISO-8601 UTC text, dates `YYYY-MM-DD`, times of day `HH:MM` in the
 * district's zone. Moments outside 1970 to 2199 count as the nearer border.
 *
 * Working time is laid on one line: for each working day of a table its opening, its closing and the working
 * milliseconds before it, so that every question is one or two binary searches (a queue page asks for 50).
 */
import { moment, text } from './moment-rules.ts';
import { DayTable } from './work-days-rules.ts';

export type WorkCalendar = {
  /** IANA name of the district's time zone. */
  zone: string;
  /** Working days of the week, 1 Monday to 7 Sunday. */
  weekdays: readonly number[];
  dayStart: string;
  /** After `dayStart` on the same day; `24:00` is midnight. */
  dayEnd: string;
  /** Dates without work. */
  holidays: readonly string[];
};

/** A promise in working days (each as long as the nominal day) or in working hours. */
export type WorkAmount = { days: number } | { hours: number };

/** A time in which the clock stands still; `to` is null while it lasts. */
export type Pause = readonly [from: string, to: string | null];

const HOUR = 3_600_000;
const MINUTE = 60_000;
const LATEST = Number.POSITIVE_INFINITY;

/** What is wrong with a calendar, in words for its settings page, or null. Every other function here throws it. */
export function calendarProblem(calendar: WorkCalendar): string | null {
  const time = /^([01]\d|2[0-3]):[0-5]\d$/;
  if (calendar.weekdays.length === 0) return 'Choose at least one working day of the week.';
  if (!calendar.weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7))
    return 'Days of the week are 1 (Monday) to 7 (Sunday).';
  if (!time.test(calendar.dayStart)) return 'The day starts at a time like 07:30.';
  if (!time.test(calendar.dayEnd) && calendar.dayEnd !== '24:00') return 'The day ends at a time like 16:00.';
  if (calendar.dayStart >= calendar.dayEnd) return 'The day must end after it starts.';
  if (!calendar.holidays.every((date) => /^\d{4}-\d{2}-\d{2}$/.test(date)))
    return 'Holidays are dates like 2026-11-26.';
  return isZone(calendar.zone) ? null : `"${calendar.zone}" is not a time zone.`;
}

// Asking the runtime costs 0.1 ms and more, and every request asks for its own district's.
const knownZones = new Set<string>();

function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  knownZones.add(name);
  return true;
}

/**
 * The moment at which this much working time has passed since `from`: the earliest such one, so a whole day
 * promised at opening is due at closing. Nothing promised is due at once.
 */
export function dueAt(from: string, amount: WorkAmount, calendar: WorkCalendar): string {
  return dueWithPauses(from, amount, calendar, [], from);
}

/**
 * As `dueAt`, with the pauses not counted: the due moment moves by their working time. A pause that still
 * lasts is taken to end at `now`, so the answer is when it would be due if work went on now.
 */
export function dueWithPauses(
  from: string,
  amount: WorkAmount,
  calendar: WorkCalendar,
  pauses: readonly Pause[],
  now: string,
): string {
  const table = tableOf(calendar);
  const start = table.clamp(moment(from));
  let left = millisecondsOf(amount, table);
  if (left <= 0) return text(start);
  let at = start;
  for (const [stop, go] of merged(pauses, start, Math.max(start, table.clamp(moment(now))), LATEST, table)) {
    const worked = table.before(stop) - table.before(at);
    if (worked >= left) break;
    left -= worked;
    at = go;
  }
  return text(Math.max(at, table.reach(table.before(at) + left)));
}

/**
 * Minutes of working time from `a` to `b` (exact, so parts of a minute too), less what the pauses cover;
 * 0 when b is not after a. A pause that still lasts covers all up to b.
 */
export function workingMinutesBetween(
  a: string,
  b: string,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
): number {
  const table = tableOf(calendar);
  const from = table.clamp(moment(a));
  const to = table.clamp(moment(b));
  if (to <= from) return 0;
  let worked = table.before(to) - table.before(from);
  for (const [stop, go] of merged(pauses, from, to, to, table))
    worked -= table.before(go) - table.before(stop);
  return worked / MINUTE;
}

/** Minutes in a nominal working day: from the calendar's start to its end. */
export function minutesPerDay(calendar: WorkCalendar): number {
  return tableOf(calendar).nominalDay / MINUTE;
}

function millisecondsOf(amount: WorkAmount, table: DayTable): number {
  return 'days' in amount ? amount.days * table.nominalDay : amount.hours * HOUR;
}

/** The pauses after `from`, in order, overlapping ones joined; an open one ends at `now`, all by `limit`. */
function merged(
  pauses: readonly Pause[],
  from: number,
  now: number,
  limit: number,
  table: DayTable,
): readonly (readonly [number, number])[] {
  if (pauses.length === 0) return [];
  const clipped: [number, number][] = [];
  for (const [start, end] of pauses) {
    const a = Math.max(from, table.clamp(moment(start)));
    const b = Math.min(limit, end === null ? now : table.clamp(moment(end)));
    if (b > a) clipped.push([a, b]);
  }
  clipped.sort((x, y) => x[0] - y[0]);
  const out: [number, number][] = [];
  for (const [a, b] of clipped) {
    const last = out.at(-1);
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else out.push([a, b]);
  }
  return out;
}

// A calendar comes from the settings anew with each request, so tables are kept by what they say, the eight
// last used; by the object itself within a request.
const byContent = new Map<string, DayTable>();
const byObject = new WeakMap<WorkCalendar, DayTable>();

function tableOf(calendar: WorkCalendar): DayTable {
  const known = byObject.get(calendar);
  if (known) return known;
  const { zone, weekdays, dayStart, dayEnd, holidays } = calendar;
  const key = JSON.stringify([zone, weekdays, dayStart, dayEnd, holidays]);
  let table = byContent.get(key);
  if (!table) {
    const problem = calendarProblem(calendar);
    if (problem !== null) throw new RangeError(problem);
    table = new DayTable({ zone, weekdays: [...weekdays], dayStart, dayEnd, holidays: [...holidays] });
    const [oldest] = byContent.keys();
    if (byContent.size >= 8 && oldest !== undefined) byContent.delete(oldest);
    byContent.set(key, table);
  }
  byObject.set(calendar, table);
  return table;
}
