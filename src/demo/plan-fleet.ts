/** Which devices a district has: what they are for, where, and when each was bought. */

import type { Use } from '../devices/forms.ts';
import { type ModelSeed, models } from './data-models.ts';
import type { Days } from './plan-days.ts';
import { serialOf, tagOf } from './plan-numbers.ts';
import type { People } from './plan-people.ts';
import { CART_SLOTS, cartCode, type Places, type SitePlace } from './plan-places.ts';
import { type Counts, cartsFor, shareOut, total } from './plan-share.ts';
import type { PlanDevice, PlanSize } from './plan-types.ts';
import { Random } from './random.ts';

/** What a device is in its site's fleet: its use and its place in it. */
export type Slot = {
  use: Use;
  /** Class track of a one-to-one device. */
  track: number;
  /** Place in the class, number in the use, or slot of the cart less one. */
  place: number;
  cart: string | null;
  /** A former one-to-one device whose place a newer one has taken in the year `retires`; 0 for all others. */
  retires: number;
};

/** A device by its number and place in the fleet, without its facts. Epoch milliseconds. */
export type FleetPlace = {
  index: number;
  slot: Slot;
  site: SitePlace;
  /** Calendar year of its purchase, when it arrived, and from when on it is there. */
  year: number;
  bought: number;
  from: number;
};

export type FleetDevice = FleetPlace & {
  device: PlanDevice;
  model: ModelSeed;
  touch: boolean;
  /** The tag it carries later, where the first one is replaced. */
  laterTag: string | null;
};

/** What a site bought in one year: one order of one model. */
type Batch = {
  model: ModelSeed;
  funding: string;
  federal: number;
  plan: boolean;
  costCents: number;
  orderNumber: string;
  purchasedOn: string;
};

const fundings: readonly (readonly [name: string, federal: number, weight: number])[] = [
  ['General fund', 0, 5],
  ['State technology allotment', 0, 3],
  ['Emergency connectivity fund', 100, 2.5],
  ['Title I', 100, 1],
  ['School bond', 0, 2],
  ['Shared grant', 40, 0.8],
];

/** Weight of a purchase by how many years before the end it was made. */
const boughtYearsAgo: readonly (readonly [years: number, weight: number])[] = [
  [0, 1.3],
  [1, 1.4],
  [2, 1.6],
  [3, 1.8],
  [4, 2],
  [5, 2.4],
  [6, 2.2],
  [7, 0.6],
];

export class Fleet {
  /** Carts of each site, those for testing behind the others. */
  readonly carts: readonly number[];
  readonly #counts: readonly Counts[];
  readonly #firsts: readonly number[];
  readonly #size: PlanSize;
  readonly #people: People;
  readonly #days: Days;
  readonly #endYear: number;
  readonly #batches = new Map<number, Batch>();
  readonly #arrivals = new Map<number, number>();
  readonly #years = new Map<string, number>();

