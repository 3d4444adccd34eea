import { Inflate } from 'fflate';
import { Unreadable } from './table.ts';

/** A file inside a zip. */
export interface ZipEntry {
  name: string;
  /** bytes that it says to unpack to */
  size: number;
  packed: number;
  method: number;
  at: number;
}

const MOST_ENTRIES = 2_000;
/** Of packed bytes that are unpacked at once: each may become a thousand. */
const STEP = 4_096;

/** Whether the bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** The files inside, by the zip's own list. @throws Unreadable damaged, of more than 4 GB, with a password */
export function entriesOf(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = new Unreadable('The file is damaged: what should be a zip has no list of its files');
  let end = bytes.length - 22;
  const first = Math.max(0, end - 65_535);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < first || end < 0) throw damaged;
  let at = view.getUint32(end + 16, true);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw new Unreadable(`The zip holds more than ${MOST_ENTRIES} files`);
  const entries: ZipEntry[] = [];
  for (let left = count; left > 0; left -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged;
    if (view.getUint16(at + 8, true) & 1)
      throw new Unreadable('The file has a password: save it without one');
    const nameLength = view.getUint16(at + 28, true);
    const entry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      size: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      at: view.getUint32(at + 42, true),
    };
    // What unpacks to nothing needs two bytes; a size of nothing on more hides what it is.
    if (entry.size === 0xffffffff || (entry.size === 0 && entry.packed > 2))
      throw new Unreadable('The zip does not say how large its files are: it is refused unread');
    entries.push(entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** @throws Unreadable all files together say to unpack to more than `most` bytes */
export function refuseLarge(entries: readonly ZipEntry[], most: number): void {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (size > most)
    throw new Unreadable(
      `The file is too large when unpacked: at most ${Math.round(most / 1_000_000)} MB, it says ${Math.round(size / 1_000_000)}`,
    );
}

/** What the file holds, in pieces. @throws Unreadable damaged, or more comes out than its list says */
export function* unpacked(bytes: Uint8Array, entry: ZipEntry): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = new Unreadable(`The file is damaged: ${entry.name.slice(0, 100)} in it cannot be unpacked`);
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) throw damaged;
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length < entry.packed) throw damaged;
  if (entry.method === 0) {
    yield packed;
    return;
  }
  if (entry.method !== 8) throw damaged;
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => ready.push(chunk));
  let left = entry.size;
  for (let from = 0; from < packed.length; from += STEP) {
    try {
      inflate.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
    } catch {
      throw damaged;
    }
    for (const chunk of ready.splice(0)) {
      left -= chunk.length;
      if (left < 0) throw new Unreadable('The zip unpacks to more than it says: it is refused');
      if (chunk.length > 0) yield chunk;
    }
  }
}
