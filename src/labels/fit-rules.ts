import { textWidth } from './text-width-rules.ts';

/** A line of text on a label; lengths in micrometres from the label's upper left corner. */
export interface Text {
  x: number;
  /** of the line that the letters stand on */
  y: number;
  size: number;
  text: string;
  bold: boolean;
  width: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Row {
  text: string;
  size: number;
  bold: boolean;
}

const LEADING = 1.16;
const BIGGEST_TITLE = 6_000;
const BIGGEST_LINE = 3_000;
/** 4.5 points: below it nobody reads a laser's print. */
const SMALLEST = 1_600;
const STEP = 0.94;

/**
 * The title and the lines below it, as large as the box takes them: made smaller first, then broken into two rows,
 * then cut with an ellipsis; lines that have no room are left out from the last one. The title is never cut: it
 * shrinks until it fits.
 */
export function fitTexts(title: string, lines: readonly string[], box: Box): Text[] {
  const said = lines.filter((line) => line !== '');
  const most = Math.min(BIGGEST_TITLE, box.height * (said.length > 0 ? 0.42 : 0.7));
  const titleSize = Math.min(most, (most * box.width) / Math.max(1, textWidth(title, most, true)));
  const head: Row = { text: title, size: titleSize, bold: true };
  for (let size = Math.min(BIGGEST_LINE, most * 0.7); ; size *= STEP) {
    const last = size <= SMALLEST;
    const at = last ? Math.min(SMALLEST, most * 0.7) : size;
    const rows = [head, ...said.flatMap((line) => brokenLine(line, at, box.width, last))];
    const fits = rows.every((row) => row.bold || textWidth(row.text, row.size, false) <= box.width);
    if (last || (fits && heightOf(rows) <= box.height)) return placed(rows, box);
  }
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.size * LEADING, 0);
}

/** One row, or two where the words go apart; the last one cut where it is said to be. */
function brokenLine(line: string, size: number, width: number, cut: boolean): Row[] {
  const row = (text: string): Row => ({ text, size, bold: false });
  if (textWidth(line, size, false) <= width) return [row(line)];
  const words = line.split(' ');
  for (let n = words.length - 1; n > 0; n--) {
    const first = words.slice(0, n).join(' ');
    if (textWidth(first, size, false) > width) continue;
    const rest = words.slice(n).join(' ');
    return [row(first), row(cut ? cutTo(rest, size, width) : rest)];
  }
  return [row(cut ? cutTo(line, size, width) : line)];
}

function cutTo(text: string, size: number, width: number): string {
  if (textWidth(text, size, false) <= width) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join('')}…`, size, false) > width) chars.pop();
  return `${chars.join('').trimEnd()}…`;
}

/** From the top, as many rows as the box has room for; the first one always. */
function placed(rows: readonly Row[], box: Box): Text[] {
  const kept: Row[] = [];
  for (const row of rows)
    if (kept.length === 0 || heightOf([...kept, row]) <= box.height + 1) kept.push(row);
    else break;
  let y = box.y + Math.max(0, (box.height - heightOf(kept)) / 2);
  return kept.map(({ text, size, bold }) => {
    const line: Text = {
      x: Math.round(box.x),
      y: Math.round(y + size * 0.82),
      size: Math.round(size),
      text,
      bold,
      width: Math.round(textWidth(text, size, bold)),
    };
    y += size * LEADING;
    return line;
  });
}
