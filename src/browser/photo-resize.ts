/** The longest side of what is sent, in pixels. */
export const PHOTO_SIDE = 1600;
export const THUMB_SIDE = 320;
/** Shown beside the input. */
const PREVIEW_SIDE = 96;
const QUALITY = { photo: 0.82, thumb: 0.75 };

/** Why a file was not taken; the words are for people. */
export class NotTaken extends Error {}

const HEIC_WORDS =
  'This is a HEIC photo, which this browser cannot open. Set the camera to "Most compatible" (JPEG) and take it again.';
const NO_PHOTO_WORDS = 'This file is not a photo that can be opened. Choose a JPEG, PNG or WebP.';

async function isHeic(file: Blob): Promise<boolean> {
  const start = new TextDecoder('latin1').decode(await file.slice(0, 64).arrayBuffer());
  return start.slice(4, 8) === 'ftyp' && /hei[cmsx]|hev[cmsx]|mif1/.test(start);
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    // Upright as the camera meant it: the canvas that follows knows no orientation.
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new NotTaken((await isHeic(file)) ? HEIC_WORDS : NO_PHOTO_WORDS);
  }
}

/** Draws the picture with its longest side at most `side`; a small one stays as it is. */
export function draw(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) throw new NotTaken(NO_PHOTO_WORDS);
  // JPEG has no transparency: it becomes paper, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function jpeg(canvas: HTMLCanvasElement, name: string, quality: number): Promise<File> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!blob) throw new NotTaken(NO_PHOTO_WORDS);
  return new File([blob], name, { type: 'image/jpeg' });
}

export interface SmallPhoto {
  photo: File;
  thumb: File;
  preview: HTMLCanvasElement;
}

/** Makes a photo of 1600 pixels and a thumbnail of 320, both upright JPEGs; rejects with `NotTaken`. */
export async function makeSmall(file: File): Promise<SmallPhoto> {
  const picture = await decode(file);
  try {
    const name = file.name.replace(/\.[^.]*$/, '') || 'photo';
    const thumb = draw(picture, THUMB_SIDE);
    const photo = await jpeg(draw(picture, PHOTO_SIDE), `${name}.jpg`, QUALITY.photo);
    return {
      photo,
      thumb: await jpeg(thumb, `${name}-thumb.jpg`, QUALITY.thumb),
      preview: draw(picture, PREVIEW_SIDE),
    };
  } finally {
    picture.close();
  }
}
