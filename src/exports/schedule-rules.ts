import { addDays, addMonths, monthOf } from '../months.ts';

export const SCHEDULES = ['', 'daily', 'weekly', 'monthly'] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** The day after `today` on which it is made: every day, Mondays, the first of a month; null where never. */
export function nextDay(schedule: Schedule, today: string): string | null {
  if (schedule === 'daily') return addDays(today, 1);
  if (schedule === 'monthly') return `${addMonths(monthOf(today), 1)}-01`;
  if (schedule === '') return null;
  // Sunday is 0: the next Monday is 1 day on from it, 7 on from a Monday.
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
}
