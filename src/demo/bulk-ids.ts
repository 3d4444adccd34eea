import { Random } from './random.ts';

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0');
const three = Array.from({ length: 0x1000 }, (_, n) => hex(n, 3));
const four = Array.from({ length: 0x1_0000 }, (_, n) => hex(n, 4));

/**
 * Ids of made rows: UUIDs version 7 like `newId`'s, but always the same for the same seed. They sort in the order
 * in which they were asked for, so that the indexes on them grow at their end.
 */
export class Ids {
  readonly #random: Random;
  #time: number;
  #sequence = 0;
  #head = '';

  /** @param at epoch milliseconds from which the ids count */
  constructor(seed: number, at: number) {
    this.#random = new Random(seed, 'ids');
    this.#time = at - 1;
  }

  next(): string {
    if ((this.#sequence & 0xfff) === 0) {
      this.#time++;
      const time = hex(this.#time, 12);
      this.#head = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    }
    const a = this.#random.bits();
    const b = this.#random.bits();
    const sequence = three[this.#sequence++ & 0xfff];
    const variant = four[0x8000 | (a & 0x3fff)];
    return `${this.#head}${sequence}-${variant}-${four[a >>> 16]}${four[b & 0xffff]}${four[b >>> 16]}`;
  }
}
