import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { photosOf } from './finding-queries.ts';
import { findAudit } from './queries.ts';

/** A picture that is stored already. */
export interface Stored {
  id: string;
  name: string;
  thumb: string;
  type: string;
}

/** Keeps what a picture of an unknown or untagged thing is about: a finding's key, or an event. @throws NotFound */
export async function addAuditPhotos(
  ctx: Ctx,
  id: string,
  about: string,
  photos: readonly Stored[],
  scope: Scope,
): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, id, scope);
  return commit(
    ctx,
    { id },
    photos.map((photo) => ({
      sql: 'INSERT INTO audit_photos (id, audit, about, name, thumb, type, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      parameters: [photo.id, id, about, photo.name, photo.thumb, photo.type, ctx.actor.person, ctx.now],
    })),
    record({
      thing: id,
      kind: 'audit',
      verb: 'photos added',
      site: audit.site,
      data: { photos: photos.map((photo) => photo.id) },
    }),
  );
}

/** The name is one of this audit's pictures. @throws NotFound */
export async function auditPhoto(ctx: Ctx, id: string, name: string, scope: Scope): Promise<string> {
  await findAudit(ctx.db, id, scope);
  const photo = (await ctx.db.all(photosOf(id))).find((one) => one.name === name || one.thumb === name);
  if (!photo) throw new NotFound();
  return name;
}
