/** How a district's devices are shared out among its sites and uses. */
import type { People } from './plan-people.ts';
import { CART_SLOTS, type Places } from './plan-places.ts';
import type { PlanSize } from './plan-types.ts';

export type Counts = {
  oneToOne: number;
  cart: number;
  staff: number;
  loaner: number;
  spare: number;
  testing: number;
  retired: number;
};

/** How many of each use at each site: one-to-one devices as classes need, all others by proportion. */
export function shareOut(size: PlanSize, places: Places, people: People): Counts[] {
  const { devices } = size;
  const { sites } = places;
  const classes = sites.map((site) => people.oneToOne(site));
  const wanted = classes.reduce((sum, { classes: n, size }) => sum + n * size, 0);
  const covered = Math.min(1, (0.55 * devices) / Math.max(1, wanted));
  const oneToOne = classes.map(({ classes: n, size }) => n * Math.floor(size * covered));
  const staffWanted = people.otherStaff.map((count) => Math.floor(count * 0.9));
  const staffTotal = Math.min(Math.floor(devices * 0.115), sum(staffWanted));
  const staff = apportion(staffTotal, staffWanted).map((n, i) => Math.min(n, people.otherStaff[i] ?? 0));
  const pupils = sites.map((site) => people.studentsAt(site));
  const loaner = apportion(Math.round(devices * 0.035), oneToOne);
  const spare = apportion(Math.round(devices * 0.035), oneToOne);
  const testing = apportion(Math.round(devices * 0.025), pupils);
  const retired = apportion(Math.round(devices * 0.08), oneToOne);
  const left = devices - sum([oneToOne, staff, loaner, spare, testing, retired].map(sum));
  const inCarts = { elementary: 3, middle: 0.5, high: 0.35, library: 0, office: 0 };
  const library = people.cohort / 25;
  const cart = apportion(
    left,
    sites.map((site, i) => (site.kind === 'library' ? library : inCarts[site.kind] * (pupils[i] ?? 0))),
  );
  return sites.map((_, i) => ({
    oneToOne: oneToOne[i] ?? 0,
    cart: cart[i] ?? 0,
    staff: staff[i] ?? 0,
    loaner: loaner[i] ?? 0,
    spare: spare[i] ?? 0,
    testing: testing[i] ?? 0,
    retired: retired[i] ?? 0,
  }));
}

export function cartsFor(devices: number): number {
  return Math.ceil(devices / CART_SLOTS);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

export function total(counts: Counts): number {
  return sum(Object.values(counts));
}

/** Shares a whole number out by weights, to the last one. */
function apportion(whole: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  let before = 0;
  let given = 0;
  return weights.map((weight) => {
    before += weight;
    const upTo = all > 0 ? Math.round((whole * before) / all) : 0;
    const share = upTo - given;
    given = upTo;
    return share;
  });
}
