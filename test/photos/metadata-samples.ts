/**
 * 24 x 16 pixels, red and blue squares, as Chromium's canvas writes them: each but the PNG carries an sRGB profile
 * that names a company, which cleaning has to take out.
 */
const BASE64 = {
  jpeg: [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA',
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA',
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA',
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA',
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA',
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcU',
    'ERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4r',
    'K06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABgDASIAAhEB',
    'AxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAcFBv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAD',
    'BP/EAB0RAAEEAgMAAAAAAAAAAAAAAAADBBESEyEUYqH/2gAMAwEAAhEDEQA/AMt3QnRW7e87GXXyRooonQq4fbwnsf/Z',
  ].join(''),
  png: [
    'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAAPklEQVR4AeyRwQkAMAwCTVbq/hu0M9kN4kPyU/AnCHd9AU6l',
    'mcZyciABB5FGdEhMrXpwGgfagVyYgziQAD8AAAD//w6viN8AAAAGSURBVAMA87BssZLBi4YAAAAASUVORK5CYII=',
  ].join(''),
  webpLossy: [
    'UklGRhoCAABXRUJQVlA4WAoAAAAgAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA',
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA',
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA',
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA',
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA',
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggLAAAALAB',
    'AJ0BKhgAEAAEAGgloAL6BQAJ4HAA/tA2d0O//8Hg7x/5Z//MlzxYgAAA',
  ].join(''),
  webpLossyAlpha: [
    'UklGRkgCAABXRUJQVlA4WAoAAAAwAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA',
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA',
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA',
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA',
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA',
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIHAAAAAEX',
    'IBBIUp98jYgIB4Jsm0pecqgniOh/bPCk6glWUDggNgAAADADAJ0BKhgAEAA/EXKxUKwmpKKwCAGAIgloAL6BQAE6hwAA/u9f',
    'w2k//q/BPf4IL+HYsK1QAA==',
  ].join(''),
  webpLossless: [
    'UklGRhoCAABXRUJQVlA4WAoAAAAwAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA',
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA',
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA',
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA',
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA',
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMKwAAAC8X',
    'wAMQFxDDLBZMppX/kZaAoOg50wN+gTDbaJKTnOb9jiCi/2NQAD+L6pEA',
  ].join(''),
};

export type Sample = keyof typeof BASE64;
export const SAMPLES: Sample[] = ['jpeg', 'png', 'webpLossy', 'webpLossyAlpha', 'webpLossless'];

export function sample(name: Sample): Uint8Array {
  return new Uint8Array(Buffer.from(BASE64[name], 'base64'));
}

export function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);
}

export function join(...parts: ArrayLike<number>[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}

function number(value: number, size: number, little = false): number[] {
  const bytes = Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** at) & 255);
  return little ? bytes : bytes.reverse();
}

/** A TIFF block with an orientation, a camera's name and a place, as a phone writes it into a photo. */
export function tiff(orientation: number, little = false): Uint8Array {
  const n = (value: number, size: number) => number(value, size, little);
  const entry = (tag: number, kind: number, count: number, value: number[]) => [
    ...n(tag, 2),
    ...n(kind, 2),
    ...n(count, 4),
    ...value,
  ];
  const make = latin('SecretCamera\0');
  const gpsAt = 8 + 2 + 3 * 12 + 4 + make.length + (make.length % 2);
  return join(
    latin(little ? 'II' : 'MM'),
    n(42, 2),
    n(8, 4),
    n(3, 2),
    entry(0x010f, 2, make.length, n(8 + 2 + 3 * 12 + 4, 4)),
    entry(0x0112, 3, 1, [...n(orientation, 2), 0, 0]),
    entry(0x8825, 4, 1, n(gpsAt, 4)),
    n(0, 4),
    make,
    make.length % 2 ? [0] : [],
    n(1, 2),
    entry(0x001d, 2, 11, n(gpsAt + 18, 4)),
    n(0, 4),
    latin('SecretPlace\0'),
  );
}

/** A JPEG segment; `length` may be set to lie. */
export function segment(marker: number, body: ArrayLike<number>, length = body.length + 2): Uint8Array {
  return join([0xff, marker], number(length, 2), body);
}

/** Puts `parts` behind the first two bytes of a JPEG. */
export function intoJpeg(jpeg: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  return join(jpeg.subarray(0, 2), ...parts, jpeg.subarray(2));
}

export function exifSegment(orientation: number, little = false): Uint8Array {
  return segment(0xe1, join(latin('Exif\0\0'), tiff(orientation, little)));
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function pngChunk(name: string, body: ArrayLike<number>): Uint8Array {
  const named = join(latin(name), body);
  return join(number(body.length, 4), named, number(crc32(named), 4));
}

/** Puts `parts` behind the header chunk of a PNG. */
export function intoPng(png: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  return join(png.subarray(0, 33), ...parts, png.subarray(33));
}

export function pngOf(width: number, height: number, ...chunks: Uint8Array[]): Uint8Array {
  const header = pngChunk('IHDR', [...number(width, 4), ...number(height, 4), 8, 0, 0, 0, 0]);
  return join([0x89], latin('PNG\r\n\x1a\n'), header, ...chunks);
}

export function webpChunk(name: string, body: ArrayLike<number>): Uint8Array {
  return join(latin(name), number(body.length, 4, true), body, body.length % 2 ? [0] : []);
}

/** Appends chunks to a WebP and mends its size. */
export function intoWebp(webp: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
  const body = join(webp.subarray(8), ...parts);
  return join(latin('RIFF'), number(body.length, 4, true), body);
}

export function contains(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));
}

const FTYP = (brand: string) =>
  join(number(24, 4), latin(`ftyp${brand}`), number(0, 4), latin(`mif1${brand}`));

/** Files that are no photo we keep. */
export const OTHERS: [string, Uint8Array, string][] = [
  ['nothing', new Uint8Array(), 'empty'],
  ['HEIC', FTYP('heic'), 'heic'],
  ['HEIC with a general brand', FTYP('mif1'), 'heic'],
  ['AVIF', FTYP('avif'), 'avif'],
  ['a video', FTYP('isom'), 'not-a-photo'],
  ['GIF', latin('GIF89a'), 'not-a-photo'],
  ['HTML', latin('\n <!doctype html><script>alert(1)</script>'), 'not-a-photo'],
  ['SVG', latin('<?xml version="1.0"?><svg xmlns="x"><script/></svg>'), 'not-a-photo'],
  ['text', latin('hello'), 'not-a-photo'],
];
