/**
 * A made district as plain objects, the same for the same size and seed on every machine. It keeps one site in
 * memory at a time: the demo (through the actions, by `timeline`) and the large loader (site by site, by `lives`)
 * take it from here.
 *
 * Use: `locations`, `bins`, `people`, `logins`, `groups` at any time; then `lives` to its end; then `stock`.
 */
import type { CustodyReason } from '../custody/forms.ts';
import type { GroupSeed } from './data-parts.ts';
import { Days, type Holiday, holidays } from './plan-days.ts';
import { Fleet, type FleetPlace } from './plan-fleet.ts';
import { leavesAt } from './plan-life.ts';
import { People } from './plan-people.ts';
import { Places } from './plan-places.ts';
import type { RepairContext } from './plan-repair.ts';
import { PartsCatalog } from './plan-repair-lines.ts';
import { RepairTimes } from './plan-repair-times.ts';
import { siteLives } from './plan-site.ts';
import { StockBook } from './plan-stock.ts';
import type {
  DeviceLife,
  MoveWhy,
  PlanBin,
  PlanDevice,
  PlanEvent,
  PlanLocation,
  PlanLogin,
  PlanPerson,
  PlanRepair,
  PlanSize,
  PlanStep,
  StockEvent,
} from './plan-types.ts';

/** The one accident plan of the district: an incident a device and year. */
export const coveragePlan = {
  code: 'accident-36',
  name: 'Accident plan, 36 months',
  incidents: 1,
  per: 'year',
} as const;

/** Why a custody row is opened, by why the plan moves a device. */
export const custodyReasons: Readonly<Record<MoveWhy, CustodyReason>> = {
  registered: 'created',
  'handed out': 'check_out',
  collected: 'collection',
  moved: 'move',
  loan: 'loan',
  'day loan': 'loan',
  returned: 'return',
  'into repair': 'repair',
  'to vendor': 'vendor',
  'back from vendor': 'repair',
  'out of repair': 'hand_back',
  found: 'found',
  swapped: 'swap',
};

/** One thing that happens, for `timeline`; `repair` is its report, `step` a later step of it. */
export type TimelineItem = { at: string } & (
  | { what: 'device'; device: PlanDevice }
  | { what: 'event'; event: PlanEvent }
  | { what: 'repair'; repair: PlanRepair }
  | { what: 'step'; repair: PlanRepair; step: PlanStep }
  | { what: 'stock'; stock: StockEvent }
);

export class Plan {
  readonly size: PlanSize;
  readonly groups: readonly GroupSeed[];
  readonly holidays: readonly Holiday[];
  /** First and last moment, ISO UTC. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** How many people there are, those who left included; the staff comes first. */
  readonly peopleCount: number;
  readonly staffCount: number;
  readonly #places: Places;
  readonly #people: People;
  readonly #fleet: Fleet;
  readonly #context: RepairContext;
  readonly #days: Days;
  #stock: StockBook | null = null;

  constructor(size: PlanSize) {
    this.size = size;
    const days = new Days(size.endsOn, size.months, size.zone);
    const years = days.schoolYears.filter(
      (year) => year.collect[1] > days.first && year.handOut[0] <= days.last,
    );
    const places = new Places(size);
    const people = new People(size, places, years[0]?.year ?? 0, years.at(-1)?.year ?? 0);
    const catalog = new PartsCatalog(size.parts);
    this.#days = days;
    this.#places = places;
    this.#people = people;
    this.#fleet = new Fleet(size, places, people, days);
    this.#context = { size, days, places, people, catalog };
    this.groups = catalog.groups;
    this.startsAt = days.iso(days.start);
    this.endsAt = days.iso(days.end);
    this.peopleCount = people.count;
    this.staffCount = people.staffCount;
    this.holidays = holidays(Number(this.startsAt.slice(0, 4)), Number(this.endsAt.slice(0, 4)) + 1);
  }

  /** Parents before what lies in them. */
  locations(): Generator<PlanLocation> {
    return this.#places.locations(this.#fleet.carts);
  }

  bins(): Generator<PlanBin> {
    return this.#places.bins(this.#people.technician(0));
  }

  /** By number from 0: the staff, then the students. */
  people(): Generator<PlanPerson> {
    return this.#people.all();
  }

  person(index: number): PlanPerson {
    return this.#people.person(index);
  }

  /** Who signs in. The first of each role, and of each level, is the cast's. */
  logins(): Generator<PlanLogin> {
    return this.#people.logins();
  }

  /** Devices by number from 0, each with all that happens to it, in order; site after site. */
  *lives(): Generator<DeviceLife> {
    const fleet = this.#fleet;
    const sites = this.#places.sites;
    const all = function* (): Generator<FleetPlace> {
      for (const site of sites) yield* fleet.outline(site);
    };
    const context = this.#context;
    const times = new RepairTimes(this.size, this.#days, all, (device) => leavesAt(context, device));
    const stock = new StockBook(this.size, this.#days, this.#places, this.#people, context.catalog);
    for (const site of sites)
      for (const life of siteLives(context, fleet, times, site)) {
        for (const repair of life.repairs) stock.note(repair);
        yield life;
      }
    this.#stock = stock;
  }

  /** Opening counts, receipts and transfers in order of time; throws before `lives` has come to its end. */
  stock(): Generator<StockEvent> {
    if (this.#stock === null) throw new Error('The stock is known only when all lives have been read');
    return this.#stock.events();
  }

  /**
   * Everything that happens in the order of time, for a district that fits into memory. Moves that carry a repair's
   * number are part of that repair's report, steps and loan: a caller whose actions move the device leaves them out.
   */
  *timeline(): Generator<TimelineItem> {
    const items: TimelineItem[] = [];
    for (const { device, events, repairs } of this.lives()) {
      items.push({ at: device.registeredAt, what: 'device', device });
      for (const repair of repairs) {
        items.push({ at: repair.reportedAt, what: 'repair', repair });
        for (const step of repair.steps) items.push({ at: step.at, what: 'step', repair, step });
      }
      for (const event of events) items.push({ at: event.at, what: 'event', event });
    }
    const stock: TimelineItem[] = [];
    for (const event of this.stock()) stock.push({ at: event.at, what: 'stock', stock: event });
    // Sorting is stable. At one moment: stock, a device before what happens to it, a step before the move it causes.
    const sorted = [...stock, ...items].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    yield* sorted;
  }
}
