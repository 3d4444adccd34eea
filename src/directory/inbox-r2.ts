import type { R2Bucket } from '@cloudflare/workers-types';
import { type Inbox, isWanted } from './inbox.ts';

const PREFIX = 'inbox/';
const MOST = 50;

/** Objects whose names begin with `inbox/`; the bucket shows an object when it is whole. */
export class BucketInbox implements Inbox {
  private readonly bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.bucket = bucket;
  }

  async list(): Promise<string[]> {
    const { objects } = await this.bucket.list({ prefix: PREFIX, limit: 1000 });
    return objects
      .map(({ key }) => key.slice(PREFIX.length))
      .filter(isWanted)
      .slice(0, MOST);
  }

  async *open(name: string): AsyncGenerator<Uint8Array> {
    const object = await this.bucket.get(PREFIX + name);
    const reader = object?.body.getReader();
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) return;
      yield read.value as Uint8Array;
    }
  }

  /** It is in the store of uploaded files from now on. */
  async take(name: string): Promise<void> {
    await this.bucket.delete(PREFIX + name);
  }
}
