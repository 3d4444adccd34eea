import type { PhotoType } from './content-type.ts';

/** Why a photo was refused: one word each, `REFUSAL_WORDS` says it to people. */
export type Refusal =
  | 'empty'
  | 'heic'
  | 'avif'
  | 'not-a-photo'
  | 'animated'
  | 'truncated'
  | 'malformed'
  | 'unsupported'
  | 'too-large';

/** A cleaned photo, or the reason why there is none. Width and height are in pixels, as a person sees it. */
export type CleanPhoto =
  | { ok: true; type: PhotoType; bytes: Uint8Array; width: number; height: number }
  | { ok: false; reason: Refusal };

export const REFUSAL_WORDS: Record<Refusal, string> = {
  empty: 'The file is empty. Take or choose the photo again.',
  heic: 'This is a HEIC photo, which browsers cannot show. Set the camera to "Most compatible" (JPEG) and take it again.',
  avif: 'This is an AVIF picture, which cannot be kept. Save it as JPEG, PNG or WebP.',
  'not-a-photo': 'This file is not a photo. Choose a JPEG, PNG or WebP.',
  animated: 'Moving pictures cannot be kept. Choose a still photo.',
  truncated: 'The photo is incomplete: its end is missing. Send it again.',
  malformed: 'The photo is damaged and cannot be read. Take or choose it again.',
  unsupported: 'This kind of JPEG, PNG or WebP is not shown by browsers. Save it as an ordinary JPEG.',
  'too-large': 'The photo has more than 100 megapixels. Send a smaller one.',
};

export const MAX_PIXELS = 100_000_000;

/** Thrown and caught inside this folder only: `cleanPhoto` turns it into a result. */
export class Refused extends Error {
  readonly reason: Refusal;

  constructor(reason: Refusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Refuses no pixels, and more of them than a phone's browser can decode. */
export function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw new Refused('malformed');
  if (width * height > MAX_PIXELS) throw new Refused('too-large');
}
