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

  /** undefined for a word that was never met */
  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  at(number: number): string {
    return this.#words[number] ?? '';
  }
}

/**
 * Counts by three small numbers, in two plain arrays: a Map of as many takes several times their room. A key's
 * place is the first free one from where it is hashed to.
 */
export class Counts {
  #keys = new Float64Array(1 << 12).fill(NONE);
  #counts = new Float64Array(1 << 12);
  #size = 0;

  /** Each but the first below 4,096. */
  add(a: number, b: number, c: number, more: number): void {
    const key = keyOf(a, b, c);
    const at = this.#placeOf(key);
    if (this.#keys[at] === NONE) {
      this.#keys[at] = key;
      // A quarter of the places is free: the next free one is near.
      if (++this.#size * 4 > this.#keys.length * 3) {
        this.#counts[at] = more;
        this.#grow();
        return;
      }
    }
    this.#counts[at] = (this.#counts[at] as number) + more;
  }

  /** 0 where nothing was counted. */
  of(a: number, b: number, c: number): number {
    return this.#counts[this.#placeOf(keyOf(a, b, c))] as number;
  }

  /** What is known elsewhere is not walked over any more; it counts as 0. */
  forget(a: number, b: number, c: number): void {
    this.#counts[this.#placeOf(keyOf(a, b, c))] = 0;
  }

  /** All that are not 0. */
  *entries(): Generator<[a: number, b: number, c: number, count: number]> {
    for (let at = 0; at < this.#keys.length; at++) {
      const key = this.#keys[at] as number;
      const count = this.#counts[at] as number;
      if (count === 0) continue;
      const rest = Math.floor(key / LESS);
      yield [Math.floor(rest / LESS), rest % LESS, key % LESS, count];
    }
  }

  #placeOf(key: number): number {
    const most = this.#keys.length - 1;
    const high = Math.floor(key / 0x1_0000_0000);
    const hash = Math.imul((key - high * 0x1_0000_0000) ^ high, 0x9e37_79b1);
    for (let at = (hash ^ (hash >>> 15)) & most; ; at = (at + 1) & most) {
      const there = this.#keys[at];
      if (there === key || there === NONE) return at;
    }
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(keys.length * 2).fill(NONE);
    this.#counts = new Float64Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key === NONE) continue;
      const at = this.#placeOf(key);
      this.#keys[at] = key;
      this.#counts[at] = counts[i] as number;
    }
  }
}
const LESS = 4_096;
const NONE = -1;

const keyOf = (a: number, b: number, c: number) => (a * LESS + b) * LESS + c;

/** What a kept table is to say: looked up by the keys of its rows. */
export interface Settled {
  /** its values; null where there is no such row any more */
  of(keys: readonly string[]): readonly number[] | null;
  /** that row is in the table as it is */
  forget(keys: readonly string[]): void;
  /** rows that are not: keys, then values */
  rest(): Iterable<(string | number)[]>;
}

/** Counts by keys, as a kept table holds them. */
export class Tally implements Settled {
  readonly #rows = new Map<string, number[]>();

  add(keys: readonly string[], ...values: readonly number[]): void {
    const key = keys.join('|');
    const known = this.#rows.get(key);
    if (!known) this.#rows.set(key, [...values]);
    else for (const [i, value] of values.entries()) known[i] = (known[i] ?? 0) + value;
  }

  of(keys: readonly string[]): readonly number[] | null {
    return this.#rows.get(keys.join('|')) ?? null;
  }

  forget(keys: readonly string[]): void {
    this.#rows.delete(keys.join('|'));
  }

  *rest(): Generator<(string | number)[]> {
    for (const [key, values] of this.#rows) yield [...key.split('|'), ...values];
  }
}

/** Counts by numbers that stand for words: a table of hundred thousands of rows is not put in words to be compared. */
export class CountsOf implements Settled {
  readonly #counts: Counts;
  readonly #numbers: (keys: readonly string[]) => readonly (number | undefined)[];
  readonly #words: (a: number, b: number, c: number) => readonly string[];

  /** @param numbers of a row's keys, undefined for a word that is not known @param words a row's keys */
  constructor(
    counts: Counts,
    numbers: (keys: readonly string[]) => readonly (number | undefined)[],
    words: (a: number, b: number, c: number) => readonly string[],
  ) {
    this.#counts = counts;
    this.#numbers = numbers;
    this.#words = words;
  }

  of(keys: readonly string[]): readonly number[] | null {
    const [a, b, c] = this.#numbers(keys);
    if (a === undefined || b === undefined || c === undefined) return null;
    const count = this.#counts.of(a, b, c);
    return count === 0 ? null : [count];
  }

  forget(keys: readonly string[]): void {
    const [a, b, c] = this.#numbers(keys);
    if (a !== undefined && b !== undefined && c !== undefined) this.#counts.forget(a, b, c);
  }

  *rest(): Generator<(string | number)[]> {
    for (const [a, b, c, count] of this.#counts.entries()) yield [...this.#words(a, b, c), count];
  }
}
