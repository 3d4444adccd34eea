export type Period = 'year' | 'term' | 'never';

export interface AuditSettings {
  /** 'MM-DD': the school year begins, and with it its first term */
  yearFrom: string;
  /** 'MM-DD': the second term begins */
  termFrom: string;
  /** how often each kind of place is counted */
  sites: Period;
  carts: Period;
  depots: Period;
  vehicles: Period;
  /** a phone that was not heard of for so long is named when an audit is closed */
  silentMinutes: number;
}

export const AUDIT_DEFAULTS: AuditSettings = {
  yearFrom: '08-01',
  termFrom: '01-15',
  sites: 'year',
  carts: 'term',
  depots: 'year',
  vehicles: 'term',
  silentMinutes: 30,
};

const DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const PERIODS: readonly string[] = ['year', 'term', 'never'];

/** The district's own policy: JSON under the setting 'audits'. What is missing or wrong is the default. */
export function auditSettingsOf(settings: Readonly<Record<string, string>>): AuditSettings {
  const own = { ...AUDIT_DEFAULTS };
  const set = parsed(settings.audits);
  for (const name of ['yearFrom', 'termFrom'] as const) {
    const value = set[name];
    if (typeof value === 'string' && DAY.test(value)) own[name] = value;
  }
  for (const name of ['sites', 'carts', 'depots', 'vehicles'] as const) {
    const value = set[name];
    if (typeof value === 'string' && PERIODS.includes(value)) own[name] = value as Period;
  }
  if (typeof set.silentMinutes === 'number' && set.silentMinutes > 0) own.silentMinutes = set.silentMinutes;
  return own;
}

export interface Span {
  /** YYYY-MM-DD, the first day */
  from: string;
  /** the last day */
  to: string;
}

/** The school year, or the term, that a day lies in; null where nothing is due. @param today YYYY-MM-DD */
export function periodAt(period: Period, today: string, settings: AuditSettings): Span | null {
  if (period === 'never') return null;
  const year = Number(today.slice(0, 4));
  const starts = [year - 1, year, year + 1]
    .flatMap((y) =>
      (period === 'year' ? [settings.yearFrom] : [settings.yearFrom, settings.termFrom]).map(
        (d) => `${y}-${d}`,
      ),
    )
    .sort();
  const next = starts.find((start) => start > today) ?? `${year + 1}-12-31`;
  const from = starts.filter((start) => start <= today).at(-1) ?? `${year - 1}-01-01`;
  return { from, to: dayBefore(next) };
}

function dayBefore(day: string): string {
  // A day that a year does not have (02-30) counts as the one it rolls over to.
  const [y = 1970, m = 1, d = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(y, m - 1, d - 1)).toISOString().slice(0, 10);
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
