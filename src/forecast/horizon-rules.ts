import { type Mixture, mean, mixed, quantile } from './mixture-rules.ts';

/** Days of a mean month. */
const MONTH_DAYS = 30.4375;

/** Demand ahead of one group: what a run has found, and how much of its first month is over. */
export interface Ahead {
  /** sums[h-1]: the next h months together, from the first of the run's first month on */
  sums: readonly Mixture[];
  /** share of the first month that is over when one looks, 0 to 1 */
  elapsed: number;
}

/** Units expected from now until so many days from now. */
export function expectedWithin(ahead: Ahead, days: number): number {
  return upTo(ahead, ahead.elapsed + days / MONTH_DAYS) - upTo(ahead, ahead.elapsed);
}

/**
 * The distribution of the demand from now until so many days from now: that of whole months, with its means
 * scaled to the days. What is uncertain about the rate stays as uncertain (Gamma-Poisson: same size).
 */
export function demandWithin(ahead: Ahead, days: number): Mixture {
  if (days <= 0) return NONE;
  const until = ahead.elapsed + days / MONTH_DAYS;
  const whole = ahead.sums[Math.min(ahead.sums.length, Math.max(1, Math.ceil(until))) - 1];
  const expected = whole ? mean(whole) : 0;
  if (!whole || expected <= 0) return NONE;
  return scaled(whole, (upTo(ahead, until) - upTo(ahead, ahead.elapsed)) / expected);
}

const NONE: Mixture = [{ weight: 1, mean: 0, size: Number.POSITIVE_INFINITY }];

function scaled(of: Mixture, by: number): Mixture {
  return of.map((c) => ({ weight: c.weight, mean: c.mean * Math.max(0, by), size: c.size }));
}

/** Expected units from the beginning of the first month up to `months` later; goes on as the last month did. */
function upTo({ sums }: Ahead, months: number): number {
  const at = (whole: number): number => {
    if (whole <= 0 || sums.length === 0) return 0;
    const known = mean(sums[Math.min(whole, sums.length) - 1] ?? []);
    if (whole <= sums.length) return known;
    const before = sums.length > 1 ? mean(sums[sums.length - 2] ?? []) : 0;
    return known + (whole - sums.length) * Math.max(0, known - before);
  };
  const floor = Math.floor(months);
  return at(floor) + (months - floor) * (at(floor + 1) - at(floor));
}

export interface LeadDay {
  days: number;
  weight: number;
}

/** Demand from now until an order that is placed a review later would be there: lead times as they vary. */
export function demandOverLead(ahead: Ahead, review: number, lead: readonly LeadDay[]): Mixture {
  if (lead.length === 0) return demandWithin(ahead, review);
  return mixed(lead.map(({ days, weight }) => ({ weight, of: demandWithin(ahead, review + days) })));
}

/** The share of lead times that do not exceed it is at least `p`. @returns days; 0 where nothing is known */
export function leadQuantile(lead: readonly LeadDay[], p: number): number {
  const sorted = [...lead].sort((a, b) => a.days - b.days);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  for (const { days, weight } of sorted) {
    sum += weight;
    if (sum >= p * total - 1e-9) return days;
  }
  return sorted.at(-1)?.days ?? 0;
}

/** What will be there: at once, and when orders are expected. */
export interface Supply {
  now: number;
  arrivals: readonly { days: number; quantity: number }[];
}

const STEP_DAYS = 7;

/**
 * When the shelf will be empty: the first week in which demand exceeds what is there by then.
 * @param p null for the expected demand, else its quantile @returns days from now; null beyond `most`
 */
export function runsOutAfter(ahead: Ahead, supply: Supply, p: number | null, most: number): number | null {
  if (supply.now < 0) return 0;
  for (let days = STEP_DAYS; days <= most; days += STEP_DAYS) {
    const demand = p === null ? expectedWithin(ahead, days) : quantile(demandWithin(ahead, days), p);
    if (demand > there(supply, days) && (p !== null || demand >= 1)) return between(ahead, supply, p, days);
  }
  return null;
}

/** Within that week, by the expected demand. */
function between(ahead: Ahead, supply: Supply, p: number | null, week: number): number {
  if (p !== null) return week;
  for (let days = week - STEP_DAYS + 1; days < week; days++)
    if (expectedWithin(ahead, days) > there(supply, days)) return days;
  return week;
}

function there({ now, arrivals }: Supply, days: number): number {
  return now + arrivals.reduce((sum, one) => (one.days <= days ? sum + one.quantity : sum), 0);
}
