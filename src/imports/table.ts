/** What was read of a file: rows of texts, or why not, in words for people. */
export type TableRead =
  | { ok: true; rows: string[][] /** more rows were there than are read */; cut: boolean }
  | { ok: false; words: string };

/** The file is no table, or too much of one: `message` says so in words for people. */
export class Unreadable extends Error {
  constructor(words: string) {
    super(words);
    this.name = 'Unreadable';
  }
}

/** Bytes as they arrive: parts of a file, a request's body. */
export type Bytes = AsyncIterable<Uint8Array>;

/** Rows of a price list that are read at most, the head included. */
export const MOST_ROWS = 20_001;
export const MOST_COLUMNS = 100;
/** Characters of a cell; what is longer is no table. */
export const LONGEST_CELL = 2_000;

/** What an import reads at most: rows below the head, columns, characters of a row, bytes of a CSV file. */
export const IMPORT_LIMITS = {
  rows: 200_000,
  columns: 300,
  rowCharacters: 200_000,
  csvBytes: 200_000_000,
  /** of an XLSX file or a zip, packed */
  packedBytes: 60_000_000,
  /** of an XLSX file, unpacked */
  sheetBytes: 100_000_000,
} as const;

/** Trimmed, without empty rows, every row as wide as it is filled. */
export function tidied(rows: readonly (readonly string[])[]): string[][] {
  const kept: string[][] = [];
  for (const row of rows) {
    const cells = row.slice(0, MOST_COLUMNS).map((cell) => cell.trim().slice(0, LONGEST_CELL));
    while (cells.length > 0 && cells.at(-1) === '') cells.pop();
    if (cells.length > 0) kept.push(cells);
  }
  return kept;
}

/** All bytes in one piece. @param most bytes @throws Unreadable more than that */
export async function collected(source: Bytes, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > most)
      throw new Unreadable(`At most ${Math.round(most / 1_000_000)} MB of this kind of file`);
    chunks.push(chunk);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The first bytes of a source, and the source with them still in it. */
export async function peeked(source: Bytes, length: number): Promise<{ start: Uint8Array; all: Bytes }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let have = 0;
  while (have < length) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    have += next.value.length;
  }
  const start = new Uint8Array(have);
  let at = 0;
  for (const chunk of chunks) {
    start.set(chunk, at);
    at += chunk.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (start.length > 0) yield start;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { start, all: all() };
}
