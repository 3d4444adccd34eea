import type { Bytes } from './metadata-bytes.ts';
import { type Orientation, readOrientation, upright, writeOrientation } from './metadata-orientation.ts';
import { checkSize, Refused } from './metadata-result.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DQT = 0xdb;
const DHT = 0xc4;
const DRI = 0xdd;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
/** Baseline, extended and progressive: browsers show no other kind. */
const SHOWN_FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const ALL_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** A progressive photo has about ten scans; thousands are an attack on whoever decodes them. */
const MAX_SCANS = 100;

const JFIF = [0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
const EXIF_NAME = [0x45, 0x78, 0x69, 0x66, 0, 0];

interface Segment {
  marker: number;
  /** Where the marker's 0xff is. */
  start: number;
  /** The payload, without the two bytes of its length. */
  body: number;
  length: number;
  next: number;
}

/** The next segment at or after `at`; bytes that belong to none are skipped, as decoders do. */
function segmentAfter(bytes: Bytes, at: number): Segment {
  bytes.countBlock();
  let start = at;
  for (;;) {
    start = bytes.source.indexOf(0xff, start);
    if (start < 0) throw new Refused('truncated');
    while (bytes.source[start + 1] === 0xff) start += 1;
    const marker = bytes.u8(start + 1);
    if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) start += 2;
    else if (marker === EOI) return { marker, start, body: start + 2, length: 0, next: start + 2 };
    else if (marker === SOI) throw new Refused('malformed');
    else {
      const length = bytes.u16(start + 2);
      if (length < 2) throw new Refused('malformed');
      bytes.part(start + 2, length);
      return { marker, start, body: start + 4, length: length - 2, next: start + 2 + length };
    }
  }
}

interface Header {
  orientation: Orientation;
  jfif: boolean;
  /** How Adobe's programs mixed the colours; without it some photos come out green. */
  adobeTransform: number | null;
}

/** What is worth keeping of the application segments before the first scan. */
function readHeader(bytes: Bytes): Header {
  const header: Header = { orientation: 1, jfif: false, adobeTransform: null };
  let at = 2;
  for (;;) {
    const { marker, body, length, next } = segmentAfter(bytes, at);
    if (marker === SOS || marker === EOI) return header;
    if (marker === APP0 && length >= 5 && bytes.ascii(body, 5) === 'JFIF\0') header.jfif = true;
    if (marker === APP1 && length > 6 && bytes.ascii(body, 6) === 'Exif\0\0' && header.orientation === 1) {
      header.orientation = readOrientation(bytes.part(body + 6, length - 6));
    }
    if (marker === APP14 && length >= 12 && bytes.ascii(body, 5) === 'Adobe') {
      header.adobeTransform = bytes.u8(body + 11);
    }
    at = next;
  }
}

function writeHeader(bytes: Bytes, header: Header): void {
  bytes.write([0xff, SOI]);
  if (header.jfif) bytes.write(JFIF);
  if (header.orientation !== 1) {
    const tiff = writeOrientation(header.orientation);
    bytes.write([0xff, APP1, 0, 2 + EXIF_NAME.length + tiff.length, ...EXIF_NAME, ...tiff]);
  }
  if (header.adobeTransform !== null) {
    bytes.write([
      0xff,
      APP14,
      0,
      14,
      0x41,
      0x64,
      0x6f,
      0x62,
      0x65,
      0,
      100,
      0,
      0,
      0,
      0,
      header.adobeTransform,
    ]);
  }
}

/** Refuses a table segment with bytes that belong to no table: text can hide there. */
function checkTables(bytes: Bytes, { marker, body, length, next }: Segment): void {
  if (marker === DRI && length !== 2) throw new Refused('malformed');
  let at = body;
  while (marker !== DRI && at < next) {
    const kind = bytes.u8(at) >> 4;
    at += 1;
    if (marker === DQT) {
      if (kind > 1) throw new Refused('malformed');
      at += kind === 1 ? 128 : 64;
    } else {
      let symbols = 0;
      for (const count of bytes.part(at, 16)) symbols += count;
      at += 16 + symbols;
    }
  }
  if (marker !== DRI && at !== next) throw new Refused('malformed');
}

function readFrame(bytes: Bytes, { marker, body, length }: Segment) {
  if (!SHOWN_FRAMES.has(marker)) throw new Refused('unsupported');
  if (length < 6) throw new Refused('malformed');
  if (bytes.u8(body) !== 8) throw new Refused('unsupported');
  const [height, width, components] = [bytes.u16(body + 1), bytes.u16(body + 3), bytes.u8(body + 5)];
  if (![1, 3, 4].includes(components) || length !== 6 + 3 * components) throw new Refused('malformed');
  checkSize(width, height);
  return { width, height };
}

/** Keeps a scan's header and its compressed data, and returns where the next marker is. */
function keepScan(bytes: Bytes, { start, body, length, next }: Segment): number {
  if (length < 6 || length !== 4 + 2 * bytes.u8(body)) throw new Refused('malformed');
  let end = next;
  for (;;) {
    end = bytes.source.indexOf(0xff, end);
    if (end < 0) throw new Refused('truncated');
    const following = bytes.source[end + 1];
    if (following === undefined) throw new Refused('truncated');
    if (following === 0xff) end += 1;
    else if (following === 0 || (following >= 0xd0 && following <= 0xd7)) end += 2;
    else break;
  }
  bytes.keep(start, end - start);
  return end;
}

/** Writes the JPEG without its metadata; the thumbnails and second pictures after its end go with it. */
export function cleanJpeg(bytes: Bytes) {
  const header = readHeader(bytes);
  writeHeader(bytes, header);
  let frame: { width: number; height: number } | undefined;
  let scans = 0;
  let at = 2;
  for (;;) {
    const segment = segmentAfter(bytes, at);
    at = segment.next;
    if (segment.marker === EOI) break;
    if (segment.marker === SOS) {
      scans += 1;
      if (!frame || scans > MAX_SCANS) throw new Refused('malformed');
      at = keepScan(bytes, segment);
    } else if (ALL_FRAMES.has(segment.marker)) {
      if (frame) throw new Refused('malformed');
      frame = readFrame(bytes, segment);
      bytes.keep(segment.start, segment.next - segment.start);
    } else if ([DQT, DHT, DRI].includes(segment.marker)) {
      checkTables(bytes, segment);
      bytes.keep(segment.start, segment.next - segment.start);
    }
  }
  if (!frame || scans === 0) throw new Refused('malformed');
  bytes.write([0xff, EOI]);
  return upright(frame.width, frame.height, header.orientation);
}
