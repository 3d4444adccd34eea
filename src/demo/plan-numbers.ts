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
  const shapes = shapesOf[maker];
  const { pattern, places, low, capacity } = shapes[nth % shapes.length] as Shape;
  let value = (nth * STRIDE + 12_345) % capacity;
  const out = [...pattern];
  for (let i = places.length - 1; i >= 0; i--) {
    const { at, signs } = places[i] as Shape['places'][number];
    const digit = i >= low ? value % signs.length : random.int(0, signs.length - 1);
    if (i >= low) value = Math.floor(value / signs.length);
    out[at] = signs[digit] as string;
  }
  return out.join('');
}

type Shape = {
  pattern: string;
  places: { at: number; signs: string }[];
  /** The first of the places that tell numbers apart, and how many numbers they can say. */
  low: number;
  capacity: number;
};

function shapeOf(pattern: string): Shape {
  const places = [...pattern].flatMap((sign, at) =>
    sign === '#' ? [{ at, signs: DIGITS }] : sign === '@' ? [{ at, signs: SIGNS }] : [],
  );
  let low = places.length;
  let capacity = 1;
  while (low > 0 && capacity < ENOUGH) capacity *= places[--low]?.signs.length ?? 1;
  return { pattern, places, low, capacity };
}

const shapesOf = {
  Acer: serialPatterns.Acer.map(shapeOf),
  Dell: serialPatterns.Dell.map(shapeOf),
  HP: serialPatterns.HP.map(shapeOf),
  Lenovo: serialPatterns.Lenovo.map(shapeOf),
};

/**
 * Asset tag of a device: 5 or 6 digits with gaps, so that a mistyped one mostly names nothing. A `former` tag lies
 * in a gap.
 */
export function tagOf(size: PlanSize, device: number, former = false): string {
  const step = size.devices <= 9000 ? 9 : 4;
  return String(10_000 + device * step + (former ? 2 : 0));
}
