import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NotFound, StorageFull } from '../errors.ts';
import { checkedName, type FileStore } from './file-store.ts';

/** Files below one folder of the data. */
export class FolderFiles implements FileStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async put(name: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> {
    const path = this.path(name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Written beside and renamed: a file that is there is whole.
    const beside = `${path}.part`;
    let bytes = 0;
    try {
      const file = await open(beside, 'w', 0o600);
      try {
        for await (const piece of source) {
          await file.write(piece);
          bytes += piece.length;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw isFull(error) ? new StorageFull() : error;
    }
    return { bytes };
  }

  async *open(name: string): AsyncGenerator<Uint8Array> {
    const path = this.path(name);
    await access(path).catch(() => {
      throw new NotFound('The file is no longer kept');
    });
    for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 }))
      yield piece as Uint8Array;
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(this.path(name), { force: true });
  }

  private path(name: string): string {
    return join(this.folder, checkedName(name));
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOSPC|EDQUOT|EFBIG)$/.test(String(error.code));
}
