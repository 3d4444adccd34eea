/** The district's working days and school years, laid out once for a plan. */
import { Temporal } from 'temporal-polyfill';
import { text } from '../repairs/moment-rules.ts';
import type { Random } from './random.ts';

const HOUR = 3_600_000;
/** Technicians work from 7:30 for eight hours. */
const OPENS = '07:30';
const LONG = 8 * HOUR;

export type Holiday = { date: string; name: string };

/** Days without school or work in the calendar years from..to: the usual ones, by rule. */
export function holidays(from: number, to: number): Holiday[] {
  const out: Holiday[] = [];
  for (let year = from; year <= to; year++) {
    const nth = (month: number, weekday: number, count: number): string => {
      const first = Temporal.PlainDate.from({ year, month, day: 1 });
      return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (count - 1) }).toString();
    };
    const last = Temporal.PlainDate.from({ year, month: 5, day: 31 });
    const thanks = Temporal.PlainDate.from(nth(11, 4, 4));
    out.push(
      { date: `${year}-01-01`, name: 'New Year' },
      { date: nth(1, 1, 3), name: 'Winter holiday' },
      { date: nth(2, 1, 3), name: 'February holiday' },
      { date: last.subtract({ days: last.dayOfWeek - 1 }).toString(), name: 'Memorial Day' },
      { date: `${year}-06-19`, name: 'Juneteenth' },
      { date: `${year}-07-04`, name: 'Independence Day' },
      { date: nth(9, 1, 1), name: 'Labor Day' },
      { date: thanks.toString(), name: 'Thanksgiving' },
      { date: thanks.add({ days: 1 }).toString(), name: 'Day after Thanksgiving' },
    );
    for (let day = 24; day <= 31; day++) out.push({ date: `${year}-12-${day}`, name: 'Winter break' });
  }
  return out;
}

export type SchoolYear = {
  /** The calendar year it starts in. */
  year: number;
  /** Working days (indexes) of the hand-out in August and the collection in May and June. */
  handOut: readonly [from: number, to: number];
  collect: readonly [from: number, to: number];
};

/** Working days by index, each with its date and the moment it opens. */
export class Days {
  readonly dates: string[] = [];
  readonly opens: number[] = [];
  /** Calendar month of the day: year x 12 + month - 1. */
  readonly months: number[] = [];
  /** The first and last moment of the plan, epoch milliseconds, on working days. */
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly schoolYears: SchoolYear[] = [];

  /** Lays out `months` months up to the last working day not after `endsOn`, with margins for what was before. */
  constructor(endsOn: string, months: number, zone: string) {
    const end = Temporal.PlainDate.from(endsOn);
    const begin = end.subtract({ months });
    const shut = new Set(holidays(begin.year - 1, end.year + 1).map((holiday) => holiday.date));
    const until = end.add({ months: 14 });
    for (
      let day = begin.subtract({ months: 14 });
      Temporal.PlainDate.compare(day, until) <= 0;
      day = day.add({ days: 1 })
    ) {
      if (day.dayOfWeek > 5 || shut.has(day.toString())) continue;
      this.dates.push(day.toString());
      this.opens.push(day.toZonedDateTime({ timeZone: zone, plainTime: OPENS }).epochMilliseconds);
      this.months.push(day.year * 12 + day.month - 1);
    }
    this.first = this.onOrAfter(begin.toString());
    this.last = this.onOrAfter(end.add({ days: 1 }).toString()) - 1;
    this.start = this.open(this.first);
    this.end = this.open(this.last) + LONG;
    for (let year = begin.year - 1; year <= end.year; year++) {
      const handOut = this.onOrAfter(`${year}-08-18`);
      const collect = this.onOrAfter(`${year + 1}-05-26`);
      this.schoolYears.push({ year, handOut: [handOut, handOut + 8], collect: [collect, collect + 9] });
    }
  }

  /** The first working day on this date or after it. */
  onOrAfter(date: string): number {
    let low = 0;
    let high = this.dates.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.dates[middle] as string) < date) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The working day that this moment belongs to: the last one that opened by then. */
  dayOf(at: number): number {
    let low = 0;
    let high = this.opens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.opens[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  open(day: number): number {
    return this.opens[Math.min(Math.max(0, day), this.opens.length - 1)] as number;
  }

  /** A moment within the working hours of a day, from `from` to `to` of them (0 to 1). */
  within(day: number, random: Random, from = 0, to = 1): number {
    return this.open(day) + Math.floor(LONG * (from + (to - from) * random.next()));
  }

  /** A moment so many working days later; on the same day it is a little later, always after `at`. */
  later(at: number, workingDays: number, random: Random): number {
    const days = Math.round(workingDays);
    if (days > 0) return this.within(this.dayOf(at) + days, random);
    return at + 60_000 + Math.floor(random.next() * 40 * 60_000);
  }

  date(at: number): string {
    return this.dates[this.dayOf(at)] as string;
  }

  /** The school year in session, or null in the summer. Hand-out and collection weeks count as session. */
  session(day: number): SchoolYear | null {
    for (const year of this.schoolYears) if (day >= year.handOut[0] && day <= year.collect[1]) return year;
    return null;
  }

  iso(at: number): string {
    return text(at);
  }
}
