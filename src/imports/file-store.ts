/**
 * Where uploaded and made files lie for a while: a folder on Node, a bucket on Workers. Whoever puts a file removes
 * it; `imports/...` are removed when their rows have been read.
 */
export interface FileStore {
  /** Keeps a file, in place of one of the same name. @throws StorageFull; what was put so far is not there then */
  put(name: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number }>;
  /** The file in pieces, as it lies. @throws NotFound there is none of that name */
  open(name: string): AsyncIterable<Uint8Array>;
  /** Files that are not there are none to remove. */
  remove(names: readonly string[]): Promise<void>;
}

/** 'imports/0190a5b2-.../1': small letters, digits, dots and hyphens, in at most four folders. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,99}(\/[a-z0-9][a-z0-9._-]{0,99}){0,4}$/;

/** @throws RangeError not a name */
export function checkedName(name: string): string {
  if (!NAME.test(name) || name.includes('..')) throw new RangeError('not the name of a file');
  return name;
}

/** A file's pieces from one that is in memory already. */
export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
