import { linkUrl, newLink } from '../accounts/links.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { q } from '../db/query.ts';
import { record } from '../history/record.ts';

/** A one-time link for each admin: passwords did not come along, and somebody has to let the others in. */
export async function adminLinks(
  ctx: Ctx,
  keys: { secret: string; baseUrl: string },
): Promise<{ email: string; link: string }[]> {
  const admins = await ctx.db.all(
    q
      .selectFrom('users as u')
      .innerJoin('user_roles as r', 'r.person', 'u.id')
      .where('r.role', '=', 'admin')
      .innerJoin('people as p', 'p.id', 'u.id')
      .where('u.deactivated_at', 'is', null)
      .where('p.active', '=', 1)
      .select(['u.id', 'u.email'])
      .distinct()
      .orderBy('u.email'),
  );
  const links = admins.map(({ id, email }) => ({ person: id, email, ...newLink(ctx, keys, 'reset', id) }));
  await commit(
    ctx,
    null,
    ...links.map(({ change, person }) => [
      change,
      record({ thing: person, kind: 'user', verb: 'password reset sent' }),
    ]),
  );
  return links.map(({ id, email }) => ({ email, link: linkUrl(keys, 'reset', id) }));
}
