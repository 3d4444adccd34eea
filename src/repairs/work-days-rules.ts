/**
 * The working days of a calendar as one line of time: opening and closing of each (epoch milliseconds) and the
 * working time before it. A year is laid out when first asked for; between two changes of the clock its days are
 * plain arithmetic, so a year costs three look-ups of the zone and not 365.
 */
import { Temporal } from 'temporal-polyfill';
import type { WorkCalendar } from './work-calendar-rules.ts';

const DAY = 86_400_000;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

export class DayTable {
  /** Milliseconds from the start of the day to its end by the clock on the wall. */
  readonly nominalDay: number;
  readonly #calendar: WorkCalendar;
  readonly #holidays: ReadonlySet<string>;
  /** Nothing before this moment is laid out yet. */
  #from = Number.POSITIVE_INFINITY;
  #nextYear = LAST_YEAR + 1;
  /** Every day that begins before this moment is laid out. */
  #laidUntil = Number.POSITIVE_INFINITY;
  #opens: number[] = [];
  #closes: number[] = [];
  /** Working milliseconds before the day of that index, counted from the table's first day. */
  #earlier: number[] = [];
  #total = 0;

  constructor(calendar: WorkCalendar) {
    this.#calendar = calendar;
    this.#holidays = new Set(calendar.holidays);
    this.nominalDay = timeOfDay(calendar.dayEnd) - timeOfDay(calendar.dayStart);
  }

  /** The moment, moved to the nearer border where it lies outside the years that are kept, and laid out. */
  clamp(moment: number): number {
    const inside = Math.min(Math.max(moment, BORDERS[0]), BORDERS[1]);
    if (inside < this.#from) this.#reachBack(new Date(inside).getUTCFullYear());
    return inside;
  }

  /** Working milliseconds from the table's beginning to this moment (one that went through `clamp`). */
  before(moment: number): number {
    this.#layUntil(moment);
    const day = countUpTo(this.#opens, moment) - 1;
    if (day < 0) return 0;
    const inside = Math.min(moment, this.#closes[day] ?? 0) - (this.#opens[day] ?? 0);
    return (this.#earlier[day] ?? 0) + inside;
  }

  /** The earliest moment with so much working time before it; the last closing of all where that never comes. */
  reach(worked: number): number {
    while (this.#total < worked && this.#nextYear <= LAST_YEAR) this.#layNext();
    // The last day that starts with less before it than is asked for.
    const day = Math.max(0, countBelow(this.#earlier, worked) - 1);
    const open = this.#opens[day];
    if (open === undefined) return BORDERS[1];
    return Math.min(open + worked - (this.#earlier[day] ?? 0), Math.max(open, this.#closes[day] ?? open));
  }

  // A moment before the first year laid out begins the table anew from there: sums count from its beginning.
  #reachBack(year: number): void {
    // One year earlier, since the UTC year may already be the new one where the zone's is not.
    const wanted = Math.max(FIRST_YEAR, year - 1);
    this.#from = wanted === FIRST_YEAR ? BORDERS[0] : Date.UTC(wanted + 1, 0, 1);
    this.#nextYear = wanted;
    this.#laidUntil = Date.UTC(wanted, 0, 1) - 2 * DAY;
    this.#opens = [];
    this.#closes = [];
    this.#earlier = [];
    this.#total = 0;
  }

  #layUntil(moment: number): void {
    while (this.#laidUntil <= moment) this.#layNext();
  }

  #layNext(): void {
    const year = this.#nextYear++;
    this.#laidUntil = year < LAST_YEAR ? Date.UTC(year + 1, 0, 1) - 2 * DAY : Number.POSITIVE_INFINITY;
    const { zone, weekdays, dayStart, dayEnd } = this.#calendar;
    const opensAt = timeOfDay(dayStart);
    const closesAt = timeOfDay(dayEnd);
    const changes = clockChanges(year, zone);
    let next = 0;
    let offset = changes[0]?.offset ?? 0;
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += DAY) {
      while (next < changes.length && (changes[next]?.at ?? 0) < day - DAY)
        offset = changes[next++]?.offset ?? 0;
      const weekday = new Date(day).getUTCDay() || 7;
      if (!weekdays.includes(weekday)) continue;
      const date = new Date(day).toISOString().slice(0, 10);
      if (this.#holidays.has(date)) continue;
      // Within a day of a change of the clock the zone itself is asked; elsewhere the offset stands.
      const near = next < changes.length && (changes[next]?.at ?? 0) <= day + 2 * DAY;
      const open = near ? inZone(date, opensAt, zone) : day + opensAt - offset;
      const close = near ? inZone(date, closesAt, zone) : day + closesAt - offset;
      this.#add(Math.max(open, this.#closes.at(-1) ?? open), close);
    }
  }

  #add(open: number, close: number): void {
    if (close <= open) return;
    this.#opens.push(open);
    this.#closes.push(close);
    this.#earlier.push(this.#total);
    this.#total += close - open;
  }
}

const BORDERS: readonly [number, number] = [Date.UTC(FIRST_YEAR, 0, 1), Date.UTC(LAST_YEAR + 1, 0, 1) - 1];

/** The offset in force at the year's start and each change within the year or near it, in order. */
function clockChanges(year: number, zone: string): { at: number; offset: number }[] {
  const start = Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, 0, 1) - 2 * DAY);
  let at: Temporal.ZonedDateTime | null = start.toZonedDateTimeISO(zone);
  const changes: { at: number; offset: number }[] = [];
  while (at !== null && at.epochMilliseconds < Date.UTC(year + 1, 0, 1) + 2 * DAY) {
    changes.push({ at: at.epochMilliseconds, offset: at.offsetNanoseconds / 1e6 });
    at = at.getTimeZoneTransition('next');
  }
  return changes;
}

function inZone(date: string, time: number, zone: string): number {
  const whole = Math.floor(time / DAY);
  const plainTime = Temporal.PlainTime.from({
    hour: Math.floor(time / 3_600_000) % 24,
    minute: (time / 60_000) % 60,
  });
  const day = Temporal.PlainDate.from(date).add({ days: whole });
  return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}

/** Milliseconds from midnight of `HH:MM`. */
function timeOfDay(text: string): number {
  return Number(text.slice(0, 2)) * 3_600_000 + Number(text.slice(3, 5)) * 60_000;
}

/** How many of the ascending values are at most `value`. */
function countUpTo(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the ascending values are under `value`. */
function countBelow(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
