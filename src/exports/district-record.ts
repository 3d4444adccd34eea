import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';

/** Each time anew: a form that is sent again is another copy that leaves. */
const eachTime = (ctx: Ctx): Ctx => ({ ...ctx, submission: null });

/** Writes down that somebody takes out what is held about a person. */
export function notePersonTakenOut(ctx: Ctx, id: string): Promise<{ id: string }> {
  return commit(eachTime(ctx), { id }, record({ thing: id, kind: 'person', verb: 'data taken out' }));
}
