import type { AppContext } from '../web/env.ts';

/** The fields of photos, as the document tells them. */
export const PHOTO_FILES = {
  photo: 'JPEG, PNG or WebP, at most 12 MB each and 10 at once; metadata is taken off',
  thumb: 'A small picture of each photo, in the same order; without one the photo serves as both',
} as const;

/** The photos that were sent, with their small pictures. */
export async function photosSent(c: AppContext): Promise<{ photos: Uint8Array[]; thumbs: Uint8Array[] }> {
  const bytes = (name: string) =>
    Promise.all((c.var.body.files[name] ?? []).map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return { photos: await bytes('photo'), thumbs: await bytes('thumb') };
}
