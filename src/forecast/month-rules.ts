import { monthFrom, monthNumber } from '../months.ts';

/** Finds the month of a moment in the district's zone. */
export class MonthStarts {
  readonly #starts: string[];
  readonly #first: number;

  /**
   * @param now the month it is @param months how many to look back, this one included
   * @param startOf the moment (ISO UTC) at which a day begins
   */
  constructor(now: string, months: number, startOf: (day: string) => string) {
    this.#first = monthNumber(now) - months + 1;
    this.#starts = Array.from({ length: months + 1 }, (_, i) => startOf(`${monthFrom(this.#first + i)}-01`));
  }

  /** null before the first month, and for what lies in the future. */
  of(at: string): string | null {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? '') <= at) low = middle + 1;
      else high = middle;
    }
    return low === 0 || low === this.#starts.length ? null : monthFrom(this.#first + low - 1);
  }
}
