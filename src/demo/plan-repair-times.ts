/**
 * When devices break: for each a count of repairs with its mean by kind of site, age and month, and their moments.
 * Drawn before anything else, so that repair numbers follow the moments over the whole district.
 */
import { ageFactor, monthFactors, yearlyRate } from './data-faults.ts';
import type { Days } from './plan-days.ts';
import type { FleetPlace } from './plan-fleet.ts';
import type { PlanSize } from './plan-types.ts';
import { Random } from './random.ts';

const MONTH = 30.4375 * 86_400_000;
/** Some drawn repairs find the device in repair already, lost or gone, and are left out. */
const LEFT_OUT = 1.045;

/** A drawn repair: its moment, epoch milliseconds, and its place among all of the district, from 1. */
export type DrawnRepair = { at: number; number: number };

type Month = { opensAt: number; firstDay: number; lastDay: number; weight: number };

export class RepairTimes {
  readonly #size: PlanSize;
  readonly #days: Days;
  readonly #months: readonly Month[];
  readonly #order: Float64Array;
  #scale = 1;

  /** Reads the whole fleet twice, in order; `until` says when a device leaves the fleet (epoch milliseconds). */
  constructor(
    size: PlanSize,
    days: Days,
    fleet: () => Iterable<FleetPlace>,
    until: (device: FleetPlace) => number,
  ) {
    this.#size = size;
    this.#days = days;
    this.#months = monthsOf(days);
    const means = new Float64Array(size.devices);
    let total = 0;
    for (const device of fleet()) {
      const mean = this.#mean(device, until(device));
      means[device.index] = mean;
      total += mean;
    }
    this.#scale = total > 0 ? (size.repairs * LEFT_OUT) / total : 0;
    const moments: number[] = [];
    for (const device of fleet())
      if ((means[device.index] ?? 0) > 0) moments.push(...this.#draw(device, until(device)));
    this.#order = Float64Array.from(moments).sort();
  }

  /** The repairs of a device, in order. */
  of(device: FleetPlace, until: number): DrawnRepair[] {
    return this.#draw(device, until).map((moment) => ({
      at: Math.floor(moment),
      number: this.#rank(moment),
    }));
  }

  #mean(device: FleetPlace, until: number): number {
    let sum = 0;
    for (let i = 0; i < this.#months.length; i++) sum += this.#weight(device, i, until);
    const use = device.slot.use;
    const idle =
      use === 'spare' ? 0.15 : use === 'testing' ? 0.4 : use === 'loaner' ? 1.3 : use === 'cart' ? 0.8 : 1;
    const rate = use === 'staff' ? yearlyRate.office : yearlyRate[device.site.kind];
    return rate * idle * sum;
  }

  /** Share of a year's repairs that this device has in month i of the plan, by its age then. */
  #weight(device: FleetPlace, i: number, until: number): number {
    const month = this.#months[i] as Month;
    if (month.opensAt < device.from - MONTH || month.opensAt > until) return 0;
    return month.weight * ageFactor((month.opensAt - device.bought) / (12 * MONTH));
  }

  /** Moments with a fraction that tells apart those of the same millisecond. */
  #draw(device: FleetPlace, until: number): number[] {
    const random = new Random(this.#size.seed, 'repairs', device.index);
    const count = random.poisson(this.#mean(device, until) * this.#scale);
    if (count === 0) return [];
    const weights = this.#months.map((month, i) => [month, this.#weight(device, i, until)] as const);
    const out: number[] = [];
    for (let i = 0; i < count; i++) {
      const month = random.weighted(weights);
      const at = this.#days.within(random.int(month.firstDay, month.lastDay), random);
      const fraction = random.int(0, 4095) / 4096;
      if (at >= device.from && at < Math.min(until, this.#days.end)) out.push(at + fraction);
    }
    return out.sort((a, b) => a - b);
  }

  #rank(moment: number): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#order[middle] as number) < moment) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

function monthsOf(days: Days): Month[] {
  const out: Month[] = [];
  for (let day = days.first; day <= days.last; ) {
    const month = days.months[day] as number;
    let next = day;
    while (next <= days.last && days.months[next] === month) next++;
    // The first and the last month may be there in part: about 21 working days make a whole one.
    const share = Math.min(1, (next - day) / 19);
    const weight = ((monthFactors[month % 12] ?? 1) * share) / 12;
    out.push({ opensAt: days.open(day), firstDay: day, lastDay: next - 1, weight });
    day = next;
  }
  return out;
}
