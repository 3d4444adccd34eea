import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertPhoto, type NewPhoto, withdrawPhoto } from './changes.ts';
import { MEDIA_TYPES } from './content-type.ts';
import { MAX_PHOTO_BYTES, type PhotoForm } from './forms.ts';
import { type CleanPhoto, cleanPhoto, REFUSAL_WORDS } from './metadata.ts';
import { photoByName } from './queries.ts';
import type { PhotoStore } from './store.ts';

/** The files of one form: `thumb` is absent without JavaScript. */
export interface Upload {
  photos: readonly Uint8Array[];
  thumbs: readonly Uint8Array[];
}

export interface PhotoTarget {
  device: string;
  repair: string | null;
  site: string;
}

const MOST_AT_ONCE = 10;

/**
 * Keeps photos of a device or of its repair, metadata taken off: first the pictures under names that
 * nobody can guess, then their rows in one commit. What is left without a row is swept after a day.
 * @throws Invalid at 'photo': none, too large, no picture
 */
export async function addPhotos(
  ctx: Ctx,
  store: PhotoStore,
  target: PhotoTarget,
  upload: Upload,
  form: PhotoForm,
): Promise<{ added: number }> {
  const stored = await storePhotos(store, upload);
  const rows = stored.map((photo) => ({
    ...photo,
    ...target,
    step: form.step ?? '',
    by: ctx.actor.person,
  }));
  return commit(
    ctx,
    { added: rows.length },
    rows.map((row) => insertPhoto(row, ctx.now)),
    record({
      thing: target.repair ?? target.device,
      kind: target.repair ? 'repair' : 'device',
      verb: 'photos added',
      device: target.device,
      site: target.site,
      data: { photos: rows.map(({ id }) => id), step: form.step },
    }),
  );
}

/** A picture that is kept, metadata taken off, and has no row yet. */
export type KeptPhoto = Pick<NewPhoto, 'id' | 'name' | 'thumb' | 'type' | 'width' | 'height' | 'bytes'>;

/**
 * Puts pictures under names that nobody can guess, for a use case that brings its own commit.
 * @throws Invalid at 'photo': none, too large, no picture
 */
export async function storePhotos(store: PhotoStore, { photos, thumbs }: Upload): Promise<KeptPhoto[]> {
  if (photos.length === 0) throw new Invalid({ photo: 'Take or choose a photo' });
  if (photos.length > MOST_AT_ONCE) throw new Invalid({ photo: `At most ${MOST_AT_ONCE} at once` });
  const clean = photos.map((bytes) => cleaned(bytes));
  // A thumbnail that is none is no reason to refuse the photo: the photo serves as both.
  const small = clean.map((_, i) => smallOf(thumbs[i]));
  const kept: KeptPhoto[] = [];
  for (const [i, photo] of clean.entries()) {
    const thumb = small[i] ?? null;
    const name = await put(store, photo);
    kept.push({
      id: newId(),
      name,
      thumb: thumb ? await put(store, thumb) : name,
      type: MEDIA_TYPES[photo.type],
      width: photo.width,
      height: photo.height,
      bytes: photo.bytes.length,
    });
  }
  return kept;
}

/** A photo that should not have been taken: shown to nobody any more. By who took it, or a manager. */
export async function removePhoto(
  ctx: Ctx,
  name: string,
  scope: Exclude<Scope, null>,
): Promise<{ device: string; repair: string | null }> {
  const photo = await ctx.db.first(photoByName(name));
  if (!photo || !within(scope, photo.home, photo.atSite, photo.site)) throw new NotFound();
  const manages = ctx.actor.grants.some(({ role }) => role === 'manager' || role === 'admin');
  if (!manages && photo.person !== ctx.actor.person) throw new Forbidden('Only who took it can take it off');
  return commit(
    ctx,
    { device: photo.device, repair: photo.repair },
    withdrawPhoto(photo.id, ctx.now),
    record({
      thing: photo.repair ?? photo.device,
      kind: photo.repair ? 'repair' : 'device',
      verb: 'photo withdrawn',
      device: photo.device,
      site: photo.site ?? photo.home,
      data: { photo: photo.id },
    }),
  );
}

type Cleaned = Extract<CleanPhoto, { ok: true }>;

function cleaned(bytes: Uint8Array): Cleaned {
  if (bytes.length > MAX_PHOTO_BYTES) throw new Invalid({ photo: 'A photo may have at most 12 MB' });
  const photo = cleanPhoto(bytes);
  if (!photo.ok) throw new Invalid({ photo: REFUSAL_WORDS[photo.reason] });
  return photo;
}

function smallOf(bytes: Uint8Array | undefined): Cleaned | null {
  if (!bytes || bytes.length > MAX_PHOTO_BYTES) return null;
  const photo = cleanPhoto(bytes);
  return photo.ok ? photo : null;
}

const ENDINGS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

async function put(store: PhotoStore, photo: Cleaned): Promise<string> {
  const name = `${secretName()}.${ENDINGS[photo.type]}`;
  await store.put(name, { bytes: new Uint8Array(photo.bytes), type: MEDIA_TYPES[photo.type] });
  return name;
}

/** 192 random bits, base64url. */
function secretName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
