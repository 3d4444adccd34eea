/** Lead times beyond this are a mistake of the books more often than of a supplier: shown, not measured. */
export const LONGEST_LEAD_DAYS = 365;

/** How long a supplier took, from the day an order was sent to the day that it arrived. */
export interface LeadTimes {
  /** arrivals that were measured */
  receipts: number;
  /** arrivals left out: the same day, or later than LONGEST_LEAD_DAYS */
  excluded: number;
  /** days; null where nothing arrived yet */
  median: number | null;
  /** days that nine of ten arrivals did not exceed */
  ninetieth: number | null;
}

/** @param days of each arrival, in any order */
export function leadTimesOf(days: readonly number[]): LeadTimes {
  const measured = days.filter((n) => n >= 1 && n <= LONGEST_LEAD_DAYS).sort((a, b) => a - b);
  return {
    receipts: measured.length,
    excluded: days.length - measured.length,
    median: quantile(measured, 0.5),
    ninetieth: quantile(measured, 0.9),
  };
}

/** The smallest value that at least this share of the sorted values does not exceed; the median of two is their mean. */
function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const middle = sorted.length / 2;
  if (share === 0.5 && Number.isInteger(middle))
    return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}
