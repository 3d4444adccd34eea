import { contentOf, type PhotoType } from './content-type.ts';
import { Bytes } from './metadata-bytes.ts';
import { cleanJpeg } from './metadata-jpeg.ts';
import { cleanPng } from './metadata-png.ts';
import { type CleanPhoto, Refused } from './metadata-result.ts';
import { cleanWebp } from './metadata-webp.ts';

export { type CleanPhoto, MAX_PIXELS, REFUSAL_WORDS, type Refusal } from './metadata-result.ts';

const CLEANERS: Record<PhotoType, (bytes: Bytes) => { width: number; height: number }> = {
  jpeg: cleanJpeg,
  png: cleanPng,
  webp: cleanWebp,
};

/**
 * Removes everything from a photo that is not the picture: EXIF with its place and time, XMP, IPTC, comments,
 * thumbnails, second pictures, animation frames, unknown blocks, bytes after the end. The orientation stays, in a
 * block that holds nothing else. Pixels are neither decoded nor changed.
 *
 * Colour profiles go too: they name the device or even the monitor that made them, and a profile is a program
 * for the decoder. A wide-gamut photo looks slightly paler; for the picture of a broken hinge that is no loss.
 *
 * Takes any bytes, in time and memory proportional to their number; never throws on what is in them. Cleaning a
 * cleaned photo changes nothing.
 */
export function cleanPhoto(source: Uint8Array): CleanPhoto {
  if (source.length === 0) return { ok: false, reason: 'empty' };
  const type = contentOf(source);
  if (type === 'heic' || type === 'avif') return { ok: false, reason: type };
  if (type !== 'jpeg' && type !== 'png' && type !== 'webp') return { ok: false, reason: 'not-a-photo' };
  const bytes = new Bytes(source);
  try {
    const { width, height } = CLEANERS[type](bytes);
    return { ok: true, type, bytes: bytes.output(), width, height };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}
