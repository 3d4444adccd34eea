import type { R2Bucket } from '@cloudflare/workers-types';
import type { PhotoStore, StoredPhoto } from './store.ts';

/** Photos in an R2 bucket. */
export class BucketPhotos implements PhotoStore {
  private readonly bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.bucket = bucket;
  }

  async put(name: string, photo: StoredPhoto): Promise<void> {
    await this.bucket.put(name, photo.bytes, { httpMetadata: { contentType: photo.type } });
  }

  async get(name: string): Promise<StoredPhoto | null> {
    const object = await this.bucket.get(name);
    if (!object) return null;
    const bytes = new Uint8Array(await object.arrayBuffer());
    return { bytes, type: object.httpMetadata?.contentType ?? 'application/octet-stream' };
  }

  async remove(names: readonly string[]): Promise<void> {
    if (names.length > 0) await this.bucket.delete([...names]);
  }

  async listBefore(
    moment: string,
    cursor: string | null,
  ): Promise<{ names: string[]; cursor: string | null }> {
    const page = await this.bucket.list({ limit: 500, ...(cursor ? { cursor } : {}) });
    const before = Date.parse(moment);
    // What has a slash in its name is a file of an import or an export: they are swept by who put them.
    const photos = page.objects.filter((o) => !o.key.includes('/'));
    const names = photos.filter((o) => o.uploaded.getTime() < before).map((o) => o.key);
    return { names, cursor: page.truncated ? page.cursor : null };
  }
}
