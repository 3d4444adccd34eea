import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { photosOf } from './checklist-queries.ts';
import { mine } from './go.ts';
import { findVisit } from './queries.ts';
import { whoSees } from './who.ts';

/** A picture that is stored already. */
export interface Stored {
  id: string;
  name: string;
  thumb: string;
  type: string;
}

/** @throws NotFound, Forbidden */
export async function addVisitPhotos(
  ctx: Ctx,
  id: string,
  photos: readonly Stored[],
): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  const at = ctx.doneAt ?? ctx.now;
  return commit(
    ctx,
    { id },
    photos.map(({ id: photo, name, thumb, type }) =>
      q
        .insertInto('visit_photos')
        .values({ id: photo, visit: id, name, thumb, type, at, by: ctx.actor.person }),
    ),
    record({
      thing: id,
      kind: 'visit',
      verb: 'photos added',
      site: visit.site,
      data: { photos: photos.map((photo) => photo.id) },
      doneAt: at,
    }),
  );
}

/** The name is one of this visit's pictures. @throws NotFound */
export async function visitPhoto(ctx: Ctx, id: string, name: string): Promise<string> {
  const visit = await findVisit(ctx.db, id, whoSees(ctx), ctx.now);
  const known = (await ctx.db.all(photosOf(visit.id))).some((one) => one.name === name || one.thumb === name);
  if (!known) throw new NotFound();
  return name;
}
