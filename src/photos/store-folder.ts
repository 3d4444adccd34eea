import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageFull } from '../errors.ts';
import type { PhotoStore, StoredPhoto } from './store.ts';

const NAME = /^[A-Za-z0-9_-]{20,60}\.(jpg|png|webp|pdf)$/;
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
};

/** Photos as files below one folder, spread over 256 sub-folders by the first characters of the name. */
export class FolderPhotos implements PhotoStore {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async put(name: string, photo: StoredPhoto): Promise<void> {
    const path = this.path(name);
    await mkdir(join(path, '..'), { recursive: true });
    // Written beside and renamed: a file that is there is whole.
    try {
      await writeFile(`${path}.part`, photo.bytes, { flush: true });
      await rename(`${path}.part`, path);
    } catch (error) {
      await rm(`${path}.part`, { force: true });
      throw isFull(error) ? new StorageFull() : error;
    }
  }

  async get(name: string): Promise<StoredPhoto | null> {
    if (!NAME.test(name)) return null;
    try {
      const bytes = await readFile(this.path(name));
      return { bytes: new Uint8Array(bytes), type: TYPES[name.split('.').at(-1) ?? ''] ?? 'image/jpeg' };
    } catch {
      return null;
    }
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(this.path(name), { force: true });
  }

  async listBefore(
    moment: string,
    cursor: string | null,
  ): Promise<{ names: string[]; cursor: string | null }> {
    const folders = (await readdir(this.folder).catch(() => [])).sort();
    const folder = folders.find((name) => cursor === null || name > cursor);
    if (folder === undefined) return { names: [], cursor: null };
    const names: string[] = [];
    for (const name of await readdir(join(this.folder, folder)).catch(() => [])) {
      const { mtime } = await stat(join(this.folder, folder, name));
      if (mtime.toISOString() < moment) names.push(name);
    }
    return { names, cursor: folder };
  }

  private path(name: string): string {
    if (!NAME.test(name)) throw new RangeError('not the name of a photo');
    return join(this.folder, name.slice(0, 2), name);
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOSPC|EDQUOT|EFBIG)$/.test(String(error.code));
}
