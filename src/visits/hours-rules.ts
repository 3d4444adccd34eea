import type { BenchRow, VisitTime } from './hours-queries.ts';
import { claimCents, rateOn, type VisitSettings } from './rules.ts';

export interface DayHours {
  day: string;
  visit: number;
  travel: number;
  bench: number;
}

const MINUTE = 60_000;

/** Minutes of each day: at sites, on the way to them, on the bench. @param now ends a visit that goes on */
export function hoursByDay(
  visits: readonly VisitTime[],
  bench: readonly BenchRow[],
  now: string,
): DayHours[] {
  const days = new Map<string, DayHours>();
  const of = (day: string): DayHours => {
    const known = days.get(day) ?? { day, visit: 0, travel: 0, bench: 0 };
    days.set(day, known);
    return known;
  };
  const between = (from: string, to: string) =>
    Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / MINUTE));
  for (const visit of visits) {
    of(visit.day).visit += between(visit.arrivedAt, visit.leftAt ?? now);
    if (visit.setOutAt) of(visit.day).travel += between(visit.setOutAt, visit.arrivedAt);
  }
  for (const row of bench) of(row.day).bench += row.minutes;
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

export interface ClaimLine {
  day: string;
  fromName: string | null;
  toName: string | null;
  tenths: number;
  how: string;
  milliDollars: number;
  cents: number;
}

/** What is claimed: drives with the own car, each at the rate of its day. */
export function claimLines(
  legs: readonly {
    day: string;
    fromName: string | null;
    toName: string | null;
    tenths: number;
    how: string;
    private: 0 | 1;
  }[],
  rates: VisitSettings['rates'],
): { lines: ClaimLine[]; tenths: number; cents: number } {
  const lines = legs
    .filter((leg) => leg.private === 1 && leg.tenths > 0)
    .map(({ day, fromName, toName, tenths, how }) => {
      const milliDollars = rateOn(day, rates);
      return { day, fromName, toName, tenths, how, milliDollars, cents: claimCents(tenths, milliDollars) };
    });
  return {
    lines,
    tenths: lines.reduce((sum, line) => sum + line.tenths, 0),
    cents: lines.reduce((sum, line) => sum + line.cents, 0),
  };
}

/** First and last day of a month, 'YYYY-MM'. */
export function monthSpan(month: string): { from: string; to: string } {
  const [year = 1970, m = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, to: new Date(Date.UTC(year, m, 0)).toISOString().slice(0, 10) };
}

/** One cell of CSV: what a spreadsheet would take for a formula stays a text. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The month's claim as CSV (RFC 4180, UTF-8 with its mark). */
export function claimCsv(name: string, lines: readonly ClaimLine[]): string {
  const rows = lines.map((line) => [
    name,
    line.day,
    line.fromName,
    line.toName,
    (line.tenths / 10).toFixed(1),
    line.how,
    (line.milliDollars / 1000).toFixed(3),
    (line.cents / 100).toFixed(2),
  ]);
  const heads = ['Name', 'Day', 'From', 'To', 'Miles', 'By', 'Rate', 'Amount'];
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
