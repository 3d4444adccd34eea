import type { R2Bucket } from '@cloudflare/workers-types';
import { NotFound } from '../errors.ts';
import { checkedName, type FileStore } from './file-store.ts';

/** An object is put whole, so that a long file lies in several: a Worker has 128 MB of memory. */
const MOST_BYTES = 20_000_000;

/** Files in an R2 bucket, beside the photos: their names have a slash in them. */
export class BucketFiles implements FileStore {
  private readonly bucket: R2Bucket;
  private readonly mostBytes: number;

  /** @param mostBytes of one object */
  constructor(bucket: R2Bucket, mostBytes = MOST_BYTES) {
    this.bucket = bucket;
    this.mostBytes = mostBytes;
  }

  async put(name: string, source: AsyncIterable<Uint8Array>): Promise<{ bytes: number }> {
    let pieces: Uint8Array[] = [];
    let held = 0;
    let bytes = 0;
    let objects = 0;
    const flush = async () => {
      await this.bucket.put(objectName(name, objects), joined(pieces, held));
      objects += 1;
      pieces = [];
      held = 0;
    };
    try {
      for await (const piece of source) {
        if (held > 0 && held + piece.length > this.mostBytes) await flush();
        pieces.push(piece);
        held += piece.length;
        bytes += piece.length;
      }
      if (held > 0 || objects === 0) await flush();
    } catch (error) {
      // Half a file is none.
      await this.remove([name]);
      throw error;
    }
    // One that was longer before must not go on behind the new end.
    await this.bucket.delete(objectName(name, objects));
    return { bytes };
  }

  async *open(name: string): AsyncGenerator<Uint8Array> {
    for (let i = 0; ; i += 1) {
      const object = await this.bucket.get(objectName(name, i));
      if (!object && i === 0) throw new NotFound('The file is no longer kept');
      if (!object) return;
      const reader = object.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value as Uint8Array;
      }
    }
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const { objects } = await this.bucket.list({ prefix: `${checkedName(name)}~` });
      if (objects.length > 0) await this.bucket.delete(objects.map((object) => object.key));
    }
  }
}

function objectName(name: string, index: number): string {
  return `${checkedName(name)}~${String(index).padStart(5, '0')}`;
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
