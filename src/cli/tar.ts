import { type FileHandle, open } from 'node:fs/promises';

/*
 * The ustar format, as much of it as a backup needs: plain files. Blocks of 512 bytes, a header block
 * before each file, two empty blocks at the end. Sizes over 8 GB are written in base 256, as GNU tar does.
 */
const BLOCK = 512;
const CHUNK = 1 << 20;
const LARGEST_OCTAL = 8 ** 11;

export class TarWriter {
  private readonly out: FileHandle;

  private constructor(out: FileHandle) {
    this.out = out;
  }

  static async create(path: string): Promise<TarWriter> {
    return new TarWriter(await open(path, 'wx', 0o600));
  }

  async addText(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.out.write(header(name, bytes.length));
    await this.out.write(padded(bytes));
  }

  async addFile(name: string, path: string): Promise<void> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      await this.out.write(header(name, size));
      const chunk = Buffer.alloc(CHUNK);
      for (let left = size; left > 0; ) {
        const { bytesRead } = await file.read(chunk, 0, Math.min(CHUNK, left));
        if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
        await this.out.write(chunk, 0, bytesRead);
        left -= bytesRead;
      }
      await this.out.write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
    } finally {
      await file.close();
    }
  }

  /** Ends the archive and makes it durable. */
  async close(): Promise<void> {
    await this.out.write(Buffer.alloc(2 * BLOCK));
    await this.out.sync();
    await this.out.close();
  }
}

export interface TarEntry {
  name: string;
  size: number;
  /** writes the file's bytes to a path */
  saveTo(path: string): Promise<void>;
  text(): Promise<string>;
}

/** The files of an archive, in order. @throws Error it is cut off, or no archive */
export async function* entriesOf(path: string): AsyncGenerator<TarEntry> {
  const file = await open(path, 'r');
  try {
    for (let at = 0; ; ) {
      const head = await bytesAt(file, at, BLOCK);
      if (head.every((byte) => byte === 0)) return;
      const { name, size } = parsedHeader(head);
      const start = at + BLOCK;
      yield {
        name,
        size,
        saveTo: (target) => copyOut(file, start, size, target),
        text: async () => (await bytesAt(file, start, size)).toString('utf8'),
      };
      at = start + Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    await file.close();
  }
}

async function copyOut(file: FileHandle, start: number, size: number, target: string): Promise<void> {
  const out = await open(target, 'wx', 0o600);
  try {
    for (let done = 0; done < size; done += CHUNK)
      await out.write(await bytesAt(file, start + done, Math.min(CHUNK, size - done)));
    await out.sync();
  } finally {
    await out.close();
  }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) throw new Error('The backup is cut off');
    done += bytesRead;
  }
  return bytes;
}

function header(name: string, size: number): Buffer {
  const head = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for the archive`);
  head.write(name, 0);
  head.write('0000600\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  if (size < LARGEST_OCTAL) head.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  else {
    head.writeUInt8(0x80, 124);
    head.writeBigUInt64BE(BigInt(size), 128);
  }
  head.write('00000000000\0', 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  head.write(`${sumOf(head).toString(8).padStart(6, '0')}\0 `, 148);
  return head;
}

function parsedHeader(head: Buffer): { name: string; size: number } {
  const sum = Number.parseInt(head.toString('ascii', 148, 156), 8);
  const blank = Buffer.from(head);
  blank.write('        ', 148);
  if (sumOf(blank) !== sum) throw new Error('This is not a backup of ours, or it is damaged');
  const name = head.toString('utf8', 0, 100).replace(/\0.*$/s, '');
  const large = (head[124] ?? 0) & 0x80;
  const size = large
    ? Number(head.readBigUInt64BE(128))
    : Number.parseInt(head.toString('ascii', 124, 135), 8);
  return { name, size };
}

function sumOf(head: Buffer): number {
  let sum = 0;
  for (const byte of head) sum += byte;
  return sum;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}
