/** A plan as the device has it. */
export interface Plan {
  name: string;
  /** how many incidents it pays for, null for any number */
  incidents: number | null;
  /** counted in each year of the plan, or over its whole term */
  per: string;
  /** its last day, YYYY-MM-DD */
  until: string;
}

export interface Coverage {
  /** the maker's warranty: its last day, null where it has ended or is not known */
  warrantyUntil: string | null;
  warrantyEnded: string | null;
  /** the plan, where it has not ended */
  plan: { name: string; until: string; incidentsLeft: number | null } | null;
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
      ? { name: plan.name, until: plan.until, incidentsLeft: incidentsLeft(today, plan, covered) }
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

/** The last day of the plan's year before the one that today lies in. */
function yearStart(today: string, until: string): string {
  const day = until.slice(4);
  const thisYear = `${today.slice(0, 4)}${day}`;
  const year = Number(today.slice(0, 4));
  return thisYear < today ? thisYear : `${year - 1}${day}`;
}
