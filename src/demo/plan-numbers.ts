/** Asset tags and serial numbers of a plan, each by running number and never twice. */
import { type ModelSeed, serialPatterns } from './data-models.ts';
import type { PlanSize } from './plan-types.ts';
import type { Random } from './random.ts';

const DIGITS = '0123456789';
/** Letters and digits as makers use them: no vowels, no I, O, Q. */
const SIGNS = '0123456789BCDFGHJKLMNPRSTVWXYZ';
/** A prime beside the 2, 3 and 5 of every capacity: stepping by it visits each number once. */
const STRIDE = 6_700_417;
/** Enough room below for two serials (a second after a new mainboard) of every device of any district. */
const ENOUGH = 20_000_000;

/**
 * Serial number `nth` in the maker's pattern. The last signs are `nth` scattered over all that they can say, so
 * no two of one pattern are the same; the signs before them are chance.
 */
export function serialOf(maker: ModelSeed['maker'], nth: number, random: Random): string {
  const patterns = serialPatterns[maker];
  const pattern = patterns[nth % patterns.length] as string;
  const places = [...pattern].flatMap((sign, i) => (sign === '#' || sign === '@' ? [i] : []));
  const width = (place: number) => (pattern[place] === '#' ? 10 : SIGNS.length);
  let low = places.length;
  let capacity = 1;
  while (low > 0 && capacity < ENOUGH) capacity *= width(places[--low] as number);
  let value = (nth * STRIDE + 12_345) % capacity;
  const out = [...pattern];
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i] as number;
    const digit = i >= low ? value % width(place) : random.int(0, width(place) - 1);
    if (i >= low) value = Math.floor(value / width(place));
    out[place] = (pattern[place] === '#' ? DIGITS : SIGNS)[digit] as string;
  }
  return out.join('');
}

/**
 * Asset tag of a device: 5 or 6 digits with gaps, so that a mistyped one mostly names nothing. A `former` tag lies
 * in a gap.
 */
export function tagOf(size: PlanSize, device: number, former = false): string {
  const step = size.devices <= 9000 ? 9 : 4;
  return String(10_000 + device * step + (former ? 2 : 0));
}
