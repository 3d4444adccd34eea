/** A plan as the device has it. */
export interface Plan {
  name: string;
  /** how many incidents it pays for, null for any number */
  incidents: number | null;
  /** counted in each year of the plan, or over its whole term */
  per: string;
  /** its last day, YYYY-MM-DD */
  until: string;
  /** what it pays for over all its devices in a year; absent where there is no such limit */
  pool?: Pool | null;
}

/** The pool of a plan, with the year in which an incident of it was used last. */
export interface Pool {
  size: number;
  /** the day on which its year begins, MM-DD */
  yearFrom: string;
  /** first day of the last year in which one was used, null where none ever was */
  lastFrom: string | null;
  lastUsed: number | null;
}

export interface Coverage {
  /** the maker's warranty: its last day, null where it has ended or is not known */
  warrantyUntil: string | null;
  warrantyEnded: string | null;
  /** the plan, where it has not ended */
  plan: {
    name: string;
    until: string;
    /** for this device; null for any number */
    incidentsLeft: number | null;
    /** for all devices of the plan together, this year; null where there is no such limit */
    pool: { left: number; size: number } | null;
  } | null;
  planEnded: string | null;
}

/**
 * What pays for a repair today. A plan's year ends on the anniversary of its last day.
 * @param covered days on which repairs were reported that the plan paid for, YYYY-MM-DD or longer
 */
export function coverageOn(
  today: string,
  warrantyUntil: string | null,
  plan: Plan | null,
  covered: readonly string[],
): Coverage {
  const inWarranty = warrantyUntil !== null && warrantyUntil >= today;
  const runs = plan !== null && plan.until >= today;
  return {
    warrantyUntil: inWarranty ? warrantyUntil : null,
    warrantyEnded: inWarranty ? null : warrantyUntil,
    plan: runs
      ? {
          name: plan.name,
          until: plan.until,
          incidentsLeft: incidentsLeft(today, plan, covered),
          pool: plan.pool ? poolLeft(today, plan.pool) : null,
        }
      : null,
    planEnded: plan && !runs ? plan.until : null,
  };
}

function incidentsLeft(today: string, plan: Plan, covered: readonly string[]): number | null {
  if (plan.incidents === null) return null;
  const from = plan.per === 'year' ? yearStart(today, plan.until) : '';
  const used = covered.filter((day) => day.slice(0, 10) > from).length;
  return Math.max(0, plan.incidents - used);
}

function poolLeft(today: string, pool: Pool): { left: number; size: number } {
  const used = pool.lastFrom === poolYear(today, pool.yearFrom) ? (pool.lastUsed ?? 0) : 0;
  return { left: Math.max(0, pool.size - used), size: pool.size };
}

/** The first day of the pool's year that a day lies in. @param from MM-DD */
export function poolYear(day: string, from: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= from ? year : year - 1}-${from}`;
}

/** What a plan has of its pool, from its columns and its last row of used incidents. */
export function poolOf(row: {
  poolSize: number | null;
  poolYearFrom: string | null;
  poolLastFrom: string | null;
  poolLastUsed: number | null;
}): Pool | null {
  if (row.poolSize === null) return null;
  return {
    size: row.poolSize,
    yearFrom: row.poolYearFrom ?? '07-01',
    lastFrom: row.poolLastFrom,
    lastUsed: row.poolLastUsed,
  };
}

/** Columns of a plan `p` for `poolOf`. */
export const poolColumns = (p: string) => `${p}.pool_size AS poolSize, ${p}.pool_year_from AS poolYearFrom,
    (SELECT max(year_from) FROM coverage_pools WHERE plan = ${p}.id) AS poolLastFrom,
    (SELECT used FROM coverage_pools WHERE plan = ${p}.id ORDER BY year_from DESC LIMIT 1) AS poolLastUsed`;

/** The last day of the plan's year before the one that today lies in. */
function yearStart(today: string, until: string): string {
  const day = until.slice(4);
  const thisYear = `${today.slice(0, 4)}${day}`;
  const year = Number(today.slice(0, 4));
  return thisYear < today ? thisYear : `${year - 1}${day}`;
}
