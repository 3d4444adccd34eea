import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bwipjs from 'bwip-js/node';

const WIDTH = 640;
const HEIGHT = 480;
const PAPER = 225;
const INK = 25;

/** What the camera sees: a bar code's kind as bwip-js names it, and its text. */
export type Label = [kind: string, text: string];

/** The bars of a linear code as one row of modules, or the square of a matrix code. */
function modules([kind, text]: Label): {
  columns: number;
  rows: number;
  dark: (x: number, y: number) => boolean;
} {
  const [code] = bwipjs.raw(kind, text, '');
  if (!code) throw new Error(`no ${kind}`);
  if ('pixs' in code) {
    const { pixs, pixx, pixy } = code;
    return { columns: pixx, rows: pixy, dark: (x, y) => pixs[y * pixx + x] === 1 };
  }
  const row = code.sbs.flatMap((width, at) => Array<boolean>(width).fill(at % 2 === 0));
  return { columns: row.length, rows: 1, dark: (x) => row[x] === true };
}

/** One picture of the label in the middle of grey paper: luma, then the two colour planes of 4:2:0. */
function frame(label: Label | null): Buffer {
  const picture = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128);
  picture.fill(PAPER, 0, WIDTH * HEIGHT);
  if (!label) return picture;
  const { columns, rows, dark } = modules(label);
  const square = rows > 1;
  const size = Math.floor(Math.min((WIDTH * 0.8) / columns, square ? (HEIGHT * 0.7) / rows : 4));
  const tall = square ? rows * size : 120;
  const left = Math.floor((WIDTH - columns * size) / 2);
  const top = Math.floor((HEIGHT - tall) / 2);
  for (let y = 0; y < tall; y += 1) {
    for (let x = 0; x < columns * size; x += 1) {
      const is = dark(Math.floor(x / size), square ? Math.floor(y / size) : 0);
      if (is) picture[(top + y) * WIDTH + left + x] = INK;
    }
  }
  return picture;
}

const folders: string[] = [];

/** A film for Chromium's fake camera, played in a loop: each label (null: none) for `seconds`. Returns its path. */
export function film(labels: (Label | null)[], seconds = 1): string {
  const rate = 5;
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${rate}:1 Ip A1:1 C420jpeg\n`)];
  for (const label of labels) {
    const picture = frame(label);
    for (let count = 0; count < rate * seconds; count += 1) parts.push(Buffer.from('FRAME\n'), picture);
  }
  const folder = mkdtempSync(join(tmpdir(), 'labels-'));
  folders.push(folder);
  const file = join(folder, 'labels.y4m');
  writeFileSync(file, Buffer.concat(parts));
  return file;
}

/** Films are large: to be called when the browser that played them is closed. */
export function removeFilms(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
