import type { Bytes } from './metadata-bytes.ts';
import { type Orientation, readOrientation, upright, writeOrientation } from './metadata-orientation.ts';
import { checkSize, Refused } from './metadata-result.ts';

/**
 * The chunks that change a pixel, with the sizes they may have: whatever is left over would be a hiding place. All
 * others (tEXt, zTXt, iTXt, tIME, pHYs, iCCP, the frames of an animation, unknown ones) are left out.
 */
const KEPT: Record<string, (length: number) => boolean> = {
  PLTE: (length) => length > 0 && length <= 768 && length % 3 === 0,
  tRNS: (length) => length > 0 && length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  cICP: (length) => length === 4,
};
const MAX_LENGTH = 0x7fffffff;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: ArrayLike<number>): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1)
    crc = (CRC_TABLE[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function word(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

interface Chunk {
  name: string;
  start: number;
  body: number;
  length: number;
  next: number;
}

function chunkAt(bytes: Bytes, start: number): Chunk {
  bytes.countBlock();
  const length = bytes.u32(start);
  if (length > MAX_LENGTH) throw new Refused('malformed');
  const name = bytes.ascii(start + 4, 4);
  if (!/^[A-Za-z]{4}$/.test(name)) throw new Refused('malformed');
  bytes.part(start + 8, length + 4);
  return { name, start, body: start + 8, length, next: start + 12 + length };
}

/** Header chunks are small and steer the decoder, so their sums are checked; the pixels' are left to the decoder. */
function checkSum(bytes: Bytes, chunk: Chunk): void {
  const sum = crc32(bytes.part(chunk.start + 4, chunk.length + 4));
  if (sum !== bytes.u32(chunk.body + chunk.length)) throw new Refused('malformed');
}

function writeOrientationChunk(bytes: Bytes, orientation: Orientation): void {
  if (orientation === 1) return;
  const named = [0x65, 0x58, 0x49, 0x66, ...writeOrientation(orientation)];
  bytes.write([...word(named.length - 4), ...named, ...word(crc32(named))]);
}

/** The orientation in the first `eXIf` chunk, wherever it stands. */
function findOrientation(bytes: Bytes): Orientation {
  let at = 8;
  for (;;) {
    const chunk = chunkAt(bytes, at);
    if (chunk.name === 'eXIf') return readOrientation(bytes.part(chunk.body, chunk.length));
    if (chunk.name === 'IEND') return 1;
    at = chunk.next;
  }
}

/** Writes the PNG with its picture alone: no texts, times, profiles, EXIF, further frames or bytes after its end. */
export function cleanPng(bytes: Bytes) {
  const header = chunkAt(bytes, 8);
  if (header.name !== 'IHDR' || header.length !== 13) throw new Refused('malformed');
  checkSum(bytes, header);
  const [width, height] = [bytes.u32(header.body), bytes.u32(header.body + 4)];
  checkSize(width, height);
  const orientation = findOrientation(bytes);
  bytes.keep(0, header.next);
  writeOrientationChunk(bytes, orientation);

  const seen = new Set<string>();
  let pixels: 'none' | 'running' | 'over' = 'none';
  let at = header.next;
  for (;;) {
    const chunk = chunkAt(bytes, at);
    at = chunk.next;
    if (chunk.name === 'IDAT') {
      if (pixels === 'over') throw new Refused('malformed');
      pixels = 'running';
      bytes.keep(chunk.start, chunk.next - chunk.start);
      continue;
    }
    if (pixels === 'running') pixels = 'over';
    if (chunk.name === 'IHDR') throw new Refused('malformed');
    if (chunk.name === 'IEND') {
      if (pixels === 'none' || chunk.length !== 0) throw new Refused('malformed');
      checkSum(bytes, chunk);
      bytes.keep(chunk.start, 12);
      return upright(width, height, orientation);
    }
    const fits = Object.hasOwn(KEPT, chunk.name) ? KEPT[chunk.name] : undefined;
    if (!fits || pixels !== 'none' || seen.has(chunk.name)) continue;
    if (!fits(chunk.length)) throw new Refused('malformed');
    checkSum(bytes, chunk);
    seen.add(chunk.name);
    bytes.keep(chunk.start, chunk.next - chunk.start);
  }
}
