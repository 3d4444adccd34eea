import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { filterQuery } from '../devices/filter-rules.ts';
import { NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { queueFilter, queueQuery } from './queue-rules.ts';
import type { ViewName } from './view-forms.ts';

/** Keeps a list's filters under a name of one's own. @throws Conflict the person has a view of that name */
export async function saveView(ctx: Ctx, form: ViewName): Promise<{ query: string }> {
  const { person } = ctx.actor;
  if (!person) throw new NotFound();
  const typed = Object.fromEntries(new URLSearchParams(form.query));
  const query = form.page === 'devices' ? filterQuery(typed) : queueQuery(queueFilter(typed)).toString();
  const id = newId();
  return commit(
    ctx,
    { query },
    q.insertInto('saved_views').values({ id, person, page: form.page, name: form.name, query, at: ctx.now }),
    record({ thing: id, kind: 'view', verb: 'saved', data: { page: form.page }, first: true }),
  );
}

/** Takes a view of one's own off again. @throws NotFound */
export async function removeView(ctx: Ctx, id: string): Promise<{ id: string }> {
  const own = await ctx.db.first<{ page: string }>({
    sql: 'SELECT page FROM saved_views WHERE id = ? AND person = ?',
    parameters: [id, ctx.actor.person],
  });
  if (!own) throw new NotFound();
  return commit(
    ctx,
    { id },
    q.deleteFrom('saved_views').where('id', '=', id).where('person', '=', ctx.actor.person),
    record({ thing: id, kind: 'view', verb: 'removed', data: { page: own.page } }),
  );
}
