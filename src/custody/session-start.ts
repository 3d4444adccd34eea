import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { MODE_RULES } from './mode-rules.ts';
import { endSession, insertSession } from './session-changes.ts';
import type { SessionOptions, StartSession } from './session-forms.ts';
import { sessionOf } from './session-queries.ts';
import { findTarget } from './target.ts';

/**
 * Starts scanning in a row. Several people, or one at several stations, may do the same at the same place.
 * @throws Invalid the place or the day is wrong
 */
export async function startSession(
  ctx: Ctx,
  form: StartSession,
  scope: Exclude<Scope, null>,
): Promise<{ id: string }> {
  const rule = MODE_RULES[form.mode];
  const place = rule.place ? await findTarget(ctx, form, scope, 'location') : null;
  const lends = form.mode === 'day_loan';
  if (lends && form.dueOn !== null && form.dueOn < ctx.today) throw new Invalid({ dueOn: 'Today or later' });
  const issues = form.mode === 'person' || form.mode === 'place';
  const options: SessionOptions = {
    issue: issues && form.issue,
    chargers: form.chargers,
    cases: form.cases,
    hotspots: form.hotspots,
    many: rule.badge && form.many,
    end: !rule.out && form.mode !== 'move' && form.end,
  };
  const id = newId();
  const { person } = ctx.actor;
  const session = { id, person, mode: form.mode, location: place?.id ?? null, options };
  return commit(
    ctx,
    { id },
    insertSession({ ...session, dueOn: lends ? (form.dueOn ?? ctx.today) : null }, ctx.now),
    record({
      thing: id,
      kind: 'scanning',
      verb: 'started',
      site: place?.site ?? null,
      data: { mode: form.mode, location: place?.id ?? null, ...options },
      first: true,
    }),
  );
}

/** No scan changes anything in it any more. @throws NotFound, Conflict it was ended before */
export async function stopSession(ctx: Ctx, id: string): Promise<{ id: string }> {
  const session = await ctx.db.first(sessionOf(id, ctx.actor.person));
  if (!session) throw new NotFound();
  return commit(
    ctx,
    { id },
    endSession(id, ctx.now),
    record({ thing: id, kind: 'scanning', verb: 'ended', site: session.top, data: { done: session.done } }),
  );
}
