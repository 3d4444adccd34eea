import type { Bytes } from './metadata-bytes.ts';
import { type Orientation, readOrientation, upright, writeOrientation } from './metadata-orientation.ts';
import { checkSize, Refused } from './metadata-result.ts';

const ANIMATED = 0x02;
const EXIF = 0x08;
const ALPHA = 0x10;

interface Chunk {
  name: string;
  body: number;
  length: number;
}

interface Found {
  picture?: Chunk;
  alpha?: Chunk;
  canvas?: { width: number; height: number };
  orientation: Orientation;
}

function ascii(name: string): number[] {
  return [...name].map((letter) => letter.charCodeAt(0));
}

function little(value: number, size: 3 | 4): number[] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24].slice(0, size);
}

/** The EXIF chunk holds a TIFF block; some programs put JPEG's "Exif" name in front of it. */
function orientationIn(bytes: Bytes, { body, length }: Chunk): Orientation {
  const named = length > 6 && bytes.ascii(body, 6) === 'Exif\0\0';
  return readOrientation(bytes.part(named ? body + 6 : body, named ? length - 6 : length));
}

function note(bytes: Bytes, found: Found, chunk: Chunk): void {
  switch (chunk.name) {
    case 'VP8 ':
    case 'VP8L':
      if (found.picture) throw new Refused('malformed');
      found.picture = chunk;
      break;
    case 'ALPH':
      if (found.alpha || found.picture) throw new Refused('malformed');
      found.alpha = chunk;
      break;
    case 'VP8X':
      if (found.canvas || found.picture || chunk.length !== 10) throw new Refused('malformed');
      if (bytes.u8(chunk.body) & ANIMATED) throw new Refused('animated');
      found.canvas = { width: bytes.u24le(chunk.body + 4) + 1, height: bytes.u24le(chunk.body + 7) + 1 };
      break;
    case 'ANIM':
    case 'ANMF':
      throw new Refused('animated');
    case 'EXIF':
      if (found.orientation === 1) found.orientation = orientationIn(bytes, chunk);
  }
}

function findChunks(bytes: Bytes): Found {
  const end = 8 + bytes.u32(4, true);
  if (end < 12) throw new Refused('malformed');
  if (end > bytes.source.length) throw new Refused('truncated');
  const found: Found = { orientation: 1 };
  let at = 12;
  while (at < end) {
    bytes.countBlock();
    if (at + 8 > end) throw new Refused('malformed');
    const chunk = { name: bytes.ascii(at, 4), body: at + 8, length: bytes.u32(at + 4, true) };
    if (chunk.body + chunk.length > end) throw new Refused('malformed');
    note(bytes, found, chunk);
    at = chunk.body + chunk.length + (chunk.length % 2);
  }
  return found;
}

function readPicture(bytes: Bytes, { name, body, length }: Chunk) {
  if (length < 10) throw new Refused('malformed');
  if (name === 'VP8L') {
    const sizes = bytes.u32(body + 1, true);
    if (bytes.u8(body) !== 0x2f || sizes >>> 29 !== 0) throw new Refused('malformed');
    return { width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1, alpha: (sizes >>> 28) & 1 };
  }
  const keyFrame = (bytes.u8(body) & 1) === 0;
  if (!keyFrame || bytes.u8(body + 3) !== 0x9d || bytes.u16(body + 4) !== 0x012a)
    throw new Refused('malformed');
  return { width: bytes.u16(body + 6, true) & 0x3fff, height: bytes.u16(body + 8, true) & 0x3fff, alpha: 0 };
}

function writeChunk(bytes: Bytes, name: string, body: ArrayLike<number>): void {
  bytes.write([...ascii(name), ...little(body.length, 4)]);
  bytes.write(body);
  if (body.length % 2 === 1) bytes.write([0]);
}

/** Writes the WebP anew: the picture, its transparency, its orientation; no EXIF, XMP, profile or unknown chunk. */
export function cleanWebp(bytes: Bytes) {
  const { picture, alpha, canvas, orientation } = findChunks(bytes);
  if (!picture) throw new Refused('malformed');
  const { width, height, alpha: ownAlpha } = readPicture(bytes, picture);
  checkSize(width, height);
  if (canvas && (canvas.width !== width || canvas.height !== height)) throw new Refused('malformed');
  const alphaKept = alpha && picture.name === 'VP8 ';

  const chunks = picture.length + (picture.length % 2) + 8;
  const alphaChunk = alphaKept ? alpha.length + (alpha.length % 2) + 8 : 0;
  const turned = orientation !== 1;
  const extended = turned || alphaKept;
  const tiff = turned ? writeOrientation(orientation) : [];
  const size = 4 + chunks + alphaChunk + (extended ? 18 : 0) + (turned ? 8 + tiff.length : 0);
  bytes.write([...ascii('RIFF'), ...little(size, 4), ...ascii('WEBP')]);
  if (extended) {
    const flags = (turned ? EXIF : 0) | (alphaKept || ownAlpha ? ALPHA : 0);
    writeChunk(bytes, 'VP8X', [flags, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]);
  }
  if (alphaKept) writeChunk(bytes, 'ALPH', bytes.part(alpha.body, alpha.length));
  writeChunk(bytes, picture.name, bytes.part(picture.body, picture.length));
  if (turned) writeChunk(bytes, 'EXIF', tiff);
  return upright(width, height, orientation);
}
