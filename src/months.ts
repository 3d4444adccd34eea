/** Months as 'YYYY-MM': they sort and compare as text. */

/** The month of a day or of a moment's date. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Months since the year 0: for differences. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthFrom(number: number): string {
  const year = Math.floor(number / 12);
  return `${String(year).padStart(4, '0')}-${String(number - year * 12 + 1).padStart(2, '0')}`;
}

export function addMonths(month: string, more: number): string {
  return monthFrom(monthNumber(month) + more);
}

/** Whole months from one to another; negative where it lies before. */
export function monthsBetween(from: string, to: string): number {
  return monthNumber(to) - monthNumber(from);
}

/** So many months from the first one on. */
export function monthsFrom(first: string, count: number): string[] {
  const start = monthNumber(first);
  return Array.from({ length: Math.max(0, count) }, (_, i) => monthFrom(start + i));
}

/** How many days the month has. */
export function daysIn(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 'Jun 2027' */
export function monthText(month: string): string {
  return `${NAMES[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** The day so many days later. @param day YYYY-MM-DD */
export function addDays(day: string, more: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + Math.round(more) * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
