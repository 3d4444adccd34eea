/** A kept table: its key columns, then its values. */
export const KEPT = {
  fleet_months: { keys: ['model', 'month', 'bought'], values: ['devices'] },
  demand_months: { keys: ['thing', 'month', 'model'], values: ['units'] },
  failure_months: { keys: ['model', 'month', 'bought', 'fault'], values: ['n'] },
  repair_months: { keys: ['model', 'month'], values: ['repairs', 'parts_cents', 'minutes'] },
} as const;

export type KeptTable = keyof typeof KEPT;

/** The setting under which is kept how far the ledger has been added to `stock_months`. */
export const LEDGER_SEEN = 'forecast.ledger_seen';

/** Words as small numbers, and back: counts by numbers take a fraction of the time and room. */
export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  of(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.length;
    this.#numbers.set(word, number);
    this.#words.push(word);
    return number;
  }

  at(number: number): string {
    return this.#words[number] ?? '';
  }
}

/** Counts by two or three small numbers. */
export class Counts {
  readonly #counts = new Map<number, number>();

  /** Each but the first below 4,096. */
  add(a: number, b: number, c: number, more: number): void {
    const key = (a * LESS + b) * LESS + c;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + more);
  }

  *entries(): Generator<[a: number, b: number, c: number, count: number]> {
    for (const [key, count] of this.#counts) {
      const rest = Math.floor(key / LESS);
      yield [Math.floor(rest / LESS), rest % LESS, key % LESS, count];
    }
  }
}
const LESS = 4_096;

/** Counts by keys, as a kept table holds them. */
export class Tally {
  readonly rows = new Map<string, number[]>();

  add(keys: readonly string[], ...values: readonly number[]): void {
    const key = keys.join('|');
    const known = this.rows.get(key);
    if (!known) this.rows.set(key, [...values]);
    else for (const [i, value] of values.entries()) known[i] = (known[i] ?? 0) + value;
  }
}