  constructor(size: PlanSize, places: Places, people: People, days: Days) {
    this.#size = size;
    this.#people = people;
    this.#days = days;
    this.#endYear = Number(size.endsOn.slice(0, 4));
    this.#counts = shareOut(size, places, people);
    let first = 0;
    this.#firsts = this.#counts.map((counts) => {
      const at = first;
      first += total(counts);
      return at;
    });
    this.carts = this.#counts.map((counts) => cartsFor(counts.cart) + cartsFor(counts.testing));
  }

  /** The devices of a site, in the order of their numbers. */
  *site(site: SitePlace): Generator<FleetDevice> {
    for (const place of this.outline(site)) yield this.#device(place);
  }

  /** The same without their facts, for what needs only their ages and uses. */
  *outline(site: SitePlace): Generator<FleetPlace> {
    let index = this.#firsts[site.nth] ?? 0;
    for (const slot of this.#slots(site)) {
      const year = this.#yearOf(site, slot, index);
      const bought = this.#received(site, year);
      yield { index, slot, site, year, bought, from: Math.max(this.#days.start, bought) };
      index++;
    }
  }

  *#slots(site: SitePlace): Generator<Slot> {
    const counts = this.#counts[site.nth] as Counts;
    const plain = { track: 0, cart: null, retires: 0 };
    const { classes } = this.#people.oneToOne(site);
    const perClass = classes > 0 ? Math.floor(counts.oneToOne / classes) : 0;
    for (let i = 0; i < counts.oneToOne; i++)
      yield {
        use: 'one_to_one',
        track: Math.floor(i / perClass),
        place: i % perClass,
        cart: null,
        retires: 0,
      };
    const inCart = (use: Use, i: number, skip: number): Slot => ({
      ...plain,
      use,
      place: i % CART_SLOTS,
      cart: cartCode(site.code, skip + 1 + Math.floor(i / CART_SLOTS)),
    });
    for (let i = 0; i < counts.cart; i++) yield inCart('cart', i, 0);
    for (const use of ['staff', 'loaner', 'spare'] as const)
      for (let i = 0; i < counts[use]; i++) yield { ...plain, use, place: i };
    for (let i = 0; i < counts.testing; i++) yield inCart('testing', i, cartsFor(counts.cart));
    // Former devices of the classes that got new ones within the plan's months, newest classes first.
    const renewed = Array.from({ length: classes }, (_, track) => ({
      track,
      year: this.#classYear(site, track),
    }))
      .filter(({ year }) => this.#received(site, year) > this.#days.start)
      .sort((a, b) => b.year - a.year);
    for (let i = 0; i < counts.retired; i++) {
      const at = perClass > 0 ? renewed[Math.floor(i / perClass)] : undefined;
      const from = { ...plain, use: 'one_to_one' as const, place: perClass > 0 ? i % perClass : i };
      yield at ? { ...from, track: at.track, retires: at.year } : { ...from, retires: -1 };
    }
  }

  #device(place: FleetPlace): FleetDevice {
    const { index, site, slot, year } = place;
    const random = new Random(this.#size.seed, 'device', index);
    const batch = this.#batch(site, year, slot.use === 'staff');
    const { model } = batch;
    const variant = random.weighted(variantWeights.get(model) ?? []);
    const retagged = random.chance(0.02);
    const [noTag, noSerial] = [random.chance(0.004), random.chance(0.003)];
    const tag = tagOf(this.#size, index, retagged);
    const untagged = noTag && !retagged;
    const warrantyUntil = addMonths(batch.purchasedOn, model.warrantyMonths);
    const covered = batch.plan && model.kind === 'chromebook';
    const device: PlanDevice = {
      index,
      kind: model.kind,
      model: model.code,
      variant: random.chance(0.05) ? null : variant.code,
      home: site.code,
      use: slot.use,
      tag: untagged ? null : tag,
      serial: noSerial && !untagged ? null : serialOf(model.maker, index, random),
      purchasedOn: batch.purchasedOn,
      costCents: batch.costCents,
      orderNumber: batch.orderNumber,
      fundingSource: batch.funding,
      federalShare: batch.federal,
      warrantyUntil,
      coverage: covered ? 'accident-36' : null,
      coverageUntil: covered ? addMonths(batch.purchasedOn, 36) : null,
      condition: random.weighted([
        ['good', 8],
        ['fair', 2 + this.#endYear - year],
        ['poor', 0.5],
      ]),
      registeredAt: this.#days.iso(place.from),
    };
    return {
      ...place,
      device,
      model,
      touch: variant.touch,
      laterTag: retagged ? tagOf(this.#size, index) : null,
    };
  }

  #yearOf(site: SitePlace, slot: Slot, index: number): number {
    if (slot.retires > 0) return slot.retires - 6;
    if (slot.retires < 0) return this.#endYear - 8 - (index % 2);
    if (slot.use === 'one_to_one') return this.#classYear(site, slot.track);
    const { seed } = this.#size;
    if (slot.cart !== null) return this.#cartYear(slot.cart);
    const random = new Random(seed, 'year', index);
    return this.#endYear - (slot.use === 'staff' ? random.int(1, 5) : random.int(2, 6));
  }

  #classYear(site: SitePlace, track: number): number {
    return kept(this.#years, `${site.code} ${track}`, () => this.#boughtIn('class', site.nth, track));
  }

  #cartYear(cart: string): number {
    return kept(this.#years, cart, () => this.#boughtIn('cart', cart));
  }

  #boughtIn(...keys: (string | number)[]): number {
    return this.#endYear - new Random(this.#size.seed, ...keys).weighted(boughtYearsAgo);
  }

  /** The moment in July at which a site's purchase of a year arrived. */
  #received(site: SitePlace, year: number): number {
    return kept(this.#arrivals, site.nth * 10_000 + year, () => this.#arrival(site, year));
  }

  #arrival(site: SitePlace, year: number): number {
    const random = new Random(this.#size.seed, 'received', site.nth, year);
    const day = random.int(6, 28);
    const date = `${year}-07-${String(day).padStart(2, '0')}`;
    const at = this.#days.onOrAfter(date);
    // Before the days that are laid out only the date matters.
    return at > 0 ? this.#days.within(at, random) : Date.parse(`${date}T14:00:00Z`);
  }

  #batch(site: SitePlace, year: number, staff: boolean): Batch {
    return kept(this.#batches, (site.nth * 10_000 + year) * 2 + (staff ? 1 : 0), () =>
      this.#order(site, year, staff),
    );
  }

  #order(site: SitePlace, year: number, staff: boolean): Batch {
    const random = new Random(this.#size.seed, 'batch', site.nth, year, staff ? 1 : 0);
    const laptops = staff && random.chance(0.7);
    const kind = laptops ? 'laptop' : 'chromebook';
    const model = random.weighted(offer(kind, year));
    const [funding, federal] = random.weighted(fundings.map((f) => [f, f[2]] as const));
    return {
      model,
      funding,
      federal,
      plan: random.chance(0.6),
      costCents: model.priceCents + 100 * random.int(-12, 9),
      orderNumber: `PO-${year}-${String(1000 + random.int(0, 8999))}`,
      purchasedOn: `${year}-0${random.int(4, 6)}-${String(random.int(1, 28)).padStart(2, '0')}`,
    };
  }
}

const variantWeights = new Map(
  models.map((model) => [model, model.variants.map((v) => [v, v.share] as const)]),
);

/** Models that were sold in a year, with their weights; the nearest ones where none was. */
function offer(kind: ModelSeed['kind'], year: number): (readonly [ModelSeed, number])[] {
  const away = (model: ModelSeed) => Math.max(0, model.bought[0] - year, year - model.bought[1]);
  const of = models.filter((model) => model.kind === kind);
  const nearest = Math.min(...of.map(away));
  return of.filter((model) => away(model) === nearest).map((model) => [model, model.weight] as const);
}

function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const at = year * 12 + month - 1 + months;
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(at / 12)}-${pad((at % 12) + 1)}-${pad(day)}`;
}

/** The value of a key, made when it is first asked for. */
function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
