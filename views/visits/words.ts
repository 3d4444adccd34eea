import { addDays } from '../../src/months.ts';
import type { Purpose, VisitState } from '../../src/visits/forms.ts';
import type { Tone } from '../../src/web/frame.ts';

export const PURPOSE_WORDS: Readonly<Record<Purpose, string>> = {
  routine: 'Routine visit',
  closet: 'Server and network closet',
  carts: 'Cart check',
  testing: 'Testing readiness',
  opening: 'Opening of school',
  other: 'Something else',
};

export const PURPOSE_OPTIONS = Object.entries(PURPOSE_WORDS).map(([value, label]) => ({ value, label }));

export const VISIT_WORDS: Readonly<Record<VisitState, [Tone, string]>> = {
  planned: ['plain', 'Planned'],
  on_the_way: ['note', 'On the way'],
  arrived: ['wait', 'Going on'],
  left: ['good', 'Left'],
  called_off: ['plain', 'Called off'],
};

export function milesText(tenths: number): string {
  return `${(tenths / 10).toFixed(1)} mi`;
}

export function windowText(visit: { fromTime: string; toTime: string }): string {
  if (visit.fromTime && visit.toTime) return `${visit.fromTime} to ${visit.toTime}`;
  if (visit.fromTime) return `after ${visit.fromTime}`;
  return visit.toTime ? `until ${visit.toTime}` : '';
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const WEEKDAY_OPTIONS = [1, 2, 3, 4, 5].map((n) => ({ value: String(n), label: WEEKDAYS[n] ?? '' }));

export function weekdayText(day: string): string {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

/** The weekday before or after a day, which is dragged to on a desk and pressed on a phone. */
export function weekdayBeside(day: string, step: 1 | -1): string {
  let beside = addDays(day, step);
  while (['Saturday', 'Sunday'].includes(weekdayText(beside))) beside = addDays(beside, step);
  return beside;
}

export function waitsText(visit: { open: number; late: number }): string {
  if (visit.open === 0) return 'no open repairs';
  const repairs = visit.open === 1 ? '1 repair' : `${visit.open} repairs`;
  return visit.late > 0 ? `${repairs}, ${visit.late} overdue` : repairs;
}

export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return hours > 0 ? `${hours} h ${String(rest).padStart(2, '0')}` : `${rest} min`;
}
