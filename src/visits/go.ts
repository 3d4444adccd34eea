import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { dayIn, startOfDay } from '../web/day.ts';
import { insertLeg, insertNote, mustBeIn, updateVisit } from './changes.ts';
import { legTo } from './drive.ts';
import type { Arrive, SetOut, VisitNote } from './forms.ts';
import { refuseOthers, techniciansOf } from './plan.ts';
import { findVisit, goingOn, type Visit } from './queries.ts';
import { mayMove, statesFor } from './rules.ts';
import { personOf, whoSees } from './who.ts';

/** "I am on my way." @throws NotFound, Invalid, Conflict */
export async function setOut(ctx: Ctx, id: string, form: SetOut): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  const at = momentOf(ctx, visit.day, form.at);
  return commit(
    ctx,
    { id },
    mustBeIn(id, statesFor('set_out')),
    updateVisit(id, { state: 'on_the_way', set_out_at: at }),
    record({ thing: id, kind: 'visit', verb: 'set out', site: visit.site, doneAt: at }),
  );
}

/**
 * "I am here": from now on what its technicians do belongs to the visit. Writes the drive that led here.
 * @throws NotFound, Conflict; Invalid before the setting out, the odometer ran backwards, still at another site
 */
export async function arrive(ctx: Ctx, id: string, form: Arrive): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  const at = momentOf(ctx, visit.day, form.at);
  if (visit.setOutAt && at < visit.setOutAt) throw new Invalid({ at: 'That is before you set out' });
  const other = await ctx.db.first(goingOn(techniciansOf(visit), id));
  if (other) throw new Invalid({ '': `You have not left ${other.siteName} yet: end that visit first` });
  const person = personOf(ctx);
  const leg = techniciansOf(visit).includes(person) ? await legTo(ctx, person, visit, form.odometer) : null;
  return commit(
    ctx,
    { id },
    mustBeIn(id, statesFor('arrive')),
    updateVisit(id, { state: 'arrived', arrived_at: at }),
    leg
      ? insertLeg({ ...leg, id: newId(), person, day: visit.day, visit: id, private: form.private }, ctx.now)
      : null,
    record({
      thing: id,
      kind: 'visit',
      verb: 'arrived',
      site: visit.site,
      data: leg ? { tenths: leg.tenths, how: leg.how, odometer: leg.odometer } : {},
      doneAt: at,
    }),
  );
}

/** A note of the visit, while it lasts or afterwards. */
export async function noteVisit(ctx: Ctx, id: string, form: VisitNote): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  if (!mayMove(visit.state, 'note')) throw new Invalid({ text: 'Notes are for when you have arrived' });
  const at = ctx.doneAt ?? ctx.now;
  return commit(
    ctx,
    { id },
    mustBeIn(id, statesFor('note')),
    insertNote({ id: newId(), visit: id, text: form.text, by: ctx.actor.person }, at),
    record({ thing: id, kind: 'visit', verb: 'noted', site: visit.site, text: form.text, doneAt: at }),
  );
}

/** The actor's own visit, or any of a manager's. */
export async function mine(ctx: Ctx, id: string): Promise<Visit> {
  const visit = await findVisit(ctx.db, id, whoSees(ctx), ctx.now);
  refuseOthers(ctx, techniciansOf(visit));
  return visit;
}

/**
 * When it was: HH:MM of the visit's day as typed, when the phone did it, or now.
 * @throws Invalid at `at`: in the future
 */
export function momentOf(ctx: Ctx, day: string, typed: string): string {
  if (typed === '') {
    const at = ctx.doneAt ?? ctx.now;
    if (dayIn(ctx.district.zone, at) < day)
      throw new Invalid({ '': `The visit is planned for ${day}: move it to today first` });
    return at;
  }
  const [hours = 0, minutes = 0] = typed.split(':').map(Number);
  const at = new Date(Date.parse(startOfDay(ctx.district.zone, day)) + (hours * 60 + minutes) * 60_000);
  const moment = at.toISOString();
  if (moment > ctx.now) throw new Invalid({ at: 'That is still to come' });
  return moment;
}
