import type { VisitState } from './forms.ts';

export type Move = 'edit' | 'set_out' | 'arrive' | 'leave' | 'call_off' | 'note';

/** What can be done with a visit in each state. */
const MOVES: Readonly<Record<Move, readonly VisitState[]>> = {
  edit: ['planned', 'on_the_way'],
  set_out: ['planned'],
  // Who forgets to say that he is on his way has arrived all the same.
  arrive: ['planned', 'on_the_way'],
  leave: ['arrived'],
  call_off: ['planned', 'on_the_way'],
  note: ['arrived', 'left'],
};

export function mayMove(state: VisitState, move: Move): boolean {
  return MOVES[move].includes(state);
}

export function statesFor(move: Move): readonly VisitState[] {
  return MOVES[move];
}

const DAY_MS = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

/** The Monday of the week to show where none is asked for: from Saturday on the coming one. */
export function mondayAhead(today: string): string {
  return mondayOf(weekdayOf(today) > 5 ? addDays(today, 2) : today);
}

/** The first of these days on which schools are open: no weekend, nothing that closes them; where there is none, `from`. */
export function nextSchoolDay(from: string, closed: readonly { from: string; to: string }[]): string {
  for (let day = from; day < addDays(from, 30); day = addDays(day, 1))
    if (weekdayOf(day) <= 5 && !closed.some((span) => span.from <= day && day <= span.to)) return day;
  return from;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export interface VisitSettings {
  /** what a road is longer than the straight line */
  roadFactor: number;
  /** of a private vehicle: cents of a mile, in tenths of a cent, from a day on; newest first */
  rates: readonly { from: string; milliDollars: number }[];
  /** HH:MM: from then on what is still in a vehicle asks for its overnight place */
  dayEnd: string;
}

export const VISIT_DEFAULTS: VisitSettings = {
  roadFactor: 1.3,
  // What the IRS allows: $0.70 in 2025, $0.725 in 2026.
  rates: [
    { from: '2026-01-01', milliDollars: 725 },
    { from: '2025-01-01', milliDollars: 700 },
  ],
  dayEnd: '15:30',
};

/** The district's own: JSON under the setting 'visits'. What is missing or wrong is the default. */
export function visitSettingsOf(settings: Readonly<Record<string, string>>): VisitSettings {
  const set = parsed(settings.visits);
  const { roadFactor, rates, dayEnd } = set;
  return {
    roadFactor:
      typeof roadFactor === 'number' && roadFactor >= 1 && roadFactor <= 3
        ? roadFactor
        : VISIT_DEFAULTS.roadFactor,
    rates: Array.isArray(rates) && rates.every(isRate) ? rates : VISIT_DEFAULTS.rates,
    dayEnd: typeof dayEnd === 'string' && /^\d\d:\d\d$/.test(dayEnd) ? dayEnd : VISIT_DEFAULTS.dayEnd,
  };
}

function isRate(rate: unknown): rate is { from: string; milliDollars: number } {
  if (typeof rate !== 'object' || rate === null) return false;
  const { from, milliDollars } = rate as Record<string, unknown>;
  return typeof from === 'string' && typeof milliDollars === 'number';
}

/** Of the day; 0 before the first rate. @returns thousandths of a dollar (of the district's currency) a mile */
export function rateOn(day: string, rates: VisitSettings['rates']): number {
  const fitting = rates.filter((rate) => rate.from <= day).sort((a, b) => (a.from < b.from ? 1 : -1));
  return fitting[0]?.milliDollars ?? 0;
}

/** What a drive is worth, rounded to the cent. */
export function claimCents(tenths: number, milliDollars: number): number {
  return Math.round((tenths * milliDollars) / 100);
}

export function milesText(tenths: number): string {
  return (tenths / 10).toFixed(1);
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
