import { monthFrom, monthNumber } from '../months.ts';
import type { ServiceRow } from './kept-queries.ts';

/**
 * Devices in service at the middle of each month, from when they came and went. A device that came this month
 * counts for it at once, and one that has gone no longer does.
 */
export class InService {
  readonly #now: number;
  readonly #first: number;
  /** What changes in each month, by model and month of purchase. */
  readonly #changes = new Map<string, Int32Array>();

  /** @param now the month it is, YYYY-MM @param months how many to look back, this one included */
  constructor(now: string, months: number) {
    this.#now = monthNumber(now);
    this.#first = this.#now - months + 1;
  }

  add({ model, bought, came, went, devices }: ServiceRow): void {
    const key = `${model}|${bought}`;
    let changes = this.#changes.get(key);
    if (!changes) {
      changes = new Int32Array(this.#now - this.#first + 1);
      this.#changes.set(key, changes);
    }
    const from = Math.max(this.#first, this.#monthOf(came));
    const to = went === null ? this.#now + 1 : this.#monthOf(went);
    if (to <= from || from > this.#now) return;
    changes[from - this.#first] = (changes[from - this.#first] ?? 0) + devices;
    if (to <= this.#now) changes[to - this.#first] = (changes[to - this.#first] ?? 0) - devices;
  }

  /** Rows of fleet_months: model, month, month of purchase, devices. */
  *rows(): Generator<[string, string, string, number]> {
    for (const [key, changes] of this.#changes) {
      const [model = '', bought = ''] = key.split('|');
      let devices = 0;
      for (const [i, change] of changes.entries()) {
        devices += change;
        if (devices > 0) yield [model, monthFrom(this.#first + i), bought, devices];
      }
    }
  }

  /** 'YYYY-MM0' is there at the middle of that month, 'YYYY-MM1' at that of the next. */
  #monthOf(half: string): number {
    const month = monthNumber(half) + (half.endsWith('1') ? 1 : 0);
    // What came late this month is there now; what went late this month is gone.
    return monthNumber(half) === this.#now ? this.#now : month;
  }
}
