import { type Box, fitTexts, type Text } from './fit-rules.ts';
import type { CodeKind } from './forms.ts';

/** A code as outlines of its dark parts, in modules; holes run the other way round. Bars are one module high. */
export interface Code {
  columns: number;
  rows: number;
  outlines: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** What one label says. */
export interface LabelItem {
  /** in large letters: what people read out */
  title: string;
  /** what the bars hold */
  code: string;
  /** what the square code holds: a short link */
  link: string;
  lines: string[];
}

export interface Size {
  width: number;
  height: number;
}

/** What is drawn on a label, in micrometres from its upper left corner. */
export interface Drawing {
  shapes: readonly (readonly (readonly [x: number, y: number])[])[];
  texts: readonly Text[];
  /** the bars did not fit: the square code stands there alone */
  noBars: boolean;
}

/** Bars narrower than this are read by few scanners (7 thousandths of an inch). */
const THINNEST = 178;
/** Two dots of a label printer with 203 a inch. */
const GOOD = 250;
const THICKEST = 500;
/** White beside bars, in modules (ISO/IEC 15417); around a square code 4 (ISO/IEC 18004), half of it the label's edge. */
const QUIET_BARS = 10;
const QUIET_SQUARE = 2;
const BIGGEST_SQUARE = 26_000;
/** A square code's module, where bars need the room beside it. */
const SMALL_SQUARE_MODULE = 330;
const GAP = 600;

/** Whether bars of so many modules fit a label of this size beside (or without) a square code. */
function barModule(columns: number, width: number): number {
  return Math.min(THICKEST, Math.floor(width / (columns + 2 * QUIET_BARS)));
}

/**
 * One label: the square code at the left, the bars at the bottom of what is left, the text in the rest. Bars that would
 * be too thin are left out, and where they were all that was asked for the square code takes their place.
 * @param square the link's code @param bars the code's
 */
export function drawLabel(
  item: LabelItem,
  { width, height }: Size,
  kind: CodeKind,
  square: Code,
  bars: Code,
): Drawing {
  const pad = Math.min(2_000, Math.max(700, height * 0.06));
  const inner: Box = { x: pad, y: pad, width: width - 2 * pad, height: height - 2 * pad };
  const shapes: [number, number][][] = [];
  const wide = barModule(bars.columns, inner.width) >= THINNEST;
  const wantsSquare = kind !== '128' || !wide;
  const rest = { ...inner };
  if (wantsSquare) {
    const side = squareSide(inner, square, kind === 'qr' ? 0 : bars.columns);
    const module = side / (square.columns + 2 * QUIET_SQUARE);
    const x = inner.x + QUIET_SQUARE * module;
    const y = inner.y + (inner.height - side) / 2 + QUIET_SQUARE * module;
    shapes.push(...at(square, x, y, module, module));
    rest.x += side + GAP;
    rest.width -= side + GAP;
  }
  const module = barModule(bars.columns, rest.width);
  const hasBars = kind !== 'qr' && module >= THINNEST;
  if (hasBars) {
    const tall = Math.min(12_000, Math.max(3_500, rest.height * 0.45));
    const x = rest.x + (rest.width - bars.columns * module) / 2;
    shapes.push(...at(bars, x, rest.y + rest.height - tall, module, tall));
    rest.height -= tall + 500;
  }
  return {
    shapes,
    texts: fitTexts(item.title, item.lines, rest),
    noBars: kind !== 'qr' && !hasBars,
  };
}

/** How large the square code is: smaller, where bars of so many modules would be too thin for label printers beside it. */
function squareSide(inner: Box, square: Code, bars: number): number {
  const most = Math.min(inner.height, inner.width * 0.5, BIGGEST_SQUARE);
  const least = Math.min(most, (square.columns + 2 * QUIET_SQUARE) * SMALL_SQUARE_MODULE);
  const besides = (side: number) => barModule(bars, inner.width - side - GAP);
  if (bars === 0 || besides(least) < THINNEST) return most;
  for (let side = most; side > least; side -= 500) if (besides(side) >= GOOD) return side;
  return least;
}

/** The code's outlines at a place of the label; edges on whole micrometres. */
function at(code: Code, x: number, y: number, wide: number, high: number): [number, number][][] {
  return code.outlines.map((outline) =>
    outline.map(([column, row]) => [Math.round(x + column * wide), Math.round(y + row * high)]),
  );
}
