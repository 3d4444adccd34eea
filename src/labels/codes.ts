import { code128, type DrawingContext, qrcode, type RenderOptions } from 'bwip-js/generic';
import { barSymbols } from './bar-rules.ts';
import type { Code } from './layout-rules.ts';

type Outline = [number, number][];

/** Collects what bwip-js draws, at one unit a module, in place of a picture. */
class Outlines implements DrawingContext<Code> {
  private readonly found: Outline[] = [];
  private columns = 0;
  private rows = 0;

  scale(): [number, number] {
    return [1, 1];
  }
  measure() {
    return { width: 0, ascent: 0, descent: 0 };
  }
  init(width: number, height: number): void {
    this.columns = width;
    this.rows = height;
  }
  /** A bar: a line from top to bottom, as wide as the bar, around its middle (an odd one leans to the right). */
  line(x0: number, _y0: number, _x1: number, _y1: number, wide: number): void {
    const left = x0 - Math.ceil(wide / 2);
    this.found.push(boxOf(left, left + wide));
  }
  polygon(points: Outline): void {
    this.found.push(points.map(([x, y]) => [x, y]));
  }
  hexagon(): void {}
  ellipse(): void {}
  fill(): void {}
  text(): void {}
  end(): Code {
    return { columns: this.columns, rows: this.rows, outlines: this.found };
  }
}

const boxOf = (left: number, right: number): Outline => [
  [left, 0],
  [right, 0],
  [right, 1],
  [left, 1],
];

/** The square code of a link. */
export function squareCode(text: string): Code {
  // A mask of our own choice: weighing all eight takes twice the time, and readers take any.
  const options = { bcid: 'qrcode', text, scale: 1, eclevel: 'M', mask: 1 };
  return qrcode(options as RenderOptions, new Outlines());
}

/** Code 128 of printable ASCII. Its outlines are one module high: the label says how tall bars are. */
export function barCode(text: string): Code {
  bars ??= barsOfSymbols();
  let columns = 0;
  const outlines: Outline[] = [];
  for (const symbol of [...barSymbols(text), STOP]) {
    const { wide, darks } = bars.get(symbol) ?? { wide: 0, darks: [] };
    for (const [from, to] of darks) outlines.push(boxOf(columns + from, columns + to));
    columns += wide;
  }
  return { columns, rows: 1, outlines };
}

const STOP = 106;
/** Modules of a symbol, and of the stop. */
const WIDE = 11;
const WIDE_STOP = 13;

interface Bars {
  wide: number;
  darks: [from: number, to: number][];
}

let bars: Map<number, Bars> | undefined;

/**
 * The bars of every symbol, out of two codes that the library makes of them all: a code by itself takes it a
 * millisecond, and they are only set side by side.
 */
function barsOfSymbols(): Map<number, Bars> {
  const values = Array.from({ length: 103 }, (_, value) => value);
  const found = new Map<number, Bars>();
  for (const symbols of [
    [104, ...values],
    [105, 0],
  ]) {
    const text = symbols.map((symbol) => `^${String(symbol).padStart(3, '0')}`).join('');
    const options = { bcid: 'code128', text, raw: true, scale: 1, height: 1 };
    const { columns, outlines } = code128(options as RenderOptions, new Outlines());
    const darks = outlines.map((outline): [number, number] => [outline[0]?.[0] ?? 0, outline[1]?.[0] ?? 0]);
    const cut = (from: number, wide: number): Bars => ({
      wide,
      darks: darks
        .filter(([left]) => left >= from && left < from + wide)
        .map(([left, right]) => [left - from, right - from]),
    });
    for (const [n, symbol] of symbols.entries()) found.set(symbol, cut(n * WIDE, WIDE));
    found.set(STOP, cut(columns - WIDE_STOP, WIDE_STOP));
  }
  return found;
}

/** Whether the text can be Code 128: what is beyond ASCII can stand in the square code alone. */
export function fitsBars(text: string): boolean {
  return /^[\x20-\x7e]{1,40}$/.test(text);
}
