import { Temporal } from 'temporal-polyfill';
import type { CoverageRow } from './coverage-queries.ts';

export interface Coverage {
  /** the last day of the maker's warranty, null where it is over or unknown */
  warrantyUntil: string | null;
  plan: {
    name: string;
    until: string | null;
    /** incidents left in the plan's year or term; null where it covers any number */
    left: number | null;
    of: number | null;
    per: 'year' | 'term';
  } | null;
  /** something pays for a repair today */
  covered: boolean;
}

/** What covers a device today. A plan's year starts on the anniversary of its end, so that terms are whole years. */
export function coverageOn(row: CoverageRow | undefined, today: string): Coverage {
  const none: Coverage = { warrantyUntil: null, plan: null, covered: false };
  if (!row) return none;
  const warrantyUntil = row.warrantyUntil && row.warrantyUntil >= today ? row.warrantyUntil : null;
  const runs = row.planName !== null && (row.coverageUntil === null || row.coverageUntil >= today);
  if (!runs || !row.planName || !row.per) return { ...none, warrantyUntil, covered: warrantyUntil !== null };
  const since = row.per === 'year' ? yearStart(row.coverageUntil, today) : '';
  const used = (JSON.parse(row.covered) as string[]).filter((at) => at.slice(0, 10) >= since).length;
  const left = row.incidents === null ? null : Math.max(0, row.incidents - used);
  return {
    warrantyUntil,
    plan: { name: row.planName, until: row.coverageUntil, left, of: row.incidents, per: row.per },
    covered: warrantyUntil !== null || left === null || left > 0,
  };
}

/** The first day of the plan's year that today lies in; of the calendar's where the plan has no end. */
export function yearStart(until: string | null, today: string): string {
  if (until === null) return `${today.slice(0, 4)}-01-01`;
  const day = Temporal.PlainDate.from(today);
  const end = Temporal.PlainDate.from(until);
  let start = end.with({ year: day.year }).add({ days: 1 });
  if (Temporal.PlainDate.compare(start, day) > 0) start = end.with({ year: day.year - 1 }).add({ days: 1 });
  return start.toString();
}
