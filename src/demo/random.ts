/**
 * Repeatable chance for made data: the same seed gives the same district on every machine and runtime.
 *
 * Generator: sfc32 ("small fast counter", Chris Doty-Humphrey, PractRand): 128 bits of state of which 32 are
 * a counter, so its period is at least 2^32 and on average 2^127; only 32-bit integer operations, hence the
 * same on all engines. Its state is filled by splitmix32 from an FNV-1a hash of the keys, and the first 12
 * outputs are dropped. `fork` gives an independent stream by name, so that what is drawn for one device does
 * not depend on how much was drawn for another. Not for secrets.
 */
export class Random {
  readonly #seed: number;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(...keys: readonly (string | number)[]) {
    let hash = 0x811c9dc5;
    for (const key of keys) hash = mix(hash, key);
    this.#seed = hash;
    const fill = splitmix32(hash);
    this.#a = fill();
    this.#b = fill();
    this.#c = fill();
    this.#counter = 1;
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** A stream of its own, decided by this one's seed and the keys, untouched by what was drawn before. */
  fork(...keys: readonly (string | number)[]): Random {
    return new Random(this.#seed, ...keys);
  }

  /** The next 32 bits as an unsigned integer. */
  bits(): number {
    const t = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** At least 0, under 1. */
  next(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number from low to high, both included; low when high is below it. */
  int(low: number, high: number): number {
    return high <= low ? low : low + Math.floor(this.next() * (high - low + 1));
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.next() < p;
  }

  /** One of the list. Throws on an empty one. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('pick: nothing to pick from');
    return list[this.int(0, list.length - 1)] as T;
  }

  /** One of the values, by weight (0 or more, at least one above 0). */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    let total = 0;
    for (const [, weight] of choices) total += weight;
    if (!(total > 0)) throw new RangeError('weighted: no weight above 0');
    let left = this.next() * total;
    let last: T | undefined;
    for (const [value, weight] of choices) {
      if (weight <= 0) continue;
      last = value;
      left -= weight;
      if (left < 0) return value;
    }
    return last as T;
  }

  /** Normally distributed (Box and Muller, one of the pair is dropped so that the state stays four words). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  /** A count with this mean: Knuth's product up to 30, the rounded normal beyond. 0 for a mean of 0 or less. */
  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean > 30) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  /** The list in another order; the list itself is left alone (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[] {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [out[i], out[j]] = [out[j] as T, out[i] as T];
    }
    return out;
  }
}

function mix(hash: number, key: string | number): number {
  let h = hash;
  // Numbers are mixed by value, at once: a fork per device must not cost a string.
  if (typeof key === 'number') {
    h = Math.imul(h ^ (key | 0), 0x01000193);
    h = Math.imul(h ^ Math.floor(key / 0x1_0000_0000), 0x85ebca6b);
    return (h ^ (h >>> 15)) >>> 0;
  }
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 13)) >>> 0;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}
