import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPhoto } from '../../src/photos/metadata.ts';
import {
  contains,
  exifSegment,
  intoJpeg,
  intoPng,
  intoWebp,
  join,
  pngChunk,
  SAMPLES,
  sample,
  segment,
  tiff,
  webpChunk,
} from './metadata-samples.ts';

const photos = [
  ...SAMPLES.map(sample),
  intoJpeg(sample('jpeg'), exifSegment(6)),
  intoPng(sample('png'), pngChunk('eXIf', tiff(8))),
  intoWebp(sample('webpLossy'), webpChunk('EXIF', tiff(3))),
];
const photo = fc.constantFrom(...photos);

/** Whatever came in: a refusal with its word, or a photo that is clean, no longer than it was, and stays the same. */
function holds(bytes: Uint8Array): void {
  const first = cleanPhoto(bytes);
  if (!first.ok) {
    expect(first.reason).toMatch(/^[a-z-]+$/);
    return;
  }
  expect(first.width).toBeGreaterThan(0);
  expect(first.width * first.height).toBeLessThanOrEqual(100_000_000);
  expect(first.bytes.length).toBeLessThanOrEqual(bytes.length + 64);
  for (const word of ['SecretCamera', 'SecretPlace']) expect(contains(first.bytes, word)).toBe(false);
  expect(cleanPhoto(first.bytes)).toEqual(first);
}

describe('cleanPhoto on hostile bytes', () => {
  it('answers for any bytes behind any signature', () => {
    const signature = photo.map((bytes) => bytes.subarray(0, 12));
    fc.assert(
      fc.property(fc.option(signature), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        holds(join(start ?? [], rest));
      }),
      { numRuns: 1500 },
    );
  });

  it('answers for a photo with bytes changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(photo, changes, (bytes, list) => {
        const mutated = bytes.slice();
        for (const [at, value] of list) mutated[at % mutated.length] = value;
        // A changed byte may turn the name of a metadata block into one that holds pixels; its words then stay.
        const first = cleanPhoto(mutated);
        if (first.ok) expect(cleanPhoto(first.bytes)).toEqual(first);
      }),
      { numRuns: 3000 },
    );
  });

  it('refuses a photo that ends too early, wherever that is', () => {
    for (const bytes of photos) {
      for (let length = 0; length < bytes.length; length += 1) {
        expect(cleanPhoto(bytes.subarray(0, length)).ok, `${length} of ${bytes.length}`).toBe(false);
      }
    }
  });

  it('removes metadata wherever it stands and however much there is', () => {
    const block = fc.uint8Array({ maxLength: 200 }).map((body) => join(body, tiff(1)));
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 8 }),
        fc.constantFrom(0xe1, 0xe2, 0xed, 0xef, 0xfe),
        (blocks, marker) => {
          holds(intoJpeg(sample('jpeg'), ...blocks.map((body) => segment(marker, body))));
          holds(intoPng(sample('png'), ...blocks.map((body) => pngChunk('tEXt', body))));
          holds(intoWebp(sample('webpLossyAlpha'), ...blocks.map((body) => webpChunk('XMP ', body))));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('answers soon for 8 MB of anything', () => {
    const size = 8_000_000;
    const head = join(sample('jpeg').subarray(0, 2), segment(0xfe, []));
    const scan = sample('jpeg').subarray(0, -2);
    const rows: [string, Uint8Array][] = [
      ['fill bytes', join(head, new Uint8Array(size).fill(0xff))],
      ['stray bytes', join(head, new Uint8Array(size).fill(0x41))],
      ['empty segments', join(head, Buffer.alloc(size, Buffer.from([0xff, 0xfe, 0, 2])))],
      ['restart marks in the scan', join(scan, Buffer.alloc(size, Buffer.from([0xff, 0xd0])), [0xff, 0xd9])],
      ['empty chunks', intoPng(sample('png'), Buffer.alloc(size - (size % 12), pngChunk('teXt', [])))],
      ['empty WebP chunks', intoWebp(sample('webpLossy'), Buffer.alloc(size, webpChunk('XMP ', [])))],
    ];
    for (const [kind, bytes] of rows) {
      const begun = process.cpuUsage();
      cleanPhoto(bytes);
      // About 0.1 s where the work is linear; hours of it where it grows with the square.
      expect(process.cpuUsage(begun).user, kind).toBeLessThan(20_000_000);
    }
  });
});
