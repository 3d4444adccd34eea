import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import type { FileStore } from '../imports/file-store.ts';
import type { TakeOut } from './forms.ts';
import { endTaking, insertTaking } from './taking-changes.ts';
import { type Taking, takingOf } from './taking-queries.ts';

/** Where one is under way already. */
export const ONE_AT_A_TIME = {
  'district_exports.state': ['', 'One is being written: wait for it, or stop it'],
} as const;

/** Asks for the whole district as a zip; it is written in the background. @throws Conflict one is under way */
export function askForDistrict(ctx: Ctx, { photos }: TakeOut): Promise<{ id: string }> {
  const id = newId();
  return commit(
    ctx,
    { id },
    insertTaking({ id, person: ctx.actor.person, photos }, ctx.now),
    record({ thing: id, kind: 'export', verb: 'district asked for', data: { photos }, first: true }),
  );
}

/** @throws NotFound */
export async function findTaking(ctx: Ctx, id: string): Promise<Taking> {
  const found = await ctx.db.first(takingOf(id));
  if (!found) throw new NotFound('It is not kept any more');
  return found;
}

/** Writes down that somebody takes the whole district out: each time anew, another copy leaves. @throws NotFound */
export async function noteTakenOut(ctx: Ctx, id: string): Promise<{ id: string }> {
  const { state, photos } = await findTaking(ctx, id);
  if (state !== 'made') throw new NotFound('It is not written yet');
  return commit(
    { ...ctx, submission: null },
    { id },
    record({ thing: id, kind: 'export', verb: 'district taken out', data: { photos: photos === 1 } }),
  );
}

/** Ends it, under way or made; its file goes. @throws NotFound */
export async function dropTaking(ctx: Ctx, files: FileStore, id: string): Promise<{ id: string }> {
  const it = await findTaking(ctx, id);
  await commit(ctx, { id }, endTaking(id, ctx.now), record({ thing: id, kind: 'export', verb: 'ended' }));
  await files.remove(filesOf(it));
  return { id };
}

/** The parts of the zip in their order. */
export async function* zipParts(files: FileStore, it: Taking): AsyncGenerator<Uint8Array> {
  for (let part = 1; part <= it.parts; part += 1) yield* files.open(takingPart(it.id, part));
}

export function takingPart(id: string, part: number): string {
  return `exports/district-${id}/${part}`;
}

/** Where the writing stood behind a part. */
export function takingState(id: string, part: number): string {
  return `exports/district-${id}/state-${part}`;
}

/** Everything that may lie there: a part that was written when it was ended too. */
export function filesOf({ id, parts }: Pick<Taking, 'id' | 'parts'>): string[] {
  return Array.from({ length: parts + 2 }, (_, i) => [takingPart(id, i), takingState(id, i)]).flat();
}
