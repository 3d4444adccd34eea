import { can } from '../accounts/permissions.ts';
import type { Actor, Ctx } from '../context.ts';
import { commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Forbidden, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertLeg } from './changes.ts';
import { legTo } from './drive.ts';
import { legsBetween } from './drive-queries.ts';
import type { AskOvertime, DecideOvertime, NewBench, NewDrive } from './hours-forms.ts';
import { benchTimes, overtimeById, overtimeOf, visitTimes } from './hours-queries.ts';
import { claimLines, hoursByDay, monthSpan } from './hours-rules.ts';
import { siteByRef } from './queries.ts';
import { visitSettingsOf } from './rules.ts';
import { personOf } from './who.ts';

/** Miles, hours, overtime and the claim of a person's month. */
export async function readMonth(ctx: Ctx, person: string, month: string) {
  const { from, to } = monthSpan(month);
  const [legs, visits, bench, overtime, names] = await ctx.db.read(
    legsBetween(person, from, to),
    visitTimes(person, from, to),
    benchTimes(person, from, to),
    overtimeOf(person, from, to),
    { sql: 'SELECT name FROM users WHERE id = ?', parameters: [person] },
  );
  const settings = visitSettingsOf(ctx.district.settings);
  return {
    month,
    person: { id: person, name: String((names[0] as { name?: string } | undefined)?.name ?? '') },
    legs,
    bench,
    overtime,
    hours: hoursByDay(visits, bench, ctx.now),
    claim: claimLines(legs, settings.rates),
    tenths: legs.reduce((sum, leg) => sum + leg.tenths, 0),
  };
}

export type Month = Awaited<ReturnType<typeof readMonth>>;

function refuseAhead(ctx: Ctx, day: string): void {
  if (day > ctx.today) throw new Invalid({ day: 'That day is still to come' });
}

/** A drive beside the visits. @throws Invalid no such place, the odometer ran backwards, no miles known */
export async function addDrive(ctx: Ctx, form: NewDrive): Promise<{ id: string }> {
  const person = personOf(ctx);
  refuseAhead(ctx, form.day);
  const to = await ctx.db.first(siteByRef(form.to));
  if (!to) throw new Invalid({ to: 'Choose a site or depot, or type its code' });
  const leg = await legTo(ctx, person, { site: to.id, day: form.day }, form.odometer);
  const typed = form.miles ?? null;
  if (typed === null && leg.how !== 'odometer' && leg.tenths === 0)
    throw new Invalid({ miles: 'How far it is, is not known: type the miles' });
  const id = newId();
  const how = typed === null ? leg.how : 'typed';
  const tenths = typed === null ? leg.tenths : Math.round(typed * 10);
  return commit(
    ctx,
    { id },
    insertLeg(
      { ...leg, tenths, how, id, person, day: form.day, visit: null, private: form.private },
      ctx.now,
    ),
    record({
      thing: person,
      kind: 'day',
      verb: 'drive added',
      data: { day: form.day, to: to.id, tenths, how },
    }),
  );
}

/** Taken back by whoever made it; it stays in the history. */
export async function withdrawDrive(ctx: Ctx, id: string): Promise<{ id: string }> {
  const person = personOf(ctx);
  const leg = await ctx.db.first({
    sql: 'SELECT 1 FROM legs WHERE id = ? AND person = ?',
    parameters: [id, person],
  });
  if (!leg) throw new NotFound('There is no such drive of yours');
  return commit(
    ctx,
    { id },
    must('this drive is yours and stands', {
      sql: 'SELECT 1 FROM legs WHERE id = ? AND person = ? AND withdrawn_at IS NULL',
      parameters: [id, person],
    }),
    q.updateTable('legs').set({ withdrawn_at: ctx.now }).where('id', '=', id),
    record({ thing: person, kind: 'day', verb: 'drive withdrawn', data: { leg: id } }),
  );
}

export async function addBench(ctx: Ctx, form: NewBench): Promise<{ id: string }> {
  const person = personOf(ctx);
  refuseAhead(ctx, form.day);
  const id = newId();
  return commit(
    ctx,
    { id },
    q
      .insertInto('bench_hours')
      .values({ id, person, day: form.day, minutes: form.minutes, note: form.note, at: ctx.now }),
    record({
      thing: person,
      kind: 'day',
      verb: 'bench hours',
      data: { day: form.day, minutes: form.minutes },
    }),
  );
}

/** Interns and level I ask; others do not need to. */
export function asksOvertime(actor: Pick<Actor, 'grants'>): boolean {
  const levels = actor.grants.filter((grant) => grant.role === 'specialist').map((grant) => grant.level ?? 1);
  if (actor.grants.some((grant) => grant.role === 'manager') || levels.some((level) => level > 1))
    return false;
  return levels.length > 0 || actor.grants.some((grant) => grant.role === 'intern');
}

/** @throws Forbidden who needs no approval */
export async function askOvertime(ctx: Ctx, form: AskOvertime): Promise<{ id: string }> {
  const person = personOf(ctx);
  if (!asksOvertime(ctx.actor)) throw new Forbidden('Your overtime needs no approval');
  const id = newId();
  return commit(
    ctx,
    { id },
    q.insertInto('overtime').values({
      id,
      person,
      day: form.day,
      minutes: form.minutes,
      reason: form.reason,
      at: ctx.now,
    }),
    record({
      thing: id,
      kind: 'overtime',
      verb: 'asked for',
      data: { day: form.day, minutes: form.minutes },
      text: form.reason,
      first: true,
    }),
  );
}

/** @throws NotFound, Forbidden one's own, Conflict it was decided meanwhile */
export async function decideOvertime(ctx: Ctx, id: string, form: DecideOvertime): Promise<{ id: string }> {
  const asked = await ctx.db.first(overtimeById(id));
  if (!asked) throw new NotFound();
  if (asked.person === ctx.actor.person || !can(ctx.actor, 'visit.manage'))
    throw new Forbidden('Somebody else decides about your overtime');
  return commit(
    ctx,
    { id },
    must('nobody has decided about it yet', {
      sql: 'SELECT 1 FROM overtime WHERE id = ? AND decision IS NULL',
      parameters: [id],
    }),
    q
      .updateTable('overtime')
      .set({ decision: form.decision, decided_by: ctx.actor.person, decided_at: ctx.now })
      .where('id', '=', id),
    record({ thing: id, kind: 'overtime', verb: form.decision, data: { minutes: asked.minutes } }),
  );
}
