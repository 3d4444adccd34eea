import { monthNumber } from '../months.ts';

/** A rate of faults, with the interval in which it lies with 95 in 100. */
export interface Rate {
  /** faults found */
  n: number;
  /** device-years in service */
  years: number;
  /** per 100 device-years */
  rate: number;
  low: number;
  high: number;
}

/**
 * Faults per 100 device-years with their exact Poisson interval, by Wilson and Hilferty's cube root of the
 * chi-squared quantiles (Garwood 1936; Ulm 1990).
 */
export function rateOf(n: number, deviceMonths: number): Rate {
  const years = deviceMonths / 12;
  if (years <= 0) return { n, years: 0, rate: 0, low: 0, high: 0 };
  const per = 100 / years;
  const low = n === 0 ? 0 : n * (1 - 1 / (9 * n) - 1.96 / (3 * Math.sqrt(n))) ** 3;
  const m = n + 1;
  const high = m * (1 - 1 / (9 * m) + 1.96 / (3 * Math.sqrt(m))) ** 3;
  return { n, years, rate: n * per, low: Math.max(0, low) * per, high: high * per };
}

export interface ModelFailures {
  model: string;
  all: Rate;
  now: number;
  /** repairs cost a year of one device, cents: parts, and time at the bench */
  centsPerYear: number;
}

/** @param perMinute what a minute at the bench costs, cents */
export function modelFailures(
  counts: readonly { model: string; n: number }[],
  exposure: readonly { model: string; months: number; now: number }[],
  costs: readonly { model: string; partsCents: number; minutes: number }[],
  perMinute: number,
): ModelFailures[] {
  const found = new Map<string, number>();
  for (const { model, n } of counts) found.set(model, (found.get(model) ?? 0) + n);
  const took = new Map(costs.map((row) => [row.model, row.partsCents + row.minutes * perMinute]));
  return exposure.map(({ model, months, now }) => ({
    model,
    now,
    all: rateOf(found.get(model) ?? 0, months),
    centsPerYear: months > 0 ? ((took.get(model) ?? 0) / months) * 12 : 0,
  }));
}

/** Faults that a model has more of than all models together, beyond what chance makes. */
export interface Standout {
  model: string;
  fault: string;
  own: Rate;
  /** of all other models, per 100 device-years */
  others: number;
}

/** So many at least, and the whole interval above so many times the others' rate. */
const FEWEST = 8;
const TIMES = 1.5;

export function standouts(
  counts: readonly { model: string; fault: string; n: number }[],
  exposure: readonly { model: string; months: number }[],
): Standout[] {
  const months = new Map(exposure.map((row) => [row.model, row.months]));
  const byFault = new Map<string, number>();
  // Only models that can have it: a touch screen breaks on no model without one.
  const exposed = new Map<string, number>();
  for (const { model, fault, n } of counts) {
    byFault.set(fault, (byFault.get(fault) ?? 0) + n);
    exposed.set(fault, (exposed.get(fault) ?? 0) + (months.get(model) ?? 0));
  }
  return counts
    .flatMap(({ model, fault, n }) => {
      const own = rateOf(n, months.get(model) ?? 0);
      const others = rateOf(
        (byFault.get(fault) ?? 0) - n,
        (exposed.get(fault) ?? 0) - (months.get(model) ?? 0),
      ).rate;
      return n >= FEWEST && own.years > 0 && own.low > TIMES * others ? [{ model, fault, own, others }] : [];
    })
    .sort((a, b) => b.own.n - (b.others / 100) * b.own.years - (a.own.n - (a.others / 100) * a.own.years));
}

export interface Batch {
  bought: string;
  rate: Rate;
  /** of the model's other batches, per 100 device-years */
  others: number;
  /** its whole interval lies above them */
  bad: boolean;
}

interface Found {
  month: string;
  bought: string;
  fault: string;
  n: number;
}

interface Served {
  month: string;
  bought: string;
  devices: number;
}

/** One model's faults by the month it was bought in: a bad batch shows itself. */
export function batches(found: readonly Found[], served: readonly Served[]): Batch[] {
  const months = sums(
    served,
    ({ bought }) => bought,
    ({ devices }) => devices,
  );
  const faults = sums(
    found,
    ({ bought }) => bought,
    ({ n }) => n,
  );
  const [allFaults, allMonths] = [total(faults), total(months)];
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([bought, deviceMonths]) => {
      const n = faults.get(bought) ?? 0;
      const rate = rateOf(n, deviceMonths);
      const others = rateOf(allFaults - n, allMonths - deviceMonths).rate;
      return { bought, rate, others, bad: n >= FEWEST && others > 0 && rate.low > 1.25 * others };
    });
}

/** By the age that the devices had, in years. */
export function byAge(found: readonly Found[], served: readonly Served[]): { years: number; rate: Rate }[] {
  const age = ({ month, bought }: { month: string; bought: string }) =>
    Math.max(0, Math.floor((monthNumber(month) - monthNumber(bought)) / 12));
  const months = sums(served, age, ({ devices }) => devices);
  const faults = sums(found, age, ({ n }) => n);
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([years, deviceMonths]) => ({ years, rate: rateOf(faults.get(years) ?? 0, deviceMonths) }));
}

export function byFault(found: readonly Found[], served: readonly Served[]): { fault: string; rate: Rate }[] {
  const months = served.reduce((sum, { devices }) => sum + devices, 0);
  return [
    ...sums(
      found,
      ({ fault }) => fault,
      ({ n }) => n,
    ),
  ]
    .map(([fault, n]) => ({ fault, rate: rateOf(n, months) }))
    .sort((a, b) => b.rate.n - a.rate.n);
}

function sums<T, K>(rows: readonly T[], keyOf: (row: T) => K, amountOf: (row: T) => number): Map<K, number> {
  const out = new Map<K, number>();
  for (const row of rows) out.set(keyOf(row), (out.get(keyOf(row)) ?? 0) + amountOf(row));
  return out;
}

function total(map: ReadonlyMap<unknown, number>): number {
  let sum = 0;
  for (const value of map.values()) sum += value;
  return sum;
}
