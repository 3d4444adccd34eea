import type { R2Bucket } from '@cloudflare/workers-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getPlatformProxy } from 'wrangler';
import { BucketInbox } from '../../src/directory/inbox-r2.ts';
import { takeIn } from '../../src/directory/take-in.ts';
import { NotFound } from '../../src/errors.ts';
import type { FileStore } from '../../src/imports/file-store.ts';
import { BucketFiles } from '../../src/imports/file-store-r2.ts';
import { importFor } from '../../src/imports/importer.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let bucket: R2Bucket;
let files: BucketFiles;
let stop: () => Promise<void>;

beforeAll(async () => {
  const proxy = await getPlatformProxy<{ PHOTOS: R2Bucket }>({ persist: false });
  bucket = proxy.env.PHOTOS;
  files = new BucketFiles(bucket, 200_000);
  stop = () => proxy.dispose();
});
afterAll(() => stop());

async function* pieces(count: number, bytes: number, mark: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield new Uint8Array(bytes).fill((mark + i) % 256);
}

/** Each byte that stands there and how often, in their order. */
async function runs(store: FileStore, name: string): Promise<[byte: number, times: number][]> {
  const found: [number, number][] = [];
  for await (const piece of store.open(name))
    for (const byte of piece) {
      const last = found.at(-1);
      if (last?.[0] === byte) last[1] += 1;
      else found.push([byte, 1]);
    }
  return found;
}

const keys = async (prefix: string) => (await bucket.list({ prefix })).objects.map(({ key }) => key);

describe('files in a bucket', () => {
  it('lie in objects of a bounded size, are read in their order, and leave nothing behind', async () => {
    expect(await files.put('imports/one/1', pieces(5, 90_000, 1))).toEqual({ bytes: 450_000 });
    expect(await keys('imports/one')).toHaveLength(3);
    expect(await runs(files, 'imports/one/1')).toEqual([1, 2, 3, 4, 5].map((byte) => [byte, 90_000]));
    await files.put('imports/one/1', pieces(1, 10, 7));
    expect(await runs(files, 'imports/one/1')).toEqual([[7, 10]]);
    await files.remove(['imports/one/1', 'imports/none/1']);
    expect(await keys('imports/')).toEqual([]);
    await expect(runs(files, 'imports/one/1')).rejects.toThrow(NotFound);
  });

  it('are not there where their source breaks off', async () => {
    const broken = async function* () {
      yield* pieces(3, 90_000, 1);
      throw new Error('the line is cut');
    };
    await expect(files.put('imports/two/1', broken())).rejects.toThrow('cut');
    expect(await keys('imports/two')).toEqual([]);
  });
});

it('the inbox of a bucket is taken in once and emptied', async () => {
  const engine = freshDatabase();
  await makeWorld(engine);
  const app = testApp(engine);
  await app.rows("INSERT INTO settings (name, value) VALUES ('directory', '{\"nightly\":true}') RETURNING 1");
  const roster = 'Serial Number,Asset Tag,Model,Site,Notes\n5CD1234XYZ,48213,Dell Chromebook 3100,MAP,seen';
  await bucket.put('inbox/devices.csv', roster);
  await bucket.put('inbox/.hidden.csv', 'x');
  const inbox = new BucketInbox(bucket);
  expect(await inbox.list()).toEqual(['devices.csv']);
  const fresh = () => systemCtx(app.services, 'system');
  const carryOn = () => importFor(fresh, files, 10_000);
  await takeIn({ fresh, inbox, files, carryOn, tired: () => false });
  expect(await keys('inbox/')).toEqual(['inbox/.hidden.csv']);
  expect(
    await app.rows(
      'SELECT f.state, f.digest, i.row_count FROM inbox_files AS f JOIN imports AS i ON i.id = f.import',
    ),
  ).toEqual([{ state: 'waits', digest: '', row_count: 1 }]);
});
