/**
 * Stock that the plan's repairs use: an opening count, then each month what the next one takes is received at the
 * depots and carried to the vehicles, a little more of it than needed, so that no bin is ever short of what the
 * books say it had. Parts that were used without having been in the books (shortfalls) are not in here.
 */
import type { Days } from './plan-days.ts';
import type { People } from './plan-people.ts';
import { type Places, shelfFor } from './plan-places.ts';
import type { PartsCatalog } from './plan-repair-lines.ts';
import type { PlanRepair, PlanSize, StockEvent } from './plan-types.ts';
import { Random } from './random.ts';

export class StockBook {
  readonly #size: PlanSize;
  readonly #days: Days;
  readonly #places: Places;
  readonly #people: People;
  readonly #catalog: PartsCatalog;
  readonly #firstMonth: number;
  readonly #months: number;
  /** Pieces used by bin, SKU and month of the plan. */
  readonly #used = new Map<string, Map<string, Uint16Array>>();

  constructor(size: PlanSize, days: Days, places: Places, people: People, catalog: PartsCatalog) {
    this.#size = size;
    this.#days = days;
    this.#places = places;
    this.#people = people;
    this.#catalog = catalog;
    this.#firstMonth = days.months[days.first] as number;
    this.#months = (days.months[days.last] as number) - this.#firstMonth + 1;
  }

  /** Notes what a repair took from the shelves. */
  note(repair: PlanRepair): void {
    for (const line of repair.lines) {
      if (line.doneAt === null) continue;
      const month =
        (this.#days.months[this.#days.dayOf(Date.parse(line.doneAt))] as number) - this.#firstMonth;
      for (const { bin, sku, quantity, shortfall } of line.parts)
        if (bin !== null && !shortfall) this.#add(bin, sku, month, quantity);
    }
  }

  /** Everything but the use itself, in the order of time. Never more goes out of a bin than came in before. */
  *events(): Generator<StockEvent> {
    const opening = this.#days.iso(this.#days.start);
    for (const event of this.#opening()) yield { at: opening, by: this.#people.manager, ...event };
    for (let month = 1; month < this.#months; month++) yield* this.#month(month);
  }

  *#opening(): Generator<{ what: 'opening'; bin: string; sku: string; quantity: number }> {
    const random = new Random(this.#size.seed, 'opening');
    const usedInAll = new Map<string, number>();
    for (const parts of this.#used.values())
      for (const [sku, used] of parts)
        usedInAll.set(
          sku,
          used.reduce((sum, n) => sum + n, usedInAll.get(sku) ?? 0),
        );
    for (const group of this.#catalog.groups) {
      if (!group.counted) continue;
      for (const part of group.parts) {
        if (part.condition === 'harvested') continue;
        const month = (usedInAll.get(part.sku) ?? 0) / this.#months;
        for (const depot of this.#places.depots) {
          const bin = shelfFor(depot.code, group.kind);
          const used = this.#used.get(bin)?.get(part.sku)?.[0] ?? 0;
          // Shelves that are neither full nor empty: what is ordered next is worth a look.
          const kept = month > 0 ? random.int(0, Math.ceil(month / 2)) : random.chance(0.02) ? 1 : 0;
          if (used + kept > 0) yield { what: 'opening', bin, sku: part.sku, quantity: used + kept };
        }
      }
    }
    for (const { bin } of this.#places.technicians) {
      if (bin === null) continue;
      for (const [sku, used] of this.#sorted(bin)) {
        const quantity =
          (used[0] ?? 0) +
          random.weighted([
            [0, 3],
            [1, 3],
            [2, 1],
          ]);
        if (quantity > 0) yield { what: 'opening', bin, sku, quantity };
      }
    }
  }

  *#month(month: number): Generator<StockEvent> {
    const random = new Random(this.#size.seed, 'receipts', month);
    const { manager } = this.#people;
    const received = new Map<string, number>();
    const carried: StockEvent[] = [];
    // The day before the month begins: receipts at noon, the vans are loaded in the afternoon.
    const day = this.#lastDayBefore(month);
    const shelfOf = (depot: string, sku: string) => shelfFor(depot, this.#kindOf(sku));
    for (const { bin, depot, nth } of this.#places.technicians) {
      if (bin === null) continue;
      const at = this.#days.iso(this.#days.within(day, random, 0.7, 0.95));
      for (const [sku, used] of this.#sorted(bin)) {
        const quantity = used[month] ?? 0;
        if (quantity === 0) continue;
        const from = shelfOf(depot, sku);
        received.set(`${from} ${sku}`, (received.get(`${from} ${sku}`) ?? 0) + quantity);
        carried.push({
          at,
          by: this.#people.technician(nth),
          what: 'transfer',
          sku,
          quantity,
          bin: from,
          to: bin,
        });
      }
    }
    for (const [bin, parts] of this.#used)
      for (const [sku, used] of parts)
        if (bin.startsWith('D') && (used[month] ?? 0) > 0)
          received.set(`${bin} ${sku}`, (received.get(`${bin} ${sku}`) ?? 0) + (used[month] ?? 0));
    const at = this.#days.iso(this.#days.within(day, random, 0.4, 0.6));
    for (const key of [...received.keys()].sort()) {
      const [bin = '', sku = ''] = key.split(' ');
      const quantity = (received.get(key) ?? 0) + (random.chance(0.05) ? 1 : 0);
      yield { at, by: manager, what: 'receive', bin, sku, quantity };
    }
    carried.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    yield* carried;
  }

  #lastDayBefore(month: number): number {
    let day = this.#days.first;
    while (day < this.#days.last && (this.#days.months[day] as number) - this.#firstMonth < month) day++;
    return Math.max(this.#days.first, day - 1);
  }

  #add(bin: string, sku: string, month: number, quantity: number): void {
    let parts = this.#used.get(bin);
    if (!parts) {
      parts = new Map();
      this.#used.set(bin, parts);
    }
    let used = parts.get(sku);
    if (!used) {
      used = new Uint16Array(this.#months);
      parts.set(sku, used);
    }
    used[month] = (used[month] ?? 0) + quantity;
  }

  #sorted(bin: string): [string, Uint16Array][] {
    return [...(this.#used.get(bin) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  readonly #kinds = new Map<string, string>();

  #kindOf(sku: string): string {
    if (this.#kinds.size === 0)
      for (const group of this.#catalog.groups)
        for (const part of group.parts) this.#kinds.set(part.sku, group.kind);
    return this.#kinds.get(sku) ?? '';
  }
}
