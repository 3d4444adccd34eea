import { createHash } from 'node:crypto';
import { can, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { findDevice } from '../devices/queries.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { addPhotos, type Upload } from '../photos/actions.ts';
import { PhotoForm } from '../photos/forms.ts';
import type { PhotoStore } from '../photos/store.ts';
import { correctedTime } from './clock-rules.ts';
import type { PhotoEntry } from './forms.ts';
import { doneBefore, entryByKey, keptUnder, repairOfEntry } from './queries.ts';
import { submissionOf } from './submission.ts';
import type { Taken } from './take.ts';

/** Keeps a photo that was taken on a phone, once, with the repair that it was taken for. */
export async function takePhoto(
  ctx: Ctx,
  store: PhotoStore,
  entry: PhotoEntry,
  upload: Upload,
): Promise<Taken> {
  const { key } = entry;
  const [kept, rows, before, made] = await ctx.db.read(
    keptUnder(key),
    entryByKey(key),
    doneBefore(entry.phone, entry.seq),
    repairOfEntry(entry.entry),
  );
  const owner = kept[0]?.person ?? rows[0]?.person;
  if (owner && owner !== ctx.actor.person) throw new NotFound();
  if (kept[0]) return { key, state: 'again' };
  if (rows[0] && rows[0].state !== 'saved') return { key, state: rows[0].state, words: rows[0].why };
  if (!can(ctx.actor, 'repair.report') && !can(ctx.actor, 'repair.work')) throw new Forbidden();
  const time = correctedTime({ ...entry, now: ctx.now, notBefore: [before[0]?.doneAt ?? null] });
  const hash = createHash('sha256');
  for (const bytes of upload.photos) hash.update(bytes);
  const submission = submissionOf(entry, time, {
    kind: 'photo',
    merged: '',
    hash: hash.digest('base64url'),
    now: ctx.now,
  });
  try {
    const device = await findDevice(ctx.db, entry.ref, scopeOf(ctx.actor, 'device.see') ?? []);
    const repair = made[0]?.repair ?? device.openRepair;
    const form = PhotoForm.parse({ step: entry.step });
    const target = { device: device.id, repair, site: device.home };
    const own = { ...ctx, doneAt: time.doneAt, submission };
    return { key, state: 'saved', result: await addPhotos(own, store, target, upload, form) };
  } catch (error) {
    if (error instanceof Invalid) return { key, state: 'needs_you', errors: error.fields };
    if (error instanceof NotFound)
      return { key, state: 'needs_you', words: `Nothing here is called ${entry.ref}.`, unknown: true };
    if (!(error instanceof Conflict)) throw error;
    // The same photo on its way twice: the other one was quicker.
    const now = await ctx.db.first(keptUnder(key));
    if (now?.person === ctx.actor.person) return { key, state: 'again' };
    throw error;
  }
}
