import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Archive } from '../exports/take-in.ts';

interface Entry {
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** The longest end of a zip: its record and a comment of 64 KB. */
const LONGEST_END = 22 + 0xffff + 20;
const DAMAGED = 'The zip is damaged or cut off';

/** A zip in a file, zip64 too: its list is read, its files when they are asked for. */
export class ZipArchive implements Archive {
  private readonly path: string;
  private readonly entries: ReadonlyMap<string, Entry>;

  private constructor(path: string, entries: ReadonlyMap<string, Entry>) {
    this.path = path;
    this.entries = entries;
  }

  /** @throws Error it is no zip */
  static async read(path: string): Promise<ZipArchive> {
    const file = await open(path, 'r');
    try {
      return new ZipArchive(path, await entriesOf(file));
    } finally {
      await file.close();
    }
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  async *open(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`${name} is not in the zip`);
    const start = await this.startOf(entry);
    if (entry.packed === 0) return;
    const packed = createReadStream(this.path, { start, end: start + entry.packed - 1 });
    let crc = 0;
    let size = 0;
    const bytes = entry.method === 0 ? packed : packed.pipe(createInflateRaw());
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      crc = crc32(piece, crc);
      size += piece.length;
      if (size > entry.size) break;
      yield piece;
    }
    if (size !== entry.size || crc !== entry.crc) throw new Error(`${name}: ${DAMAGED}`);
  }

  /** Where the bytes begin: behind the file's own head. */
  private async startOf({ offset }: Entry): Promise<number> {
    const file = await open(this.path, 'r');
    try {
      const head = await pieceOf(file, offset, 30);
      if (head.readUInt32LE(0) !== 0x04034b50) throw new Error(DAMAGED);
      return offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    } finally {
      await file.close();
    }
  }
}

async function pieceOf(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead < length) throw new Error(DAMAGED);
  return bytes;
}

async function entriesOf(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const length = Math.min(size, LONGEST_END);
  const end = await pieceOf(file, size - length, length);
  const at = end.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at < 0) throw new Error('This is no zip, or it is cut off');
  let count = end.readUInt16LE(at + 10);
  let bytes = end.readUInt32LE(at + 12);
  let start = end.readUInt32LE(at + 16);
  if (at >= 20 && end.readUInt32LE(at - 20) === 0x07064b50) {
    const record = await pieceOf(file, Number(end.readBigUInt64LE(at - 20 + 8)), 56);
    count = Number(record.readBigUInt64LE(32));
    bytes = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  return listIn(await pieceOf(file, start, bytes), count);
}

function listIn(list: Buffer, count: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x02014b50) throw new Error(DAMAGED);
    const nameLength = list.readUInt16LE(at + 28);
    const extraLength = list.readUInt16LE(at + 30);
    const name = list.toString('utf8', at + 46, at + 46 + nameLength);
    let offset = list.readUInt32LE(at + 42);
    const extra = at + 46 + nameLength;
    if (offset === 0xffffffff && extraLength >= 12) offset = Number(list.readBigUInt64LE(extra + 4));
    entries.set(name, {
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      size: list.readUInt32LE(at + 24),
      offset,
    });
    at = extra + extraLength + list.readUInt16LE(at + 32);
  }
  return entries;
}
