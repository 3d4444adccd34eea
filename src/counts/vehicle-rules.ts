/*
 * What a technician's vehicle should hold, by marginal analysis: of all units that could be added, the one
 * that removes the most expected shortage for its money goes in first, until the money is used up or the
 * next unit is not worth carrying. Greedy is optimal here, since each further unit of a part removes less
 * (Fox, "Discrete optimization via marginal analysis", Management Science 13, 1966; Sherbrooke, "Optimal
 * Inventory Modeling of Systems", 2nd ed. 2004, chapters 2 and 3).
 */

export interface VehicleUse {
  /** an interchange group, or a part that has none */
  item: string;
  /** units that this technician used in the days looked at */
  used: number;
  /** units that all technicians together used in these days */
  fleet: number;
  /** what one costs, cents */
  unitCents: number;
}

export interface VehicleTerms {
  /** days of past use looked at */
  days: number;
  /** technicians whose use `fleet` is */
  technicians: number;
  /** days until the next visit to a depot */
  ahead: number;
  /** what all parts in the vehicle may cost, cents */
  budgetCents: number;
  /** what a part that is missing in the field costs, cents */
  shortageCents: number;
}

export interface Minimum {
  item: string;
  minimum: number;
  /** expected use until the next depot visit */
  expected: number;
  /** what of that would be short with the minimum on board */
  short: number;
}

/** The fleet's use of a part counts as so many days of one's own. */
const PRIOR_DAYS = 60;
/** What it costs to carry stock for a year, as a share of its value. */
const CARRYING = 0.25;
const MOST_OF_ONE = 40;

/**
 * Demand until the next depot visit: each technician's rate of use is gamma distributed around the fleet's
 * (its strength is PRIOR_DAYS), so that the units used are negative binomial, with mean = size * ahead /
 * (PRIOR_DAYS + days) and size = fleet rate * PRIOR_DAYS + used (Gelman et al., "Bayesian Data Analysis",
 * 3rd ed. 2013, section 2.6).
 */
export function demandOf(use: VehicleUse, terms: VehicleTerms): { mean: number; size: number } {
  const rate = use.fleet / (Math.max(1, terms.technicians) * terms.days);
  const size = rate * PRIOR_DAYS + use.used;
  return { mean: (size * terms.ahead) / (PRIOR_DAYS + terms.days), size };
}

/** P(demand >= k) for k = 0 .. most: what the k-th unit removes of the expected shortage. */
export function removedBy({ mean, size }: { mean: number; size: number }, most: number): number[] {
  const removed = [1];
  if (mean <= 0 || size <= 0) return [...removed, ...Array.from({ length: most }, () => 0)];
  let mass = (size / (size + mean)) ** size;
  let left = 1;
  for (let k = 1; k <= most; k++) {
    left = Math.max(0, left - mass);
    removed.push(left);
    mass *= ((size + k - 1) / k) * (mean / (size + mean));
  }
  return removed;
}

/** The minimum of each part, in no order; parts of which none is worth carrying are left out. */
export function minimumsFor(uses: readonly VehicleUse[], terms: VehicleTerms): Minimum[] {
  const demands = uses.map((use) => demandOf(use, terms));
  const removed = demands.map((demand) => removedBy(demand, MOST_OF_ONE));
  const units = uses.flatMap((use, i) => {
    const cost = Math.max(1, use.unitCents);
    const carrying = (CARRYING * cost * terms.ahead) / 365;
    return (removed[i] ?? [])
      .slice(1)
      .filter((gain) => gain * terms.shortageCents >= carrying && gain >= LEAST_GAIN)
      .map((gain) => ({ i, cost, worth: gain / cost }));
  });
  units.sort((a, b) => b.worth - a.worth || a.i - b.i);
  const chosen = uses.map(() => 0);
  const full = new Set<number>();
  let money = terms.budgetCents;
  for (const { i, cost } of units) {
    if (full.has(i)) continue;
    // The next unit of the same part is worth less still; another part's may be cheaper.
    if (cost > money) full.add(i);
    else {
      money -= cost;
      chosen[i] = (chosen[i] ?? 0) + 1;
    }
  }
  return uses.flatMap((use, i) => {
    const minimum = chosen[i] ?? 0;
    const expected = demands[i]?.mean ?? 0;
    const met = (removed[i] ?? []).slice(1, minimum + 1).reduce((sum, gain) => sum + gain, 0);
    return minimum > 0 ? [{ item: use.item, minimum, expected, short: Math.max(0, expected - met) }] : [];
  });
}

/** A unit that is asked for in fewer than one visit of fifty is fetched when it is. */
const LEAST_GAIN = 0.02;

export interface Missing {
  item: string;
  missing: number;
}

export interface Offer {
  item: string;
  part: string;
  /** the shelf */
  bin: string;
  depot: string;
  free: number;
}

export interface Take {
  item: string;
  part: string;
  bin: string;
  quantity: number;
}

/** What of the missing parts one depot can give, from which of its shelves. @param offers the best of each item first */
export function takeFrom(depot: string, missing: readonly Missing[], offers: readonly Offer[]): Take[] {
  return missing.flatMap(({ item, missing: wanted }) => {
    let open = wanted;
    return offers
      .filter((offer) => offer.depot === depot && offer.item === item)
      .flatMap(({ part, bin, free }) => {
        const quantity = Math.min(open, free);
        open -= quantity;
        return quantity > 0 ? [{ item, part, bin, quantity }] : [];
      });
  });
}
