/** A file for an archive. `stored`: it is packed already, as a photo is. */
export interface ZipFile {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
  stored?: boolean;
}

interface Entry {
  name: Uint8Array;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

const MOST = 0xffff_fffe;
/** Sizes follow the bytes; names are UTF-8. */
const FLAGS = 0x0808;
/** 1 January 1980: an archive of the same rows is the same bytes. */
const DATE = 0x21;

/**
 * A zip as a stream: nothing is held but one line for each file. Offsets beyond 4 GB and more than 65,535 files
 * are written as zip64, which every unpacker of this century reads.
 * @throws RangeError one file is over 4 GB
 */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = [];
  let at = 0;
  for await (const file of files) {
    const entry: Entry = {
      name: new TextEncoder().encode(file.name),
      method: file.stored ? 0 : 8,
      crc: 0,
      packed: 0,
      size: 0,
      offset: at,
    };
    const head = localHead(entry);
    yield head;
    at += head.length;
    for await (const piece of file.stored
      ? counted(file.bytes, entry)
      : deflated(counted(file.bytes, entry))) {
      entry.packed += piece.length;
      yield piece;
    }
    if (entry.packed > MOST || entry.size > MOST) throw new RangeError(`${file.name} is over 4 GB`);
    const tail = bytesOf([4, 0x08074b50], [4, entry.crc], [4, entry.packed], [4, entry.size]);
    yield tail;
    at += entry.packed + tail.length;
    entries.push(entry);
  }
  const start = at;
  for (const entry of entries) {
    const line = centralLine(entry);
    yield line;
    at += line.length;
  }
  yield* endOf(entries.length, start, at);
}

async function* counted(bytes: AsyncIterable<Uint8Array>, entry: Entry): AsyncGenerator<Uint8Array> {
  let crc = 0xffffffff;
  for await (const piece of bytes) {
    crc = crcOver(crc, piece);
    entry.size += piece.length;
    yield piece;
  }
  entry.crc = (crc ^ 0xffffffff) >>> 0;
}

async function* deflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const feed = async () => {
    for await (const piece of bytes) {
      await writer.ready;
      await writer.write(piece as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  };
  const fed = feed().catch(async (error: unknown) => {
    await writer.abort(error);
    throw error;
  });
  // Its failure is thrown below, or by the stream itself.
  fed.catch(() => undefined);
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield value;
  }
  await fed;
}

function localHead({ name, method }: Entry): Uint8Array {
  const head = bytesOf(
    [4, 0x04034b50],
    [2, 20],
    [2, FLAGS],
    [2, method],
    [2, 0],
    [2, DATE],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return joined(head, name);
}

function centralLine({ name, method, crc, packed, size, offset }: Entry): Uint8Array {
  const far = offset > MOST;
  const extra = far ? bytesOf([2, 1], [2, 8], [8, offset]) : new Uint8Array(0);
  const line = bytesOf(
    [4, 0x02014b50],
    [2, 45],
    [2, far ? 45 : 20],
    [2, FLAGS],
    [2, method],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, far ? 0xffffffff : offset],
  );
  return joined(line, name, extra);
}

function* endOf(count: number, start: number, end: number): Generator<Uint8Array> {
  const size = end - start;
  if (count > 0xfffe || end > MOST) {
    yield bytesOf(
      [4, 0x06064b50],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, count],
      [8, count],
      [8, size],
      [8, start],
    );
    yield bytesOf([4, 0x07064b50], [4, 0], [8, end], [4, 1]);
  }
  const few = Math.min(count, 0xffff);
  yield bytesOf(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, few],
    [2, few],
    [4, Math.min(size, 0xffffffff)],
    [4, start > MOST ? 0xffffffff : start],
    [2, 0],
  );
}

/** Numbers as little-endian bytes: pairs of width and value. */
function bytesOf(...fields: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return bytes;
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const CRCS = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function crcOver(before: number, bytes: Uint8Array): number {
  let crc = before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRCS[(crc ^ byte) & 0xff] ?? 0);
  return crc;
}
