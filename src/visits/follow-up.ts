import type { Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';
import type { FollowUp } from './forms.ts';
import { mine } from './go.ts';

/** Something to be done at a site later. */
export async function addFollowUp(ctx: Ctx, id: string, form: FollowUp): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  const followUp = newId();
  return commit(
    ctx,
    { id },
    q.insertInto('follow_ups').values({
      id: followUp,
      visit: id,
      site: visit.site,
      text: form.text,
      at: ctx.now,
      by: ctx.actor.person,
    }),
    record({
      thing: id,
      kind: 'visit',
      verb: 'follow-up noted',
      site: visit.site,
      data: { followUp },
      text: form.text,
    }),
  );
}

/** Done, at this visit or after it. @throws Conflict it is not open at this site */
export async function settleFollowUp(ctx: Ctx, id: string, followUp: string): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  return commit(
    ctx,
    { id },
    must('this follow-up is open', {
      sql: 'SELECT 1 FROM follow_ups WHERE id = ? AND site = ? AND done_at IS NULL',
      parameters: [followUp, visit.site],
    }),
    q
      .updateTable('follow_ups')
      .set({ done_at: ctx.doneAt ?? ctx.now, done_by: ctx.actor.person })
      .where('id', '=', followUp),
    record({ thing: id, kind: 'visit', verb: 'follow-up done', site: visit.site, data: { followUp } }),
  );
}
