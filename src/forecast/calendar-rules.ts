import { daysIn, monthNumber } from '../months.ts';

/** When school is in session, as days of the year 'MM-DD', and the days of a week on which it is. */
export interface SchoolYear {
  first: string;
  last: string;
  /** 1 = Monday */
  weekdays: readonly number[];
}

const USUAL: SchoolYear = { first: '08-25', last: '06-12', weekdays: [1, 2, 3, 4, 5] };

/** The district's own school year: JSON under the setting 'school_year'; null where nobody has set it. */
export function schoolYearOf(settings: Readonly<Record<string, string>>): SchoolYear | null {
  try {
    const own: unknown = JSON.parse(settings.school_year ?? 'null');
    if (typeof own !== 'object' || own === null) return null;
    const { first, last } = own as Record<string, unknown>;
    const day = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
    if (typeof first !== 'string' || typeof last !== 'string' || !day.test(first) || !day.test(last))
      return null;
    return { ...USUAL, first, last };
  } catch {
    return null;
  }
}

/**
 * School days in session of each month; absent where the district has not said when its school year is and no
 * scenario moves its end.
 * @param ends the month in which school ends, by year, where a scenario says so
 */
export function schoolDays(
  months: readonly string[],
  known: SchoolYear | null,
  holidays: ReadonlySet<string>,
  ends: ReadonlyMap<string, number>,
): number[] | undefined {
  if (!known && ends.size === 0) return undefined;
  const year = known ?? USUAL;
  return months.map((month) => {
    const end = ends.get(month.slice(0, 4));
    const last = end === undefined ? year.last : moved(year.last, end);
    let days = 0;
    for (let day = 1; day <= daysIn(month); day++) {
      const date = `${month}-${String(day).padStart(2, '0')}`;
      if (inSession(date.slice(5), year.first, last) && isSchoolDay(date, year, holidays)) days++;
    }
    return days;
  });
}

/** The last day of school, in another month. */
function moved(last: string, month: number): string {
  return `${String(month).padStart(2, '0')}-${last.slice(3)}`;
}

function inSession(day: string, first: string, last: string): boolean {
  return first <= last ? day >= first && day <= last : day >= first || day <= last;
}

function isSchoolDay(date: string, { weekdays }: SchoolYear, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return weekdays.includes(weekday) && !holidays.has(date);
}

/** The share of a month that is over at the beginning of a day. @param day YYYY-MM-DD of that month */
export function elapsedOf(day: string): number {
  return (Number(day.slice(8, 10)) - 1) / daysIn(day.slice(0, 7));
}

/** How many months of history there are: not the first one, of which only a part may be recorded. */
export function historyFrom(firstSeen: string | null, now: string): { first: string; months: number } {
  const end = monthNumber(now);
  const seen = firstSeen === null ? end - 1 : monthNumber(firstSeen);
  const from = Math.min(end - 1, end - seen > 6 ? seen + 1 : seen);
  const year = Math.floor(from / 12);
  return { first: `${year}-${String(from - year * 12 + 1).padStart(2, '0')}`, months: end - from };
}
