import { code128, type DrawingContext, qrcode, type RenderOptions } from 'bwip-js/generic';
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
    this.found.push([
      [left, 0],
      [left + wide, 0],
      [left + wide, 1],
      [left, 1],
    ]);
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

/** The square code of a link. */
export function squareCode(text: string): Code {
  // A mask of our own choice: weighing all eight takes twice the time, and readers take any.
  const options = { bcid: 'qrcode', text, scale: 1, eclevel: 'M', mask: 1 };
  return qrcode(options as RenderOptions, new Outlines());
}

/** Code 128 of printable ASCII. Its outlines are one module high: the label says how tall bars are. */
export function barCode(text: string): Code {
  const code = code128({ bcid: 'code128', text, scale: 1, height: 1 }, new Outlines());
  return { ...code, rows: 1 };
}

/** Whether the text can be Code 128: what is beyond ASCII can stand in the square code alone. */
export function fitsBars(text: string): boolean {
  return /^[\x20-\x7e]{1,40}$/.test(text);
}
