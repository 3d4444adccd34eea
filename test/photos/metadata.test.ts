import { describe, expect, it } from 'vitest';
import { contentOf } from '../../src/photos/content-type.ts';
import { cleanPhoto, REFUSAL_WORDS } from '../../src/photos/metadata.ts';
import {
  contains,
  exifSegment,
  intoJpeg,
  intoPng,
  intoWebp,
  join,
  latin,
  OTHERS,
  pngChunk,
  pngOf,
  SAMPLES,
  sample,
  segment,
  tiff,
  webpChunk,
} from './metadata-samples.ts';

function cleaned(bytes: Uint8Array) {
  const result = cleanPhoto(bytes);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result;
}

function reason(bytes: Uint8Array) {
  const result = cleanPhoto(bytes);
  return result.ok ? 'accepted' : result.reason;
}

/** Metadata of every sort, each with a word that must be gone. */
const LADEN: [string, Uint8Array][] = [
  ['jpeg EXIF', intoJpeg(sample('jpeg'), exifSegment(1))],
  ['jpeg XMP', intoJpeg(sample('jpeg'), segment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<x:Secret/>')))],
  ['jpeg IPTC', intoJpeg(sample('jpeg'), segment(0xed, latin('Photoshop 3.0\0Secret')))],
  ['jpeg comment', intoJpeg(sample('jpeg'), segment(0xfe, latin('Secret')))],
  ['jpeg MPF', intoJpeg(sample('jpeg'), segment(0xe2, latin('MPF\0Secret')))],
  ['jpeg JFIF thumbnail', intoJpeg(sample('jpeg'), segment(0xe0, latin('JFXX\0\x10Secret')))],
  ['jpeg stray bytes', intoJpeg(sample('jpeg'), segment(0xfe, []), latin('Secret'))],
  ['jpeg second picture', join(sample('jpeg'), sample('jpeg'), latin('Secret'))],
  ['png text', intoPng(sample('png'), pngChunk('tEXt', latin('Comment\0Secret')))],
  ['png utf-8 text', intoPng(sample('png'), pngChunk('iTXt', latin('XML:com.adobe.xmp\0Secret')))],
  ['png packed text', intoPng(sample('png'), pngChunk('zTXt', latin('Secret')))],
  ['png EXIF', intoPng(sample('png'), pngChunk('eXIf', tiff(1)))],
  ['png time', intoPng(sample('png'), pngChunk('tIME', [7, 232, 1, 1, 1, 1, 1]))],
  ['png profile', intoPng(sample('png'), pngChunk('iCCP', latin('Secret')))],
  ['png unknown', intoPng(sample('png'), pngChunk('seCr', latin('Secret')))],
  ['png trailing bytes', join(sample('png'), latin('Secret'))],
  ['webp EXIF', intoWebp(sample('webpLossy'), webpChunk('EXIF', tiff(1)))],
  ['webp XMP', intoWebp(sample('webpLossless'), webpChunk('XMP ', latin('<x:Secret/>')))],
  ['webp unknown', intoWebp(sample('webpLossyAlpha'), webpChunk('SECR', latin('Secret')))],
  ['webp trailing bytes', join(sample('webpLossy'), latin('Secret'))],
];

describe('cleanPhoto', () => {
  it.each(SAMPLES)('keeps the picture of %s and drops its profile', (name) => {
    const result = cleaned(sample(name));
    expect([result.width, result.height]).toEqual([24, 16]);
    expect(result.bytes.length).toBeLessThanOrEqual(sample(name).length);
    for (const word of ['ICC', 'sRGB', 'G\0o\0o\0g']) expect(contains(result.bytes, word)).toBe(false);
    expect(contentOf(result.bytes)).toBe(result.type);
  });

  it.each(LADEN)('cleans %s to the same bytes as the plain photo', (kind, bytes) => {
    const clean = cleaned(bytes).bytes;
    expect(contains(clean, 'Secret')).toBe(false);
    const plain = SAMPLES.map((name) => Buffer.from(cleaned(sample(name)).bytes).toString('base64'));
    expect(plain, kind).toContain(Buffer.from(clean).toString('base64'));
  });

  const turned: [string, (orientation: number) => Uint8Array][] = [
    ['jpeg', (n) => intoJpeg(sample('jpeg'), exifSegment(n))],
    ['jpeg little endian', (n) => intoJpeg(sample('jpeg'), exifSegment(n, true))],
    ['png', (n) => intoPng(sample('png'), pngChunk('eXIf', tiff(n)))],
    ['webp', (n) => intoWebp(sample('webpLossy'), webpChunk('EXIF', tiff(n)))],
    ['webp with alpha', (n) => intoWebp(sample('webpLossyAlpha'), webpChunk('EXIF', tiff(n, true)))],
    [
      'webp, EXIF named as in JPEG',
      (n) => intoWebp(sample('webpLossless'), webpChunk('EXIF', join(latin('Exif\0\0'), tiff(n)))),
    ],
  ];
  it.each(turned)('keeps the orientation of %s and nothing else of its EXIF', (_, photo) => {
    for (let orientation = 2; orientation <= 8; orientation += 1) {
      const once = cleaned(photo(orientation));
      expect([once.width, once.height]).toEqual(orientation >= 5 ? [16, 24] : [24, 16]);
      expect(contains(once.bytes, 'Secret')).toBe(false);
      const kept = Buffer.from(once.bytes).indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]));
      expect(once.bytes[kept + 9]).toBe(orientation);
      expect(cleaned(once.bytes)).toEqual(once);
    }
    for (const nonsense of [0, 9, 65535]) {
      expect(cleaned(photo(nonsense))).toMatchObject({ width: 24, height: 16 });
    }
  });

  it.each(OTHERS)('refuses %s by a word', (_, bytes, word) => {
    expect(reason(bytes)).toBe(word);
    expect(Object.keys(REFUSAL_WORDS)).toContain(word);
  });

  const bomb = (side: number) => pngOf(side, side, pngChunk('IDAT', [0]), pngChunk('IEND', []));
  const soc = (...body: number[]) => join([0xff, 0xd8], segment(0xc0, body), [0xff, 0xd9]);
  const damaged: [string, Uint8Array, string][] = [
    ['100 megapixels', bomb(10_000), 'accepted'],
    ['more than 100 megapixels', bomb(10_001), 'too-large'],
    ['four thousand million pixels a side', bomb(0xffffffff), 'too-large'],
    ['no pixels', pngOf(0, 5, pngChunk('IDAT', [0]), pngChunk('IEND', [])), 'malformed'],
    ['no picture', pngOf(5, 5, pngChunk('IEND', [])), 'malformed'],
    ['no end', pngOf(5, 5, pngChunk('IDAT', [0])), 'truncated'],
    ['a wrong sum', intoPng(sample('png'), pngChunk('gAMA', [0, 0, 0, 1]).fill(7, 12)), 'malformed'],
    ['a gamma with text in it', intoPng(sample('png'), pngChunk('gAMA', latin('Secret'))), 'malformed'],
    ['a JPEG without a scan', soc(8, 0, 16, 0, 16, 1, 1, 0x11, 0), 'malformed'],
    ['a JPEG with 12 bits', soc(12, 0, 16, 0, 16, 1, 1, 0x11, 0), 'unsupported'],
    ['a JPEG of 65535 x 65535', soc(8, 255, 255, 255, 255, 1, 1, 0x11, 0), 'too-large'],
    ['a lossless JPEG', join([0xff, 0xd8], segment(0xc3, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])), 'truncated'],
    [
      'a table with text behind it',
      intoJpeg(sample('jpeg'), segment(0xdb, latin('\0'.repeat(65) + 'Se'))),
      'malformed',
    ],
    ['a segment of length 1', intoJpeg(sample('jpeg'), segment(0xfe, [], 1)), 'malformed'],
    ['a segment longer than the file', intoJpeg(sample('jpeg'), segment(0xfe, [], 65535)), 'truncated'],
    ['an animation', intoWebp(sample('webpLossy'), webpChunk('ANIM', [0, 0, 0, 0, 0, 0])), 'animated'],
    ['two pictures in one WebP', intoWebp(sample('webpLossy'), webpChunk('VP8 ', [1])), 'malformed'],
    ['a WebP without a picture', intoWebp(latin('RIFF\0\0\0\0WEBP')), 'malformed'],
  ];
  it.each(damaged)('answers for %s', (_, bytes, word) => {
    expect(reason(bytes)).toBe(word);
  });

  it('takes a view into a larger buffer for what it shows', () => {
    const photo = sample('jpeg');
    const view = join(latin('xxx'), photo, latin('yyy')).subarray(3, 3 + photo.length);
    expect(cleaned(view)).toEqual(cleaned(photo));
  });
});
