import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Inbox, isWanted } from './inbox.ts';

/** A file that was written to within a minute may not be whole yet. */
const AT_REST_MS = 60_000;
const MOST = 50;

/** A folder; what was taken lies in `taken` below it. */
export class FolderInbox implements Inbox {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async list(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(this.folder, { withFileTypes: true }))
      .filter((entry) => entry.isFile() && isWanted(entry.name))
      .map(({ name }) => name)
      .sort()
      .slice(0, MOST);
    const whole: string[] = [];
    for (const name of names) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (Date.now() - mtimeMs >= AT_REST_MS) whole.push(name);
    }
    return whole;
  }

  open(name: string): AsyncIterable<Uint8Array> {
    return createReadStream(join(this.folder, name));
  }

  async take(name: string): Promise<void> {
    const taken = join(this.folder, 'taken');
    await mkdir(taken, { recursive: true, mode: 0o700 });
    await rename(join(this.folder, name), join(taken, name));
  }
}
