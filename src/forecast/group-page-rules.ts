import { addDays } from '../months.ts';
import { type Ahead, demandWithin, expectedWithin } from './horizon-rules.ts';
import { quantile } from './mixture-rules.ts';

/** What will be on the shelf on a day, when nothing more is ordered than is on its way. */
export interface Projected {
  day: string;
  expected: number;
  low: number;
  high: number;
}

const WEEKS = 26;

/** Week by week: the expected stock, and between what it lies in eight of ten cases. Never below none. */
export function projected(
  ahead: Ahead,
  now: number,
  arrivals: readonly { days: number; quantity: number }[],
  today: string,
): Projected[] {
  return Array.from({ length: WEEKS + 1 }, (_, week) => {
    const days = week * 7;
    const there = now + arrivals.reduce((sum, one) => (one.days <= days ? sum + one.quantity : sum), 0);
    const demand = demandWithin(ahead, days);
    return {
      day: addDays(today, days),
      expected: Math.max(0, there - expectedWithin(ahead, days)),
      low: Math.max(0, there - quantile(demand, 0.9)),
      high: Math.max(0, there - quantile(demand, 0.1)),
    };
  });
}
