import type { AbcClass } from './rules.ts';

export interface CountSettings {
  /** A goes up to this share of the value of use, percent */
  shareA: number;
  /** B goes up to this share, percent */
  shareB: number;
  /** days between two counts of a part of the class */
  daysA: number;
  daysB: number;
  daysC: number;
  /** a difference beyond these takes a second count, or another person's yes */
  limitUnits: number;
  limitCents: number;
  /** all differences of one count together, up and down, cents; a bin's first count has no such limit */
  totalCents: number;
  /** days until a technician is at a depot again */
  depotDays: number;
  /** what the parts in one vehicle may cost in all, cents */
  vehicleCents: number;
  /** what a shortage in the field costs: another drive, a device that waits, cents */
  shortageCents: number;
}

export const COUNT_DEFAULTS: CountSettings = {
  shareA: 80,
  shareB: 95,
  daysA: 30,
  daysB: 90,
  daysC: 180,
  limitUnits: 5,
  limitCents: 100_00,
  totalCents: 500_00,
  depotDays: 7,
  vehicleCents: 2_500_00,
  shortageCents: 25_00,
};

/** The district's own numbers: JSON under the setting 'counts'. What is missing or not a number is the default. */
export function countSettingsOf(settings: Readonly<Record<string, string>>): CountSettings {
  const own = { ...COUNT_DEFAULTS };
  const set = parsed(settings.counts);
  for (const name of Object.keys(own) as (keyof CountSettings)[]) {
    const value = set[name];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) own[name] = value;
  }
  return own;
}

export function daysOf(settings: CountSettings, abc: AbcClass | null): number {
  return abc === 'A' ? settings.daysA : abc === 'B' ? settings.daysB : settings.daysC;
}

/** Days between two counts of the part `p`, as SQL; takes `daysIn`. */
export const DAYS = `(CASE p.class_abc WHEN 'A' THEN ? WHEN 'B' THEN ? ELSE ? END)`;

export const daysIn = ({ daysA, daysB, daysC }: CountSettings): number[] => [daysA, daysB, daysC];

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
